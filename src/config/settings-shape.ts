import type * as Zod from 'zod';
import { z } from '../yaml/load-zod.ts';
import { id, leads, slug, span, time, zone } from './setting-fields.ts';
import { boardShape, digestShape } from './standing-shape.ts';
import { subscriptionShape } from './subscription-shape.ts';

/** More in one file is a mistake. */
const MOST_CHANNELS = 10_000;
const MOST_RECURRING = 2 * MOST_CHANNELS;

const leadsShape = z.strictObject({
  events: leads('For what opens on a day, and whatever else is no deadline.').prefault(['7d', '1d', '0d']),
  deadlines: leads('For what closes, takes effect or expires: people must act before.').prefault([
    '7d',
    '1d',
    '0d',
    '1h',
  ]),
  kinds: z
    .record(slug(), leads('Instead of both above, for one kind of event.'))
    .meta({ description: 'By kind of event, such as `tariff: [14d, 7d, 1d, 0d, 1h]`.' })
    .prefault({}),
});

const graceShape = z.strictObject({
  most: span('The longest a reminder may be late and still be posted by itself; half its lead otherwise.').prefault(
    '6h',
  ),
  at: span('The same for reminders at the very minute.').prefault('15m'),
});

const maintainersShape = z.strictObject({
  channel: id('The channel that is told; in quotes.').optional(),
  user: id('Or the user who is told by direct message; in quotes.').optional(),
});

const serverShape = z.strictObject({
  zone: zone("This server's time zone.").optional(),
  postingTime: time("This server's posting time.").optional(),
});

/** The settings file. Every key has a default, so that an empty file is a good one. */
export const settingsShape = z
  .strictObject({
    zone: zone('The time zone of servers that have set none.').prefault('America/New_York'),
    postingTime: time('When reminders counted in days are posted, by the clock of that zone.').prefault('09:00'),
    leads: leadsShape
      .meta({ description: 'How long before a date to remind, where a subscription does not say.' })
      .prefault({}),
    grace: graceShape
      .meta({ description: 'How late a reminder may be; what is later goes into one catch-up post.' })
      .prefault({}),
    requestsPerSecond: z
      .int()
      .min(1)
      .max(10_000)
      .meta({ description: 'What Discord allows this bot. Raise it only if Discord has raised it for you.' })
      .prefault(50),
    maintainers: maintainersShape.meta({ description: 'Who is told of problems: a channel or a user.' }).optional(),
    servers: z
      .record(id("A server's id, in quotes."), serverShape)
      .meta({ description: "Servers' clocks, by server id. What `/settings` says wins." })
      .prefault({}),
    subscriptions: z
      .array(subscriptionShape)
      .max(MOST_CHANNELS)
      .meta({ description: 'Channels to remind, for those who prefer files to commands. What `/subscribe` says wins.' })
      .prefault([]),
    boards: z
      .array(boardShape)
      .max(MOST_RECURRING)
      .meta({
        description: 'Channels with a board: one message that always lists what is ahead. What `/board` says wins.',
      })
      .prefault([]),
    digests: z
      .array(digestShape)
      .max(MOST_RECURRING)
      .meta({ description: 'Channels with a summary by the clock, every day or every week. What `/digest` says wins.' })
      .prefault([]),
  })
  .meta({ title: 'Settings of Datewatch' });

/** The settings as the program uses them: defaults filled in, zones spelled properly, leads sorted, spans in milliseconds. */
export type Settings = Zod.output<typeof settingsShape>;
