import type * as Zod from 'zod';
import { CHANGE_KINDS, NOTICE_WAYS } from '../model/change.ts';
import { CERTAINTIES } from '../model/event.ts';
import { type Lead, MAX_LEAD_DAYS, MAX_LEADS, parseLead, sortLeads } from '../model/lead.ts';
import { isLocalTime } from '../time/local.ts';
import { canonicalZone } from '../time/zones.ts';
import { z } from './load-zod.ts';

const MINUTE = 60_000;
/** What is later than two days is no reminder any more, whatever its lead. */
const LONGEST_GRACE_HOURS = 48;

/** What a custom check of this file says when it fails; `expected` stands beside the message in a report. */
function refuse(context: Zod.RefinementCtx, input: string, message: string, expected: string): never {
  context.addIssue({ code: 'custom', input, message, params: { expected } });
  return z.NEVER;
}

function zone(description: string) {
  return z
    .string()
    .meta({ description, examples: ['America/New_York', 'Asia/Seoul', 'UTC'] })
    .transform((text, context) => {
      // What may have been meant is found where the report is written.
      return canonicalZone(text) ?? refuse(context, text, 'There is no such time zone', '');
    });
}

function time(description: string) {
  return z
    .string()
    .refine(isLocalTime, {
      message: 'This is no time of day',
      params: { expected: 'HH:MM from 00:00 to 23:59, such as 09:00' },
    })
    .meta({ description, pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
}

const lead = z
  .string()
  .meta({ description: '`2w`, `7d`, `0d` (the day itself), `1h`, `15m` or `at`.', pattern: '^(\\d{1,5}[wdhm]|at)$' })
  .transform((text, context): Lead => {
    const expected = `7d, 2w, 0d (the day itself), 1h, 15m or at; at most ${MAX_LEAD_DAYS} days`;
    return parseLead(text) ?? refuse(context, text, 'This is no lead time', expected);
  });

function leads(description: string, least = 0) {
  return z.array(lead).min(least).max(MAX_LEADS).meta({ description }).transform(sortLeads);
}

/** A span such as `6h` or `15m`, in milliseconds of world time. */
function span(description: string) {
  return z
    .string()
    .meta({ description, pattern: '^\\d{1,4}[hm]$' })
    .transform((text, context) => {
      const match = /^(\d{1,4})([hm])$/.exec(text);
      const ms = match ? Number(match[1]) * (match[2] === 'h' ? 60 : 1) * MINUTE : 0;
      if (ms >= MINUTE && ms <= LONGEST_GRACE_HOURS * 60 * MINUTE) return ms;
      return refuse(
        context,
        text,
        'This is no span of time',
        `hours or minutes, such as 6h or 15m; from 1m to ${LONGEST_GRACE_HOURS}h`,
      );
    });
}

/** A Discord id. https://docs.discord.com/developers/reference#snowflakes */
function id(description: string) {
  return z
    .string()
    .regex(/^[1-9]\d{16,19}$/)
    .meta({ description });
}

function slugs(description: string) {
  return z
    .array(
      z
        .string()
        .max(40)
        .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
    )
    .min(1)
    .max(20)
    .meta({ description });
}

const leadsShape = z.strictObject({
  events: leads('For what opens on a day, and whatever else is no deadline.').prefault(['7d', '1d', '0d']),
  deadlines: leads('For what closes, takes effect or expires: people must act before.').prefault([
    '7d',
    '1d',
    '0d',
    '1h',
  ]),
  kinds: z
    .record(
      z
        .string()
        .max(40)
        .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
      leads('Instead of both above, for one kind of event.'),
    )
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

const subscriptionShape = z.strictObject({
  server: id("The server's id, in quotes."),
  channel: id("The channel's id, in quotes."),
  topics: slugs('Only events with one of these topics; all if left out.').optional(),
  kinds: slugs('Only events of one of these kinds; all if left out.').optional(),
  leads: leads('The leads of this channel; the defaults above if left out.', 1).optional(),
  role: id('The role to ping, in quotes; nobody if left out.').optional(),
  pingFor: z
    .array(z.enum(CERTAINTIES))
    .min(1)
    .meta({ description: 'How sure an event must be for a ping; only `confirmed` if left out.' })
    .optional(),
  notices: z
    .partialRecord(z.enum(CHANGE_KINDS), z.enum(NOTICE_WAYS))
    .meta({ description: 'What to do at a kind of change, such as `new: post`; the defaults for kinds left out.' })
    .optional(),
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
      .max(10_000)
      .meta({ description: 'Channels to remind, for those who prefer files to commands. What `/subscribe` says wins.' })
      .prefault([]),
  })
  .meta({ title: 'Settings of Datewatch' });

/** The settings as the program uses them: defaults filled in, zones spelled properly, leads sorted, spans in milliseconds. */
export type Settings = Zod.output<typeof settingsShape>;
