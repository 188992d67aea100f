import {
  type ChangeKind,
  type DatedSide,
  DEFAULT_NOTICE_WAYS,
  type EventChange,
  type NoticeWay,
} from '../../model/change.ts';
import type { Instant } from '../../model/date.ts';
import { type EdgeName, edgeName, isSameEdge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { NoticeMoment, Occasion } from '../../model/moment.ts';
import type { Subscription } from '../../model/subscription.ts';
import { localDay } from '../../time/local.ts';
import { namedSpan } from '../claims/date-span.ts';
import { isMuted, restsBecause, wantsEvent } from '../reminders/match-filter.ts';

/** A reminder, catch-up or notice that this channel got, or perhaps got, about an event. */
export type AnnouncedMoment = Occasion & {
  readonly event: string;
  readonly edge: EdgeName;
  /** The post that reported it, to be corrected when it no longer holds. */
  readonly post: string;
};

/** The plan for one channel and the changes of one revision of the list. */
export type NoticePlan = {
  /** Reported in one new message; empty for none. */
  readonly say: readonly EventChange[];
  /** Whether that message pings the subscription's role, if it has one. Certainty is considered already (rule 14). */
  readonly ping: boolean;
  /** Posts whose message is to be edited in place. */
  readonly correct: readonly string[];
};

/** News that withdraws something: it pings the people whom the event's own reminders would have pinged before it. */
const TAKES_AWAY: ReadonlySet<ChangeKind> = new Set([
  'became tentative',
  'cancelled',
  'postponed',
  'outcome',
  'removed',
]);

/**
 * Decides how a channel gets the changes of the list (product rules 14 to 16; the table is in `docs/notices.md`). A
 * channel that was sent a date of that edge always gets its changes: in a new message, or by an edit where it has
 * chosen no more than that. Others get them by choice. Planning a revision again, after a crash, repeats nothing.
 */
export function planNotices(request: {
  readonly subscription: Subscription;
  readonly changes: readonly EventChange[];
  /** Events as they are now; those that were removed are absent. */
  readonly event: (id: string) => ListEvent | null;
  readonly announced: readonly AnnouncedMoment[];
  /**
   * Events of which this channel has a notice that is not sent yet: a change that overtakes it is reported in its
   * place.
   */
  readonly unread?: ReadonlySet<string>;
  /** The revision of the list that these changes make: the same one that `noticeMoments` gets. */
  readonly revision: number;
  readonly now: Instant;
}): NoticePlan {
  const { subscription, changes, now } = request;
  const say: EventChange[] = [];
  const correct = new Set<string>();
  let ping = false;
  if (subscription.paused !== null) return { say, ping, correct: [] };
  const isThisNotice = (moment: AnnouncedMoment) => moment.lead === null && moment.revision === request.revision;
  const announced = Map.groupBy(request.announced, (moment) => moment.event);
  for (const listed of changes) {
    const all = announced.get(listed.event) ?? [];
    const mine = all.filter((moment) => !isThisNotice(moment) && isAbout(moment, listed));
    const event = request.event(listed.event);
    const change = mine.length > 0 ? asReturned(listed, event) : listed;
    if (mine.length === 0 && !isNews(change, event, subscription)) continue;
    const over = isOver(change, event, now);
    const chosen = chosenWay(change, subscription, request.unread?.has(change.event) ?? false);
    const way = wayOf(change.kind, chosen, mine.length > 0, over);
    const isSaid = all.some(isThisNotice);
    if ((way === 'ping' || way === 'post') && !isSaid) {
      say.push(change);
      ping ||= way === 'ping' && isSureEnough(change, event, subscription);
    }
    // A closing line after the date withdraws nothing.
    const stillHolds = change.kind === 'outcome' && over;
    if (way === 'nothing' || stillHolds) continue;
    for (const moment of mine) if (mustCorrect(moment, change)) correct.add(moment.post);
  }
  return { say, ping, correct: [...correct] };
}

/** A notice reported the changes of its time: words that are corrected later are no reason to edit it. */
function mustCorrect({ lead }: AnnouncedMoment, { kind }: EventChange): boolean {
  return kind !== 'text only' || lead !== null;
}

/** An event that returns to the list is on again for people who were notified of it and of its removal. */
function asReturned(change: EventChange, event: ListEvent | null): EventChange {
  return change.kind === 'new' && event !== null && restsBecause(event) === null
    ? { ...change, kind: 'restored' }
    : change;
}

/** Returns the way that the subscription asks for; earlier messages to the channel are considered later. */
function chosenWay(change: EventChange, subscription: Subscription, isUnread: boolean): NoticeWay {
  // Earlier messages about a muted event are corrected in silence, and no more than that.
  if (isMuted(subscription.filter, change.event)) return 'nothing';
  const chosen = subscription.notices?.[change.kind] ?? DEFAULT_NOTICE_WAYS[change.kind];
  return isUnread && (chosen === 'edit' || chosen === 'nothing') ? 'post' : chosen;
}

/** Whether a change by itself makes a notice ping: by choice and by certainty. */
export function pingsBy(change: EventChange, event: ListEvent | null, subscription: Subscription): boolean {
  return chosenWay(change, subscription, false) === 'ping' && isSureEnough(change, event, subscription);
}

/**
 * Returns the way to handle one change in one channel: the subscription's choice, limited by the earlier messages to
 * the channel and by whether the date is over. A message already sent is always corrected, even where nothing was
 * chosen: an edit disturbs nobody.
 */
function wayOf(kind: ChangeKind, chosen: NoticeWay, wasAnnounced: boolean, over: boolean): NoticeWay {
  const silent = wasAnnounced ? 'edit' : 'nothing';
  const isNewMessage = chosen === 'ping' || chosen === 'post';
  if (kind === 'outcome') {
    if (wasAnnounced && isNewMessage) return chosen;
    return over ? 'nothing' : silent;
  }
  // After the date nobody is disturbed for corrections of history; and tidying up the list corrects nothing.
  if (over) return kind === 'removed' ? 'nothing' : silent;
  return isNewMessage ? chosen : silent;
}

/** The rows by which the outbox records that a notice reported these dates. One for each event, edge and date. */
export function noticeMoments(
  changes: readonly EventChange[],
  place: Pick<Subscription, 'owner' | 'channel'>,
  revision: number,
  now: Instant,
): NoticeMoment[] {
  const moments = changes.map(
    (change): NoticeMoment => ({
      event: change.event,
      edge: edgeOf(change),
      sourceDate: change.after?.sourceDate ?? change.before?.sourceDate ?? 'none',
      lead: null,
      revision,
      due: now,
      anchor: change.after?.anchor ?? change.before?.anchor ?? now,
      owner: place.owner,
      channel: place.channel,
    }),
  );
  return [...new Map(moments.map((each) => [`${each.event}|${each.edge}|${each.sourceDate}`, each])).values()];
}

/**
 * The edges, each as `event|edge`, whose present date these changes show: `settleChange` adds no reminder besides them.
 */
export function noticedEdges(say: readonly EventChange[]): Set<string> {
  const dated = say.filter(({ kind, after }) => after?.anchor != null && kind !== 'text only' && kind !== 'outcome');
  return new Set(dated.map((change) => `${change.event}|${edgeOf(change)}`));
}

/** The edge a change is about; for a change of the whole event that of its date. */
function edgeOf(change: EventChange): EdgeName {
  if (change.edge !== null) return change.edge;
  const side = change.after ?? change.before;
  const role = side?.date.role;
  const kind = role === 'announced' || role === 'ended' || role === undefined ? 'opens' : role;
  return edgeName(kind, side?.part ?? null);
}

/**
 * Whether a change concerns an earlier message. A date that moved concerns every message about that edge, whichever of
 * its dates it showed: the first message for A was edited when A became B, and must be again when B becomes C. Anything
 * else concerns every message about the event.
 */
function isAbout(moment: AnnouncedMoment, change: EventChange): boolean {
  return change.edge === null || isSameEdge(moment.edge, change.edge) || moment.edge === change.before?.date.role;
}

/**
 * Whether a change interests a channel that had no message about it: its filter lets the event through, and the event
 * is there to stay. A removal interests only channels whose filter names the event.
 */
function isNews(change: EventChange, event: ListEvent | null, subscription: Subscription): boolean {
  if (event === null) return change.kind === 'removed' && (subscription.filter.events?.includes(change.event) ?? false);
  if (!wantsEvent(subscription.filter, event)) return false;
  return change.kind !== 'new' || restsBecause(event) === null;
}

/** Rule 14: a ping needs an event, and a date, of a certainty that the subscription pings for. */
function isSureEnough(change: EventChange, event: ListEvent | null, { pingFor }: Subscription): boolean {
  const before = TAKES_AWAY.has(change.kind) ? change.certaintyBefore : null;
  const ofEvent = (change.edge === null ? before : null) ?? event?.certainty ?? change.certaintyBefore;
  const ofDate = (change.edge === null ? null : before) ?? event?.dateCertainty ?? null;
  return ofEvent !== null && pingFor.includes(ofEvent) && (ofDate === null || pingFor.includes(ofDate));
}

/**
 * Whether a change is about something that is over, so that it only corrects history: no exact date lies ahead on
 * either side, and the event is done, or a date is past. A month or a year is past when its last day is, in the event's
 * zone.
 */
function isOver(change: EventChange, event: ListEvent | null, now: Instant): boolean {
  const sides = [change.before, change.after].filter((side) => side !== null);
  if (sides.some(({ anchor }) => anchor !== null && anchor > now)) return false;
  if (event !== null && restsBecause(event) === 'event over') return true;
  const places = sides.map((side) => placeOf(side, now));
  return places.includes('behind') && !places.includes('ahead');
}

function placeOf({ anchor, date, zone }: DatedSide, now: Instant): 'behind' | 'ahead' | 'undated' {
  if (anchor !== null) return anchor > now ? 'ahead' : 'behind';
  const span = namedSpan(date);
  if (span === null) return 'undated';
  return span.last < localDay(now, zone) ? 'behind' : 'ahead';
}
