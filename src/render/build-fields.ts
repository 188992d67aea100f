import type { Card } from '../model/message.ts';
import { text } from './text.ts';

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

/** As many of `parts` as fit into `max` with a word on how many were left out. No part is cut. */
export function joinWithin(parts: readonly string[], separator: string, max = FIELD_VALUE): string {
  const whole = parts.join(separator);
  if (whole.length <= max) return whole;
  for (let kept = parts.length - 1; kept > 0; kept -= 1) {
    const some = [...parts.slice(0, kept), text('eventCard.andMore', { count: parts.length - kept })].join(separator);
    if (some.length <= max) return some;
  }
  return '';
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
