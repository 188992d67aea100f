import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { Ledger } from '../../src/store/describe-tables.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { storeOutbox } from '../../src/store/outbox/store-outbox.ts';
import { explainSqliteError } from '../../src/store/sqlite/explain-sqlite-error.ts';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import { attempt, claimOne, DUE, post, reservation } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';

const everything = { channels: null, events: null };
let place: ReturnType<typeof makeFolder>;
let ledger: Ledger;
let outbox: Outbox;
beforeEach(() => {
  place = makeFolder();
  ledger = openSqlite(join(place.folder, 'datewatch.sqlite')).ledger;
  outbox = storeOutbox(ledger, { sleep: async () => {} });
});
afterEach(async () => {
  await ledger.close();
  place.remove();
});

const pragma = (text: string) => sql.raw(`pragma ${text}`).execute(ledger.db);
const many = (count: number) => Array.from({ length: count }, (_, at) => post([`event-${at}`], { channel: `c${at}` }));

test('a disk that runs full is named, saves nothing by halves, and works again once there is space', async () => {
  await outbox.reserve(reservation([post(['first'])]));
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(ledger.db);
  await pragma(`max_page_count = ${(rows[0]?.page_count ?? 0) + 2}`);
  await expect(outbox.reserve(reservation(many(90)))).rejects.toMatchObject({
    name: 'StoreError',
    trouble: 'full',
    message: expect.stringMatching(/disk .* is full: the last change was not saved/),
  });
  expect(await outbox.moments(everything)).toHaveLength(1);
  await pragma('max_page_count = 100000');
  expect(await outbox.reserve(reservation(many(90)))).toBe(90);
});

test('a disk that fails at reading or writing, as a full one may at the start, is named', () => {
  // SQLITE_IOERR_SHMSIZE: there was no room for the index of the log.
  const error = Object.assign(new Error('disk I/O error'), { errcode: 4874 });
  expect(explainSqliteError(error, '/state/datewatch.sqlite')).toMatchObject({
    name: 'StoreError',
    trouble: 'disk',
    message: expect.stringMatching(/^The disk with \/state\/datewatch\.sqlite .* may be full, or failing\./),
  });
});

test('a database that another program holds locked is named, and works again afterwards', async () => {
  await pragma('busy_timeout = 0');
  const other = new DatabaseSync(join(place.folder, 'datewatch.sqlite'));
  other.exec('begin immediate');
  await expect(outbox.reserve(reservation([post(['a'])]))).rejects.toMatchObject({
    trouble: 'locked',
    message: expect.stringMatching(/locked by another program/),
  });
  expect(await outbox.moments(everything)).toEqual([]);
  other.exec('rollback');
  other.close();
  expect(await outbox.reserve(reservation([post(['a'])]))).toBe(1);
});

test('a database that has become read-only is named', async () => {
  await outbox.reserve(reservation([post(['a'])]));
  await pragma('query_only = on');
  await expect(claimOne(outbox)).rejects.toMatchObject({ trouble: 'read-only' });
  await pragma('query_only = off');
  expect(await attempt(outbox, await claimOne(outbox))).toBe(true);
});

test('an instant that is none is refused, and what came with it too', async () => {
  for (const due of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, 1.5]) {
    const plan = reservation([post(['good']), post(['bad'], { due, ordinal: 1 })]);
    await expect(outbox.reserve(plan)).rejects.toMatchObject({ name: 'StoreError', trouble: 'failed' });
    expect(await outbox.moments(everything)).toEqual([]);
  }
});

test('a pause for others that fails between two transactions leaves a beginning that may be repeated, and no watermark', async () => {
  const broken = storeOutbox(ledger, {
    sleep: () => Promise.reject(new Error('stopped')),
  });
  const plan = reservation(many(250), { watermark: DUE });
  await expect(broken.reserve(plan)).rejects.toThrow('stopped');
  const begun = (await outbox.moments(everything)).length;
  expect(begun).toBeGreaterThan(0);
  expect(begun).toBeLessThan(250);
  expect(await outbox.watermark()).toBeNull();
  expect(await outbox.reserve(plan)).toBe(250 - begun);
  expect(await outbox.moments(everything)).toHaveLength(250);
  expect(await outbox.watermark()).toBe(DUE);
});

test('a store that is closed says so, and finishes what had begun', async () => {
  const store = await openMemoryStore({ clock: 'real', machine: { sleep: async () => {} } });
  const begun = store.outbox.reserve(reservation([post(['a'])]));
  const closing = store.close();
  expect(await begun).toBe(1);
  await closing;
  await expect(store.outbox.watermark()).rejects.toMatchObject({ name: 'StoreError', trouble: 'closed' });
  await expect(store.outbox.reserve(reservation([]))).rejects.toMatchObject({ trouble: 'closed' });
  await expect(store.registry.revision()).rejects.toMatchObject({ trouble: 'closed' });
});
