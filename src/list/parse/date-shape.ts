import type * as Zod from 'zod';
import { CLAIMED_KINDS } from '../../model/date.ts';
import { isLocalDay, isLocalMinute, isLocalTime } from '../../time/local.ts';
import { z } from '../../yaml/load-zod.ts';
import { eventId } from './text-shape.ts';

const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const TIME = '([01]\\d|2[0-3]):[0-5]\\d';

/** A calendar day that exists, `YYYY-MM-DD`. */
export function day(description: string) {
  return z
    .string()
    .refine(isLocalDay, 'There is no such day')
    .meta({ description, pattern: `^${DAY}$`, wanted: 'a day as YYYY-MM-DD' });
}

/** A time of day, `HH:MM`. */
export function time(description: string) {
  return z
    .string()
    .refine(isLocalTime, 'There is no such time of day')
    .meta({ description, pattern: `^${TIME}$`, wanted: 'a time as HH:MM, 00:00 to 23:59' });
}

/** The clock named behind a minute that comes twice: `EST`, or `-05:00`. */
const CLOCK = ' ([A-Z]{3,5}|[+-]\\d\\d:\\d\\d)';
const MINUTE = new RegExp(`^(.{10})[ T](\\d\\d:\\d\\d)(?:${CLOCK})?$`);

/** `2025-11-01 14:00` as people write it, to the model's `2025-11-01T14:00`, without a clock named behind it. */
export function localMinute(text: string): string {
  return text.replace(MINUTE, '$1T$2');
}

/** The clock named behind a minute, such as `EST`; `null` where there is none. */
export function clockNamed(text: string): string | null {
  return MINUTE.exec(text)?.[3] ?? null;
}

function minute(description: string) {
  return z
    .string()
    .refine((text) => isLocalMinute(localMinute(text)), 'There is no such minute')
    .meta({ description, pattern: `^${DAY}[ T]${TIME}(${CLOCK})?$`, wanted: 'a minute as YYYY-MM-DD HH:MM' });
}

function dayOrMinute(description: string) {
  return z
    .string()
    .refine((text) => isLocalDay(text) || isLocalMinute(localMinute(text)), 'There is no such day or minute')
    .meta({
      description,
      pattern: `^${DAY}([ T]${TIME}(${CLOCK})?)?$`,
      wanted: 'a day as YYYY-MM-DD, or a minute as YYYY-MM-DD HH:MM',
    });
}

/**
 * The keys that make up each form of a date. A claim has exactly one form; the JSON Schema offers each as an
 * alternative. `approximate` may be added to any of them.
 */
export const DATE_FORMS = [
  { required: ['at'], optional: [] },
  { required: ['closes'], optional: [] },
  { required: ['on'], optional: [] },
  { required: ['around'], optional: [] },
  { required: ['from', 'through'], optional: [] },
  { required: ['starting'], optional: [] },
  { required: ['through'], optional: [] },
  { required: ['announced'], optional: [] },
  { required: ['ended'], optional: [] },
  { required: ['month'], optional: ['edge'] },
  { required: ['year'], optional: ['edge'] },
  { required: ['during'], optional: ['edge'] },
  { required: ['none'], optional: [] },
] as const satisfies readonly { required: readonly string[]; optional: readonly string[] }[];

/** All fields of a date; `DATE_FORMS` says which of them may occur together. */
export const dateShape = z
  .strictObject({
    at: minute('It begins or happens at this minute, for example 2025-11-01 14:00.').optional(),
    closes: minute('It is open until this minute: a deadline.').optional(),
    on: day('It happens on this day; the hour is not known.').optional(),
    around: day('It happens around this day, as the source says.').optional(),
    from: day('First day of several; needs `through`.').optional(),
    through: dayOrMinute(
      'Beside `from`: the last day. Alone: it holds through this day (to its end) or minute, then lapses.',
    ).optional(),
    starting: dayOrMinute('It takes effect from the start of this day, or from this minute.').optional(),
    announced: dayOrMinute('It was announced then. Nobody is reminded of it.').optional(),
    ended: dayOrMinute('It ended then. Nobody is reminded of it.').optional(),
    month: z
      .string()
      .regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)
      .meta({ description: 'Only the month is known, for example 2025-05.', wanted: 'a month as YYYY-MM' })
      .optional(),
    year: z
      .int()
      .min(1900)
      .max(2999)
      .meta({ description: 'Only the year is known.', wanted: 'a year such as 2026' })
      .optional(),
    during: eventId('During another event of the list: its id.').optional(),
    none: z.literal(true).meta({ description: 'The source says that no date is set.' }).optional(),
    edge: z
      .enum(CLAIMED_KINDS)
      .meta({ description: 'What happens in that month, in that year or during that event; `opens` if left out.' })
      .optional(),
    approximate: z.boolean().meta({ description: 'True where the source says "around" or "about".' }).optional(),
  })
  .meta({
    id: 'date',
    description: 'The date as the source gives it, in the zone of the event.',
    wanted: 'one of its forms, such as `{ on: 2025-11-01 }`',
  });

export type DateInput = Zod.output<typeof dateShape>;
