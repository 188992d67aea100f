import type { DatedSide, EventChange } from '../../model/change.ts';
import { isClosing } from '../../model/edge.ts';
import { zoneCity } from '../../time/local.ts';
import { isEndOfDay, spokenDay } from '../dates/date-phase.ts';
import { isPast } from '../dates/date-phrases.ts';
import { spokenCertainty } from '../event/show-certainty.ts';
import { edgeSentence } from '../reminder/reminder-sentence.ts';
import { asSentence, capitalize, plainText } from '../text/escape-text.ts';
import { phraseOf } from '../text/event-name.ts';
import { certaintyText, dateText } from '../text/words.ts';
import { type ListSeen, noticeVoice, plainSide, sideEdge, spokenNow } from './changed-date.ts';
import { type MovedRoom, movedSentence } from './moved-sentence.ts';
import { changeName, noticeHead } from './notice-head.ts';
import { noticeText } from './notice-words.ts';

/**
 * One change as a plain line without a limit to its length: the change, and the present date, true at `now`. `beside`
 * are the other changes of the same event. Where room is short it leaves out the weekday, then the old date.
 */
export function noticeSentence(
  change: EventChange,
  beside: readonly EventChange[],
  seen: ListSeen,
  room: MovedRoom,
): string {
  if (change.kind === 'outcome') return outcomeLine(change, room);
  const head = noticeHead(change, beside, seen);
  const sentence = sentenceOf(change, seen, room);
  const what = beside.find(({ kind }) => kind === 'outcome')?.outcome ?? null;
  const outcome = what === null || !room.tail ? '' : plainText(what, 60);
  const whole = outcome === '' ? sentence : noticeText('beside', { first: sentence, second: wordsOf(outcome) });
  return noticeText('line', { head, sentence: whole });
}

/** The outcome, as a sentence of its own. */
function wordsOf(outcome: string): string {
  return asSentence(capitalize(outcome));
}

/** The shortest form: the name, the change, and the present or last date. */
export function briefNotice(change: EventChange, beside: readonly EventChange[], seen: ListSeen, name: number): string {
  if (change.kind === 'outcome') return outcomeLine(change, { name, weekday: false, tail: false });
  const side = change.after ?? change.before;
  const edge = sideEdge(side);
  const date = edge === null ? plainSide(side, seen.events, seen.now) : spokenDay({ edge, now: seen.now }, false);
  const what = nameOf(change, { name });
  const sentence = date === null ? noticeText('withoutDate', { what }) : noticeText('withDate', { what, date });
  return noticeText('line', { head: noticeHead(change, beside, seen), sentence });
}

function sentenceOf(change: EventChange, seen: ListSeen, room: MovedRoom): string {
  switch (change.kind) {
    case 'earlier':
    case 'later':
    case 'extended':
      return movedSentence(change, seen, room) ?? presentSentence(change, seen, room);
    case 'withdrawn':
      return withdrawnSentence(change, seen, room);
    case 'cancelled':
    case 'postponed':
      return offSentence(change, seen, room);
    case 'removed': {
      const date = plainSide(change.before, seen.events, seen.now);
      const what = nameOf(change, room);
      return date === null ? noticeText('withoutDate', { what }) : noticeText('wasListed', { what, date });
    }
    case 'text only':
      return correctedSentence(change, seen, room);
    default:
      return presentSentence(change, seen, room);
  }
}

/** The present date, as a reminder would word it; without an exact date, the name and the known part of the date. */
function presentSentence(change: EventChange, seen: ListSeen, room: MovedRoom): string {
  const spoken = spokenNow(change, seen);
  if (spoken !== null && !spokenCertainty(spoken.event, spoken.edge).rests) {
    return edgeSentence(spoken, room, noticeVoice(change, seen).voice);
  }
  const date = plainSide(change.after, seen.events, seen.now);
  const what = nameOf(change, room);
  return date === null ? noticeText('withoutDate', { what }) : noticeText('withDate', { what, date });
}

function withdrawnSentence(change: EventChange, seen: ListSeen, room: MovedRoom): string {
  const before = plainSide(change.before, seen.events, seen.now);
  const after = plainSide(change.after, seen.events, seen.now);
  const what = nameOf(change, room);
  if (before === null) return noticeText('withoutDate', { what });
  const { head } = changeName(change);
  if (head === 'hourWithdrawn' && change.before?.date.precision === 'minute' && after !== null) {
    return noticeText('hourGone', { what, date: after, time: change.before.date.minute.slice(11) });
  }
  if (head === 'lessExact' && after !== null) {
    return noticeText('redated', { what, date: after, before });
  }
  const now = after === null ? noticeText('nothingNow') : noticeText('vagueNow', { date: after });
  return noticeText(change.plural ? 'noLongerSetPlural' : 'noLongerSet', { what, date: before, now });
}

const WAS_TO = {
  opens: 'wasToOpen',
  'takes-effect': 'wasToStart',
  expires: 'wasToEnd',
  closes: 'wasToClose',
  due: 'wasToClose',
  'last-day': 'wasToLast',
} as const;

/** `a 100% U.S. tariff on Chinese imports will not start Sat 1 November.` */
function offSentence(change: EventChange, seen: ListSeen, room: MovedRoom): string {
  const side: DatedSide | null = change.before?.anchor == null ? (change.after ?? change.before) : change.before;
  const edge = sideEdge(side);
  const what = nameOf(change, room);
  if (edge === null) {
    const date = plainSide(side, seen.events, seen.now);
    return date === null ? noticeText('withoutDate', { what }) : noticeText('withDate', { what, date });
  }
  const day = spokenDay({ edge, now: seen.now }, room.weekday);
  const city = (date: string) => (room.tail ? noticeText('inCity', { date, city: zoneCity(edge.zone) }) : date);
  if (!isPast(edge, seen.now) && (edge.kind === 'opens' || edge.kind === 'takes-effect')) {
    return noticeText(edge.kind === 'opens' ? 'willNotOpen' : 'willNotStart', { what, date: city(day) });
  }
  const ends = isEndOfDay(edge) && isClosing(edge.kind) ? noticeText('endOf', { date: day }) : day;
  const date =
    edge.kind === 'expires' ? dateText(edge.date.precision === 'minute' ? 'until' : 'through', { date: day }) : ends;
  return noticeText(`${WAS_TO[edge.kind]}`, { what, date: city(date), count: change.plural ? 2 : 1 });
}

/** A change that moves no reminder: of words, or of the far end of a range. */
function correctedSentence(change: EventChange, seen: ListSeen, room: MovedRoom): string {
  const before = plainSide(change.before, seen.events, seen.now);
  const after = plainSide(change.after, seen.events, seen.now);
  const what = nameOf(change, room);
  if (after === null) return noticeText('detailsUndated', { what });
  const stands = before === after && change.certaintyBefore === change.certaintyAfter;
  if (stands) return noticeText('detailsOnly', { what, date: after });
  if (before === null || before === after) return noticeText('withDate', { what, date: after });
  return noticeText('redated', { what, date: after, before });
}

/** The outcome, in the list's own words; with the event's name before it unless they name it themselves. */
function outcomeLine(change: EventChange, room: MovedRoom): string {
  const outcome = plainText(change.outcome ?? '', room.tail ? 300 : 60);
  const named = [change.phrase, change.title].some((name) => {
    return name.trim() !== '' && (change.outcome ?? '').toLowerCase().startsWith(name.toLowerCase());
  });
  const what = nameOf(change, room);
  const head = named ? noticeText('outcome') : noticeText('outcomeOf', { what });
  return noticeText('line', { head, sentence: asSentence(outcome === '' ? certaintyText('done') : outcome) });
}

function nameOf(change: EventChange, room: Pick<MovedRoom, 'name'>): string {
  return phraseOf({ id: change.event, title: change.title, phrase: change.phrase }, room.name);
}
