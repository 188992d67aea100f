import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoreOptions } from '../../src/store/make-store.ts';
import { openMemoryStore, openStore } from '../../src/store/open-store.ts';
import { MIGRATIONS } from '../../src/store/sqlite/migrations.ts';
import { StoreError, type StoreTrouble } from '../../src/store/store-error.ts';
import { realMachine } from '../../src/time/machine.ts';
import { claimOne, DUE, post, reservation } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';

const real: StoreOptions = { clock: 'real', machine: realMachine() };
let place: ReturnType<typeof makeFolder>;
beforeEach(() => {
  place = makeFolder();
});
afterEach(() => place.remove());

const file = () => join(place.folder, 'datewatch.sqlite');
const open = (folder = place.folder, options = real) => openStore({ ...options, folder });

test('opening the state makes the folder, and finds everything again when opened anew', async () => {
  const folder = join(place.folder, 'deep', 'var');
  const first = await open(folder);
  await first.outbox.reserve(reservation([post(['a'])], { watermark: DUE }));
  await first.close();
  const second = await open(folder);
  expect(await second.outbox.watermark()).toBe(DUE);
  expect((await claimOne(second.outbox)).moments.map((row) => row.event)).toEqual(['a']);
  expect(second.path).toBe(join(folder, 'datewatch.sqlite'));
  await second.close();
});

test('the state leaves one database file behind when it is closed, and closing twice is harmless', async () => {
  const store = await open();
  await store.outbox.reserve(reservation([], { watermark: DUE }));
  await store.close();
  await store.close();
  expect(existsSync(`${file()}-wal`)).toBe(false);
});

test('opening the state logs that an empty state got its shape, and nothing the second time', async () => {
  const lines: string[] = [];
  const info = (_: object, text: string) => void lines.push(text);
  for (let round = 0; round < 2; round += 1)
    await (await open(place.folder, { ...real, log: { info, error: info } })).close();
  expect(lines).toEqual(['state brought to the newest shape']);
});

test('every memory store has a life of its own', async () => {
  const one = await openMemoryStore(real);
  const two = await openMemoryStore(real);
  await one.outbox.reserve(reservation([], { watermark: DUE }));
  expect([await one.outbox.watermark(), await two.outbox.watermark()]).toEqual([DUE, null]);
  await one.close();
  await two.close();
});

describe('a state that cannot be opened', () => {
  test('a folder that this very process has open already is refused in plain words', async () => {
    const owner = await open();
    await refused(open(), 'owned', /in use by another running Datewatch\. Stop that one first/);
    await owner.close();
    await (await open()).close();
  });

  test('a file where the folder should be, or where one above it should be, is refused in plain words', async () => {
    const path = join(place.folder, 'var');
    writeFileSync(path, 'not a folder');
    await refused(open(path), 'not a folder', /needs a folder.*Remove the file or choose another/);
    await refused(open(join(path, 'state')), 'not a folder', /needs a folder/);
  });

  test('a folder that may not be written is refused in plain words', async () => {
    chmodSync(place.folder, 0o555);
    await asNobody(() =>
      refused(open(), 'read-only', /cannot be (opened for writing|written)\. Give this user write access/),
    );
    chmodSync(place.folder, 0o755);
  });

  test('a database file that may not be written is refused in plain words', async () => {
    await (await open()).close();
    chmodSync(place.folder, 0o777);
    chmodSync(join(place.folder, 'owner.lock'), 0o666);
    chmodSync(file(), 0o444);
    await asNobody(() => refused(open(), 'read-only', /cannot be (opened for writing|written)/));
  });

  test('a folder in the place of the database file is refused in plain words', async () => {
    mkdirSync(file());
    await refused(open(), 'read-only', /datewatch\.sqlite/);
  });

  test('a file that is no database is refused in plain words', async () => {
    writeFileSync(file(), 'These are notes about tariffs. '.repeat(50));
    await refused(open(), 'corrupt', /damaged or is not a database\. Put a backup in its place/);
  });

  test('a database with a damaged page is refused in plain words', async () => {
    const store = await open();
    await store.outbox.reserve(
      reservation(Array.from({ length: 50 }, (_, at) => post([`e${at}`], { channel: `c${at}` }))),
    );
    await store.close();
    const bytes = readFileSync(file());
    for (let page = 1; page * 4096 < bytes.length; page += 1) bytes.fill(0xa5, page * 4096, page * 4096 + 200);
    writeFileSync(file(), bytes);
    await refused(open(), 'corrupt', /damaged/);
  });

  test('a lock file that is something else is refused in plain words', async () => {
    writeFileSync(join(place.folder, 'owner.lock'), 'pid 4711, started on a Monday. '.repeat(50));
    await refused(open(), 'corrupt', /owner\.lock/);
  });

  test('a database written by a newer program is refused in plain words', async () => {
    await (await open()).close();
    tamper('pragma user_version = 99');
    await refused(open(), 'newer', /newer Datewatch \(shape 99; this program knows up to \d+\)/);
  });

  test('another program’s database is refused in plain words', async () => {
    tamper('create table bookmarks (url text)');
    await refused(open(), 'foreign', /belongs to another program/);
  });

  test('a state made under the other kind of clock is refused in plain words, both ways', async () => {
    await (await open()).close();
    const simulated = { ...real, clock: 'simulated' } as const;
    await refused(open(place.folder, simulated), 'other clock', /made by a real clock .* with a simulated one/);
    const other = join(place.folder, 'other');
    await (await open(other, simulated)).close();
    await refused(open(other), 'other clock', /made by a simulated clock .* with a real one/);
    await (await open(other, simulated)).close();
  });

  test('a refusal leaves the folder free', async () => {
    await (await open()).close();
    tamper('pragma user_version = 99');
    await refused(open(), 'newer', /newer/);
    tamper(`pragma user_version = ${MIGRATIONS.length}`);
    await (await open()).close();
  });
});

/** Expects a `StoreError` of that trouble whose message is made for people. */
async function refused(opening: Promise<unknown>, trouble: StoreTrouble, words: RegExp): Promise<void> {
  const error = await opening.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ trouble, message: expect.stringMatching(words) });
  expect(error).toMatchObject({ message: expect.not.stringMatching(/SQLITE|ENOENT|EACCES|\n/) });
}

function tamper(sql: string): void {
  const database = new DatabaseSync(file());
  database.exec(sql);
  database.close();
}

/** Root may write anywhere; tests that run as root become the user nobody (65534) for this one act. */
async function asNobody(act: () => Promise<void>): Promise<void> {
  const root = process.geteuid?.() === 0;
  if (root) process.seteuid?.(65534);
  try {
    await act();
  } finally {
    if (root) process.seteuid?.(0);
  }
}
