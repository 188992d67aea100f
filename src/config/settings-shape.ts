import type * as Zod from 'zod';
import type { Wording } from '../yaml/describe-issues.ts';
import { jsonSchema } from '../yaml/json-schema.ts';
import { z } from '../yaml/load-zod.ts';
import { leads } from '../yaml/shared-shapes.ts';
import { id, slug, span, time, zone } from './setting-fields.ts';
import { subscriptionShape } from './subscription-shape.ts';

/** More in one file is a mistake. */
const MOST_CHANNELS = 10_000;
const MOST_RECURRING = 2 * MOST_CHANNELS;

const ENTRIES = 'a list of entries, each with `server:` and `channel:`';

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
    .meta({
      description: 'By kind of event, such as `tariff: [14d, 7d, 1d, 0d, 1h]`.',
      wanted: 'kinds of event, each with a list such as [7d, 1d, 0d]',
    })
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

const publicShape = z.strictObject({
  serve: z
    .boolean()
    .meta({
      description:
        'Whether the dates have public pages and feeds at `/dates/` on the port for HTTP: whoever can connect may read them, without its password.',
      wanted: 'true or false',
    })
    .prefault(false),
  title: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .meta({ description: 'Their title; what the list covers if left out.', wanted: 'a few words' })
    .optional(),
  address: z
    .string()
    .max(200)
    .regex(/^https:\/\/[^\s<>"'\\?#]+$/)
    .meta({
      description:
        'The address under which people reach them, such as `https://dates.example.org/dates/`, for links in feeds. With it, channels can have calendars of their own.',
      wanted: 'an address that begins with https://',
    })
    .optional(),
});

const serverShape = z.strictObject({
  zone: zone("This server's time zone.").optional(),
  postingTime: time("This server's posting time.").optional(),
});

/** The days of a week as the file names them, Monday first (ISO 8601). */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const place = { server: id("The server's id, in quotes."), channel: id("The channel's id, in quotes.") };

/** One board. */
const boardShape = z.strictObject(place).meta({ wanted: 'an entry with `server:` and `channel:`' });

/** One digest. */
const digestShape = z
  .strictObject({
    ...place,
    every: z.enum(['daily', 'weekly']).meta({ description: 'Every day, or once a week.', wanted: 'daily or weekly' }),
    time: time("When, by the clock of the server; at the server's posting time if left out.").optional(),
    weekday: z
      .enum(WEEKDAYS)
      .meta({
        description: 'On which day, for `every: weekly`; on Monday if left out.',
        wanted: 'a day such as monday',
      })
      .optional(),
  })
  .meta({ wanted: 'an entry with `server:`, `channel:` and `every:`' });

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
      .meta({
        description: 'What Discord allows this bot. Raise it only if Discord has raised it for you.',
        wanted: 'a whole number from 1 to 10000',
      })
      .prefault(50),
    maintainers: maintainersShape
      .meta({
        description: 'Who is told of problems: a channel or a user.',
        wanted: '`channel:` or `user:` with an id in quotes',
      })
      .optional(),
    onlyServers: z
      .array(id("A server's id, in quotes."))
      .min(1)
      .max(MOST_CHANNELS)
      .meta({
        description: 'The only servers that are served, by their ids; every server that adds the bot if left out.',
        wanted: 'a list of server ids in quotes',
      })
      .optional(),
    channelsPerServer: z
      .int()
      .min(1)
      .max(MOST_CHANNELS)
      .meta({
        description: 'How many channels of one server may get reminders, a board or digests by commands.',
        wanted: 'a whole number from 1 to 10000',
      })
      .prefault(100),
    public: publicShape
      .meta({ description: 'What `datewatch publish` and the port for HTTP show to everybody.' })
      .prefault({}),
    servers: z
      .record(id("A server's id, in quotes."), serverShape)
      .meta({
        description: "Servers' clocks, by server id. What is set in `/datewatch setup` wins.",
        wanted: 'server ids in quotes, each with `zone:` or `postingTime:`',
      })
      .prefault({}),
    subscriptions: z
      .array(subscriptionShape)
      .max(MOST_CHANNELS)
      .meta({
        description:
          'Channels to remind, for those who prefer files to commands. What `/datewatch subscribe` says wins.',
        wanted: ENTRIES,
      })
      .prefault([]),
    boards: z
      .array(boardShape)
      .max(MOST_RECURRING)
      .meta({
        description:
          'Channels with a board: one message that always lists what is ahead. What is set in `/datewatch setup` wins.',
        wanted: ENTRIES,
      })
      .prefault([]),
    digests: z
      .array(digestShape)
      .max(MOST_RECURRING)
      .meta({
        description:
          'Channels with a summary by the clock, every day or every week. What is set in `/datewatch setup` wins.',
        wanted: 'a list of entries, each with `server:`, `channel:` and `every:`',
      })
      .prefault([]),
  })
  .meta({ title: 'Settings of Datewatch' });

/**
 * The settings as the program uses them: defaults filled in, zones spelled properly, leads sorted, spans in
 * milliseconds.
 */
export type Settings = Zod.output<typeof settingsShape>;

/** The wording of problems with the settings. */
export const SETTINGS_WORDING: Wording = {
  unknownKey(key) {
    // The value of a secret is never read; the message about its key names the place where it belongs.
    return /token|secret|password/i.test(key)
      ? {
          message: 'A secret does not belong in this file',
          expected: 'DISCORD_TOKEN_FILE or DISCORD_TOKEN in the environment',
        }
      : { message: 'There is no setting of this name here', expected: null };
  },
  badKey: 'This cannot stand here as a name',
  group: 'a group of settings',
  fields: 'settings, each as `name: value`',
  tooBig: (found) => (Array.isArray(found) ? 'This list is too long' : 'This is too much'),
  tooSmall: (found) => ({
    message: Array.isArray(found) ? 'This list is too short' : 'This is too little',
    expected: null,
  }),
};

/** The JSON Schema of the settings file for editors. */
export function settingsSchemaJson(): string {
  return jsonSchema(settingsShape);
}
