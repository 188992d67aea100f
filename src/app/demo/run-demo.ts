import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import type { Config } from '../../config/config.ts';
import { makeSecret } from '../../config/secret.ts';
import { type Catalogue, makeCatalogue } from '../../engine/catalogue.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { Instant } from '../../model/date.ts';
import type { EventList } from '../../model/event.ts';
import type { Log } from '../../model/log.ts';
import { ofGuild } from '../../model/subscription.ts';
import { type PublicationStep, publicationSteps } from '../../plan/changes/list-as-known.ts';
import type { Machine } from '../../time/machine.ts';
import { type SimulatedWorld, simulatedWorld } from '../../time/world.ts';
import { type Running, startDatewatch } from '../start/start-datewatch.ts';
import { printPosted } from './print-posted.ts';

/** The first report has just become known; the second follows on 23 October, as it did. */
const START = Date.UTC(2025, 9, 19, 12);
const END = Date.UTC(2025, 10, 12);
/** Two simulated hours a second: three and a half weeks in about five minutes. */
const SPEED = 7_200;
const GUILD = '1428000000000000001';
const CHANNEL = '1428000000000000011';
const BOARD = '1428000000000000012';
const MONDAY = 1;

/** The demo, running. */
export type Demo = { readonly running: Running; stop(): Promise<void> };

/**
 * Shows the whole program without an account: Discord on loopback with one server, a simulated world over the autumn of
 * 2025, a temporary state; reminders and a weekly digest in one channel, the board in another. `write` gets the lines for
 * the terminal.
 */
export async function runDemo(request: {
  readonly config: Config;
  readonly machine: Machine;
  readonly log: Log;
  write(text: string): void;
}): Promise<Demo> {
  const { machine, log, write } = request;
  const start = request.config.simulated?.start ?? START;
  const speed = request.config.simulated?.speed ?? SPEED;
  const { world, keep } = replayAsKnown(simulatedWorld(machine, start, speed), { from: start, to: END });
  await removeLeftovers();
  const state = await mkdtemp(join(tmpdir(), `${FOLDER}${process.pid}-`));
  const emulator = await startEmulator({
    now: world.now,
    world: {
      botName: 'Datewatch',
      guilds: [
        {
          id: GUILD,
          name: 'Harbour Desk',
          roles: [{ name: 'trade-alerts', mentionable: true }],
          channels: [{ id: CHANNEL, name: 'trade-dates' }, { id: BOARD, name: 'what-is-ahead' }, { name: 'general' }],
          members: [{ username: 'you', owner: true }],
        },
      ],
    },
  });
  const role = [...(emulator.world.guilds.get(GUILD)?.roles.values() ?? [])].find(
    ({ name }) => name === 'trade-alerts',
  );
  const settings = { zone: 'America/New_York', postingTime: '09:00' };
  const config: Config = {
    ...request.config,
    apiUrl: emulator.apiUrl,
    apiIsLocal: true,
    stateFolder: state,
    database: null,
    simulated: { start, speed },
    defaults: { ...request.config.defaults, ...settings },
    guilds: [],
    onlyServers: null,
    // Their channel is one of the real Discord: the emulator has none of that id.
    maintainers: null,
    subscriptions: [
      {
        owner: ofGuild(GUILD),
        channel: CHANNEL,
        filter: { topics: null, kinds: null },
        leads: null,
        role: role?.id ?? null,
        pingFor: ['confirmed'],
        madeBy: 'settings',
        paused: null,
      },
    ],
    recurring: [
      { guild: GUILD, channel: BOARD, kind: 'board', time: null, weekday: null, paused: null },
      { guild: GUILD, channel: CHANNEL, kind: 'weekly', time: null, weekday: MONDAY, paused: null },
    ],
  };
  write(
    [
      'This is a demo of Datewatch. Nothing leaves this machine: the Discord it talks to is a stand-in.',
      'It replays 19 October to 12 November 2025 as it became known, a day every 12 seconds. Press Ctrl-C to end it.',
      `See the channels and try the commands: ${emulator.url}`,
      'To run it in your own server, set DISCORD_TOKEN_FILE or DISCORD_TOKEN: README, "Run it in your own server".',
      '',
      '',
    ].join('\n'),
  );
  const stopPrinting = printPosted(emulator, settings.zone, BOARD, write);
  let running: Running;
  try {
    running = await startDatewatch({
      config,
      token: makeSecret(emulator.token),
      world,
      machine,
      log,
      replay: false,
      keep,
      until: END,
    });
  } catch (error) {
    await emulator.stop();
    await rm(state, { recursive: true, force: true });
    throw error;
  }
  void running.worldEnded.then(() =>
    write(`The replay has reached 12 November 2025. The page stays open at ${emulator.url} until you press Ctrl-C.\n`),
  );
  return {
    running,
    async stop() {
      stopPrinting();
      await running.stop();
      await emulator.stop();
      await rm(state, { recursive: true, force: true });
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

/** A simulated world in which the list becomes known publication by publication. */
export type KnownReplay = {
  /** The same world, which also stops at every publication, so that a tick finds the list as it was then. */
  readonly world: SimulatedWorld;
  /** The same keeper, with the list as it was known at the world's instant. */
  keep(whole: ListKeeper): ListKeeper;
};

/** Replays a span: the list as it stood at `from`, then each publication up to `to`. The files may change meanwhile. */
export function replayAsKnown(world: SimulatedWorld, span: { from: Instant; to: Instant }): KnownReplay {
  let whole: EventList | null = null;
  let steps: readonly PublicationStep[] = [];
  let derived: { readonly of: EventList; readonly catalogue: Catalogue } | null = null;
  const known = (list: EventList): Catalogue => {
    if (list !== whole) {
      steps = [...publicationSteps(list, span.from, span.to)];
      whole = list;
    }
    const now = world.now();
    const of = steps.findLast(({ at }) => at <= now)?.list ?? list;
    // A new catalogue counts as a new list wherever catalogues are compared.
    if (derived?.of !== of) derived = { of, catalogue: makeCatalogue(of) };
    return derived.catalogue;
  };
  return {
    world: {
      kind: 'simulated',
      now: world.now,
      hold(instant) {
        const now = world.now();
        const stop = steps.find(({ at }) => at > now)?.at ?? null;
        world.hold(instant === null || stop === null ? (instant ?? stop) : Math.min(instant, stop));
      },
    },
    keep: (keeper) => ({ ...keeper, catalogue: () => known(keeper.catalogue().list) }),
  };
}
