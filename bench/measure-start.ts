import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator/start-emulator.ts';
import type { WorldSeed } from '../emulator/world/world.ts';
import type { Figure, Goal, Measurement } from './figure.ts';
import { runRival } from './run-child.ts';
import { takeMedian } from './take-percentile.ts';
import { makeRelease, type Release, type Start, timeDatewatch, timeStart } from './time-starts.ts';

const MANY_SERVERS = 2_500;
const CHANNELS = 50;
const ROLES = 31;
const RUNS = { one: 9, many: 3, cold: 5 } as const;

/** Medians of one program's starts. */
type Typical = { readonly readyMs: number; readonly saidMs: number; readonly memoryMb: number };

/**
 * From the start of the process until the gateway sends READY, and the memory two seconds after each program says that
 * it is ready: the bundle as it is shipped and the program from source, both with the shipped list and a new state, and
 * a bare discord.js client with the Guilds intent that does nothing. Processes of their own, in turns, against the
 * emulator in this process; medians. Servers have 50 channels and 31 roles. The first start in a container finds the
 * compile cache of the image and no state; a warm one finds the state of the one before.
 *
 * Misleading would be: the first start from source after an installation, which compiles what later ones find compiled
 * and takes about twice as long (the first of each is not counted); the shipped list, since a long one takes longer to
 * read; an emulator that is busy, since it shares the machine; a first start after the machine's own, which reads from a
 * cold disk; taking RSS for what a program must have: Node frees memory late, and the bare client's falls somewhat over
 * time.
 */
export async function measureStart(): Promise<Measurement> {
  const release = await makeRelease();
  try {
    const one = await compareStarts(release, 1, RUNS.one);
    const many = await compareStarts(release, MANY_SERVERS, RUNS.many);
    const { cold, warm } = await compareCold(release);
    const beside = (ours: Typical, of: keyof Typical, other: Typical = one.bare) => ours[of] / other[of];
    return {
      name: 'start',
      title: 'start and memory, beside a bare discord.js client',
      figures: [
        figure('start to gateway-ready, bare', one.bare.readyMs, 'ms'),
        figure('start to gateway-ready, bundle', one.bundle.readyMs, 'ms'),
        figure('start, bundle beside bare', beside(one.bundle, 'readyMs'), '×', atMost(1)),
        figure('start to gateway-ready, from source', one.source.readyMs, 'ms'),
        figure('start, from source beside bare', beside(one.source, 'readyMs'), '×', atMost(1.5)),
        figure('start to the first tick done, bundle', one.bundle.saidMs, 'ms'),
        figure('first start in a container beside a warm one', beside(cold, 'readyMs', warm), '×', atMost(1.5)),
        figure('memory, 1 server, bare', one.bare.memoryMb, 'MB'),
        figure('memory, 1 server, bundle', one.bundle.memoryMb, 'MB'),
        figure('memory at 1 server, bundle beside bare', beside(one.bundle, 'memoryMb'), '×', atMost(1)),
        figure('memory, 1 server, from source', one.source.memoryMb, 'MB'),
        figure('start to gateway-ready, 2,500 servers, bare', many.bare.readyMs, 'ms'),
        figure('start to gateway-ready, 2,500 servers, bundle', many.bundle.readyMs, 'ms'),
        figure('start to the first tick done, 2,500 servers, bundle', many.bundle.saidMs, 'ms'),
        figure(
          'start to the first tick done, bundle, 2,500 servers beside 1',
          beside(many.bundle, 'saidMs', one.bundle),
          '×',
        ),
        figure('memory, 2,500 servers, bare', many.bare.memoryMb, 'MB'),
        figure('memory, 2,500 servers, bundle', many.bundle.memoryMb, 'MB'),
        figure('memory at 2,500 servers, bundle beside bare', beside(many.bundle, 'memoryMb', many.bare), '×', {
          is: 'below',
          bound: 1,
        }),
        figure('memory, bundle, 2,500 servers beside 1', beside(many.bundle, 'memoryMb', one.bundle), '×', atMost(1.1)),
      ],
      notes: [
        `Medians of ${RUNS.one} starts of each with 1 server, ${RUNS.many} with 2,500 and ${RUNS.cold} cold and warm, in turns. The bundle has the compile cache that the image is built with; from source the very first start takes about twice as long.`,
      ],
    };
  } finally {
    await release.remove();
  }
}

async function compareStarts(
  { entry }: Release,
  servers: number,
  runs: number,
): Promise<{ bundle: Typical; source: Typical; bare: Typical }> {
  const emulator = await startEmulator({ world: worldOf(servers), globalLimit: 'off' });
  const starts = { bundle: [] as Start[], source: [] as Start[], bare: [] as Start[] };
  try {
    for (let run = 0; run <= runs; run += 1) {
      const bundle = await timeDatewatch(emulator, entry);
      const source = await timeDatewatch(emulator, null);
      const bare = await timeStart(emulator, () => runRival('idle-client', emulator));
      if (run === 0) continue;
      starts.bundle.push(bundle);
      starts.source.push(source);
      starts.bare.push(bare);
    }
  } finally {
    await emulator.stop();
  }
  return { bundle: typical(starts.bundle), source: typical(starts.source), bare: typical(starts.bare) };
}

async function compareCold(release: Release): Promise<{ cold: Typical; warm: Typical }> {
  const emulator = await startEmulator({ globalLimit: 'off' });
  const state = await mkdtemp(join(tmpdir(), 'datewatch-warm-'));
  const starts = { cold: [] as Start[], warm: [] as Start[] };
  try {
    await timeDatewatch(emulator, release.entry, state);
    for (let run = 0; run < RUNS.cold; run += 1) {
      await release.forgetStarts();
      starts.cold.push(await timeDatewatch(emulator, release.entry));
      starts.warm.push(await timeDatewatch(emulator, release.entry, state));
    }
  } finally {
    await emulator.stop();
    await rm(state, { recursive: true, force: true });
  }
  return { cold: typical(starts.cold), warm: typical(starts.warm) };
}

function typical(starts: readonly Start[]): Typical {
  const median = (of: keyof Start) => takeMedian(starts.map((start) => start[of]));
  return { readyMs: median('readyMs'), saidMs: median('saidMs'), memoryMb: median('memoryMb') };
}

function figure(what: string, value: number, unit: Figure['unit'], goal: Goal | null = null): Figure {
  return { what, value, unit, goal };
}

function atMost(bound: number): Goal {
  return { is: 'at most', bound };
}

function worldOf(servers: number): WorldSeed {
  const channels = Array.from({ length: CHANNELS }, (_, index) => ({ name: `channel-${index}` }));
  const roles = Array.from({ length: ROLES - 2 }, (_, index) => ({ name: `Role ${index}` }));
  const guilds = Array.from({ length: servers }, (_, index) => ({ name: `Server ${index}`, channels, roles }));
  return { guilds };
}
