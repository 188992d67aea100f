import type { Instant } from '../../model/date.ts';
import type { GuildId } from '../../model/subscription.ts';
import { holdUntil, pauseEndAt } from '../../plan/reminders/judge-silence.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { addDays, atLocal, localDay } from '../../time/local.ts';
import { requireManager } from '../call/check-channel.ts';
import { type Call, type Command, CommandRefusal, type CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import type { Feature } from '../call/offer-feature.ts';
import { nextReminders } from '../call/preview-reminders.ts';
import { clockFrom, queryFor, readClock, type ShownClock } from '../call/read-clock.ts';
import { readComing } from '../call/read-times.ts';
import { shownTyped } from '../call/refuse.ts';
import { callText } from '../call/words.ts';
import { type Pause, pauseAnswer, resumeAnswer } from './answer.ts';
import { pauseText } from './words.ts';

/** Most reminders of one channel that are counted one by one. */
const MOST_COUNTED = 50;
/** Most channels that are examined: an answer has milliseconds. */
const MOST_CHANNELS = 50;

const PAUSE_SHAPE = {
  name: 'datewatch pause',
  description: pauseText('pause'),
  options: [
    {
      name: 'until',
      description: pauseText('pauseUntil'),
      type: 'string',
      required: true,
      maxLength: 40,
    },
  ],
} as const satisfies CommandShape;

/** `/datewatch pause`: no reminders in this server until a day. */
const pause: Command<CommandContext, typeof PAUSE_SHAPE> = {
  shape: PAUSE_SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const now = context.world.now();
    const clock = await readClock(guild, context);
    const until = await readUntil(call.options.until, now, clock);
    const skipped = await countSkipped(guild, until, context);
    const message = pauseAnswer({ until, before: pauseEndAt(clock.pausedUntil, now), skipped, zone: clock.reader });
    await writePause(guild, until, call, context);
    return { message, private: true };
  },
};

/**
 * Writes a server's pause, or its end for `null`, and leaves its clock unchanged. Reminders held by an earlier, longer
 * pause fall due with the new end.
 */
async function writePause(
  guild: GuildId,
  pausedUntil: Instant | null,
  call: Pick<Call, 'user'>,
  context: CommandContext,
): Promise<void> {
  const now = context.world.now();
  const settings = await context.inTurn(call.user, async () => {
    const own = await context.settingsOf(guild);
    const wanted = { guild, zone: own?.zone ?? null, postingTime: own?.postingTime ?? null, pausedUntil };
    await context.registry.putGuildSettings(wanted, now, own);
    return wanted;
  });
  const clock = clockFrom(settings, context.defaults());
  const rows = await context.subscriptionsOf(guild);
  await Promise.all(
    rows.map((row) => {
      const quiet = queryFor(row, clock, context.defaults()).clock;
      const due = holdUntil({ clock: quiet, pausedUntil, anchors: [], now });
      return context.outbox.bringForward({ channel: row.channel, due });
    }),
  );
  context.changed();
}

/** Counts the reminders of the server's channels that would have come until then. */
async function countSkipped(guild: GuildId, until: Instant, context: CommandContext): Promise<Pause['skipped']> {
  const index = context.index();
  const now = context.world.now();
  const clock = { ...(await readClock(guild, context)), pausedUntil: null };
  const rows = (await context.subscriptionsOf(guild)).filter((row) => row.paused === null);
  let count = 0;
  let isWhole = rows.length <= MOST_CHANNELS;
  for (const row of rows.slice(0, MOST_CHANNELS)) {
    const next = nextReminders(index, queryFor(row, clock, context.defaults()), now, MOST_COUNTED);
    count += next.filter(({ due }) => due < until).length;
    if (next.length === MOST_COUNTED && next.every(({ due }) => due < until)) isWhole = false;
  }
  return { count, isWhole };
}

const RESUME_SHAPE = {
  name: 'datewatch resume',
  description: pauseText('resume'),
  options: [],
} as const satisfies CommandShape;

/** `/datewatch resume`: ends the pause of this server now. Reminders that fell due in it are not posted. */
const resume: Command<CommandContext, typeof RESUME_SHAPE> = {
  shape: RESUME_SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const now = context.world.now();
    const clock = await readClock(guild, context);
    const before = pauseEndAt(clock.pausedUntil, now);
    if (before === null) throw new CommandRefusal(pauseText('notPaused'));
    const index = context.index();
    const defaults = context.defaults();
    const rows = (await context.subscriptionsOf(guild)).filter((row) => row.paused === null);
    const [next = null] = rows
      .flatMap((row) =>
        nextReminders(index, queryFor(row, { ...clock, pausedUntil: null }, defaults), now, 1).map((reminder) => ({
          channel: row.channel,
          reminder,
        })),
      )
      .sort((a, b) => a.reminder.due - b.reminder.due);
    const message = resumeAnswer({ before, next, zone: clock.reader });
    await writePause(guild, null, call, context);
    return { message, private: true };
  },
};

/** After more days a server has forgotten that it paused. */
const MOST_DAYS = 366;

/** The end of a pause that begins now, in the zone. Refuses an end that is not ahead, and more than a year. */
async function readUntil(typed: string, now: Instant, { zone, reader }: ShownClock): Promise<Instant> {
  const shown = shownTyped(typed);
  const today = localDay(now, zone);
  const until = await readComing(typed, now, zone, 'until');
  if (until === null) throw new CommandRefusal(callText('badUntil', { typed: shown }));
  if (until <= now) {
    throw new CommandRefusal(callText('untilBehind', { typed: shown, ...dayAndTime(now, reader) }));
  }
  if (until > atLocal(addDays(today, MOST_DAYS), '23:59', zone)) {
    throw new CommandRefusal(callText('untilFar', { typed: shown }));
  }
  return until;
}

export const feature: Feature = { commands: [pause, resume] };
