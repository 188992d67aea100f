import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import { BOARD, CLOCK, demoConfig, SEED } from './demo-server.ts';
import { playSession } from './play-session.ts';
import { playedWorld } from './play-world.ts';
import { printPosted } from './print-posted.ts';
import { makeBot } from './run-bot.ts';
import { autumnStory } from './stories.ts';

/** Two simulated hours a second: three and a half weeks in about five minutes. */
const SPEED = 7_200;

/** The demo, running. */
export type Demo = {
  /** Resolves with the reason when it cannot go on. */
  readonly broken: Promise<Error>;
  /** Where its page is. */
  readonly url: string;
  stop(): Promise<void>;
};

/**
 * Shows the whole program without an account: Discord on loopback with one server, a simulated world over the autumn of
 * 2025, a temporary state; reminders and a weekly digest in one channel, the board in another. Whoever looks at the page
 * plays that world. `write` gets the lines for the terminal.
 */
export async function runDemo(request: {
  readonly config: Config;
  readonly machine: Machine;
  readonly log: Log;
  write(text: string): void;
}): Promise<Demo> {
  const { machine, log, write } = request;
  const { simulated } = request.config;
  const speed = simulated?.speed ?? SPEED;
  const story = autumnStory(CLOCK.zone, simulated?.start);
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER}${process.pid}-`));
  const [dataFolder, stateFolder] = [join(folder, 'data'), join(folder, 'state')];
  await cp(request.config.dataFolder, dataFolder, { recursive: true });
  const world = playedWorld(machine, story.from);
  const emulator = await startEmulator({ now: world.now, world: SEED, globalLimit: 'off', channelLimit: 'off' });
  const listeners = new Set<() => void>();
  const bot = makeBot({
    ...{ world, machine, log, emulator },
    config: () => demoConfig(request.config, { dataFolder, stateFolder, start: story.from, speed }, emulator),
    span: () => story,
    changed: () => {
      for (const listener of [...listeners]) listener();
    },
  });
  const session = playSession({ world, bot, story: () => story, speed, listeners });
  emulator.offer(session);
  const end = async (): Promise<void> => {
    await session.stop();
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  };
  write(
    [
      `See it here: ${emulator.url}`,
      'This is a demo of Datewatch. Nothing leaves this machine: the Discord it talks to is a stand-in.',
      'It replays 19 October to 12 November 2025 as it became known, a day every 12 seconds. Press Ctrl-C to end it.',
      'To run it in your own server, set DISCORD_TOKEN_FILE or DISCORD_TOKEN: README, "Run it in your own server".',
      '',
      '',
    ].join('\n'),
  );
  const stopPrinting = printPosted(emulator, CLOCK.zone, BOARD, write);
  try {
    await session.begin();
  } catch (error) {
    await end();
    throw error;
  }
  void session.ended.then(() =>
    write(`The replay has reached 12 November 2025. The page stays open at ${emulator.url} until you press Ctrl-C.\n`),
  );
  return {
    broken: bot.broken,
    url: emulator.url,
    async stop() {
      stopPrinting();
      await end();
    },
  };
}

const FOLDER = 'datewatch-demo-';

/** Removes the folders of demos that were killed: those that bear the number of a process that is gone. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(FOLDER) ? /^(\d+)-/.exec(name.slice(FOLDER.length))?.[1] : undefined;
    if (pid === undefined || isAlive(Number(pid))) continue;
    // Another user's is not ours to remove.
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
