import { beforeEach, expect, test } from 'vitest';
import { adoptSettings } from '../../src/app/start/adopt-settings.ts';
import type { Config } from '../../src/config/config.ts';
import type { Registry } from '../../src/outbox/registry.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';

type Declared = Config['recurring'][number];
const BOARD: Declared = { guild: '1', channel: '100', kind: 'board', time: null, weekday: null, paused: null };
const WEEKLY: Declared = { ...BOARD, kind: 'weekly', time: '07:30', weekday: 1 };

let registry: Registry;
beforeEach(async () => {
  registry = (await openMemoryStore({ clock: 'simulated', machine: realMachine() })).registry;
});

/** Starts with a file that declares these; returns the notes. */
function start(at: number, ...recurring: readonly Declared[]): Promise<string[]> {
  return adoptSettings({ subscriptions: [], guilds: [], recurring }, registry, at);
}

const found = async () => (await registry.recurring()).map(({ kind, time, since }) => [kind, time, since]);

test('boards and digests of the file are made once, and keep their state over restarts', async () => {
  expect(await start(1_000, BOARD, WEEKLY)).toEqual([]);
  const state = { count: 2, print: 'p', remade: 0 };
  await registry.noteBoard('100', state);
  const revision = await registry.revision();
  expect(await start(2_000, BOARD, WEEKLY)).toEqual([]);
  expect(await registry.recurring()).toEqual([
    { ...BOARD, since: 1_000, board: state },
    { ...WEEKLY, since: 1_000, board: null },
  ]);
  expect(await registry.revision()).toBe(revision);
});

test('a board or digest that is edited in the file replaces the old one, time after time', async () => {
  await start(1_000, WEEKLY);
  await start(2_000, { ...WEEKLY, time: '08:00' });
  expect(await found()).toEqual([['weekly', '08:00', 2_000]]);
  await start(3_000, { ...WEEKLY, weekday: 5 });
  expect(await registry.recurring()).toMatchObject([{ time: '07:30', weekday: 5, since: 3_000 }]);
});

test('a board or digest that has left the file is removed, and the log says so', async () => {
  await start(1_000, BOARD, WEEKLY);
  expect(await start(2_000, BOARD)).toEqual([
    'Channel 100: the weekly digest is no longer in the settings file and was removed.',
  ]);
  expect(await found()).toEqual([['board', null, 1_000]]);
});

test('a board or digest that a command made is neither replaced nor removed', async () => {
  await registry.putRecurring({ ...WEEKLY, time: '12:00', since: 500 });
  expect(await start(1_000, WEEKLY)).toEqual([
    'Channel 100: the weekly digest made by a command wins over the one in the settings file.',
  ]);
  expect(await start(2_000)).toEqual([]);
  expect(await found()).toEqual([['weekly', '12:00', 500]]);
});

test('a board or digest that a command has changed since is the command’s', async () => {
  await start(1_000, WEEKLY);
  await registry.putRecurring({ ...WEEKLY, time: '12:00', since: 1_500 });
  expect(await start(2_000, WEEKLY)).toHaveLength(1);
  await start(3_000);
  expect(await found()).toEqual([['weekly', '12:00', 1_500]]);
});

test('a board or digest that a command has removed stays away until it has left the file and come back', async () => {
  await start(1_000, BOARD);
  await registry.removeRecurring('100', 'board');
  for (const at of [2_000, 3_000]) {
    expect(await start(at, BOARD)).toEqual([
      'Channel 100: the board in the settings file was removed by a command, which wins.',
    ]);
    expect(await found()).toEqual([]);
  }
  await start(4_000);
  expect(await start(5_000, BOARD)).toEqual([]);
  expect(await found()).toEqual([['board', null, 5_000]]);
});

test('a board that was deleted twice is tried again at a restart, and one whose channel closed when that is open', async () => {
  await start(1_000, BOARD);
  await registry.pauseRecurring('100', 'board', 'missing access');
  expect(await start(2_000, BOARD)).toEqual([]);
  expect(await registry.recurring()).toMatchObject([{ paused: 'missing access', since: 1_000 }]);
  await registry.pauseRecurring('100', 'board', 'deleted twice');
  expect(await start(3_000, BOARD)).toEqual(['Channel 100: the board rested (deleted twice) and is tried again.']);
  expect(await registry.recurring()).toMatchObject([{ paused: null, since: 1_000 }]);
});
