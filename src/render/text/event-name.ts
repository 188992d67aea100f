import type { ListEvent } from '../../model/event.ts';
import { escapeText, plainText } from './escape-text.ts';

const WHOLE = Number.POSITIVE_INFINITY;

/** An event's name inside a sentence, without markdown; its title or id where nothing visible is left of it. */
export function phraseOf(event: Pick<ListEvent, 'id' | 'title' | 'phrase'>, max = WHOLE): string {
  const phrase = plainText(event.phrase, max);
  return phrase === '' ? plainTitleOf(event, max) : phrase;
}

/** An event's title for lock screens, footers and buttons; its id where nothing visible is left of it. */
export function plainTitleOf(event: Pick<ListEvent, 'id' | 'title'>, max = WHOLE): string {
  const title = plainText(event.title, max);
  return title === '' ? event.id : title;
}

/** An event's title for cards, escaped; its id where nothing visible is left, since Discord refuses an empty heading. */
export function titleOf(event: Pick<ListEvent, 'id' | 'title'>, max = WHOLE): string {
  const title = escapeText(event.title, max);
  return title === '' ? event.id : title;
}
