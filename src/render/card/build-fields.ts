import type { Card } from '../../model/message.ts';
import { eventCardText } from '../event/event-words.ts';

export type Field = Card['fields'][number];

/** Discord's limits of one embed: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const FIELD_VALUE = 1024;

/** A field across the card's width; `null` when it would say nothing, which Discord refuses. */
export function field(name: string, value: string | null): Field | null {
  return value === null || value === '' ? null : { name, value, inline: false };
}

/** The fields that say something. */
export function present(fields: readonly (Field | null)[]): Field[] {
  return fields.filter((entry) => entry !== null);
}

/**
 * As many of `parts` as fit into `max`, with a word on how many were left out; `others` are those never given. No part
 * is cut.
 */
export function joinWithin(parts: readonly string[], separator: string, max = FIELD_VALUE, others = 0): string {
  const whole = parts.join(separator);
  if (others === 0 && whole.length <= max) return whole;
  let kept = parts.length;
  let length = whole.length;
  const end = () => (parts.length - kept + others === 0 ? '' : separator + more(parts.length - kept + others));
  while (kept > 0 && length + end().length > max) {
    kept -= 1;
    length -= (parts[kept]?.length ?? 0) + separator.length;
  }
  return kept === 0 ? '' : parts.slice(0, kept).join(separator) + end();
}

function more(count: number): string {
  return eventCardText('andMore', { count });
}

/** The units a card counts towards Discord's 6,000 of a message: all of its texts together. */
export function cardSize(card: Card): number {
  return [
    card.title,
    card.description ?? '',
    card.footer ?? '',
    ...card.fields.flatMap((entry) => [entry.name, entry.value]),
  ]
    .map((part) => part.length)
    .reduce((sum, length) => sum + length, 0);
}

/** Ends a clause as a sentence, once. */
export function asSentence(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`;
}
