import {
  BUTTONS_IN_ROW_MAX,
  CARDS_TEXT_ROOM,
  CONTENT_MAX,
  LOCK_SCREEN_MAX,
  ROWS_MAX,
} from '../../model/discord-limits.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Card, Control, Message } from '../../model/message.ts';
import { reminderText } from '../reminder/reminder-words.ts';
import { shorten } from '../text/escape-text.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { cardSize } from './build-card.ts';
import { cardText } from './card-words.ts';

/** Steps of shortening a card, from nothing left out to all but its date and its certainty. */
const TRIMS = [0, 1, 2, 3, 4] as const;
export type Trim = (typeof TRIMS)[number];

/**
 * Builds cards for items, most urgent first, within `units` together; `build` makes one at a trim. Where they are too
 * long the least urgent are trimmed first, each step over all cards before the next one.
 */
export function trimCards<Item>(
  items: readonly Item[],
  build: (item: Item, trim: Trim) => Card,
  units = CARDS_TEXT_ROOM,
): Card[] {
  const cards = items.map((item) => build(item, 0));
  let total = cards.reduce((sum, card) => sum + cardSize(card), 0);
  for (const trim of TRIMS) {
    for (const [at, item] of [...items.entries()].reverse()) {
      if (total <= units) return cards;
      const shorter = build(item, trim);
      total += cardSize(shorter) - (cards[at] === undefined ? 0 : cardSize(cards[at]));
      cards[at] = shorter;
    }
  }
  return cards;
}

/** Adds a footer on the whole message below the last card. */
export function withFooter(cards: readonly Card[], footer: string | null): Card[] {
  return cards.map((card, at) => (at === cards.length - 1 ? { ...card, footer } : card));
}

/** Names the events without a card; `null` when all have one. */
export function restFooter(rest: readonly { readonly event: Pick<ListEvent, 'id' | 'title'> }[]): string | null {
  if (rest.length === 0) return null;
  const titles = rest.map((item) => plainTitleOf(item.event, 80)).join(', ');
  return reminderText('andMore', { count: rest.length, titles: shorten(titles, 300) });
}

/** Marks a message that may be in its channel already, in its card, or below its line where it has none. */
export function markRepeated(message: Message): Message {
  return addNote(message, reminderText('possiblyRepeated'));
}

/** Adds a note above the first card's text, or below the line of a message without cards. */
export function addNote(message: Message, note: string): Message {
  const [first, ...rest] = message.cards;
  if (first === undefined) return { ...message, content: [message.content, note].join('\n') };
  return {
    ...message,
    cards: [{ ...first, description: [note, first.description].filter(Boolean).join('\n') }, ...rest],
  };
}

/** Marks an answer in a replay: its line begins with that (product rule 12). */
export function markReplay(message: Message): Message {
  return { ...message, content: shorten(`${cardText('replayMark')} ${message.content}`, LOCK_SCREEN_MAX) };
}

/**
 * The form of a message without cards, for a channel that refuses them: the line, then each card as text, cut at a
 * line's end. Its first button stays, since it carries the mark by which the message is found again.
 */
export function plainForm(message: Message): Message {
  const cards = message.cards.map((card) =>
    [
      `**${card.title}**`,
      ...(card.description === null ? [] : [card.description]),
      ...card.fields.map(({ name, value }) => `**${name}** ${value}`),
    ].join('\n'),
  );
  let content = message.content;
  // The ping comes before the content and takes some of its room.
  const room = CONTENT_MAX - 40;
  for (const line of cards.flatMap((card) => ['', ...card.split('\n')])) {
    if (content.length + line.length + 1 > room) break;
    content += `\n${line}`;
  }
  const first = message.controls[0]?.[0];
  return { ...message, content: content.trimEnd(), cards: [], controls: first === undefined ? [] : [[first]] };
}

/** The message with one more button, in its last row of buttons or in a row of its own, while there is room. */
export function addButton(message: Message, button: Control): Message {
  const rows = message.controls;
  const at = rows.findLastIndex(
    (row) => row.length < BUTTONS_IN_ROW_MAX && row.every(({ type }) => type === 'button' || type === 'link'),
  );
  if (at !== -1) return { ...message, controls: rows.map((row, place) => (place === at ? [...row, button] : row)) };
  return rows.length < ROWS_MAX ? { ...message, controls: [...rows, [button]] } : message;
}
