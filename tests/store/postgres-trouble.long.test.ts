import { createServer } from 'node:net';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storeOutbox } from '../../src/store/outbox/store-outbox.ts';
import { explainPostgresError } from '../../src/store/postgres/explain-postgres-error.ts';
import { MIGRATIONS } from '../../src/store/postgres/migrations.ts';
import type { OpenedPostgres } from '../../src/store/postgres/open-postgres.ts';
import { openPostgres } from '../../src/store/postgres/open-postgres.ts';
import { storeRegistry } from '../../src/store/registry/store-registry.ts';
import { realMachine } from '../../src/time/machine.ts';
import { claim, claimOne, post, reservation, sent, subscription } from '../build/build-posts.ts';
import { ask, makeDatabase, postgresServer } from '../build/postgres/use-postgres.ts';

const machine = realMachine();
let database: Awaited<ReturnType<typeof makeDatabase>>;
let logged: string[];
const opened: OpenedPostgres[] = [];
const note = (_: object, text: string) => void logged.push(text);
const open = async (url = database.url) => {
  const one = await openPostgres({ url, machine, log: { info: note, error: note } });
  opened.push(one);
  return one;
};
beforeEach(async () => {
  logged = [];
  database = await makeDatabase();
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.ledger.close();
  await database.drop();
});

/** Ends every connection to the database, as a restart of the server does to its clients. */
const cutAll = (url: string) =>
  ask(
    url,
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );

describe('a start says what is wrong with the database and what to do', () => {
  const withUrl = (change: Partial<Pick<URL, 'password' | 'pathname' | 'port' | 'hostname'>>) =>
    Object.assign(new URL(database.url), change).href;
  const failure = async (url: string) => {
    const error: unknown = await openPostgres({ url, machine }).catch((thrown: unknown) => thrown);
    // Neither the message nor anything that a log would show of it.
    const { message, stack, cause } = error as Error;
    expect([message, stack, JSON.stringify(cause), String((cause as Error | undefined)?.stack)].join()).not.toMatch(
      /a%20password|a password/,
    );
    return error;
  };

  test('a wrong password', async () => {
    expect(await failure(withUrl({ password: 'wrong' }))).toMatchObject({
      trouble: 'refused',
      message: expect.stringMatching(/password authentication failed.*Correct user and password in DATABASE_URL\.$/),
    });
  });

  test('no password', async () => {
    expect(await failure(withUrl({ password: '' }))).toMatchObject({ trouble: 'refused' });
  });

  test('a database that is not there', async () => {
    expect(await failure(withUrl({ pathname: '/nowhere' }))).toMatchObject({
      trouble: 'refused',
      message: expect.stringMatching(/"nowhere" does not exist.*Create it \(`createdb`\)/),
    });
  });

  test('nobody at the port', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => probe.once('listening', resolve));
    const address = probe.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await new Promise((resolve) => probe.close(resolve));
    expect(await failure(withUrl({ port: String(port) }))).toMatchObject({
      trouble: 'unreachable',
      message: expect.stringMatching(/cannot be reached \(connect ECONNREFUSED .*Start it, or correct host and port/),
    });
  });

  test('a host that no name server knows', async () => {
    expect(await failure(withUrl({ hostname: 'nowhere.invalid' }))).toMatchObject({
      trouble: 'unreachable',
    });
  });

  test('TLS that the server does not speak', async () => {
    expect(await failure(`${database.url}?sslmode=verify-full`)).toMatchObject({
      trouble: 'refused',
      message: expect.stringMatching(/does not support SSL.*Correct `sslmode` in DATABASE_URL/),
    });
  });

  test('a user who may not make tables', async () => {
    const empty = await makeDatabase('template0');
    await ask(
      await postgresServer(),
      "do $$ begin create role reader login password 'reads only'; exception when duplicate_object then null; end $$",
    );
    const url = new URL(empty.url);
    url.username = 'reader';
    url.password = 'reads only';
    expect(await failure(url.href)).toMatchObject({
      trouble: 'refused',
      message: expect.stringContaining('Make the user its owner'),
    });
    await empty.drop();
  });

  test('a database that another program uses', async () => {
    const other = await makeDatabase('template0');
    await ask(other.url, 'create table orders (id int)');
    expect(await failure(other.url)).toMatchObject({ trouble: 'foreign' });
    await other.drop();
  });

  test('a database of a newer Datewatch, which is left as it is', async () => {
    await ask(database.url, 'update schema_version set version = 99');
    expect(await failure(database.url)).toMatchObject({
      trouble: 'newer',
      message: expect.stringContaining('shape 99'),
    });
    expect(await ask(database.url, 'select version::int from schema_version')).toEqual([{ version: 99 }]);
  });
});

test('several processes that start at once on an empty database bring it to its shape once', async () => {
  const empty = await makeDatabase('template0');
  const all = await Promise.all(Array.from({ length: 4 }, () => openPostgres({ url: empty.url, machine })));
  expect(all.map(({ versions }) => versions.from).sort()).toEqual([
    0,
    MIGRATIONS.length,
    MIGRATIONS.length,
    MIGRATIONS.length,
  ]);
  for (const one of all) await one.ledger.close();
  await empty.drop();
});

test('a lost connection rejects what was under way, is reported once, and later work goes on by itself', async () => {
  const { ledger } = await open();
  const outbox = storeOutbox(ledger, machine);
  await outbox.reserve(reservation([post(['a'])]));
  const held = await claimOne(outbox);
  const slow = ledger.transact(null, async (tx) => {
    await tx.updateTable('posts').set({ reason: 'half done' }).execute();
    await cutAll(database.url);
    await tx.updateTable('posts').set({ reason: 'never' }).execute();
  });
  await expect(slow).rejects.toMatchObject({ name: 'StoreError', trouble: 'unreachable' });
  expect(ledger.trouble()?.trouble).toBe('unreachable');
  expect((await outbox.post(held.id))?.reason).toBeNull();
  expect(await outbox.settle(sent(held))).toBe(true);
  expect(ledger.trouble()).toBeNull();
  expect(logged.filter((text) => text.includes('cannot be reached'))).toHaveLength(1);
  expect(logged.at(-1)).toBe('The state can be written again.');
});

test('connections that are cut while nobody uses them end nothing and fail nothing', async () => {
  const { ledger } = await open();
  const registry = storeRegistry(ledger);
  await Promise.all([registry.revision(), registry.subscriptions(), registry.servers()]);
  await cutAll(database.url);
  // The news of it may come after the next call.
  const first = await registry.revision().catch((error: unknown) => error);
  expect(first === 0 || (first as { trouble?: string }).trouble === 'unreachable').toBe(true);
  expect(await registry.revision()).toBe(0);
});

test('a database that only reads is named so, writes nothing, and is written again once it may be', async () => {
  const { ledger } = await open();
  const registry = storeRegistry(ledger);
  await ask(
    database.url,
    `alter database ${new URL(database.url).pathname.slice(1)} set default_transaction_read_only = on`,
  );
  await cutAll(database.url);
  await registry.revision().catch(() => undefined);
  await expect(registry.putSubscription(subscription('a'))).rejects.toMatchObject({ trouble: 'read-only' });
  await ask(
    `${database.url}?options=-c%20default_transaction_read_only%3Doff`,
    `alter database ${new URL(database.url).pathname.slice(1)} reset default_transaction_read_only`,
  );
  await cutAll(database.url);
  await registry.revision().catch(() => undefined);
  await registry.putSubscription(subscription('a'));
  expect(ledger.trouble()).toBeNull();
});

test.each([
  ['53100', 'full', /disk of the database .* is full.*nothing saved before is lost/],
  ['58030', 'disk', /does not read or write/],
  ['XX001', 'corrupt', /is damaged .*Restore it from a backup/],
  ['57P03', 'unreachable', /cannot be reached/],
  ['53300', 'unreachable', /cannot be reached/],
  ['55000', 'unreachable', /cannot be reached/],
  ['57014', 'locked', /others hold locks/],
])('the server’s code %s is %s', (code, trouble, says) => {
  const error = explainPostgresError(Object.assign(new Error('x'), { code }), 'postgres://h/d');
  expect(error).toMatchObject({ trouble, message: expect.stringMatching(says) });
});

test('a deadlock with another process is done again, and both are saved', async () => {
  const [one, other] = [await open(), await open()];
  const [registry, outbox] = [storeRegistry(one.ledger), storeOutbox(one.ledger, machine)];
  await outbox.reserve(reservation([post(['a'], { channel: 'a' }), post(['b'], { channel: 'b' })]));
  const bothHold = Promise.withResolvers<void>();
  let holding = 0;
  let began = 0;
  const take = async ({ ledger }: OpenedPostgres, first: string, second: string) =>
    ledger.transact(null, async (tx) => {
      began += 1;
      await tx.updateTable('posts').set({ ordinal: 7 }).where('channel', '=', first).execute();
      holding += 1;
      if (holding === 2) bothHold.resolve();
      await bothHold.promise;
      await tx.updateTable('posts').set({ ordinal: 7 }).where('channel', '=', second).execute();
    });
  await Promise.all([take(one, 'a', 'b'), take(other, 'b', 'a')]);
  expect(began).toBe(3);
  expect((await outbox.posts({ channel: null, limit: 9 })).map(({ ordinal }) => ordinal)).toEqual([7, 7]);
  expect(await registry.revision()).toBe(0);
});

test('of ten claimers in two processes none gets a second post of a channel, and all posts are claimed in the end', async () => {
  const [one, other] = [await open(), await open()];
  const [mine, theirs] = [storeOutbox(one.ledger, machine), storeOutbox(other.ledger, machine)];
  const channels = Array.from({ length: 30 }, (_, at) => `c${at}`);
  await mine.reserve(
    reservation(channels.flatMap((channel) => [0, 1, 2].map((ordinal) => post([`e${ordinal}`], { channel, ordinal })))),
  );
  const seen = new Set<string>();
  for (const ordinal of [0, 1, 2]) {
    const rounds = await Promise.all(
      Array.from({ length: 10 }, (_, at) => claim(at % 2 === 0 ? mine : theirs, { limit: 9 })),
    );
    const claimed = rounds.flat();
    expect(claimed.map((held) => held.channel).sort()).toEqual([...channels].sort());
    expect(new Set(claimed.map((held) => held.ordinal))).toEqual(new Set([ordinal]));
    for (const held of claimed) {
      expect(seen.has(held.id)).toBe(false);
      seen.add(held.id);
    }
    await Promise.all(claimed.map((held, at) => (at % 2 === 0 ? mine : theirs).settle(sent(held, held.id))));
  }
  expect((await mine.summary()).sent).toBe(90);
});

test('changes of many processes at once raise the revision one by one, and every change is read after the revision before it', async () => {
  const all = [await open(), await open(), await open()];
  const registries = all.map(({ ledger }) => storeRegistry(ledger));
  await Promise.all(
    Array.from({ length: 30 }, (_, at) => registries[at % 3]?.putSubscription(subscription(`c${at % 10}`))),
  );
  const rows = await registries[0]?.subscriptions();
  expect(await registries[1]?.revision()).toBe(30);
  expect(new Set(rows?.map(({ version }) => version)).size).toBe(10);
});

test('two processes that reserve the same at once make each post once, and the sum of what they made is right', async () => {
  const [one, other] = [await open(), await open()];
  const plan = reservation(Array.from({ length: 120 }, (_, at) => post(['x', 'y'], { channel: `c${at}` })));
  const made = await Promise.all([one, other].map(({ ledger }) => storeOutbox(ledger, machine).reserve(plan)));
  expect(made.reduce((sum, count) => sum + count, 0)).toBe(120);
  const { rows } = await sql<{ count: number }>`select count(*) as count from moments`.execute(one.ledger.db);
  expect(rows).toEqual([{ count: 240 }]);
});

test('a character that PostgreSQL cannot hold becomes the sign for none, and the row is found by it', async () => {
  const registry = storeRegistry((await open()).ledger);
  await registry.remember('a\0b', 'c\0d');
  expect(await registry.recall('a\0b')).toBe('c\ufffdd');
});

test('texts are compared by their bytes, whatever the database’s language: as SQLite compares them', async () => {
  const registry = storeRegistry((await open()).ledger);
  for (const channel of ['b', 'B', 'ä', 'a-1', 'a1', 'Z']) await registry.putSubscription(subscription(channel));
  expect((await registry.subscriptions()).map(({ channel }) => channel)).toEqual(['B', 'Z', 'a-1', 'a1', 'b', 'ä']);
});
