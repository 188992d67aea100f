import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { Ledger } from '../../src/store/describe-tables.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { storeOutbox } from '../../src/store/outbox/store-outbox.ts';
import { storeRegistry } from '../../src/store/registry/store-registry.ts';
import { explainSqliteError } from '../../src/store/sqlite/explain-sqlite-error.ts';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { watchTrouble } from '../../src/store/watch-trouble.ts';
import { realMachine } from '../../src/time/machine.ts';
import { attempt, claimOne, DUE, post, reservation } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';

const everything = { channels: null, events: null };
let place: ReturnType<typeof makeFolder>;
let ledger: Ledger;
let outbox: Outbox;
beforeEach(() => {
  place = makeFolder();
  ledger = openSqlite(join(place.folder, 'datewatch.sqlite'), { machine: realMachine() }).ledger;
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

test('while another program holds the lock, reads answer, a write gives up within two seconds and says who is in the way, and works again afterwards', async () => {
  const other = new DatabaseSync(join(place.folder, 'datewatch.sqlite'));
  other.exec('begin immediate');
  const order: string[] = [];
  const began = performance.now();
  const writing = outbox.reserve(reservation([post(['a'])])).then(
    () => order.push('written'),
    (error: unknown) => {
      order.push('given up');
      throw error;
    },
  );
  const single = storeRegistry(ledger).remember('a', 'b');
  expect(await outbox.moments(everything)).toEqual([]);
  order.push('read');
  const refused = { trouble: 'locked', message: expect.stringMatching(/locked by another program/) };
  await expect(writing).rejects.toMatchObject(refused);
  await expect(single).rejects.toMatchObject(refused);
  expect(performance.now() - began).toBeLessThan(5_000);
  expect(order).toEqual(['read', 'given up']);
  other.exec('rollback');
  other.close();
  expect(await outbox.reserve(reservation([post(['a'])]))).toBe(1);
});

test('a write that meets another program’s lock is done as soon as that lets go', async () => {
  const other = new DatabaseSync(join(place.folder, 'datewatch.sqlite'));
  other.exec('begin immediate');
  const writing = Promise.all([
    outbox.reserve(reservation([post(['a'])])),
    storeRegistry(ledger).remember('a', 'b'),
    outbox.reserve(reservation([post(['b'], { channel: 'b' })])),
  ]);
  expect(await outbox.watermark()).toBeNull();
  other.exec('rollback');
  other.close();
  expect(await writing).toEqual([1, undefined, 1]);
  expect(await outbox.moments(everything)).toHaveLength(2);
});

test('a trouble that lasts is logged once when it begins and once when it is over, and is known meanwhile', async () => {
  const logged: string[] = [];
  const note = (_: object, text: string) => void logged.push(text);
  await ledger.close();
  const path = join(place.folder, 'datewatch.sqlite');
  ledger = openSqlite(path, { machine: realMachine(), log: { info: note, error: note } }).ledger;
  const registry = storeRegistry(ledger);
  const other = new DatabaseSync(path);
  other.exec('begin immediate');
  for (let tries = 0; tries < 5; tries += 1) await expect(registry.remember('a', 'b')).rejects.toThrow('locked');
  expect(ledger.trouble()?.trouble).toBe('locked');
  other.exec('rollback');
  other.close();
  for (let tries = 0; tries < 5; tries += 1) await registry.remember('a', 'b');
  expect(logged).toEqual([expect.stringContaining('locked by another program'), 'The state can be written again.']);
  expect(ledger.trouble()).toBeNull();
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
  const store = await openMemoryStore({ clock: 'real', machine: realMachine() });
  const begun = store.outbox.reserve(reservation([post(['a'])]));
  const closing = store.close();
  expect(await begun).toBe(1);
  await closing;
  await expect(store.outbox.watermark()).rejects.toMatchObject({ name: 'StoreError', trouble: 'closed' });
  await expect(store.outbox.reserve(reservation([]))).rejects.toMatchObject({ trouble: 'closed' });
  await expect(store.registry.revision()).rejects.toMatchObject({ trouble: 'closed' });
});

test('a trouble that comes and goes is reported once, and is over when nothing has failed for ten seconds', () => {
  let now = 0;
  const lines: string[] = [];
  const log = {
    error: (_: object, text: string) => lines.push(text),
    info: (_: object, text: string) => lines.push(text),
  };
  const watch = watchTrouble(log as never, { monotonic: () => now });
  const full = new StoreError('full', 'The disk is full.');
  for (now = 0; now < 30_000; now += 1_000) {
    watch.failed(full);
    watch.worked();
  }
  expect(lines).toEqual(['The disk is full.']);
  expect(watch.current()).toBe(full);
  now += 10_000;
  watch.worked();
  expect(lines).toEqual(['The disk is full.', 'The state can be written again.']);
  expect(watch.current()).toBeNull();
});
