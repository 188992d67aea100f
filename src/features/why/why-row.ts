import type { EventChange } from '../../model/change.ts';
import type { Instant, LocalDay } from '../../model/date.ts';
import { type EdgeName, kindOfEdge } from '../../model/edge.ts';
import type { Lead } from '../../model/lead.ts';
import type { Occasion } from '../../model/moment.ts';
import { type MomentState, whyUnpublished } from '../../model/post.ts';
import type { ChannelId, GuildId } from '../../model/subscription.ts';
import { ON_TIME_MS } from '../../plan/reminders/decide-send.ts';
import { whenWords } from '../../render/card/describe-reminder.ts';
import { leadWords } from '../../render/card/describe-subscription.ts';
import { messageLink } from '../../render/card/message-buttons.ts';
import { hoursAndMinutes } from '../../render/dates/date-phrases.ts';
import { reasonWords } from '../../render/text/describe-reason.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { dateText } from '../../render/text/words.ts';
import { addDays, formatRange, isLocalDay, localDay } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { nameText } from '../call/words.ts';
import { whyText } from './words.ts';

/** A reminder, or a notice of a change, with its date. */
export type TracedLead = Occasion & {
  readonly edge: EdgeName;
  /** As in the outbox: a day, a minute, or `none`. */
  readonly sourceDate: string;
};

/** The history of one moment in one channel. */
export type TracedMoment = TracedLead & {
  readonly due: Instant;
  readonly state: MomentState;
  readonly reason: string | null;
  /** For a notice: what it says of the event. */
  readonly changes: readonly EventChange[];
  /** Its post; `null` where it never had one. */
  readonly post: {
    readonly due: Instant;
    readonly attempts: number;
    /** The result of the last attempt. */
    readonly reason: string | null;
    readonly sentAt: Instant | null;
    readonly message: string | null;
    /** As in the outbox. */
    readonly published?: string;
    /** True where it was corrected by a later edit. */
    readonly corrected: boolean;
  } | null;
};

/** Where and when rows are read. */
export type RowPlace = {
  readonly guild: GuildId;
  readonly channel: ChannelId;
  readonly now: Instant;
  /** The server's. */
  readonly zone: Reader;
  /** The one date that the event has: rows do not repeat it. `null` where it has several, or none. */
  readonly usual: Pick<TracedLead, 'edge' | 'sourceDate'> | null;
};

/** One moment on one line: what happened, when, which reminder of which date, why, and where the message is. Escaped. */
export function whyRow(moment: TracedMoment, place: RowPlace): string {
  const what = moment.changes.length > 0 ? changeWords(moment.changes) : tracedWords(moment, place.usual, place.zone);
  const due = whenWords(moment.due, place.zone);
  const why = reasonWords(moment.reason) ?? whyText('noReason');
  switch (moment.state) {
    case 'sent':
      return sentRow(moment, what, place);
    case 'reserved':
      return waitingRow(moment, what, place);
    case 'skipped':
      return whyText('skipped', { when: due, what, why });
    case 'dead':
      return whyText('dead', { when: due, what, why });
    case 'uncertain':
      return whyText('uncertain', { when: due, what, why });
  }
}

/** The changes that a notice says, old and new: `earlier date (26 Oct 2025 → 24 Oct 2025)`. */
export function changeWords(changes: readonly EventChange[]): string {
  const words = changes.map(({ kind, before, after }) => {
    const change = nameText(`${kind}`);
    const [was, now] = [before, after].map((side) => (side?.sourceDate == null ? null : dateWords(side.sourceDate)));
    return was == null || now == null || was === now ? change : whyText('changed', { change, was, now });
  });
  return [...new Set(words)].join('; ');
}

/** `1 day before`, `a change`; with any but the usual date `1 day before (opens 26 Oct 2025)`. */
export function tracedWords(
  { edge, sourceDate, lead: asked, due }: TracedLead & { readonly due: Instant },
  usual: RowPlace['usual'],
  zone: Reader,
): string {
  const lead = asked === null ? null : seenLead(asked, sourceDate, localDay(due, zoneOf(zone)));
  const date = dateWords(sourceDate);
  if (usual !== null && usual.edge === edge && usual.sourceDate === sourceDate) {
    return lead === null ? whyText('notice') : leadWords(lead);
  }
  if (lead !== null) return whyText('lead', { lead: leadWords(lead), edge: edgeWords(edge), date: date ?? '' });
  return date === null ? whyText('notice') : whyText('noticeOf', { edge: edgeWords(edge), date });
}

/** A lead in days as people count it: the morning before a day that begins elsewhere in the night is "1 day before". */
function seenLead(lead: Lead, sourceDate: string, day: LocalDay): Lead {
  const dated = sourceDate.slice(0, 10);
  const isBefore = lead.unit === 'days' && isLocalDay(dated) && addDays(day, lead.count) < dated;
  return isBefore ? { unit: 'days', count: lead.count + 1 } : lead;
}

/** `closes`, or `closes, the abstract` where it is one of several. */
function edgeWords(edge: EdgeName): string {
  const kind = kindOfEdge(edge);
  const name = nameText(`${kind}`);
  return edge === kind
    ? name
    : whyText('edgeOf', { edge: name, part: escapeText(edge.slice(`${kind} of `.length), 80) });
}

function sentRow({ due, reason, post }: TracedMoment, what: string, place: RowPlace): string {
  const at = post?.sentAt ?? due;
  const unpublished = post === null ? null : whyUnpublished(post);
  const late = at - due > ON_TIME_MS && !explainsLateness(reason) ? [lateWords(at - due)] : [];
  const parts = [
    reasonWords(reason) ?? whyText('noReason'),
    ...late,
    ...(post?.corrected === true ? [whyText('corrected')] : []),
    ...(unpublished === null ? [] : [whyText('unpublished', { why: reasonWords(unpublished) ?? '' })]),
    ...(post?.message == null
      ? []
      : [whyText('link', { link: messageLink(place.guild, place.channel, post.message) })]),
  ];
  return whyText('sent', { when: whenWords(at, place.zone), what, how: parts.join(' ') });
}

/** Whether the reason already explains why a message was late: it makes up for a change. */
function explainsLateness(reason: string | null): boolean {
  return reason === 'added late';
}

function lateWords(ms: number): string {
  return whyText('sentLate', { late: hoursAndMinutes(ms) });
}

function waitingRow({ due, post }: TracedMoment, what: string, { now, zone }: RowPlace): string {
  if (post !== null && post.due > now) return whyText('held', { when: whenWords(post.due, zone), what });
  const when = whenWords(due, zone);
  const why = post === null || post.attempts === 0 ? null : reasonWords(post.reason);
  if (why === null) return whyText('waiting', { when, what });
  return whyText('waitingWhy', { when, what, attempts: post?.attempts ?? 0, why });
}

/** `26 Oct 2025`, `1 Nov 2025, 14:30`; `null` for a source date that is no day. */
function dateWords(sourceDate: string): string | null {
  const day = sourceDate.slice(0, 10);
  if (!isLocalDay(day)) return null;
  const words = formatRange(day, day);
  return sourceDate.length > 10 ? dateText('dayAndTime', { day: words, time: sourceDate.slice(11) }) : words;
}
