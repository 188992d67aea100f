// Run by the simulated year as a thread of its own: the real program with its page, in a world that goes from one due instant
// to the next, and what it measures of itself on the way. The world's time is shared with the Discord beside it.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { openHttp } from '../../src/app/start/open-http.ts';
import { openLog } from '../../src/app/start/open-log.ts';
import { startDatewatch } from '../../src/app/start/start-datewatch.ts';
import { processEnvironment } from '../../src/config/environment.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { realMachine } from '../../src/time/machine.ts';
import { type SimulatedWorld, simulatedWorld } from '../../src/time/world.ts';

/** What the thread is told. Folders, token and addresses come by the environment. */
export type YearOptions = {
  readonly from: number;
  readonly until: number;
  /** Its world time, written whenever it looks at it. */
  readonly clock: Float64Array;
};

/** What it says now and then. */
export type YearMark = {
  readonly world: number;
  /** What lives in the heap once the garbage is collected. */
  readonly heapMb: number;
  /** The database with its log. */
  readonly fileMb: number;
};

const DAY_MS = 86_400_000;
const LOOK_MS = 100;
/** Between two marks after the first day. */
const MARK_EVERY_MS = 30 * DAY_MS;

const { from, until, clock } = workerData as YearOptions;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const machine = realMachine();
const read = await readConfig(processEnvironment(), process.cwd());
if ('problems' in read) throw new Error(JSON.stringify(read));
const { config } = read;
const { token, simulated } = config;
if (token === null || config.http === null || simulated === null) throw new Error('Not all is set that a year needs.');
const log = openLog('warn', 2);
const own = simulatedWorld(machine, simulated.start, simulated.speed);
const world: SimulatedWorld = {
  ...own,
  now() {
    const now = own.now();
    clock[0] = now;
    return now;
  },
};
const http = openHttp(config.http, machine, log, null);
await http.open();
const running = await startDatewatch({
  ...{ config, token, world, machine, log, replay: false, until },
  observer: http.observer,
});
const say = (line: object): void => parentPort?.postMessage(line);
say({ address: http.address() });

function mark(): void {
  // Twice, since what the first one finalizes is garbage for the second.
  for (let turn = 0; turn < 2; turn += 1) collectGarbage();
  const { heapUsed } = process.memoryUsage();
  const files = readdirSync(config.stateFolder).filter((name) => name.startsWith('datewatch.sqlite'));
  const bytes = files.reduce((sum, name) => sum + statSync(join(config.stateFolder, name)).size, 0);
  say({ world: world.now(), heapMb: heapUsed / 1e6, fileMb: bytes / 1e6 } satisfies YearMark);
}

let next = from + DAY_MS;
const stopLooking = machine.every(LOOK_MS, () => {
  if (world.now() < next) return;
  mark();
  next = next === from + DAY_MS ? from + MARK_EVERY_MS : next + MARK_EVERY_MS;
});
await running.worldEnded;
await running.engine.delivery.idle(600_000);
stopLooking();
mark();
say({ ended: true });
