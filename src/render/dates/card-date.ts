import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { countsToTwelve, formatDay, formatTime, zoneCity } from '../../time/local.ts';
import { escapeText } from '../text/escape-text.ts';
import { placeName } from '../text/event-name.ts';
import { dateText } from '../text/words.ts';
import { claimedDate, lastMoment, timestamp } from './date-phrases.ts';

/**
 * The date of an edge for a card, once: the moment itself as each reader's own clock shows it, for the end of a day its
 * last minute; where no moment is known the days as their source gives them, with the place, and what is not given.
 */
export function cardDate(event: ListEvent, edge: Edge, events: ReadonlyMap<EventId, ListEvent>): string {
  if (edge.exact) return timestamp(lastMoment(edge), 'F');
  const { date } = edge;
  const day =
    date.precision === 'range' && edge.kind === 'opens'
      ? claimedDate({ ...date, role: 'opens' }, { events, zone: edge.zone })
      : singleDay(edge);
  const place = placeName(event);
  const named = event.assumed.includes('zone') || (event.opensAt !== null && place === zoneCity(edge.zone));
  return withGaps(event, edge, named ? day : dateText('atPlace', { date: day, place: escapeText(place) }));
}

function singleDay({ day, date }: Edge): string {
  const words = formatDay(day, 'weekday-year');
  return date.approximate ? dateText('around', { date: words }) : words;
}

/** The hour at which an opening day begins, where the list has it; else what its source leaves open. */
function withGaps(event: ListEvent, edge: Edge, date: string): string {
  const { assumed, opensAt } = event;
  if (assumed.includes('zone')) return dateText(assumed.includes('hour') ? 'hourAndZoneOpen' : 'zoneOpen', { date });
  if (assumed.includes('hour')) return dateText('hourOpen', { date });
  if (edge.kind !== 'opens' || opensAt === null) return date;
  return dateText('opensAt', { date, time: formatTime(opensAt, countsToTwelve(edge.zone)), city: zoneCity(edge.zone) });
}
