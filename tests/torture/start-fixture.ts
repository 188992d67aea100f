import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { WorldSeed } from '../../emulator/world/world.ts';
import { openLog } from '../../src/app/start/open-log.ts';
import { type Running, startDatewatch } from '../../src/app/start/start-datewatch.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { realMachine } from '../../src/time/machine.ts';
import type { ChildOptions } from './child.ts';
import { type Child, runChild } from './run-child.ts';
import { type WorldLine, worldOf } from './world-clock.ts';

/** Discord on loopback in this process, and a folder with lists, settings and state for one program after the other. */
export type TortureFixture = {
  readonly emulator: Emulator;
  readonly line: WorldLine;
  /** The state folder, to be opened while no child lives. */
  readonly state: string;
  /** World time now. */
  worldNow(): number;
  writeList(yaml: string): Promise<void>;
  writeSettings(yaml: string): Promise<void>;
  start(options?: Omit<ChildOptions, 'line'>): Child;
  /** Starts the same program in this process, which is quicker: for a life that nothing is to kill. */
  startHere(): Promise<Running>;
  /** Ends what still lives and removes the folder. */
  close(): Promise<void>;
};

/** Opens a fixture whose world stands at `worldAt` now and runs at `speed`. */
export async function startFixture(options: {
  readonly world: WorldSeed;
  readonly worldAt: number;
  readonly speed: number;
  readonly options?: Omit<EmulatorOptions, 'world' | 'now'>;
  /** The address of PostgreSQL, on which several children may live at once; left out, the state is SQLite's. */
  readonly database?: string;
}): Promise<TortureFixture> {
  const line: WorldLine = { worldAt: options.worldAt, machineAt: Date.now(), speed: options.speed };
  const worldNow = () => worldOf(line, Date.now());
  const emulator = await startEmulator({
    ...options.options,
    world: options.world,
    now: worldNow,
    dateHeader: () => new Date(worldNow()),
  });
  const home = await mkdtemp(join(tmpdir(), 'datewatch-torture-'));
  const [data, settings, state] = [join(home, 'data'), join(home, 'settings.yaml'), join(home, 'var')];
  await mkdir(data);
  const env = {
    DISCORD_TOKEN: emulator.token,
    DISCORD_API_URL: emulator.apiUrl,
    DATEWATCH_DATA: data,
    DATEWATCH_CONFIG: settings,
    DATEWATCH_STATE: state,
  };
  const { database } = options;
  let started = 0;
  const children = new Set<Child>();
  const here = new Set<Running>();
  const replace = async (path: string, text: string): Promise<void> => {
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  };
  return {
    emulator,
    line,
    state,
    worldNow,
    writeList: (yaml) => replace(join(data, 'made.yaml'), yaml),
    writeSettings: (yaml) => replace(settings, yaml),
    start(more = {}) {
      started += 1;
      // Each machine has a folder of its own.
      const own = database === undefined ? {} : { DATABASE_URL: database, DATEWATCH_STATE: `${state}-${started}` };
      const child = runChild({ ...more, line }, { ...env, ...own });
      children.add(child);
      void child.ended.then(() => children.delete(child));
      return child;
    },
    async startHere() {
      const read = await readConfig(env, process.cwd());
      if ('problems' in read || read.config.token === null) throw new Error(JSON.stringify(read));
      const running = await startDatewatch({
        config: read.config,
        token: read.config.token,
        world: { kind: 'simulated', now: worldNow },
        machine: realMachine(),
        log: openLog('silent', 2),
        replay: false,
        until: null,
      });
      here.add(running);
      return running;
    },
    async close() {
      for (const running of here) await running.stop();
      const last = [...children];
      for (const child of last) child.kill();
      await Promise.all(last.map((child) => child.ended));
      await emulator.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
