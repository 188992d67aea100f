import { z } from '../yaml/load-zod.ts';
import { id, time } from './setting-fields.ts';

/** The days of a week as the file names them, Monday first (ISO 8601). */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const place = { server: id("The server's id, in quotes."), channel: id("The channel's id, in quotes.") };

/** One board. */
export const boardShape = z.strictObject(place);

/** One digest. */
export const digestShape = z.strictObject({
  ...place,
  every: z.enum(['daily', 'weekly']).meta({ description: 'Every day, or once a week.' }),
  time: time("When, by the clock of the server; at the server's posting time if left out.").optional(),
  weekday: z
    .enum(WEEKDAYS)
    .meta({ description: 'On which day, for `every: weekly`; on Monday if left out.' })
    .optional(),
});
