import { firstDay, type Instant, isAnchored, type LocalDay, type Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { formatDay } from '../../time/format.ts';
import { localDay } from '../../time/local.ts';
import { dateText } from '../text/words.ts';
import { dayDistance, hoursAndMinutes, isHoursAway, isNow } from './distance.ts';

/** One edge of an event, as the channel in `zone` hears of it at `now`. */
export type Spoken = {
  readonly event: ListEvent;
  readonly edge: Edge;
  readonly now: Instant;
  readonly zone: Zone;
};

/** The part of an edge that words its date; a date that has left the list has no more than this. */
export type EdgeDay = Pick<Edge, 'kind' | 'date' | 'day' | 'zone' | 'anchor' | 'exact'>;

/** A date, as the channel in `zone` hears of it at `now`. */
export type SpokenDay = { readonly edge: EdgeDay; readonly now: Instant; readonly zone: Zone };

/** How much a sentence may spend on the event's name, in UTF-16 units, and whether it names the weekday. */
export type SentenceRoom = { readonly name: number; readonly weekday: boolean };

/** Whether an edge stands at the end of its day. */
export function isEndOfDay(edge: EdgeDay): boolean {
  return (edge.kind === 'expires' || edge.kind === 'closes') && edge.date.precision !== 'minute';
}

/** Hours are counted to exact anchors only: a date "around" a day has none. */
export function countsHours({ edge, now }: SpokenDay): boolean {
  return edge.exact && isHoursAway(edge.anchor, now);
}

/** How far an edge is, by its place: in hours where they are few, else in days. */
export function spokenDistance(spoken: SpokenDay): string {
  const { edge, now, zone } = spoken;
  if (isNow(edge, now)) return dateText('now');
  if (countsHours(spoken)) {
    return dateText(now < edge.anchor ? 'inTime' : 'timeAgo', { time: hoursAndMinutes(edge.anchor - now) });
  }
  return dayDistance({ day: edge.day, zone: edge.zone, now, reader: zone, anchor: edge.anchor });
}

/** `Sat 1 November`, `around Sun 26 October`, `Sat 1 November, 14:30`. */
export function spokenDay(spoken: Omit<SpokenDay, 'zone'>, weekday: boolean): string {
  const { date } = spoken.edge;
  const day = dayInWords(spoken, isAnchored(date) ? firstDay(date) : spoken.edge.day, weekday);
  const words = date.precision === 'minute' ? dateText('dayAndTime', { day, time: date.minute.slice(11) }) : day;
  return date.approximate && !isEndOfDay(spoken.edge) ? dateText('around', { date: words }) : words;
}

/** With the year only where it is not the present one at the place. */
export function dayInWords({ edge, now }: Omit<SpokenDay, 'zone'>, day: LocalDay, weekday: boolean): string {
  const thisYear = day.slice(0, 4) === localDay(now, edge.zone).slice(0, 4);
  if (weekday) return formatDay(day, thisYear ? 'weekday' : 'weekday-year');
  return formatDay(day, thisYear ? 'day' : 'day-year');
}

/** The verb of each kind of edge, as keys of texts begin with it. */
export const EDGE_VERBS = { opens: 'opens', 'takes-effect': 'starts', expires: 'ends', closes: 'closes' } as const;
