import { indexList } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import type { GuildId } from '../../model/subscription.ts';
import { holdUntil } from '../../plan/reminders/hold-until.ts';
import { requireManager } from '../call/allow-call.ts';
import type { Command } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { nextReminders } from '../call/preview-reminders.ts';
import { clockFrom, readClock, wishOf } from '../call/read-clock.ts';
import { textOption } from '../call/read-options.ts';
import { readUntil } from '../call/read-until.ts';
import { type Pause, pauseAnswer } from './answer.ts';
import { pauseText } from './words.ts';

/** More than so many reminders of one channel are not counted one by one. */
const MOST_COUNTED = 50;
/** Channels looked at: an answer has milliseconds. */
const MOST_CHANNELS = 50;

/** `/pause`: no reminders in this server until a day. */
export const pause: Command<CommandContext> = {
  shape: {
    name: 'pause',
    description: pauseText('pause'),
    for: 'manage',
    options: [
      {
        name: 'until',
        description: pauseText('pauseUntil'),
        type: 'string',
        required: true,
        maxLength: 40,
      },
    ],
  },
  async handle(call, context) {
    const guild = requireManager(call);
    const now = context.world.now();
    const clock = await readClock(guild, context);
    const until = readUntil(textOption(call, 'until') ?? '', now, clock.zone);
    const skipped = await countSkipped(guild, until, context);
    const message = pauseAnswer({ until, before: liveEnd(clock.pausedUntil, now), skipped, zone: clock.zone });
    await writePause(guild, until, context);
    return { message, private: true };
  },
};

/** The end of a pause that still holds; `null` for none, or one that is behind. */
export function liveEnd(pausedUntil: Instant | null, now: Instant): Instant | null {
  return pausedUntil !== null && pausedUntil > now ? pausedUntil : null;
}

/**
 * Writes a server's pause, or its end with `null`, and leaves its clock as it is. What an earlier, longer pause holds falls
 * due with the new end.
 */
export async function writePause(guild: GuildId, pausedUntil: Instant | null, context: CommandContext): Promise<void> {
  const own = (await context.registry.guildSettings()).find((row) => row.guild === guild) ?? null;
  const settings = { guild, zone: own?.zone ?? null, postingTime: own?.postingTime ?? null, pausedUntil };
  const now = context.world.now();
  await context.registry.putGuildSettings(settings, now);
  const clock = clockFrom(settings, context.defaults());
  const rows = (await context.registry.subscriptions()).filter((row) => row.guild === guild);
  await Promise.all(
    rows.map((row) => {
      const quiet = wishOf(row, clock, context.defaults()).clock;
      const due = holdUntil({ clock: quiet, pausedUntil, anchors: [], now });
      return context.outbox.bringForward({ channel: row.channel, due });
    }),
  );
  context.changed();
}

/** How many reminders of the server's channels would have come until then. */
async function countSkipped(guild: GuildId, until: Instant, context: CommandContext): Promise<Pause['skipped']> {
  const index = indexList(context.list(), context.edges);
  const now = context.world.now();
  const clock = { ...(await readClock(guild, context)), pausedUntil: null };
  const rows = (await context.registry.subscriptions()).filter((row) => row.guild === guild && row.paused === null);
  let count = 0;
  let isWhole = rows.length <= MOST_CHANNELS;
  for (const row of rows.slice(0, MOST_CHANNELS)) {
    const next = nextReminders(index, wishOf(row, clock, context.defaults()), now, MOST_COUNTED);
    count += next.filter(({ due }) => due < until).length;
    if (next.length === MOST_COUNTED && next.every(({ due }) => due < until)) isWhole = false;
  }
  return { count, isWhole };
}
