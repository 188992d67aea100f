import { z } from './load-zod.ts';

/** Ids go into a Discord `custom_id` of at most 100 characters, together with what else it says. */
export const MAX_ID = 60;

/** Control characters, and the invisible ones that turn the direction of writing or break a line. */
const FORBIDDEN = '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff';
const ONE_LINE = new RegExp(`^[^\\n${FORBIDDEN}]*$`);
const PARAGRAPHS = new RegExp(`^[^${FORBIDDEN}]*$`);

const HALF = 'This text holds half of a character, which cannot be sent';

/** What a text that fails the patterns above holds: the first character that may not stand in it, as `U+0007`. */
export function forbiddenCharacter(text: string, oneLine: boolean): string | null {
  const found = new RegExp(`[${oneLine ? '\\n' : ''}${FORBIDDEN}]`).exec(text)?.[0];
  const code = found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return code === undefined ? null : `U+${code}`;
}

/** One line of text for people, trimmed; `max` counts UTF-16 units as Discord does. */
export function oneLine(max: number, description: string) {
  return z.string().trim().min(1).max(max).regex(ONE_LINE).refine(isSound, HALF).meta({ description });
}

/** Text for people that may have line breaks, trimmed. */
export function paragraphs(max: number, description: string) {
  return z.string().trim().min(1).max(max).regex(PARAGRAPHS).refine(isSound, HALF).meta({ description });
}

/** A lower-case slug: `us-tariff-100-2025`. */
export function slug(max: number, description: string) {
  return z
    .string()
    .max(max)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
    .meta({ description });
}

/** An address that may be shown to people: https only, as Discord refuses some others and nobody should be led astray. */
export function httpsAddress(description: string) {
  return z
    .string()
    .max(500)
    .regex(/^https:\/\/[^\s<>"\\]+$/)
    .refine((text) => URL.canParse(text))
    .meta({ description });
}

function isSound(text: string): boolean {
  return text.isWellFormed();
}
