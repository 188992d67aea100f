import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { standingWords } from '../card/list-row.ts';
import { boardText } from '../recurring/board-words.ts';
import { dateText } from '../text/date-words.ts';
import { phraseOf } from '../text/event-name.ts';
import { placeName } from '../text/place-phrase.ts';
import { isEndOfDay, spokenDay } from './spoken-date.ts';

/** An edge that a line names as the first of several. */
export type NearestDate = { readonly event: ListEvent; readonly edge: Edge };

/**
 * `a 100% U.S. tariff on Chinese imports, from Sat 1 November (New York), threatened`: what, when at its place, how sure,
 * without a distance, so that it stays true for as long as it stands. No markdown; the name takes at most `name` units. In
 * brief it leaves out the place.
 */
export function nearestDate({ event, edge }: NearestDate, now: Instant, name: number, brief = false): string {
  const day = spokenDay({ edge, now }, !brief);
  const words = {
    what: phraseOf(event, name),
    date: isEndOfDay(edge) ? dateText('through', { date: day }) : inRole(edge, day),
    certainty: standingWords(event),
  };
  return brief ? boardText('firstBrief', words) : boardText('first', { ...words, place: placeName(event) });
}

function inRole(edge: Edge, day: string): string {
  return edge.kind === 'takes-effect' ? dateText('from', { date: day }) : day;
}
