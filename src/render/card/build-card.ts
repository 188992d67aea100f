import type { Card, Control, Message } from '../../model/message.ts';
import { cardText } from './card-words.ts';

/** The colour of answers: Discord's own blue, apart from the colours that tell how sure a date is. */
const NEUTRAL = 0x5865f2;
/** The colour of an answer that asks for attention. */
const ATTENTION = 0xf0b232;

/** https://docs.discord.com/developers/resources/message#embed-object-embed-limits; 500 of the 6,000 are left free. */
const MAX_CARD = 5500;
const MAX_DESCRIPTION = 4000;
export const MAX_FIELD = 1024;

/** Lines under one heading. What is not a whole line is never cut, since lines may hold timestamps and mentions. */
export type Section = { readonly name: string; readonly rows: readonly string[]; readonly inline?: boolean };

/** What goes into a card, most important first: what does not fit is left out from the end. */
export type CardPlan = {
  readonly title: string;
  readonly attention?: boolean;
  readonly rows?: readonly string[];
  readonly sections?: readonly Section[];
  readonly footer?: string | null;
};

/** A card within Discord's limits. Sections without rows are left out; rows that do not fit are counted. */
export function buildCard(plan: CardPlan): Card {
  const footer = plan.footer ?? null;
  let room = MAX_CARD - plan.title.length - (footer?.length ?? 0);
  const description = fitRows(plan.rows ?? [], Math.min(MAX_DESCRIPTION, room));
  room -= description.length;
  const fields: Card['fields'][number][] = [];
  for (const { name, rows, inline } of plan.sections ?? []) {
    const value = fitRows(rows, Math.min(MAX_FIELD, room - name.length));
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

/** Rows one below the other, at most `max` characters; those left out are counted in a last line. */
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

/** An answer: its line, one card, and what can be pressed below. Answers never ping. */
export function buildAnswer(content: string, card: Card, controls: Message['controls'] = []): Message {
  return { content, ping: null, cards: [card], controls, files: [] };
}

/** Lines for the lock screen from the fullest to the shortest: the first of at most 130 characters (product rule 22). */
export function firstThatFits(...lines: readonly string[]): string {
  return lines.find((line) => line.length <= 130) ?? lines.at(-1)?.slice(0, 130) ?? '';
}

/** A button in the quiet style. */
export function buildButton(id: string, label: string, disabled: boolean): Control {
  return { type: 'button', id, label, style: 'secondary', disabled };
}
