import type * as Zod from 'zod';
import { CLAIMED_KINDS } from '../../model/date.ts';
import { isLocalDay } from '../../time/local.ts';
import { readSpan } from '../../time/vague-span.ts';
import { z } from '../../yaml/load-zod.ts';
import { CLOCK, readMinute, readTime, TIME } from './read-minute.ts';
import { eventId } from './text-shape.ts';

const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';

/** A calendar day that exists, `YYYY-MM-DD`. */
export function day(description: string) {
  return z
    .string()
    .refine(isLocalDay, 'There is no such day')
    .meta({ description, pattern: `^${DAY}$`, wanted: 'a day as YYYY-MM-DD' });
}

/** A time of day, `HH:MM` or `5 p.m.`, as `HH:MM`. */
export function time(description: string) {
  return z
    .string()
    .transform((text, context) => {
      const read = readTime(text);
      if (read !== null) return read;
      context.addIssue({ code: 'custom', input: text, message: 'There is no such time of day' });
      return z.NEVER;
    })
    .meta({ description, pattern: `^${TIME}$`, wanted: 'a time as HH:MM, 00:00 to 23:59, or as 5 p.m.' });
}

function minute(description: string) {
  return z
    .string()
    .refine((text) => readMinute(text) !== null, noSuch('minute'))
    .meta({ description, pattern: `^${DAY}[ T]${TIME}(${CLOCK})?$`, wanted: MINUTE_WANTED });
}

function dayOrMinute(description: string) {
  return z
    .string()
    .refine((text) => isLocalDay(text) || readMinute(text) !== null, noSuch('day or minute'))
    .meta({
      description,
      pattern: `^${DAY}([ T]${TIME}(${CLOCK})?)?$`,
      wanted: `a day as YYYY-MM-DD, or ${MINUTE_WANTED}`,
    });
}

/** A zone behind the minute, where people write it, is the one mistake that looks right. */
function noSuch(what: string) {
  return {
    error: ({ input }: { readonly input?: unknown }) => {
      const [, minute = '', zone = ''] =
        /^(.*[\dmM.]) +([A-Za-z][\w/:+\u2212-]*)$/.exec(String(input).slice(0, 100)) ?? [];
      if (readMinute(minute) === null) return `There is no such ${what}`;
      return `A zone stands in a field of its own: \`zone: ${zone.slice(0, 40)}\``;
    },
  };
}

const MINUTE_WANTED = 'a minute as YYYY-MM-DD HH:MM, or with 5 p.m.; its zone is that of `zone`';

/** Ten years. */
const MOST_DAYS = 3_660;

function counted(description: string) {
  const count = (what: string) =>
    z.int().min(0).max(MOST_DAYS).meta({ description: what, wanted: 'a whole number of days' });
  return z
    .strictObject({
      event: eventId('The other event, by its id.'),
      days: count('By the calendar.').optional(),
      businessDays: count('Without Saturdays, Sundays and the `holidays` of the file.').optional(),
    })
    .meta({ description, wanted: '`{ event: its-id, days: 30 }`, or with `businessDays`' });
}

function span(description: string, { pattern, wanted }: { readonly pattern: string; readonly wanted: string }) {
  return z
    .string()
    .regex(new RegExp(pattern), { abort: true })
    .refine((text) => readSpan(text) !== null, 'There is no such week')
    .meta({ description, wanted });
}

/**
 * The keys that make up each form of a date. A claim has exactly one form; the JSON Schema offers each as an
 * alternative. `approximate` may be added to any of them.
 */
export const DATE_FORMS = [
  { required: ['at'], optional: [] },
  { required: ['due'], optional: [] },
  { required: ['closes'], optional: [] },
  { required: ['on'], optional: [] },
  { required: ['around'], optional: [] },
  { required: ['from', 'through'], optional: [] },
  { required: ['starting'], optional: [] },
  { required: ['through'], optional: [] },
  { required: ['announced'], optional: [] },
  { required: ['ended'], optional: [] },
  { required: ['week'], optional: ['edge'] },
  { required: ['month'], optional: ['edge'] },
  { required: ['quarter'], optional: ['edge'] },
  { required: ['half'], optional: ['edge'] },
  { required: ['year'], optional: ['edge'] },
  { required: ['during'], optional: ['edge'] },
  { required: ['after'], optional: ['edge'] },
  { required: ['before'], optional: ['edge'] },
  { required: ['none'], optional: [] },
] as const satisfies readonly { required: readonly string[]; optional: readonly string[] }[];

/** All fields of a date; `DATE_FORMS` says which of them may occur together. */
export const dateShape = z
  .strictObject({
    at: minute('It begins or happens at this minute, for example 2025-11-01 14:00.').optional(),
    due: dayOrMinute('It is due by the end of this day, or by this minute: a deadline.').optional(),
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
    week: span('Only the week is known, which begins on Monday: 2027-W05.', {
      pattern: '^\\d{4}-W\\d\\d$',
      wanted: 'a week as YYYY-Www, W01 to W52 or W53',
    }).optional(),
    month: z
      .string()
      .regex(/^(?:(?:early|mid|late) )?\d{4}-(?:0[1-9]|1[0-2])$/)
      .meta({
        description: 'Only the month is known, or the part of it: 2025-05, early 2025-05, mid 2025-05, late 2025-05.',
        wanted: 'a month as YYYY-MM, or with `early`, `mid` or `late` before it',
      })
      .optional(),
    quarter: span('Only the quarter is known: 2027-Q2.', {
      pattern: '^\\d{4}-Q[1-4]$',
      wanted: 'a quarter as YYYY-Q1 to Q4',
    }).optional(),
    half: span('Only the half of the year is known: 2027-H1.', {
      pattern: '^\\d{4}-H[12]$',
      wanted: 'a half of a year as YYYY-H1 or H2',
    }).optional(),
    year: z
      .int()
      .min(1900)
      .max(2999)
      .meta({ description: 'Only the year is known.', wanted: 'a year such as 2026' })
      .optional(),
    during: eventId('During another event of the list: its id.').optional(),
    after: counted('So many days after the date of another event: { event: order-signed, days: 30 }.').optional(),
    before: counted('So many days before the date of another event.').optional(),
    none: z.literal(true).meta({ description: 'The source says that no date is set.' }).optional(),
    edge: z
      .enum(CLAIMED_KINDS)
      .meta({ description: 'What happens then, beside a span of time or another event; `opens` if left out.' })
      .optional(),
    approximate: z.boolean().meta({ description: 'True where the source says "around" or "about".' }).optional(),
  })
  .meta({
    id: 'date',
    description: 'The date as the source gives it, in the zone of the event.',
    wanted: 'one of its forms, such as `{ on: 2025-11-01 }`',
  });

export type DateInput = Zod.output<typeof dateShape>;
