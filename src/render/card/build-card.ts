import { CARDS_TEXT_ROOM, FIELD_VALUE_MAX, LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { Card, Control, Field, Message } from '../../model/message.ts';
import { cardText } from './card-words.ts';

/** The colour of answers: Discord's own blue, distinct from the colours that show certainty. */
const NEUTRAL = 0x5865f2;
/** The colour of an answer that asks for attention. */
const ATTENTION = 0xf0b232;

/** A description holds 4,096: some room is left for the marks of a message. */
const MAX_DESCRIPTION = 4_000;

/** Lines under one heading. A line is shown whole or not at all, since it may hold timestamps and mentions. */
export type Section = { readonly name: string; readonly rows: readonly string[]; readonly inline?: boolean };

/** The contents of a card, most important first: parts that do not fit are left out from the end. */
export type CardPlan = {
  readonly title: string;
  readonly attention?: boolean;
  readonly rows?: readonly string[];
  readonly sections?: readonly Section[];
  readonly footer?: string | null;
};

/** Builds a card within Discord's limits. Sections without rows are left out; rows that do not fit are counted. */
export function buildCard(plan: CardPlan): Card {
  const footer = plan.footer ?? null;
  let room = CARDS_TEXT_ROOM - plan.title.length - (footer?.length ?? 0);
  const description = fitRows(plan.rows ?? [], Math.min(MAX_DESCRIPTION, room));
  room -= description.length;
  const fields: Field[] = [];
  for (const { name, rows, inline } of plan.sections ?? []) {
    const value = fitRows(rows, Math.min(FIELD_VALUE_MAX, room - name.length));
    if (value === '') continue;
    fields.push({ name, value, inline: inline ?? false });
    room -= name.length + value.length;
  }
  const colour = plan.attention === true ? ATTENTION : NEUTRAL;
  return {
    title: plan.title,
    colour,
    description: description === '' ? null : description,
    fields,
    footer,
    event: null,
  };
}

/** Joins rows one below the other, at most `max` characters; those left out are counted in a last line. */
function fitRows(rows: readonly string[], max: number): string {
  const whole = rows.join('\n');
  if (whole.length <= max) return whole;
  const kept: string[] = [];
  let length = 0;
  for (const row of rows) {
    const more = cardText('more', { count: rows.length - kept.length });
    if (length + row.length + 1 + more.length > max) break;
    kept.push(row);
    length += row.length + 1;
  }
  const more = cardText('more', { count: rows.length - kept.length });
  return more.length + length > max ? '' : [...kept, more].join('\n');
}

/** Builds an answer: its line, one card, and the controls below. Answers never ping. */
export function buildAnswer(content: string, card: Card, controls: Message['controls'] = []): Message {
  return { content, ping: null, cards: [card], controls, files: [] };
}

/**
 * Chooses among lines for the lock screen, the fullest first: the first of at most 110 characters (product rule 22).
 */
export function firstThatFits(...lines: readonly string[]): string {
  return lines.find((line) => line.length <= LOCK_SCREEN_MAX) ?? lines.at(-1)?.slice(0, LOCK_SCREEN_MAX) ?? '';
}

/** A button in the quiet style. */
export function buildButton(id: string, label: string, disabled: boolean): Control {
  return { type: 'button', id, label, style: 'secondary', disabled };
}

/** A field across the card's width; `null` when it would be empty, which Discord refuses. */
export function field(name: string, value: string | null): Field | null {
  return value === null || value === '' ? null : { name, value, inline: false };
}

/** The fields that are not empty. */
export function present(fields: readonly (Field | null)[]): Field[] {
  return fields.filter((entry) => entry !== null);
}

/**
 * Joins as many of `parts` as fit into `max`, and counts those left out; `others` are those never given. No part is
 * cut.
 */
export function joinWithin(parts: readonly string[], separator: string, max = FIELD_VALUE_MAX, others = 0): string {
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
  return cardText('more', { count });
}

/** The units that a card counts towards Discord's 6,000 of a message: all of its texts together. */
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
