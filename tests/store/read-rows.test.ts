import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outbox } from '../../src/outbox/outbox.ts';
import type { Registry } from '../../src/outbox/registry.ts';
import type { Ledger } from '../../src/store/describe-tables.ts';
import { storeOutbox } from '../../src/store/outbox/store-outbox.ts';
import { storeRegistry } from '../../src/store/registry/store-registry.ts';
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts';
import { realMachine } from '../../src/time/machine.ts';
import { attempt, claim, claimOne, keyed, post, reservation, subscription } from '../build/build-posts.ts';
import { DEFAULTS } from '../build/build-subscriptions.ts';
import { makeFolder } from '../build/open-sqlite.ts';

let place: ReturnType<typeof makeFolder>;
let ledger: Ledger;
let outbox: Outbox;
let registry: Registry;
let logged: object[];
beforeEach(() => {
  place = makeFolder();
  logged = [];
  const log = { info: () => {}, error: (fields: object) => void logged.push(fields) };
  ledger = openSqlite(join(place.folder, 'datewatch.sqlite'), { machine: realMachine(), log }).ledger;
  outbox = storeOutbox(ledger, { sleep: async () => {} });
  registry = storeRegistry(ledger);
});
afterEach(async () => {
  await ledger.close();
  place.remove();
});

const damage = (text: string) => sql.raw(text).execute(ledger.db);
const stateOf = async (channel: string) =>
  (
    await sql<{
      state: string;
      reason: string | null;
    }>`select state, reason from posts where channel = ${channel}`.execute(ledger.db)
  ).rows[0];

test.each([
  ['is no JSON', '{"print":'],
  ['is JSON of another kind', '[1]'],
  ['lacks what its kind has', '{"day":"2025-10-26"}'],
])('a post whose body %s is set aside with its reason, and the others are handed out', async (_, body) => {
  const board = { kind: 'board', body: { print: 'x' } } as const;
  await outbox.reserve(reservation([keyed('k', { channel: 'broken' }, board), post(['a'], { channel: 'whole' })]));
  await damage(`update posts set body = '${body}' where channel = 'broken'`);
  expect((await claim(outbox)).map(({ channel }) => channel)).toEqual(['whole']);
  expect(await stateOf('broken')).toEqual({ state: 'dead', reason: 'unreadable' });
  expect(logged).toEqual([{ row: expect.stringMatching(/^post /), err: expect.any(Error) }]);
  expect(JSON.stringify(logged.map(String))).not.toContain(body);
  expect(await outbox.nextReady(Number.MAX_SAFE_INTEGER)).not.toBeNull();
  expect(await claim(outbox)).toEqual([]);
});

test('reminders whose post has a body, which none has, end as dead with it', async () => {
  await outbox.reserve(reservation([post(['a'], { channel: 'broken' })]));
  await damage(`update posts set body = '{}' where channel = 'broken'`);
  expect(await claim(outbox)).toEqual([]);
  expect(await outbox.moments({ channels: null, events: null })).toMatchObject([
    { state: 'dead', reason: 'unreadable' },
  ]);
});

test('a post with an unreadable message is uncertain after an attempt that was never answered', async () => {
  await outbox.reserve(reservation([post(['a'], { channel: 'broken' })]));
  await attempt(outbox, await claimOne(outbox));
  await outbox.releaseDead();
  await damage(`update posts set payload = '{}'`);
  expect(await claim(outbox)).toEqual([]);
  expect(await stateOf('broken')).toEqual({ state: 'uncertain', reason: 'unreadable' });
});

test('a moment that cannot be read ends as dead, and its post says the others', async () => {
  await outbox.reserve(reservation([post(['a', 'b'])]));
  await damage(`update moments set lead = '?' where event = 'a'`);
  expect((await claimOne(outbox)).moments.map(({ event }) => event)).toEqual(['b']);
  expect(logged).toHaveLength(1);
  const { rows } = await sql`select event, state, reason from moments order by event`.execute(ledger.db);
  expect(rows).toEqual([
    { event: 'a', state: 'dead', reason: 'unreadable' },
    { event: 'b', state: 'reserved', reason: null },
  ]);
});

test('posts and moments that cannot be read are left out of answers, and reported once', async () => {
  await outbox.reserve(reservation([keyed('broken', { channel: 'a' }), keyed('whole', { channel: 'b' })]));
  await damage(`update posts set body = '{' where key = 'broken'`);
  for (let time = 0; time < 2; time += 1) {
    expect((await outbox.posts({ channel: null, limit: 9 })).map(({ key }) => key)).toEqual(['whole']);
    expect(await outbox.postByKey('broken')).toBeNull();
  }
  expect(logged).toHaveLength(1);
});

test('a change or a list that cannot be read is left out, and the list is settled anew in silence', async () => {
  const list = { version: 'v1', files: [], events: [] };
  const record = (event: string) => ({
    at: 1,
    change: {
      ...({ event, kind: 'new', edge: null, title: event, phrase: event, before: null, after: null } as const),
      ...{ certaintyBefore: null, certaintyAfter: null, outcome: null },
    },
  });
  const changes = ['broken', 'whole'].map(record);
  await outbox.reserve(reservation([], { settledList: { list, defaults: DEFAULTS, changes } }));
  await damage(`update list_changes set what = '{}' where event = 'broken'`);
  expect((await outbox.changes({ since: 0, limit: 9 })).map(({ change }) => change.event)).toEqual(['whole']);
  await damage(`update facts set value = '{' where name = 'list.snapshot'`);
  expect(await outbox.lastList()).toBeNull();
  expect(await outbox.settledList()).toMatchObject({ version: 'v1', defaults: DEFAULTS });
});

test('a subscription that cannot be read is left out, and may be written anew', async () => {
  for (const channel of ['broken', 'whole']) await registry.putSubscription(subscription(channel));
  await damage(`update subscriptions set filter = 'x' where channel = 'broken'`);
  expect((await registry.subscriptions()).map(({ channel }) => channel)).toEqual(['whole']);
  expect(await registry.subscription('broken')).toBeNull();
  expect(await registry.putSubscription(subscription('broken'))).toEqual({ before: null });
  expect(await registry.subscriptions()).toHaveLength(2);
});

test('a board or a note of a closing that cannot be read is left out', async () => {
  const recurring = { guild: 'g', kind: 'board', time: null, weekday: null, since: 0, paused: null } as const;
  for (const channel of ['broken', 'whole']) await registry.putRecurring({ ...recurring, channel });
  await damage(`update standing set board = '1' where channel = 'broken'`);
  expect((await registry.recurring()).map(({ channel }) => channel)).toEqual(['whole']);
  for (const channel of ['broken', 'whole']) {
    await registry.pauseChannel({ guild: 'g', channel, reason: 'missing access', since: 1, post: 'p' });
  }
  await damage(`update facts set value = 'null' where name like '%closed g broken'`);
  expect((await registry.closings()).map(({ channel }) => channel)).toEqual(['whole']);
});
