import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { startDatewatch } from '../../src/app/start/start-datewatch.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { makeSecret } from '../../src/config/secret.ts';
import { realMachine } from '../../src/time/machine.ts';
import { realWorld } from '../../src/time/real-world.ts';
import { SUBSCRIPTION } from '../build/start-world.ts';

/** The databases that the program has open, so that a test can fill the disk below them. */
const open = vi.hoisted(() => new Set<DatabaseSync>());
vi.mock('node:sqlite', async (original) => {
  const real = await original<typeof import('node:sqlite')>();
  class Seen extends real.DatabaseSync {
    constructor(...args: ConstructorParameters<typeof real.DatabaseSync>) {
      super(...args);
      open.add(this);
    }
  }
  return { ...real, DatabaseSync: Seen };
});

const GUILD = '1428000000000000001';
const LIST = `covers: Made up for a test
zone: UTC
sources:
  office: { name: Port office }
events:
  - id: permits
    title: Port permits
    phrase: the window for port permits
    kind: filing
    certainty: confirmed
    topics: [ships]
    claims:
      - { source: office, published: 2026-05-01, date: { closes: 2026-05-04 12:00 } }
`;

/** The real program in the real world, on a machine whose clock can be set; Discord's clock goes with it. */
async function start(at: string, channels: number) {
  const real = realMachine();
  let offset = Date.parse(at) - real.now();
  const machine = { ...real, now: () => real.now() + offset };
  const folder = await mkdtemp(join(tmpdir(), 'datewatch-hard-'));
  await writeFile(join(folder, 'list.yaml'), LIST);
  const ids = Array.from({ length: channels }, (_, index) => `14280000000000001${String(index).padStart(2, '0')}`);
  const emulator = await startEmulator({
    now: machine.now,
    dateHeader: () => new Date(machine.now()),
    channelLimit: 'off',
    world: { guilds: [{ id: GUILD, name: 'Desk', channels: ids.map((id) => ({ id, name: `dates-${id}` })) }] },
  });
  const base = await readConfig({ DATEWATCH_STATE: join(folder, 'state') }, process.cwd());
  if (!('config' in base)) throw new Error(JSON.stringify(base.problems));
  const full = Promise.withResolvers<void>();
  const hearFull = (line: string) => {
    if (/The disk with .* is full/.test(line)) full.resolve();
  };
  open.clear();
  const running = await startDatewatch({
    config: {
      ...base.config,
      apiUrl: emulator.apiUrl,
      apiIsLocal: true,
      dataFolder: folder,
      defaults: { ...base.config.defaults, zone: 'UTC' },
      subscriptions: ids.map((channel) => ({ ...SUBSCRIPTION, channel })),
    },
    token: makeSecret(emulator.token),
    world: realWorld(machine),
    machine,
    log: pino({ level: 'warn' }, { write: hearFull }),
    replay: false,
    until: null,
  });
  onTestFinished(async () => {
    await running.stop();
    await emulator.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const lines = (channel: string) => emulator.messages(channel).map(({ content }) => content);
  return {
    emulator,
    /** Resolves when a tick has found no space. */
    full: full.promise,
    all: () => ids.flatMap(lines),
    /** The lid is closed until then: the time of day goes on, the program and its monotonic clock do not. */
    sleepUntil(then: string) {
      offset = Date.parse(then) - real.now();
    },
    /** Until nothing is under way and nothing more is ready. */
    rest: () => running.engine.delivery.idle(),
    said: (what: string, found: () => boolean) => emulator.until(what, found),
  };
}

test('a laptop that slept across reminders sends the nearest, late and with what is left, and later ones in time', async () => {
  // At noon the window closes: reminders are due at nine the day before, at nine, and an hour before.
  const { all, sleepUntil, said, emulator } = await start('2026-05-03T08:58:00Z', 1);
  sleepUntil('2026-05-04T10:59:56Z');
  await said('what the sleep has left', () => all().length > 0);
  expect(all()).toEqual([expect.stringMatching(/^2 hours late\. Port permits closes in 1 hour/)]);
  await said('the last hour', () => all().length > 1);
  expect(all()[1]).toMatch(/^Port permits closes in 1 hour: Mon 4 May, /);
  expect(all()).toHaveLength(2);
  expect(emulator.violations).toEqual([]);
});

test('while the disk is full nothing is posted that could not be recorded, and each once when there is space', async () => {
  const CHANNELS = 20;
  const { all, sleepUntil, said, full, rest, emulator } = await start('2026-05-04T10:59:30Z', CHANNELS);
  const databases = [...open].filter((database) => database.isOpen);
  const limit = (pages: string) => databases.map((database) => database.exec(`pragma max_page_count = ${pages}`));
  limit('1');
  sleepUntil('2026-05-04T10:59:59Z');
  await full;
  expect(all()).toEqual([]);
  limit('100000');
  await said('a message in every channel', () => all().length >= CHANNELS);
  await rest();
  expect(all()).toHaveLength(CHANNELS);
  expect(new Set(all()).size).toBe(1);
  expect(all()[0]).toMatch(/^Port permits closes in 1 hour: Mon 4 May, /);
  expect(emulator.violations).toEqual([]);
});
