import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator, EmulatorOptions } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import type { WorldSeed } from '../../emulator/world/world.ts';
import { openLog } from '../../src/app/start/open-log.ts';
import { type Running, startDatewatch } from '../../src/app/start/start-datewatch.ts';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { makeSecret } from '../../src/config/secret.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { realMachine } from '../../src/time/machine.ts';
import { type SimulatedWorld, simulatedWorld } from '../../src/time/world.ts';
import { autumnFolder } from './autumn-list.ts';

export const GUILD = '1428000000000000001';
export const CHANNEL = '1428000000000000011';
export const OTHER_CHANNEL = '1428000000000000012';
export const ROLE = '1428000000000000021';
export const MANAGER = '1428000000000000031';
export const MEMBER = '1428000000000000032';

const SEED: WorldSeed = {
  guilds: [
    {
      id: GUILD,
      name: 'Harbour Desk',
      roles: [{ id: ROLE, name: 'trade-alerts', mentionable: true }],
      channels: [
        { id: CHANNEL, name: 'trade-dates' },
        { id: OTHER_CHANNEL, name: 'general' },
        { id: '1428000000000000013', name: 'maintainers' },
      ],
      systemChannel: 'general',
      members: [
        { id: MANAGER, username: 'manager', owner: true },
        { id: MEMBER, username: 'member' },
      ],
    },
  ],
};

/** Discord on loopback whose messages are stamped with the world of the program that runs at the time. */
export type StartedWorld = {
  readonly emulator: Emulator;
  readonly state: string;
  /**
   * Starts the real program in this process with a simulated world at `start`, as fast as it can go, up to `until`.
   * Its list is that of autumn 2025, where `config` names no other.
   */
  run(options: { start: string; until: string; config?: Partial<Config>; speed?: number }): Promise<Running>;
  close(): Promise<void>;
};

export async function startWorld(options: Omit<EmulatorOptions, 'now'> = {}): Promise<StartedWorld> {
  const machine = realMachine();
  let world: SimulatedWorld | null = null;
  // How soon the program answers is for tests that move its clock; here a slow machine may take its time.
  const patient = { interactionDeadlineMs: 60_000 };
  const emulator = await startEmulator({
    now: () => world?.now() ?? machine.now(),
    world: SEED,
    ...patient,
    ...options,
  });
  const state = await mkdtemp(join(tmpdir(), 'datewatch-e2e-'));
  const open = new Set<Running>();
  return {
    emulator,
    state,
    async run({ start, until, config, speed = 100_000_000 }) {
      const base = await readConfig({ DATEWATCH_DATA: autumnFolder(), DATEWATCH_STATE: state }, process.cwd());
      if (!('config' in base)) throw new Error(JSON.stringify(base.problems));
      const at = Date.parse(start);
      world = simulatedWorld(machine, at, speed);
      const running = await startDatewatch({
        config: {
          ...base.config,
          apiUrl: emulator.apiUrl,
          apiIsLocal: true,
          simulated: { start: at, speed },
          defaults: { ...base.config.defaults, zone: 'America/New_York' },
          ...config,
        },
        token: makeSecret(emulator.token),
        world,
        machine,
        log: openLog(process.env['LOG_LEVEL'] === undefined ? 'silent' : 'debug', 2),
        replay: false,
        until: Date.parse(until),
      });
      open.add(running);
      return running;
    },
    async close() {
      for (const running of open) await running.stop();
      await emulator.stop();
      await rm(state, { recursive: true, force: true });
    },
  };
}

/** The subscription that the demo has too, as the settings file would declare it. */
export const SUBSCRIPTION: Config['subscriptions'][number] = {
  owner: ofGuild(GUILD),
  channel: CHANNEL,
  filter: { topics: null, kinds: null },
  leads: null,
  role: null,
  pingFor: ['confirmed'],
  madeBy: 'settings',
  paused: null,
};
