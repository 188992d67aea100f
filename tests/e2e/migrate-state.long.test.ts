import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrateState } from '../../src/app/cli/migrate-state.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { makeSecret } from '../../src/config/secret.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import {
  attempt,
  claim,
  DUE,
  keyed,
  moment,
  NOW,
  post,
  reservation,
  sent,
  subscription,
} from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';
import { ask, makeDatabase } from '../build/postgres/use-postgres.ts';
import { openPrograms, DUE as PROGRAM_DUE, type Programs } from '../build/start-program.ts';

const machine = realMachine();
let place: ReturnType<typeof makeFolder>;
let database: Awaited<ReturnType<typeof makeDatabase>>;
let programs: Programs | null = null;
beforeEach(async () => {
  place = makeFolder();
  database = await makeDatabase('template0');
});
afterEach(async () => {
  await programs?.close();
  programs = null;
  await database.drop();
  place.remove();
});

const openFile = () => openStore({ folder: place.folder, clock: 'real', machine });
const openDatabase = () =>
  openStore({ folder: place.folder, database: makeSecret(database.url), clock: 'real', machine });

/** Runs the command; what it wrote. */
async function migrate(options: Parameters<typeof migrateState>[1] = { to: database.url }, folder = place.folder) {
  let [out, err] = ['', ''];
  const io = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    stopSignal: new Promise<string>(() => {}),
    config: () => readConfig({ DATEWATCH_STATE: folder }, process.cwd()),
  };
  const code = await migrateState(io, options);
  return { code, out, err };
}

/** Writes rows of every table, in many states, with texts that are easily spoilt. */
async function fill({ outbox, registry }: Store): Promise<void> {
  const channels = Array.from({ length: 700 }, (_, at) => `c${at}`);
  await outbox.reserve(
    reservation(
      channels.map((channel) => post(['a', 'ü “x”'], { channel, due: DUE - 5 })),
      {
        watermark: DUE,
        skipped: [{ moment: moment('muted'), reason: 'muted' }],
      },
    ),
  );
  await outbox.reserve(reservation([keyed('key', { channel: 'k' })]));
  const held = await claim(outbox, { limit: 300 });
  for (const one of held.slice(0, 200)) await attempt(outbox, one, NOW, `“${one.channel}” 🕒 \u0000`);
  for (const one of held.slice(0, 100)) await outbox.settle(sent(one, `m${one.channel}`));
  for (const one of held.slice(100, 110)) {
    await outbox.settle({ post: one.id, lease: one.lease, moments: [], to: 'dead', reason: 'unknown channel' });
  }
  for (const channel of ['b', 'B', 'ä', 'a-1', 'a1']) await registry.putSubscription(subscription(channel));
  await registry.putGuildSettings({ guild: 'guild', zone: 'Asia/Tokyo', postingTime: '07:30', pausedUntil: DUE }, DUE);
  await registry.putPersonSettings({ user: '7', zone: 'UTC', postingTime: null }, DUE);
  const recurring = { channel: 'a', guild: 'guild', time: null, weekday: null, since: DUE, paused: null } as const;
  await registry.putRecurring({ ...recurring, kind: 'board' });
  await registry.putRecurring({ ...recurring, kind: 'weekly', weekday: 3 });
  await registry.remember('commands', 'shape');
  await registry.remember('odd', 'nul \0 and half \ud800');
}

/** All that the ports say. */
async function readAll({ outbox, registry }: Store) {
  return {
    moments: await outbox.moments({ channels: null, events: null }),
    open: await outbox.posts({ channel: null, limit: 10_000 }),
    summary: await outbox.summary(),
    watermark: await outbox.watermark(),
    subscriptions: await registry.subscriptions(),
    guilds: await registry.guildSettings(),
    persons: await registry.personSettings(),
    recurring: await registry.recurring(),
    revision: await registry.revision(),
    commands: await registry.recall('commands'),
  };
}

const print = () =>
  createHash('sha256')
    .update(readFileSync(join(place.folder, 'datewatch.sqlite')))
    .digest('hex');

test('a state is moved whole: the ports say the same over PostgreSQL, every table is counted and summed up, and the file is as it was', async () => {
  const file = await openFile();
  await fill(file);
  const before = await readAll(file);
  await file.close();
  const whole = print();
  const { code, out, err } = await migrate();
  expect(code).toBe(0);
  expect(out).toMatch(
    /^Moved: [\d,]+ rows in 7 tables, read again on both sides and equal\.\nNext: start the bot with DATABASE_URL_FILE/,
  );
  expect(err).toContain('posts: 701 of 701 rows\n');
  expect(out + err).not.toContain('password@');
  expect(print()).toBe(whole);
  expect(readdirSync(place.folder).filter((name) => name.startsWith('moving-'))).toEqual([]);
  const moved = await openDatabase();
  expect(await readAll(moved)).toEqual(before);
  expect(await moved.missing()).toBeNull();
  expect(await moved.registry.recall('odd')).toBe('nul \ufffd and half \ufffd');
  // New rows are numbered on from the last.
  expect(await moved.outbox.reserve(reservation([post(['new'], { channel: 'c1' })]))).toBe(1);
  await moved.close();
});

test('with --json the tables are listed with their rows and sums', async () => {
  const file = await openFile();
  await file.registry.putSubscription(subscription('a'));
  await file.close();
  const { out } = await migrate({ to: database.url, json: true });
  const told = JSON.parse(out) as { tables: { table: string; rows: number; checksum: string }[] };
  expect(told.tables.map(({ table }) => table)).toEqual([
    'posts',
    'moments',
    'subscriptions',
    'guild_settings',
    'standing',
    'list_changes',
    'facts',
  ]);
  expect(told.tables[2]).toEqual({ table: 'subscriptions', rows: 1, checksum: expect.stringMatching(/^[\da-f]{16}$/) });
});

test('a database that holds a state is refused and left as it is, and so is one that a bot is using', async () => {
  const file = await openFile();
  await file.registry.putSubscription(subscription('a'));
  await file.close();
  const other = await openDatabase();
  await expect(migrate()).rejects.toMatchObject({ trouble: 'owned' });
  await other.registry.putSubscription(subscription('there already'));
  await other.close();
  await expect(migrate()).rejects.toMatchObject({
    name: 'StoreError',
    message: expect.stringMatching(
      /already holds a state \(its table subscriptions is not empty\)\. Move into an empty one/,
    ),
  });
  expect(await ask(database.url, 'select channel from subscriptions')).toEqual([{ channel: 'there already' }]);
});

test('while a bot runs over the file nothing is moved', async () => {
  const file = await openFile();
  await expect(migrate()).rejects.toMatchObject({
    trouble: 'owned',
    message: expect.stringContaining('Stop that one first'),
  });
  await file.close();
});

test('what fails on the way leaves the database empty, so that it can be tried again', async () => {
  const file = await openFile();
  await fill(file);
  await file.close();
  await (await openDatabase()).close();
  await ask(database.url, "alter table standing add check (channel <> 'a')");
  await expect(migrate()).rejects.toMatchObject({ name: 'StoreError', trouble: 'failed' });
  expect(await ask(database.url, 'select count(*)::int as count from posts')).toEqual([{ count: 0 }]);
  await ask(database.url, 'alter table standing drop constraint standing_channel_check');
  expect((await migrate()).code).toBe(0);
});

test.each([
  [{}, 'Where to? Give --to postgres://user:password@host:5432/datewatch, or set DATABASE_URL_FILE.'],
  [{ to: 'mysql://u:hush-hush@h/d' }, 'Only PostgreSQL has an address here.'],
])('without an address to move to, or with a wrong one, it says so: %o', async (options, says) => {
  const error = await migrate(options).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'StartError', message: expect.stringContaining(says) });
  expect(String(error)).not.toContain('hush');
});

test('a folder without a state is refused', async () => {
  await expect(migrate()).rejects.toMatchObject({ message: expect.stringMatching(/^There is no state in /) });
});

test('a bot that is moved over after its reminders posts none of them again, and goes on', async () => {
  programs = await openPrograms(4);
  const { emulator, channels, state } = programs;
  const first = programs.start(PROGRAM_DUE + 1_000);
  await emulator.until('the reminders', () => channels.every((channel) => emulator.messages(channel).length > 0));
  first.signal('SIGTERM');
  expect((await first.ended).code).toBe(0);
  expect((await migrate({ to: database.url }, state)).code).toBe(0);
  const began = machine.now();
  const second = programs.start(PROGRAM_DUE + 5_000, { DATABASE_URL: database.url });
  const note = () => JSON.parse(readFileSync(join(state, 'health.json'), 'utf8')) as { tickedAt: number };
  // It has looked for what is due, and would have posted it.
  while (note().tickedAt <= began) await machine.sleep(50);
  second.signal('SIGTERM');
  expect((await second.ended).code).toBe(0);
  expect(channels.map((channel) => emulator.messages(channel).length)).toEqual([1, 1, 1, 1]);
});
