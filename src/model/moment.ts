import type { EdgeKind, Instant } from './date.ts';
import type { EventId } from './event.ts';
import { type Lead, leadName } from './lead.ts';
import type { ChannelId, GuildId } from './subscription.ts';

/** Event, edge, lead and when it is due, before it is known for whom. */
export type DueLead = {
  readonly event: EventId;
  readonly edge: EdgeKind;
  readonly sourceDate: string;
  readonly lead: Lead;
  readonly due: Instant;
  readonly anchor: Instant;
};

/** When one reminder is due in one channel. */
export type Moment = DueLead & { readonly guild: GuildId; readonly channel: ChannelId };

/** What makes a moment unique (product rule 6). Never a revision number and never the computed instant. */
export type MomentKey = {
  readonly event: EventId;
  readonly edge: EdgeKind;
  readonly sourceDate: string;
  readonly lead: string;
  readonly channel: ChannelId;
};

/** The key of a moment. */
export function momentKey(moment: Moment): MomentKey {
  const { event, edge, sourceDate, lead, channel } = moment;
  return { event, edge, sourceDate, lead: leadName(lead), channel };
}

/** A key as one line of text, for maps and sorting; ids and dates hold no `|`. */
export function keyText(key: MomentKey): string {
  return `${key.event}|${key.edge}|${key.sourceDate}|${key.lead}|${key.channel}`;
}
