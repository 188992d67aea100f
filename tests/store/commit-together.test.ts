import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { Ledger } from '../../src/store/describe-tables.ts';
import { storeOutbox } from '../../src/store/outbox/store-outbox.ts';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import { realMachine } from '../../src/time/machine.ts';
import { attempt, claim, handedBack, LEASE_MS, NOW, post, reservation, sent } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';
import { countCommits } from './count-commits.ts';

const POSTS = 50;
let place: ReturnType<typeof makeFolder>;
let ledger: Ledger;
let outbox: Outbox;
beforeEach(async () => {
  place = makeFolder();
  ledger = openSqlite(join(place.folder, 'datewatch.sqlite'), { machine: realMachine() }).ledger;
  outbox = storeOutbox(ledger, { sleep: async () => {} });
  await sql`pragma wal_autocheckpoint = 0`.execute(ledger.db);
});
afterEach(async () => {
  await ledger.close();
  place.remove();
});

const commits = () => countCommits(join(place.folder, 'datewatch.sqlite-wal'));

/** Posts of channels of their own, claimed. */
async function claimMany(count = POSTS, event = 'x') {
  await outbox.reserve(reservation(Array.from({ length: count }, (_, at) => post([event], { channel: `c${at}` }))));
  return claim(outbox, { limit: count });
}

async function statesOf(posts: readonly { readonly id: string }[]) {
  return Promise.all(posts.map(async ({ id }) => (await outbox.post(id))?.state));
}

test('the store settles 50 posts of one turn in one transaction, and 50 one after the other in 50', async () => {
  const held = await claimMany();
  const before = commits();
  const results = await Promise.all(held.map((one) => outbox.settle(sent(one))));
  expect(results).toEqual(held.map(() => true));
  expect(commits() - before).toBe(1);
  expect((await outbox.summary()).sent).toBe(POSTS);

  const others = await claimMany(POSTS, 'y');
  const between = commits();
  for (const one of others) await outbox.settle(sent(one));
  expect(commits() - between).toBe(POSTS);
});

test('writes need no common caller: answers that come in one by one within a turn are settled together', async () => {
  const held = await claimMany();
  const before = commits();
  const settleOnItsOwn = (one: { id: string; lease: string }) =>
    new Promise((resolve) => setImmediate(() => resolve(outbox.settle(sent(one)))));
  expect(await Promise.all(held.map(settleOnItsOwn))).toEqual(held.map(() => true));
  expect(commits() - before).toBe(1);
});

test('attempts and settlements of one turn are recorded in the same transaction, those of other workers too', async () => {
  const rival = storeOutbox(ledger, { sleep: async () => {} });
  const held = await claimMany(10);
  const before = commits();
  await Promise.all(
    held.map((one, at) => (at % 2 === 0 ? attempt(outbox, one) : rival.settle(handedBack(one, { attempted: false })))),
  );
  expect(commits() - before).toBe(1);
  const rows = await Promise.all(held.map(({ id }) => outbox.post(id)));
  expect(rows.map((row) => `${row?.state} ${row?.attempts}`)).toEqual(
    held.map((_, at) => (at % 2 === 0 ? 'sending 1' : 'waiting 0')),
  );
});

test('each write of a turn gets its own answer: one whose lease is lost hears so, beside others that hold theirs', async () => {
  const held = await claimMany(3);
  const [first, second, third] = held;
  if (!first || !second || !third) throw new Error('Three were to be claimed.');
  const answers = await Promise.all([
    outbox.settle(sent(first)),
    outbox.settle(sent({ ...second, lease: 'lost' })),
    attempt(outbox, third, NOW + LEASE_MS),
    outbox.settle(sent(first)),
  ]);
  expect(answers).toEqual([true, false, false, false]);
  expect(await statesOf(held)).toEqual(['sent', 'sending', 'sending']);
});

test('a write that fails fails alone, and what it had begun is taken back', async () => {
  const held = await claimMany(3);
  // An instant that the table refuses, met only after the moments named have been written.
  const ends = await Promise.allSettled(
    held.map((one, at) => {
      const moments = one.moments.map((row) => ({ key: row, state: 'sent' as const, reason: 'late' }));
      return outbox.settle({ ...sent(one, `m${at}`, at === 1 ? 1.5 : 1), moments });
    }),
  );
  expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(ends[1]).toMatchObject({ reason: { name: 'StoreError', trouble: 'failed' } });
  expect(await statesOf(held)).toEqual(['sent', 'sending', 'sent']);
  const moments = await outbox.moments({ channels: ['c0', 'c1', 'c2'], events: null });
  const ended = new Map(moments.map((row) => [row.post, row.state]));
  expect(held.map(({ id }) => ended.get(id))).toEqual(['sent', 'reserved', 'sent']);
  expect((await outbox.summary()).sent).toBe(2);
});

test('all writes of a turn are rejected when the disk is full, none of them is saved, and the store works again afterwards', async () => {
  const held = await claimMany(20);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(ledger.db);
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count ?? 0}`).execute(ledger.db);
  const large = 'x'.repeat(20_000);
  const ends = await Promise.allSettled(held.map((one) => attempt(outbox, one, NOW, large)));
  expect(ends.every((end) => end.status === 'rejected')).toBe(true);
  expect(ends[0]).toMatchObject({ reason: { trouble: 'full' } });
  const attempts = await Promise.all(held.map(async ({ id }) => (await outbox.post(id))?.attempts));
  expect(attempts).toEqual(held.map(() => 0));
  await sql.raw('pragma max_page_count = 100000').execute(ledger.db);
  expect(await Promise.all(held.map((one) => attempt(outbox, one, NOW, large)))).toEqual(held.map(() => true));
});

test('a store that closes finishes what waits for its turn, and refuses what comes later', async () => {
  const [held] = await claimMany(1);
  if (!held) throw new Error('One was to be claimed.');
  const settling = outbox.settle(sent(held));
  const closing = ledger.close();
  expect(await settling).toBe(true);
  await closing;
  await expect(outbox.settle(sent(held))).rejects.toMatchObject({ name: 'StoreError', trouble: 'closed' });
});
