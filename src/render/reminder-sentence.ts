import { firstDay, type Instant, isAnchored, type LocalDay, type Zone } from '../model/date.ts';
import type { Edge } from '../model/edge.ts';
import type { ListEvent } from '../model/event.ts';
import { formatDay } from '../time/format.ts';
import { localDay } from '../time/local.ts';
import { zoneCity } from '../time/zones.ts';
import { dayDistance, hoursAndMinutes, isHoursAway } from './distance.ts';
import { plainText } from './escape-text.ts';
import { isNow, isPast } from './is-past.ts';
import { isPlural } from './is-plural.ts';
import { inPlace } from './place-phrase.ts';
import { spokenCertainty, type Voice } from './spoken-certainty.ts';
import { text } from './text.ts';

/** One edge of an event, as the channel in `zone` hears of it at `now`. */
export type Spoken = {
  readonly event: ListEvent;
  readonly edge: Edge;
  readonly now: Instant;
  readonly zone: Zone;
};

/** How much a sentence may spend on the event's name, in UTF-16 units, and whether it names the weekday. */
export type SentenceRoom = { readonly name: number; readonly weekday: boolean };

/**
 * One edge as a plain sentence: what, when by its place's calendar, where, how far, how sure. True at `now`; in the past
 * tense once the anchor is behind.
 */
export function reminderSentence(spoken: Spoken, room: SentenceRoom): string {
  const certainty = spokenCertainty(spoken.event, spoken.edge);
  if (certainty.rests) return restingSentence(spoken, room);
  const voice = isPast(spoken.edge, spoken.now) ? 'Past' : certainty.voice;
  const sentence = leftSentence(spoken, room, voice) ?? edgeSentence(spoken, room, voice);
  if (certainty.opening === 'tentative') return text('reminders.tentativeFirst', { sentence });
  if (certainty.opening === 'threatened') return text('reminders.threatenedFirst', { sentence });
  return certainty.opening === 'date' ? text('reminders.dateTentativeFirst', { sentence }) : sentence;
}

/** The shortest form that still says what, when, where by the clock, how far and how sure. */
export function briefSentence(spoken: Spoken, name: number): string {
  const certainty = spokenCertainty(spoken.event, spoken.edge);
  if (certainty.rests) return restingSentence(spoken, { name, weekday: false });
  return text(isPast(spoken.edge, spoken.now) ? 'reminders.briefPast' : 'reminders.brief', {
    certainty: text(`certainty.${spoken.event.certainty}`),
    what: plainText(spoken.event.phrase, name),
    date: spokenDay(spoken, false),
    city: zoneCity(spoken.edge.zone),
    distance: distance(spoken),
  });
}

function restingSentence(spoken: Spoken, room: SentenceRoom): string {
  return text(spoken.event.certainty === 'postponed' ? 'reminders.restingPostponed' : 'reminders.resting', {
    certainty: text(`certainty.${spoken.event.certainty}`),
    what: plainText(spoken.event.phrase, room.name),
    date: spokenDay(spoken, room.weekday),
    city: zoneCity(spoken.edge.zone),
  });
}

const VERBS = { opens: 'opens', 'takes-effect': 'starts', expires: 'ends', closes: 'closes' } as const;

function edgeSentence(spoken: Spoken, room: SentenceRoom, voice: Voice | 'Past'): string {
  const { event, edge } = spoken;
  const day = spokenDay(spoken, room.weekday);
  const place = edge.kind === 'opens' ? inPlace(event) : null;
  return text(`reminders.${VERBS[edge.kind]}${voice}`, {
    what: plainText(event.phrase, room.name),
    date: isEndOfDay(edge)
      ? text(edge.date.approximate ? 'reminders.aroundEndOf' : 'reminders.endOf', { date: day })
      : day,
    where: place ?? text('reminders.atCity', { city: zoneCity(edge.zone) }),
    distance: distance(spoken),
    count: isPlural(event.phrase) ? 2 : 1,
  });
}

/** `One hour left: … runs through today`: the last hours of something that surely ends; `null` for all else. */
function leftSentence(spoken: Spoken, room: SentenceRoom, voice: Voice | 'Past'): string | null {
  const { event, edge, now, zone } = spoken;
  if (voice !== 'Confirmed' || edge.kind === 'opens' || edge.kind === 'takes-effect') return null;
  if (!countsHours(spoken) || now >= edge.anchor) return null;
  const left = hoursAndMinutes(edge.anchor - now);
  const isHour = left === text('dates.hours', { count: 1 });
  const today = localDay(now, zone) === edge.day && localDay(now, edge.zone) === edge.day;
  const which = edge.date.precision === 'minute' ? 'Until' : today ? 'Today' : 'There';
  return text(`reminders.left${edge.kind === 'closes' ? 'Open' : ''}${which}`, {
    left: isHour ? text('dates.oneHourLeft') : text('dates.timeLeft', { time: left }),
    what: plainText(event.phrase, room.name),
    day: which === 'Until' ? spokenDay(spoken, room.weekday) : dayInWords(spoken, edge.day, false),
    city: zoneCity(edge.zone),
    count: isPlural(event.phrase) ? 2 : 1,
  });
}

function isEndOfDay(edge: Edge): boolean {
  return (edge.kind === 'expires' || edge.kind === 'closes') && edge.date.precision !== 'minute';
}

/** Hours are told of exact anchors only: a date "around" a day has none. */
function countsHours({ edge, now }: Spoken): boolean {
  return edge.exact && !edge.date.approximate && isHoursAway(edge.anchor, now);
}

function distance(spoken: Spoken): string {
  const { edge, now, zone } = spoken;
  if (isNow(edge, now)) return text('dates.now');
  if (countsHours(spoken)) {
    return text(now < edge.anchor ? 'dates.inTime' : 'dates.timeAgo', { time: hoursAndMinutes(edge.anchor - now) });
  }
  return dayDistance({ day: edge.day, zone: edge.zone, now, reader: zone, anchor: edge.anchor });
}

/** `Sat 1 November`, `around Sun 26 October`, `Sat 1 November, 14:30`. */
function spokenDay(spoken: Spoken, weekday: boolean): string {
  const { date } = spoken.edge;
  const day = dayInWords(spoken, isAnchored(date) ? firstDay(date) : spoken.edge.day, weekday);
  const words = date.precision === 'minute' ? text('dates.dayAndTime', { day, time: date.minute.slice(11) }) : day;
  return date.approximate && !isEndOfDay(spoken.edge) ? text('dates.around', { date: words }) : words;
}

/** With the year only where it is not the present one at the place. */
function dayInWords({ edge, now }: Spoken, day: LocalDay, weekday: boolean): string {
  const thisYear = day.slice(0, 4) === localDay(now, edge.zone).slice(0, 4);
  if (weekday) return formatDay(day, thisYear ? 'weekday' : 'weekday-year');
  return formatDay(day, thisYear ? 'day' : 'day-year');
}
