import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import type { Config } from '../../config/config.ts';
import type { Instant } from '../../model/date.ts';
import type { Log } from '../../model/log.ts';
import { formatRange, localDay } from '../../time/local.ts';
import type { Machine } from '../../time/machine.ts';
import { StartError } from '../start/start-error.ts';
import { BOARD, demoConfig, SEED } from './demo-server.ts';
import { type ListFiles, listFolder } from './list-folder.ts';
import { playSession } from './play-session.ts';
import { playedWorld } from './play-world.ts';
import { printPosted } from './print-posted.ts';
import { makeBot } from './run-bot.ts';
import { type Stretch, stretchOf } from './show-dates.ts';
import { type Story, storyOf } from './stories.ts';
import { checkLists, listName, listsIn } from './take-lists.ts';

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

/** How a demo plays; all may be left out. */
export type DemoChoice = {
  /** The files of the lists to play; those of the data folder otherwise. */
  readonly lists?: readonly string[];
  readonly from?: Instant;
  /** Simulated seconds a second. */
  readonly speed?: number;
};

/**
 * Shows the whole program without an account: Discord on loopback with one server, a simulated world over the dates of a
 * list (the autumn of 2025, for the shipped ones), a temporary state; reminders and a weekly digest in one channel, the
 * board in another. Whoever looks at the page plays that world. `write` gets the lines for the terminal. Throws
 * `StartError` where the lists cannot be played.
 */
export async function runDemo(request: {
  readonly config: Config;
  readonly choice?: DemoChoice;
  readonly machine: Machine;
  readonly log: Log;
  write(text: string): void;
}): Promise<Demo> {
  const { machine, log, write, config, choice = {} } = request;
  const speed = choice.speed ?? config.simulated?.speed ?? SPEED;
  const take = async (files: ListFiles, title: string, from?: Instant): Promise<Story> =>
    storyOf(await checkLists(files, config.defaults), { files, title, now: machine.now(), from });
  let story = await firstStory(take, choice, config);
  await removeLeftovers();
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER}${process.pid}-`));
  const stateFolder = join(folder, 'state');
  const lists = listFolder(join(folder, 'lists'));
  await lists.fill(story.files);
  const world = playedWorld(machine, story.from);
  const emulator = await startEmulator({ now: world.now, world: SEED, globalLimit: 'off', channelLimit: 'off' });
  const listeners = new Set<() => void>();
  const ghosts = new Map<string, Stretch>();
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const bot = makeBot({
    ...{ world, machine, log, emulator, changed },
    config: () =>
      demoConfig(config, { dataFolder: lists.path, stateFolder, zone: story.zone, start: story.from }, emulator),
    span: () => story,
    became(known, before) {
      for (const event of known.list.events) {
        const old = before.events.get(event.id);
        const [was, is] = [old && stretchOf(old, before.events), stretchOf(event, known.events)];
        if (was && is && (was.fromMs !== is.fromMs || was.toMs !== is.toMs)) ghosts.set(event.id, was);
      }
      // Whoever asked for the list is not done with it yet.
      queueMicrotask(changed);
    },
  });
  const session = playSession({
    ...{ world, bot, emulator, lists, speed, listeners, ghosts, changed },
    story: () => story,
    async takeStory(name, text) {
      const file = listName(name);
      story = await take(new Map([[file, text]]), file);
      return story;
    },
    note: write,
  });
  emulator.offer(session);
  const end = async (): Promise<void> => {
    await session.stop();
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  };
  write(
    [
      `A demo of Datewatch. See it here: ${emulator.url}`,
      'Nothing leaves this machine: the Discord it talks to is a stand-in.',
      `It replays ${spanOf(story)} as it became known, a day every ${Math.round(864_000 / speed) / 10} seconds. Press Ctrl-C to end it.`,
      'To run it in your own server, set DISCORD_TOKEN_FILE or DISCORD_TOKEN: README, "Run it in your own server".',
      '',
      '',
    ].join('\n'),
  );
  const stopPrinting = printPosted(
    emulator,
    () => story.zone,
    BOARD,
    (text) => {
      if (!session.isGoingBack()) write(text);
    },
  );
  try {
    await session.begin();
  } catch (error) {
    await end();
    throw error;
  }
  return {
    broken: bot.broken,
    url: emulator.url,
    async stop() {
      stopPrinting();
      await end();
    },
  };
}

async function firstStory(
  take: (files: ListFiles, title: string, from?: Instant) => Promise<Story>,
  { lists, from }: DemoChoice,
  { dataFolder, simulated }: Config,
): Promise<Story> {
  try {
    if (lists === undefined)
      return await take(await listsIn(dataFolder), basename(dataFolder), from ?? simulated?.start);
    const files = await Promise.all(lists.map(async (path) => [listName(path), await readText(path)] as const));
    return await take(new Map(files), files.map(([name]) => name).join(', '), from);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new Error(`${path} cannot be read. Expected: a file with a list, such as my-dates.yaml.`);
  }
}

function spanOf({ from, to, zone }: Story): string {
  return formatRange(localDay(from, zone), localDay(to, zone));
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
