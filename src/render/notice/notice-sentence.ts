import type { EventChange } from '../../model/change.ts';
import { DAY_MS } from '../../model/date.ts';
import { isUnsure } from '../../model/event.ts';
import { daysBetween } from '../../time/local.ts';
import { isEndOfDay, spokenDistance } from '../dates/date-phase.ts';
import { daysAway, hoursAndMinutes } from '../dates/date-phrases.ts';
import { spokenCertainty } from '../event/show-certainty.ts';
import { reminderSentence, withHead } from '../reminder/reminder-sentence.ts';
import { asSentence, capitalize, plainText } from '../text/escape-text.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { movedVerb, verbOf, verbPhrase } from '../text/verbs.ts';
import { certaintyText } from '../text/words.ts';
import { type ListSeen, noticeVoice, plainSide, sideEdge, spokenNow } from './changed-date.ts';
import { changeName, presentStatus } from './notice-head.ts';
import { noticeText } from './notice-words.ts';

/** Room of a sentence for the event's title, in UTF-16 units, and whether it has a weekday and the old date. */
export type NoticeRoom = { readonly name: number; readonly weekday: boolean; readonly tail: boolean };

/** Further ahead than this a weekday, or a distance in days, is of no use. */
const NEAR_DAYS = 14;

/**
 * One change as a sentence, true at `now`: what changed, the event, its date now, and the one before: "Earlier: U.S.–China
 * trade talks now begin tomorrow, Fri 24 Oct, not around 26 Oct."
 */
export function noticeSentence(
  change: EventChange,
  beside: readonly EventChange[],
  seen: ListSeen,
  room: NoticeRoom,
): string {
  const sentence = changeSentence(change, seen, room);
  const outcome = beside.find(({ kind }) => kind === 'outcome')?.outcome ?? null;
  if (outcome === null || !room.tail) return sentence;
  return noticeText('beside', { first: sentence, second: asSentence(capitalize(plainText(outcome, 60))) });
}

function changeSentence(change: EventChange, seen: ListSeen, room: NoticeRoom): string {
  const title = nameOf(change, room.name);
  switch (change.kind) {
    case 'earlier':
    case 'later':
    case 'extended':
      return movedSentence(change, seen, room);
    case 'withdrawn':
      return withdrawnSentence(change, seen, title);
    case 'cancelled':
    case 'postponed':
    case 'removed':
      return offSentence(change, seen, room);
    case 'became tentative':
      return line(change, dated(title, plainSide(change.after, seen, room.weekday)));
    case 'outcome':
      return outcomeSentence(change, room);
    case 'text only':
      return correctedSentence(change, seen, title);
    default:
      return line(change, presentSentence(change, seen, room));
  }
}

/**
 * A change as one of several, in few words: "Malaysia talks earlier: 24–27 Oct"; an outcome in so many units of its own
 * `words` as there is room for.
 */
export function noticeClause(
  change: EventChange,
  seen: ListSeen,
  room: { readonly name: number; readonly words: number },
): string {
  const title = nameOf(change, room.name);
  if (change.kind === 'outcome') {
    const outcome = room.words > 0 ? plainText(change.outcome ?? '', room.words) : noticeText('kindOutcome');
    return noticeText('clauseOutcome', { title, outcome });
  }
  const date = plainSide(change.after, seen);
  const what = noticeText(changeName(change).clause, { title });
  const gives = date !== null && !GONE.has(change.kind) && isNews(change, seen);
  const form = CERTAINTY_OR_WORDS.has(change.kind) ? 'clauseNow' : 'clauseDate';
  const clause = gives ? noticeText(form, { what, date }) : what;
  const [status] = presentStatus(change, seen.events.get(change.event) ?? null);
  return status === undefined ? clause : noticeText('certain', { sentence: clause, certainty: status });
}

const GONE: ReadonlySet<EventChange['kind']> = new Set(['cancelled', 'postponed', 'removed']);
const CERTAINTY_OR_WORDS: ReadonlySet<EventChange['kind']> = new Set(['became tentative', 'confirmed', 'text only']);

/** Whether the date now is news: not where only the certainty or the words changed, unless they brought another date. */
function isNews(change: EventChange, seen: ListSeen): boolean {
  return !CERTAINTY_OR_WORDS.has(change.kind) || plainSide(change.before, seen) !== plainSide(change.after, seen);
}

function line(change: EventChange, sentence: string): string {
  return withHead(headOf(change), sentence);
}

function headOf(change: EventChange): string {
  return noticeText(changeName(change).head);
}

function dated(title: string, date: string | null): string {
  return asSentence(date === null ? title : noticeText('withDate', { title, date }));
}

/** The present date, as a reminder would word it; without an exact date, the title and the known part of the date. */
function presentSentence(change: EventChange, seen: ListSeen, room: NoticeRoom): string {
  const spoken = spokenNow(change, seen);
  if (spoken !== null && !spokenCertainty(spoken.event, spoken.edge).rests) return reminderSentence(spoken, room);
  return dated(nameOf(change, room.name), plainSide(change.after, seen));
}

/** `a year`, `2 days`, `1 hour`; `null` where no true figure can be given: "around" a day, or by two calendars. */
function gapOf({ before, after }: EventChange): string | null {
  const [was, is] = [sideEdge(before), sideEdge(after)];
  if (was === null || is === null || was.date.approximate || is.date.approximate || was.zone !== is.zone) return null;
  const span = Math.abs(was.anchor - is.anchor);
  if (was.date.precision === 'minute' && is.date.precision === 'minute' && span < DAY_MS) return hoursAndMinutes(span);
  const days = Math.abs(daysBetween(was.day, is.day));
  if (days === 0) return null;
  if (was.day.slice(5) === is.day.slice(5)) {
    return noticeText('years', { count: Math.abs(Number(is.day.slice(0, 4)) - Number(was.day.slice(0, 4))) });
  }
  return noticeText('days', { count: days });
}

/** The date before, beside the new one: only which end of the day it was, where that is the same. */
function dateBefore({ before, after }: EventChange, seen: ListSeen): string | null {
  const [was, is] = [sideEdge(before), sideEdge(after)];
  const sameDay = was !== null && is !== null && was.day === is.day && was.zone === is.zone;
  if (sameDay && was.date.precision === 'day' && isEndOfDay(was)) return noticeText('endOfIt');
  return plainSide(before, seen);
}

function movedSentence(change: EventChange, seen: ListSeen, room: NoticeRoom): string {
  const title = nameOf(change, room.name);
  const is = sideEdge(change.after);
  const before = dateBefore(change, seen);
  const gap = gapOf(change);
  const head = gap === null ? headOf(change) : noticeText(`${MOVED[change.kind] ?? 'laterBy'}`, { gap });
  if (is === null) {
    const after = plainSide(change.after, seen);
    const sentence =
      before === null || after === null
        ? dated(title, after ?? before)
        : noticeText('redated', { title, after, before });
    return withHead(head, sentence);
  }
  const near = Math.abs(daysAway({ day: is.day, zone: is.zone, now: seen.now })) <= NEAR_DAYS;
  const event = seen.events.get(change.event);
  const verb = verbOf(event ?? { kind: '' }, is.kind);
  const voice = noticeVoice(change, seen);
  const words = movedVerb(verb, voice, numberOf(change), near ? 'distance' : 'day');
  const date = plainSide(change.after, seen, room.weekday && near) ?? '';
  const distance = near
    ? noticeText('distanced', { distance: spokenDistance({ edge: is, now: seen.now, zone: seen.zone }), date })
    : date;
  const moved = noticeText('moved', { title, verb: words, date: distance });
  // The past tense alone does not say that it was never sure.
  const never = voice === 'Past' && event !== undefined && isUnsure(event.certainty);
  const sentence = never
    ? noticeText('certain', { sentence: moved, certainty: certaintyText(event.certainty) })
    : moved;
  // By how much says as much as the date before.
  if (before === null || gap !== null || !room.tail) return withHead(head, asSentence(sentence));
  return withHead(head, asSentence(noticeText('notBefore', { sentence, before })));
}

const MOVED: Readonly<Partial<Record<EventChange['kind'], 'earlierBy' | 'laterBy' | 'extendedBy'>>> = {
  earlier: 'earlierBy',
  later: 'laterBy',
  extended: 'extendedBy',
};

function withdrawnSentence(change: EventChange, seen: ListSeen, title: string): string {
  const before = plainSide(change.before, seen);
  const after = plainSide(change.after, seen);
  if (before === null) return line(change, asSentence(title));
  if (after === null) return line(change, noticeText('wasPlain', { title, before, count: numberOf(change) }));
  return line(change, noticeText('redated', { title, after, before }));
}

/** `Cancelled: Trump–Xi meeting (was due Thu 30 Oct).` */
function offSentence(change: EventChange, seen: ListSeen, room: NoticeRoom): string {
  const title = nameOf(change, room.name);
  const side = change.before ?? change.after;
  const edge = sideEdge(side);
  const date = plainSide(side, seen, room.weekday);
  if (date === null) return line(change, asSentence(title));
  if (edge === null || change.kind === 'removed')
    return line(change, noticeText('wasPlain', { title, before: date, count: numberOf(change) }));
  const event = seen.events.get(change.event);
  const verb = verbPhrase(verbOf(event ?? { kind: '' }, edge.kind), 'Past', numberOf(change));
  return line(change, noticeText('wasDue', { title, verb, date }));
}

/** A change that moves no reminder: of words, or of the far end of a range. */
function correctedSentence(change: EventChange, seen: ListSeen, title: string): string {
  const before = plainSide(change.before, seen);
  const after = plainSide(change.after, seen);
  const [status] = presentStatus(change, seen.events.get(change.event) ?? null);
  const named = status === undefined ? title : noticeText('certain', { sentence: title, certainty: status });
  if (after === null || before === null || before === after) return line(change, dated(named, after));
  return line(change, noticeText('redated', { title: named, after, before }));
}

/** The outcome, in the list's own words; with the event's title before it unless they name it themselves. */
function outcomeSentence(change: EventChange, room: NoticeRoom): string {
  const outcome = plainText(change.outcome ?? '', room.tail ? 300 : 60);
  const named = [change.phrase, change.title].some((name) => {
    return name.trim() !== '' && (change.outcome ?? '').toLowerCase().startsWith(name.toLowerCase());
  });
  const words = asSentence(outcome === '' ? certaintyText('done') : outcome);
  const head = named ? noticeText('outcome') : nameOf(change, room.name);
  return withHead(head, capitalize(words));
}

function numberOf({ plural }: EventChange): 1 | 2 {
  return plural === true ? 2 : 1;
}

function nameOf(change: EventChange, max: number): string {
  return plainTitleOf({ id: change.event, title: change.title }, max);
}
