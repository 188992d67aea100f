import type { ListEvent } from '../../model/event.ts';
import type { Card } from '../../model/message.ts';
import { cutText } from '../text/clean-text.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { reminderText } from './reminder-words.ts';

/** Notes on the whole message: whether it is repeated above the first card, and what found no card below the last. */
export function withNotes(cards: readonly Card[], repeated: string | null, footer: string | null): Card[] {
  return cards.map((card, at) => ({
    ...card,
    description:
      at > 0 || repeated === null ? card.description : [repeated, card.description].filter(Boolean).join('\n'),
    footer: at === cards.length - 1 ? footer : card.footer,
  }));
}

/** What found no card, by name; `null` when everything did. */
export function restFooter(rest: readonly { readonly event: Pick<ListEvent, 'id' | 'title'> }[]): string | null {
  if (rest.length === 0) return null;
  const titles = rest.map((item) => plainTitleOf(item.event, 80)).join(', ');
  return reminderText('andMore', { count: rest.length, titles: cutText(titles, 300) });
}
