import type { ListEvent } from '../../model/event.ts';
import { zoneCity } from '../../time/zones.ts';
import { dateText } from './date-words.ts';
import { plainText } from './escape-text.ts';

/** Names that English gives an article: "in the U.S.", "in the Philippines". */
const WITH_ARTICLE =
  /^(?:U\.?S\.?(?:A\.?)?|U\.?K\.?|E\.?U\.?|UAE|United|European Union|Netherlands|Philippines|Hague)(?![\p{L}\d])/u;

const PLACE = 40;

/** `in Kuala Lumpur`, `in the U.S.`, without markdown; `null` where the list names no place. */
export function inPlace(event: Pick<ListEvent, 'place'>): string | null {
  if (event.place === null) return null;
  const place = plainText(event.place, PLACE);
  if (place === '') return null;
  return dateText(WITH_ARTICLE.test(place) ? 'inThe' : 'in', { place });
}

/** What stands beside a date: the place, or the city of its zone. Without markdown. */
export function placeName(event: Pick<ListEvent, 'place' | 'zone'>): string {
  const place = event.place === null ? '' : plainText(event.place, PLACE);
  return place === '' ? zoneCity(event.zone) : place;
}
