import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { zoneCity } from '../../time/local.ts';
import { escapeText, plainText } from './escape-text.ts';
import { dateText } from './words.ts';

/** Unlimited room: nothing is cut. */
export const WHOLE = Number.POSITIVE_INFINITY;

/** An event's name inside a sentence, without markdown; its title or id where nothing visible is left of it. */
export function phraseOf(event: Pick<ListEvent, 'id' | 'title' | 'phrase'>, max = WHOLE): string {
  const phrase = plainText(event.phrase, max);
  return phrase === '' ? plainTitleOf(event, max) : phrase;
}

/** The same for one of several dates: "the trial deadline (the abstract)". The part is never cut to make room. */
export function nameOfDate(
  { event, edge }: { readonly event: Pick<ListEvent, 'id' | 'title' | 'phrase'>; readonly edge: Pick<Edge, 'part'> },
  max = WHOLE,
): string {
  const name = phraseOf(event, max);
  return edge.part === null ? name : dateText('aside', { text: name, aside: plainText(edge.part, PART) });
}

/** An event's title for lock screens, footers and buttons; its id where nothing visible is left of it. */
export function plainTitleOf(event: Pick<ListEvent, 'id' | 'title'>, max = WHOLE): string {
  const title = plainText(event.title, max);
  return title === '' ? event.id : title;
}

/**
 * An event's title for cards, escaped; its id where nothing visible is left, since Discord refuses an empty heading.
 */
export function titleOf(event: Pick<ListEvent, 'id' | 'title'>, max = WHOLE): string {
  const title = escapeText(event.title, max);
  return title === '' ? event.id : title;
}

/** Names that English gives an article: "in the U.S.", "in the Philippines". */
const WITH_ARTICLE =
  /^(?:U\.?S\.?(?:A\.?)?|U\.?K\.?|E\.?U\.?|UAE|United|European Union|Netherlands|Philippines|Hague)(?![\p{L}\d])/u;

const PLACE = 40;
const PART = 40;

/** `in Kuala Lumpur`, `in the U.S.`, without markdown; `null` where the list names no place. */
export function inPlace(event: Pick<ListEvent, 'place'>): string | null {
  if (event.place === null) return null;
  const place = plainText(event.place, PLACE);
  if (place === '') return null;
  return dateText(WITH_ARTICLE.test(place) ? 'inThe' : 'in', { place });
}

/** The words beside a date: the place, or the city of its zone. Without markdown. */
export function placeName(event: Pick<ListEvent, 'place' | 'zone'>): string {
  const place = event.place === null ? '' : plainText(event.place, PLACE);
  return place === '' ? zoneCity(event.zone) : place;
}
