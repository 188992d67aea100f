import type { Instant } from './date.ts';
import type { EdgeName } from './edge.ts';
import type { EventId } from './event.ts';
import { type Lead, leadName, parseLead } from './lead.ts';
import type { ChannelId, Subscriber } from './subscription.ts';

/** Event, edge, lead and due instant, before it is known for whom. */
export type DueLead = {
  readonly event: EventId;
  readonly edge: EdgeName;
  readonly sourceDate: string;
  readonly lead: Lead;
  readonly due: Instant;
  readonly anchor: Instant;
};

/** One reminder of one channel. */
export type Moment = DueLead & { readonly owner: Subscriber; readonly channel: ChannelId };

/** A date in a notice to one channel. The outbox keeps it beside the moments: this channel knows that date too. */
export type NoticeMoment = Omit<Moment, 'lead'> & NoticeOccasion;

type NoticeOccasion = { readonly lead: null; readonly revision: number };

/**
 * Why a channel is notified of a date: it lies so far ahead or, where `lead` is `null`, that revision of the list
 * changed it.
 */
export type Occasion = { readonly lead: Lead } | NoticeOccasion;

/**
 * The fields that make a moment unique (product rule 6). Only a notice's key holds a revision, and none holds the
 * computed instant.
 */
export type MomentKey = Pick<Moment, 'event' | 'edge' | 'sourceDate' | 'channel'> & Occasion;

/** The key of a moment. */
export function momentKey<M extends MomentKey>(moment: M): MomentKey {
  const { event, edge, sourceDate, channel } = moment;
  return { event, edge, sourceDate, channel, ...occasionOf(moment) };
}

/** The occasion alone, of any value that has one. */
export function occasionOf(one: Occasion): Occasion {
  return one.lead === null ? { lead: null, revision: one.revision } : { lead: one.lead };
}

/** A key as one line of text, for maps and sorting; ids and dates hold no `|`. */
export function keyText(key: MomentKey): string {
  return `${key.event}|${key.edge}|${key.sourceDate}|${occasionName(key)}|${key.channel}`;
}

/** The one spelling of an occasion, equal for equal ones: a lead's, or `notice#12` for revision 12. */
export function occasionName(one: Occasion): string {
  return one.lead === null ? `notice#${one.revision}` : leadName(one.lead);
}

/** Reads the spelling of `occasionName`; `null` for anything else. */
export function parseOccasion(name: string): Occasion | null {
  const [, revision] = /^notice#(\d+)$/.exec(name) ?? [];
  if (revision !== undefined) return { lead: null, revision: Number(revision) };
  const lead = parseLead(name);
  return lead === null ? null : { lead };
}
