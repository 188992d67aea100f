import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { zoneCity } from '../../time/local.ts';
import { capitalize, cleanText, escapeText, plainText } from './escape-text.ts';
import { dateText } from './words.ts';

/** Unlimited room: nothing is cut. */
export const WHOLE = Number.POSITIVE_INFINITY;

/** The title of one of an event's dates for lock screens: "NeurIPS 2027 (the abstract)". Both are cut to fit into `max`. */
export function titleOfDate(
  { event, edge }: { readonly event: Pick<ListEvent, 'id' | 'title'>; readonly edge: Pick<Edge, 'part'> },
  max = WHOLE,
): string {
  if (edge.part === null) return plainTitleOf(event, max);
  const aside = plainText(edge.part, Math.max(PART_AT_LEAST, Math.min(PART, Math.floor(max / 2))));
  return dateText('aside', { text: plainTitleOf(event, Math.max(1, max - aside.length - BRACKETS)), aside });
}

/** A topic as people read it: "Trade talks" for `trade-talks`. Plain text. */
export function topicName(topic: string): string {
  return capitalize(cleanText(topic).replaceAll('-', ' '));
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
const PART_AT_LEAST = 8;
/** The two brackets and the space before them. */
const BRACKETS = 3;

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
