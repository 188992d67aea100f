import { z } from '../../yaml/load-zod.ts';
import { slugShape } from '../../yaml/shared-shapes.ts';

/** Ids go into a Discord `custom_id` of at most 100 characters, together with its other parts. */
export const MAX_ID = 60;

/** Control characters, and the invisible ones that turn the direction of writing or break a line. */
const FORBIDDEN = '\\u0000-\\u0009\\u000b-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ufeff';

/** One line of text for people, trimmed; `max` counts UTF-16 units as Discord does. */
export function oneLine(max: number, description: string) {
  return shownText(max, `\\n${FORBIDDEN}`, description);
}

/** Text for people that may have line breaks, trimmed. */
export function paragraphs(max: number, description: string) {
  return shownText(max, FORBIDDEN, description);
}

function shownText(max: number, forbidden: string, description: string) {
  const first = new RegExp(`[${forbidden}]`);
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .superRefine((text, context) => {
      const character = first.exec(text)?.[0];
      if (character === undefined) return;
      const [message, expected] = character === '\n' ? LINES : [control(character), 'text without control characters'];
      context.addIssue({ code: 'custom', message, params: { expected } });
    })
    .refine((text) => text.isWellFormed(), 'This text holds half of a character, which cannot be sent')
    .meta({ pattern: `^[^${forbidden}]*$`, description });
}

const LINES = ['This text has more than one line', 'one line'] as const;

function control(character: string): string {
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return `The character U+${code} cannot be shown to people`;
}

/** A lower-case slug: `us-tariff-100-2025`. `wanted` describes the expected value in words. */
export function slug(max: number, description: string, wanted = 'a slug: small letters, digits and single hyphens') {
  return slugShape(max, { description, wanted });
}

/** The id of another event. */
export function eventId(description: string) {
  return slug(MAX_ID, description, 'the id of an event: small letters, digits and single hyphens');
}

/** An address that may be shown to people: https only, since Discord refuses some others and links must not mislead. */
export function httpsAddress(description: string) {
  return (
    z
      .string()
      .max(500)
      // One mistake is reported once: what has no https is not judged as an address too.
      .regex(/^https:\/\/[^\s<>"\\]+$/, { abort: true })
      .refine((text) => URL.canParse(text), 'This value is not valid')
      .meta({ description, wanted: 'an address that begins with https://' })
  );
}

/** A time zone by its IANA name, `AoE`, or an offset from UTC. Whether it exists is checked elsewhere. */
export function zone(description: string) {
  return z.string().meta({
    description: `${description}: America/New_York, AoE (Anywhere on Earth), or an offset that the source gives, UTC-8. No abbreviations.`,
    pattern: '^(UTC|GMT|AoE|((UTC|GMT) ?)?[+\u2212-]\\d{1,2}(:?[0-5]\\d)?|[A-Za-z_]+/[A-Za-z0-9_+/-]+)$',
    wanted: 'an IANA name such as America/New_York, AoE, or an offset such as UTC-8',
  });
}
