import type { ClaimDate, Instant, LocalDay, Zone } from './date.ts';
import type { EdgeName } from './edge.ts';
import type { Certainty, EventId } from './event.ts';

/**
 * Everything that can happen to an event of the list (product rule 15), in the order in which a message says it.
 * `extended` is `later` for a date that expires. `confirmed` means surer and `became tentative` less sure. `became
 * exact` and `withdrawn` are opposites: a day, or an hour, that is now known or no longer stands. `removed` is no
 * cancellation: the list no longer has the event. `text only` is everything that moves no date and changes no
 * certainty.
 */
export const CHANGE_KINDS = [
  'earlier',
  'later',
  'extended',
  'confirmed',
  'became tentative',
  'became exact',
  'withdrawn',
  'cancelled',
  'postponed',
  'restored',
  'outcome',
  'new',
  'removed',
  'text only',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Whether a date stands on other days than before: its reminders moved with it. */
export function isMove(kind: ChangeKind): boolean {
  return kind === 'earlier' || kind === 'later' || kind === 'extended';
}

/** A date as it was on one side of a change, with everything needed to show it after the list has moved on. */
export type DatedSide = {
  readonly date: ClaimDate;
  /** The part of the event that it dates, where its kind has several. */
  readonly part?: string;
  /** The key part of an anchored date; `null` for a month, a year, nothing. */
  readonly sourceDate: string | null;
  readonly anchor: Instant | null;
  /** Its hour, or its zone, is the list's assumption: it is a day, and no hour of it is said. Absent otherwise. */
  readonly hourOpen?: true;
  readonly zone: Zone;
  /** The source that says so, and when it was published. */
  readonly source: string;
  readonly published: LocalDay | null;
};

/**
 * One change of one event, typed, as plain data that may be kept as JSON. A date that moved names its edge; a change of
 * the whole event has none, and its sides are the date that stands for the event. `confirmed` and `became tentative`
 * with an edge are about the certainty of that date, and so are their two certainties. `before.date.role` may differ
 * from `edge`: a date that "started" may now "open".
 */
export type EventChange = {
  readonly event: EventId;
  readonly kind: ChangeKind;
  readonly edge: EdgeName | null;
  /** The title and phrase as they were, for an event that the list no longer has. */
  readonly title: string;
  readonly phrase: string;
  /** As in `ListEvent`. */
  readonly plural?: true;
  readonly before: DatedSide | null;
  readonly after: DatedSide | null;
  readonly certaintyBefore: Certainty | null;
  readonly certaintyAfter: Certainty | null;
  /** For `outcome`: the event's result, in our own words. */
  readonly outcome: string | null;
  /** For `text only`: what was corrected, the most important first; absent where that is not known. */
  readonly corrected?: readonly Correction[];
};

/** One thing that was corrected; the texts before and after are there where both sides are short, days as `YYYY-MM-DD`. */
export type Correction = {
  readonly part: CorrectedPart;
  /** The source that it is about. */
  readonly source: string | null;
  readonly before: string | null;
  readonly after: string | null;
};

type CorrectedPart =
  | 'source added'
  | 'source removed'
  | 'source day'
  | 'source name'
  | 'source date'
  | 'source link'
  | 'source words'
  | 'title'
  | 'place'
  | 'zone'
  | 'hour'
  | 'importance'
  | 'kind'
  | 'wording'
  | 'summary'
  | 'stakes'
  | 'note'
  | 'topics'
  | 'history'
  | 'outcome'
  | 'links';

/** The ways to handle a kind of change: a new message that may ping, one that does not, an edit, nothing. */
export const NOTICE_WAYS = ['ping', 'post', 'edit', 'nothing'] as const;
export type NoticeWay = (typeof NOTICE_WAYS)[number];

/** The choices of a subscription; kinds that are not named follow `DEFAULT_NOTICE_WAYS`. */
export type NoticeChoices = Readonly<Partial<Record<ChangeKind, NoticeWay>>>;

/** The way for each kind of change that a subscription has not chosen; the whole table is in `docs/notices.md`. */
export const DEFAULT_NOTICE_WAYS: Readonly<Record<ChangeKind, NoticeWay>> = {
  // Less time than announced: a person who reads it tomorrow may be too late.
  earlier: 'ping',
  // More time harms nobody who reads it in the evening.
  later: 'post',
  // More time too, yet it comes in the last hours, when people are about to act on the old deadline.
  extended: 'ping',
  // Plans are made by the date, which is unchanged.
  confirmed: 'post',
  'became tentative': 'post',
  // The reminders of the new date follow by themselves, and ping.
  'became exact': 'post',
  withdrawn: 'post',
  // Anybody who travels, files or ships for that date must stop.
  cancelled: 'ping',
  postponed: 'ping',
  // A date that people have dropped counts again: as urgent as an earlier one.
  restored: 'ping',
  // The closing line: nothing to do.
  outcome: 'post',
  // Its reminders introduce it in time; a list that grows by fifty events must not cause fifty messages.
  new: 'nothing',
  // Promised reminders will not come, and silence would read as "still on".
  removed: 'post',
  // A typo, or another source that agrees.
  'text only': 'edit',
};
