import type { ListEvent } from '../../model/event.ts';
import type { Card } from '../../model/message.ts';
import { eventCardText } from '../event/event-words.ts';
import { escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';

/**
 * A reminder's card whose date no longer holds, with the title and what is at stake in the list's words of today: a typo
 * that was mended does not come back with the correction. How sure it was, and who said so, stay as they were told.
 */
export function mendCard(card: Card, event: ListEvent): Card {
  const { stakes } = event;
  const fields = card.fields.map((field) =>
    field.name === eventCardText('stakes') && stakes !== null ? { ...field, value: escapeText(stakes, 600) } : field,
  );
  return { ...card, title: titleOf(event, 200), fields };
}
