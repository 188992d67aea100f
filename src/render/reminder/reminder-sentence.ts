import { endsItsDay, isClosing } from '../../model/edge.ts';
import { localDay, zoneCity } from '../../time/local.ts';
import {
  countsHours,
  dayInWords,
  EDGE_VERBS,
  isEndOfDay,
  type SentenceRoom,
  type Spoken,
  spokenDay,
  spokenDistance,
} from '../dates/date-phase.ts';
import { daysAway, hoursAndMinutes, isNow, isPast } from '../dates/date-phrases.ts';
import { spokenCertainty, type Voice } from '../event/show-certainty.ts';
import { plainText } from '../text/escape-text.ts';
import { inPlace, nameOfDate, plainTitleOf } from '../text/event-name.ts';
import { certaintyText, dateText } from '../text/words.ts';
import { reminderText } from './reminder-words.ts';

/**
 * One edge as a plain sentence: the event, its date by its place's calendar, the place, the distance, the certainty.
 * True at `now`; in the past tense once the anchor is past.
 */
export function reminderSentence(spoken: Spoken, room: SentenceRoom): string {
  const certainty = spokenCertainty(spoken.event, spoken.edge);
  if (certainty.rests) return restingSentence(spoken, room);
  const voice = isPast(spoken.edge, spoken.now) ? 'Past' : certainty.voice;
  const sentence =
    claimSentence(spoken, room, voice) ??
    leftSentence(spoken, room, voice) ??
    throughSentence(spoken, room, voice) ??
    edgeSentence(spoken, room, voice);
  if (certainty.opening === 'tentative') return reminderText('tentativeFirst', { sentence });
  if (certainty.opening === 'threatened') return reminderText('threatenedFirst', { sentence });
  return certainty.opening === 'date' ? reminderText('dateTentativeFirst', { sentence }) : sentence;
}

/** The shortest form that still gives event, date, place by the clock, distance and certainty. */
export function briefSentence(spoken: Spoken, name: number): string {
  const certainty = spokenCertainty(spoken.event, spoken.edge);
  if (certainty.rests) return restingSentence(spoken, { name, weekday: false });
  return reminderText(isPast(spoken.edge, spoken.now) ? 'briefPast' : 'brief', {
    certainty: certaintyText(`${spoken.event.certainty}`),
    what: nameOfDate(spoken, name),
    date: spokenDay(spoken, false),
    city: zoneCity(spoken.edge.zone),
    distance: spokenDistance(spoken),
  });
}

function restingSentence(spoken: Spoken, room: SentenceRoom): string {
  return reminderText(spoken.event.certainty === 'postponed' ? 'restingPostponed' : 'resting', {
    certainty: certaintyText(`${spoken.event.certainty}`),
    what: nameOfDate(spoken, room.name),
    date: spokenDay(spoken, room.weekday),
    city: zoneCity(spoken.edge.zone),
  });
}

/** The bare sentence of an edge in a voice, without the opening that warns of an unsure one. */
export function edgeSentence(spoken: Spoken, room: SentenceRoom, voice: Voice | 'Past'): string {
  const { event, edge } = spoken;
  const day = spokenDay(spoken, room.weekday);
  return reminderText(`${EDGE_VERBS[edge.kind]}${voice}`, {
    what: nameOfDate(spoken, room.name),
    date: isEndOfDay(edge) ? reminderText(edge.date.approximate ? 'aroundEndOf' : 'endOf', { date: day }) : day,
    where: whereWords(spoken),
    distance: spokenDistance(spoken),
    count: event.plural ? 2 : 1,
  });
}

/** The place or city whose calendar gives the day; for an opening also the distance, which ends its sentence. */
function whereWords(spoken: Spoken): string {
  const { event, edge } = spoken;
  const city = zoneCity(edge.zone);
  if (edge.kind !== 'opens') return reminderText('atCity', { city });
  const distance = spokenDistance(spoken);
  const place = inPlace(event);
  return place === null ? reminderText('cityFar', { city, distance }) : reminderText('placeFar', { place, distance });
}

/** `… ends in 7 days: it runs through Mon 10 November`: for something that surely ends with a day; `null` otherwise. */
function throughSentence(spoken: Spoken, room: SentenceRoom, voice: Voice | 'Past'): string | null {
  const { event, edge, now } = spoken;
  if (voice !== 'Confirmed' || !isEndOfDay(edge) || edge.date.approximate || isNow(edge, now)) return null;
  if (edge.kind === 'due') return null;
  return reminderText(edge.kind === 'closes' ? 'closesThrough' : 'endsThrough', {
    what: nameOfDate(spoken, room.name),
    date: spokenDay(spoken, room.weekday),
    city: zoneCity(edge.zone),
    distance: spokenDistance(spoken),
    count: event.plural ? 2 : 1,
  });
}

/** `One hour left: … runs through today`: the last hours of something that surely ends; `null` otherwise. */
function leftSentence(spoken: Spoken, room: SentenceRoom, voice: Voice | 'Past'): string | null {
  const { event, edge, now, zone } = spoken;
  if (voice !== 'Confirmed' || !endsItsDay(edge.kind)) return null;
  if (!countsHours(spoken) || now >= edge.anchor) return null;
  const left = hoursAndMinutes(edge.anchor - now);
  const isHour = left === dateText('hours', { count: 1 });
  const today = localDay(now, zone) === edge.day && localDay(now, edge.zone) === edge.day;
  const which = edge.date.precision === 'minute' ? 'Until' : today ? 'Today' : 'There';
  return reminderText(`left${isClosing(edge.kind) ? 'Open' : ''}${which}`, {
    left: isHour ? dateText('oneHourLeft') : dateText('timeLeft', { time: left }),
    what: nameOfDate(spoken, room.name),
    day: which === 'Until' ? spokenDay(spoken, room.weekday) : dayInWords(spoken, edge.day, false),
    city: zoneCity(edge.zone),
    count: event.plural ? 2 : 1,
  });
}

/**
 * `U.S.–China trade talks in Malaysia: from tomorrow, Fri 24 October (the delegation's stay).` An opening on which
 * credible sources differ is worded by the part that the followed claim dates, since the line must not promise more
 * than that; `null` where they do not differ, where the claim does not name that part, or where the event itself is not
 * confirmed.
 */
function claimSentence(spoken: Spoken, room: SentenceRoom, voice: Voice | 'Past'): string | null {
  const { event, edge, now } = spoken;
  const dated = edge.claim.dates === null ? '' : plainText(edge.claim.dates, 40);
  // A confirmed event is only expected where its sources differ on the date.
  if (edge.kind !== 'opens' || dated === '' || event.certainty !== 'confirmed' || voice !== 'Expected') return null;
  const near = daysAway({ day: edge.day, zone: edge.zone, now }) <= 1 && edge.date.precision !== 'minute';
  const from = edge.date.precision === 'range' ? 'From' : '';
  const key = near && from === '' ? 'claimedDay' : near ? 'claimedFrom' : from === '' ? 'claimedFar' : 'claimedFromFar';
  return reminderText(`${key}`, {
    what: plainTitleOf(event, room.name),
    date: spokenDay(spoken, room.weekday),
    distance: spokenDistance(spoken),
    dates: dated,
  });
}
