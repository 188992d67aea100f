import type { EventChange } from '../../model/change.ts';
import { DAY_MS } from '../../model/date.ts';
import { isClosing } from '../../model/edge.ts';
import { daysBetween, zoneCity } from '../../time/local.ts';
import {
  EDGE_VERBS,
  type EdgeDay,
  isEndOfDay,
  type SentenceRoom,
  spokenDay,
  spokenDistance,
} from '../dates/date-phase.ts';
import { daysAway, hoursAndMinutes } from '../dates/date-phrases.ts';
import { phraseOf } from '../text/event-name.ts';
import { dateText } from '../text/words.ts';
import { type ListSeen, noticeVoice, plainSide, sideEdge } from './changed-date.ts';
import { noticeText } from './notice-words.ts';

/** Further ahead than this a weekday is of no use. */
const WEEKDAY_WITHIN = 14;

/** Room of a sentence besides the new date. */
export type MovedRoom = SentenceRoom & { readonly tail: boolean };

/**
 * `a 100% U.S. tariff on Chinese imports now starts Fri 31 October, a day sooner (tomorrow).` Old and new date by the
 * calendar of their place, or by their known parts; `null` where one side gives no date at all.
 */
export function movedSentence(change: EventChange, seen: ListSeen, room: MovedRoom): string | null {
  const [was, is] = [sideEdge(change.before), sideEdge(change.after)];
  const { now, zone } = seen;
  const what = phraseOf({ id: change.event, title: change.title, phrase: change.phrase }, room.name);
  if (is === null) return vaguely(change, seen, what);
  const near = Math.abs(daysAway({ day: is.day, zone: is.zone, now })) <= WEEKDAY_WITHIN;
  const day = spokenDay({ edge: is, now }, room.weekday && near);
  const elsewhere = was !== null && was.zone !== is.zone;
  const inCity = (edge: EdgeDay, date: string) =>
    elsewhere ? noticeText('inCity', { date, city: zoneCity(edge.zone) }) : date;
  const { voice } = noticeVoice(change, seen);
  const sentence = noticeText(`${EDGE_VERBS[is.kind]}${voice}`, {
    what,
    date: inCity(is, newDate(was, is, day)),
    count: change.plural ? 2 : 1,
  });
  if (!room.tail) {
    return change.kind === 'earlier'
      ? noticeText('soonerBare', { sentence, distance: spokenDistance({ edge: is, now, zone }) })
      : noticeText('sentence', { sentence });
  }
  const before =
    was === null
      ? plainSide(change.before, seen.events, now)
      : inCity(was, oldDate(was, is, spokenDay({ edge: was, now }, false)));
  if (before === null) return noticeText('sentence', { sentence });
  if (change.kind !== 'earlier') return noticeText('instead', { sentence, before });
  const distance = spokenDistance({ edge: is, now, zone });
  const gap = was === null ? null : soonerBy(was, is);
  if (gap === null) return noticeText('insteadFar', { sentence, distance, before });
  return noticeText('sooner', { sentence, gap, distance });
}

/** A date that became vaguer as it moved, or was vague before. */
function vaguely(change: EventChange, seen: ListSeen, what: string): string | null {
  const before = plainSide(change.before, seen.events, seen.now);
  const date = plainSide(change.after, seen.events, seen.now);
  return before === null || date === null ? null : noticeText('redated', { what, date, before });
}

/** The new date with the word its edge needs; on the same day also which end of it is meant. */
function newDate(was: EdgeDay | null, is: EdgeDay, day: string): string {
  const whole = is.date.precision !== 'minute';
  if (is.kind === 'expires') return dateText(whole ? 'through' : 'until', { date: withAround(is, day) });
  if (isClosing(is.kind) && whole) return noticeText('endOf', { date: withAround(is, day) });
  if (is.kind === 'takes-effect' && whole && was?.day === is.day) return noticeText('startOf', { date: day });
  return day;
}

/** The old date beside the new one: only its hour, or which end of the day, where the day is the same. */
function oldDate(was: EdgeDay, is: EdgeDay, day: string): string {
  if (was.day !== is.day || was.zone !== is.zone) return withAround(was, day);
  if (was.date.precision === 'minute') return was.date.minute.slice(11);
  return noticeText(was.kind === 'takes-effect' ? 'startOfIt' : 'endOfIt');
}

/** `spokenDay` leaves "around" out at the end of a day, where another word comes before it. */
function withAround(edge: EdgeDay, day: string): string {
  return edge.date.approximate && isEndOfDay(edge) ? dateText('around', { date: day }) : day;
}

/** `a day`, `2 hours 5 minutes`; `null` where no true figure can be given: "around" a day, or by two calendars. */
function soonerBy(was: EdgeDay, is: EdgeDay): string | null {
  if (was.date.approximate || is.date.approximate || was.zone !== is.zone) return null;
  const span = was.anchor - is.anchor;
  if (was.date.precision === 'minute' && is.date.precision === 'minute' && span < DAY_MS) return hoursAndMinutes(span);
  const days = daysBetween(is.day, was.day);
  if (days < 1) return null;
  return days === 1 ? noticeText('aDay') : noticeText('days', { count: days });
}
