import type { Emulator } from '../../../emulator/emulator.ts';
import type { Instant } from '../../model/date.ts';
import { formatDay, localDay, localTime } from '../../time/local.ts';
import type { EventEdit } from './edit-event.ts';
import type { ListFolder } from './list-folder.ts';
import type { PlayedWorld } from './play-world.ts';
import type { Bot } from './run-bot.ts';
import type { Story } from './stories.ts';

/** The parts of the demo that things happen to. */
export type DemoParts = {
  readonly world: PlayedWorld;
  readonly bot: Bot;
  readonly emulator: Emulator;
  readonly lists: ListFolder;
  story(): Story;
  changed(): void;
};

/** Something that a person makes happen. It may let time pass; done again from the same instant, it does the same. */
export type Deed = () => Promise<string>;

/** As fast as the ticks go: simulated seconds a second. */
export const AT_ONCE = 1e9;
/** A post that is tried again later than this is not waited for. */
const SETTLE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** So long before a reminder the bot is stopped, where none is due within the hours for which it is. */
const BEFORE_MS = HOUR_MS / 2;
/** How long such hours take to watch. */
const WATCHED_S = 4;

/** Lets the world run to an instant and stand there, with everything up to it handled and posted. */
export async function runTo(
  { world, bot }: Pick<DemoParts, 'world' | 'bot'>,
  instant: Instant,
  { speed = AT_ONCE, signal = NEVER }: { readonly speed?: number; readonly signal?: AbortSignal } = {},
): Promise<void> {
  world.stopAt(instant);
  world.run(speed);
  await world.reach(instant, signal);
  if (signal.aborted) return;
  world.run(0);
  await bot.settle(SETTLE_MS);
}

const NEVER = new AbortController().signal;

/** A change to one event, as its maintainer would write it that day. */
export function changeEvent(parts: DemoParts, event: string, edit: EventEdit): Deed {
  const { world, bot, lists } = parts;
  return async () => {
    const known = bot.known();
    if (known === null) throw new Error('There is no list yet.');
    const today = localDay(world.now(), parts.story().zone);
    const said = await lists.edit(known, { event, edit, today }, bot.reread);
    await bot.settle(SETTLE_MS);
    return said;
  };
}

/** The program is stopped for so long, and started again with its state. */
export function stopBot(parts: DemoParts, hours: number): Deed {
  const { world, bot } = parts;
  return async () => {
    const until = await beginOf(parts, hours);
    const from = world.now();
    await bot.stop();
    parts.changed();
    world.letGo();
    await runTo(parts, until, { speed: (until - from) / WATCHED_S / 1_000 });
    await bot.start();
    await bot.settle(SETTLE_MS);
    return `The bot was stopped from ${clock(parts, from)} to ${clock(parts, until)}.`;
  };
}

/** Discord answers nothing but 503 and closes the gateway for so long. */
export function cutDiscord(parts: DemoParts, hours: number): { readonly deed: Deed; isDown(): boolean } {
  const { world, bot, emulator } = parts;
  let down = false;
  const turn = (isDown: boolean): void => {
    down = isDown;
    if (isDown) emulator.faults.add({ kind: 'status', status: 503, times: 'always' });
    else emulator.faults.clear();
    emulator.gatewayFaults.refuseConnections(isDown);
    if (isDown) emulator.gatewayFaults.dropSockets();
    // The world goes on without what Discord does not take.
    world.waitForPosts(!isDown);
    parts.changed();
  };
  return {
    isDown: () => down,
    async deed() {
      const until = await beginOf(parts, hours);
      const from = world.now();
      turn(true);
      try {
        world.stopAt(until);
        world.run((until - from) / WATCHED_S / 1_000);
        await world.reach(until, NEVER);
        world.run(0);
      } finally {
        turn(false);
      }
      await bot.settle(SETTLE_MS);
      await emulator.until('the bot to come back', () => emulator.sessions() > 0);
      return `Discord was down from ${clock(parts, from)} to ${clock(parts, until)}.`;
    },
  };
}

/** Lets the world run up to half an hour before the next reminder, so that the hours have one in them; returns their end. */
async function beginOf(parts: DemoParts, hours: number): Promise<Instant> {
  const { world, bot } = parts;
  const { to } = parts.story();
  const now = world.now();
  if (now >= to) throw new Error('The story has ended. Go back to an earlier day first.');
  const next = bot.reminders().find(({ sent }) => !sent)?.atMs ?? null;
  const from = next === null || next - now <= hours * HOUR_MS ? now : Math.max(now, next - BEFORE_MS);
  if (from > now) await runTo(parts, from);
  return Math.min(from + hours * HOUR_MS, to);
}

function clock(parts: DemoParts, instant: Instant): string {
  const { zone } = parts.story();
  return `${formatDay(localDay(instant, zone), 'day-short')}, ${localTime(instant, zone)}`;
}
