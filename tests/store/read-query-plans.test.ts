import { CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { Ledger } from '../../src/store/describe-tables.ts';
import { claimable, firstFree, firstHeld, firstLeaseEnd } from '../../src/store/outbox/claim-posts.ts';
import {
  countWatched,
  isWatched,
  lastMessages,
  lastSent,
  postsWithMessage,
} from '../../src/store/outbox/read-ledger.ts';
import { markedAs } from '../../src/store/outbox/reserve-posts.ts';
import { changesSince } from '../../src/store/outbox/settle-list.ts';
import { toBePublished } from '../../src/store/outbox/settle-post.ts';
import { storeOutbox } from '../../src/store/outbox/store-outbox.ts';
import { isInsteadOf, isOf } from '../../src/store/registry/store-registry.ts';
import { IN_MEMORY, openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import { realMachine } from '../../src/time/machine.ts';
import { NOW, post, reservation, WORLD } from '../build/build-posts.ts';

/** Indexes that hold open posts only: walking one costs what is open, whatever the history. */
const OPEN_ONLY = [
  'posts_open_by_urgency',
  'posts_open_by_channel',
  'posts_open_by_ready',
  'posts_open_by_due',
  'posts_leased',
];

let ledger: Ledger;
let outbox: Outbox;
beforeAll(async () => {
  ledger = openSqlite(IN_MEMORY, { machine: realMachine() }).ledger;
  outbox = storeOutbox(ledger, { sleep: async () => {} });
  const posts = Array.from({ length: 300 }, (_, at) => post([`event-${at}`], { channel: `c${at % 30}` }));
  await outbox.reserve(reservation(posts));
  await sql`update posts set state = 'sent', ready_at = null`.execute(ledger.db);
});
afterAll(() => ledger.close());

describe('history costs nothing', () => {
  test('the indexes that a claim walks hold open posts only', async () => {
    const { rows } = await sql<{ name: string; sql: string }>`select name, sql from sqlite_schema`.execute(ledger.db);
    for (const name of OPEN_ONLY) {
      expect(rows.find((row) => row.name === name)?.sql).toMatch(/where (ready_at|lease) is not null/);
    }
  });

  test.each([
    [
      'claim',
      () =>
        claimable(ledger, { now: NOW, world: WORLD, except: ['a'] })
          .limit(10)
          .compile(),
    ],
    ['nextReady, of free posts', () => firstFree(ledger.db, WORLD).compile()],
    ['nextReady, of leases', () => firstLeaseEnd(ledger.db, WORLD).compile()],
    ['nextHeld', () => firstHeld(ledger.db, WORLD).compile()],
  ])('%s touches posts only through the indexes of open posts', async (_, compile) => {
    const steps = await plan(compile());
    const touching = steps.filter((step) => /\b(posts?|held|sooner)\b/.test(step.replace(/USING.*/, '')));
    expect(touching.length).toBeGreaterThan(0);
    for (const step of touching) {
      const index = /INDEX (\w+)/.exec(step)?.[1];
      expect(OPEN_ONLY, step).toContain(index);
    }
  });

  test.each([
    [
      'settle',
      () => ledger.db.updateTable('posts').set({ reason: null }).where('id', '=', 'x').where('lease', '=', 'y'),
    ],
    ['watermark', () => ledger.db.selectFrom('facts').select('value').where('name', '=', 'watermark')],
    [
      'claimed moments',
      () =>
        ledger.db
          .selectFrom('moments')
          .selectAll()
          .where(ledger.isOneOf('post', ['x'])),
    ],
    [
      'moments of channels',
      () =>
        ledger.db
          .selectFrom('moments')
          .selectAll()
          .where(ledger.isOneOf('channel', ['x'])),
    ],
    [
      'moments of events',
      () =>
        ledger.db
          .selectFrom('moments')
          .selectAll()
          .where(ledger.isOneOf('event', ['x'])),
    ],
  ])('%s searches and never scans a table', async (_, query) => {
    const steps = await plan(query().compile());
    expect(steps.filter((step) => /^SCAN (?!json_each)/.test(step))).toEqual([]);
    expect(steps.some((step) => step.startsWith('SEARCH'))).toBe(true);
  });

  test.each([
    ['summary, of what is open or failed', () => countWatched(ledger.db), 'COVERING INDEX posts_watched'],
    ['summary, of the last sent', () => lastSent(ledger.db), 'COVERING INDEX posts_by_sent'],
    ['the last messages', () => lastMessages(ledger.db, 9), 'INDEX posts_by_sent'],
    ['posts of all channels', () => ledger.db.selectFrom('posts').selectAll().where(isWatched), 'INDEX posts_watched'],
    ['messages to be published', () => toBePublished(ledger.db).limit(5), 'INDEX posts_to_publish'],
    ['changes', () => changesSince(ledger.db, 0).limit(5), 'INDEX list_changes_by_at'],
    [
      'posts of one person',
      () =>
        ledger.db
          .selectFrom('posts')
          .select('id')
          .where(isOf({ kind: 'person', user: '1' })),
      'INDEX posts_personal',
    ],
    ['what was told in their stead', () => ledger.db.deleteFrom('posts').where(isInsteadOf('1')), 'INDEX posts_by_key'],
    [
      'moments of one person',
      () => ledger.db.deleteFrom('moments').where(isOf({ kind: 'person', user: '1' })),
      'INDEX moments_personal',
    ],
    ['the post of a message', () => postsWithMessage(ledger.db, 'a', '55'), 'INDEX posts_said'],
    ['a known key', () => ledger.db.selectFrom('posts').select('id').where('key', '=', 'x'), 'INDEX posts_by_key'],
  ])('%s reads an index that holds no more than it needs', async (_, query, index) => {
    const steps = await plan(query().compile());
    expect(steps[0]).toContain(index);
  });

  test('clearing marks searches the subscriptions it names', async () => {
    const steps = await plan(
      markedAs(ledger, [{ channel: 'a', version: 1 }])
        .set({ unsettled: null })
        .compile(),
    );
    expect(steps[0]).toMatch(/^SEARCH subscriptions USING INDEX sqlite_autoindex_subscriptions_1/);
  });

  test('a full scan would be seen', async () => {
    const steps = await plan(ledger.db.selectFrom('posts').selectAll().where('nonce', 'like', '%x').compile());
    expect(steps).toEqual(['SCAN posts']);
  });
});

async function plan(query: CompiledQuery): Promise<string[]> {
  const { rows } = await ledger.db.executeQuery<{ detail: string }>(
    CompiledQuery.raw(`explain query plan ${query.sql}`, [...query.parameters]),
  );
  return rows.map((row) => row.detail);
}
