import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator } from '../emulator/emulator.ts';
import { startEmulator } from '../emulator/start-emulator.ts';
import type { WorldSeed } from '../emulator/world/world.ts';
import { realMachine } from '../src/time/machine.ts';
import type { Figure, Measurement } from './figure.ts';
import { type Child, runDatewatch, runRival } from './run-child.ts';
import { takeMedian } from './take-percentile.ts';

const MANY_SERVERS = 2_500;
const CHANNELS = 50;
const ROLES = 31;
const RUNS = { one: 9, many: 3 } as const;
/** What a program does right after it is ready is part of what it needs. */
const SETTLE_MS = 2_000;

/** One start: until the gateway sent READY, until the program said that it is ready, and its memory then. */
type Start = { readonly readyMs: number; readonly saidMs: number; readonly memoryMb: number };
type Starts = { readonly ours: readonly Start[]; readonly bare: readonly Start[] };

/**
 * From the start of the process until the gateway sends READY, and the memory two seconds after each program says that
 * it is ready: ours as shipped, with the shipped list and a fresh state, and a bare discord.js client with the Guilds
 * intent that does nothing. Processes of their own, in turns, against the emulator in this process; medians. Servers
 * have 50 channels and 31 roles.
 *
 * Misleading would be: the first start after an installation, which compiles what later ones find compiled and takes
 * about twice as long (the first pair is not counted); the shipped list, since a long one takes longer to read; an emulator that is busy, since it shares the machine;
 * taking RSS for what a program must have: Node frees memory late, and the bare client's falls somewhat over time.
 */
export async function measureStart(): Promise<Measurement> {
  const one = await compareStarts(1, RUNS.one);
  const many = await compareStarts(MANY_SERVERS, RUNS.many);
  const median = (starts: readonly Start[], of: keyof Start) => takeMedian(starts.map((start) => start[of]));
  const memory = {
    ours: { one: median(one.ours, 'memoryMb'), many: median(many.ours, 'memoryMb') },
    bare: { one: median(one.bare, 'memoryMb'), many: median(many.bare, 'memoryMb') },
  };
  const oursMs = median(one.ours, 'readyMs');
  const bareMs = median(one.bare, 'readyMs');
  const figure = (what: string, value: number, unit: Figure['unit'], goal: Figure['goal'] = null) => ({
    what,
    value,
    unit,
    goal,
  });
  return {
    name: 'start',
    title: 'start and memory, beside a bare discord.js client',
    figures: [
      figure('start to gateway-ready, ours', oursMs, 'ms'),
      figure('start to gateway-ready, bare', bareMs, 'ms'),
      figure('start, ours beside bare', oursMs / bareMs, '×', { is: 'at most', bound: 1.5 }),
      figure('start to the first tick done, ours', median(one.ours, 'saidMs'), 'ms'),
      figure('memory, 1 server, ours', memory.ours.one, 'MB'),
      figure('memory, 1 server, bare', memory.bare.one, 'MB'),
      figure('memory, 2,500 servers, ours', memory.ours.many, 'MB'),
      figure('memory, 2,500 servers, bare', memory.bare.many, 'MB'),
      figure('memory at 2,500 servers, ours beside bare', memory.ours.many / memory.bare.many, '×', {
        is: 'below',
        bound: 1,
      }),
      figure('memory, ours, 2,500 servers beside 1', memory.ours.many / memory.ours.one, '×', {
        is: 'at most',
        bound: 1.1,
      }),
    ],
    notes: [
      `Medians of ${RUNS.one} starts of each with 1 server and ${RUNS.many} with 2,500, in turns. Ours keeps what it compiled: its very first start takes about twice as long.`,
    ],
  };
}

async function compareStarts(servers: number, runs: number): Promise<Starts> {
  const emulator = await startEmulator({ world: worldOf(servers), globalLimit: 'off' });
  const ours: Start[] = [];
  const bare: Start[] = [];
  try {
    for (let run = 0; run <= runs; run += 1) {
      const mine = await startOurs(emulator);
      const other = await timeStart(emulator, () => runRival('idle-client', emulator));
      if (run === 0) continue;
      ours.push(mine);
      bare.push(other);
    }
  } finally {
    await emulator.stop();
  }
  return { ours, bare };
}

async function startOurs(emulator: Emulator): Promise<Start> {
  const state = await mkdtemp(join(tmpdir(), 'datewatch-bench-'));
  try {
    return await timeStart(emulator, () => runDatewatch({ ...emulator, state }));
  } finally {
    await rm(state, { recursive: true, force: true });
  }
}

async function timeStart(emulator: Emulator, run: () => Promise<Child>): Promise<Start> {
  const machine = realMachine();
  const begun = machine.monotonic();
  let readyMs = 0;
  const unlisten = emulator.on('ready', () => {
    readyMs = machine.monotonic() - begun;
  });
  const child = await run();
  unlisten();
  await machine.sleep(SETTLE_MS);
  const memoryMb = (await child.memoryMb()) ?? Number.NaN;
  await child.stop();
  return { readyMs, saidMs: child.saidAfterMs, memoryMb };
}

function worldOf(servers: number): WorldSeed {
  const channels = Array.from({ length: CHANNELS }, (_, index) => ({ name: `channel-${index}` }));
  const roles = Array.from({ length: ROLES - 2 }, (_, index) => ({ name: `Role ${index}` }));
  const guilds = Array.from({ length: servers }, (_, index) => ({ name: `Server ${index}`, channels, roles }));
  return { guilds };
}
