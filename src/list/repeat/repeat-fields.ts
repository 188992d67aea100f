import { CERTAINTIES } from '../../model/event.ts';
import { isLocalDay } from '../../time/local.ts';
import { z } from '../../yaml/load-zod.ts';
import { day } from '../parse/date-shape.ts';
import { readMinute } from '../parse/read-minute.ts';
import { oneLine, slug } from '../parse/text-shape.ts';

/** Most dates of one repeating entry: a year of days. */
export const MAX_OCCURRENCES = 400;

const outcome = z
  .strictObject({
    what: oneLine(300, 'What came of it.'),
    day: day('When.').optional(),
    source: slug(40, 'Who says so: one of the names under `sources`.').optional(),
  })
  .meta({ description: 'What came of this one.', wanted: '`{ what: … }`' });

/** One date of a repeating entry that is not as its rule has it. */
const occurrence = z.strictObject({
  moved: z
    .string()
    .refine((text) => isLocalDay(text) || readMinute(text) !== null, 'There is no such day or minute')
    .meta({
      description: 'When it is instead: a day, or a minute.',
      wanted: 'a day as YYYY-MM-DD, or a minute as YYYY-MM-DD HH:MM',
    })
    .optional(),
  cancelled: z.literal(true).meta({ description: 'It is not held.' }).optional(),
  certainty: z.enum(CERTAINTIES).meta({ description: 'How sure this one is.' }).optional(),
  certaintyNote: oneLine(300, 'Why, in our own words.').optional(),
  outcome: outcome.optional(),
});

/** The fields of an entry that repeats. */
export const repeatFields = {
  repeats: z
    .strictObject({
      every: z.string().meta({
        description: 'day, week, month, quarter, year, or several of them: 2 weeks.',
        wanted: 'day, week, month, quarter, year, or such as `2 weeks`',
      }),
      on: z
        .union([z.string(), z.int()])
        .meta({
          description:
            'third Friday, last business day, 15, last day; of weeks: Monday and Thursday. As its first date, if left out.',
          wanted: 'such as `third Friday`, `last business day`, `15`, or of weeks `Monday and Thursday`',
        })
        .optional(),
      until: day('The last day on which it may be.').optional(),
      count: z
        .int()
        .min(1)
        .max(MAX_OCCURRENCES)
        .meta({
          description: 'How many times, its first date included.',
          wanted: `a number from 1 to ${MAX_OCCURRENCES}`,
        })
        .optional(),
    })
    .meta({
      description: 'It repeats, from its date on: { every: month, on: third Friday, until: 2031-12-31 }.',
      wanted: '`{ every: month, on: third Friday, until: 2031-12-31 }`',
    })
    .optional(),
  rrule: z
    .string()
    .max(300)
    .meta({
      description: 'The same as a rule of RFC 5545: FREQ=MONTHLY;BYDAY=3FR;UNTIL=20311231.',
      wanted: 'a rule of days such as FREQ=MONTHLY;BYDAY=3FR;UNTIL=20311231',
    })
    .optional(),
  occurrences: z
    .record(day('The day on which its rule has it.'), occurrence)
    .meta({
      description: 'Those that are not as the rule has them, by their days: { 2031-03-21: { moved: 2031-03-20 } }.',
      wanted: 'each by its day: `2031-03-21: { moved: 2031-03-20 }`',
    })
    .optional(),
};
