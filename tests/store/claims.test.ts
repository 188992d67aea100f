import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimInteractions } from '../../src/store/postgres/claim-interactions.ts';
import { type OpenedPostgres, openPostgres } from '../../src/store/postgres/open-postgres.ts';
import { realMachine } from '../../src/time/machine.ts';
import { handMachine } from '../build/hand-machine.ts';
import { ask, makeDatabase, postgresServer } from '../build/postgres/use-postgres.ts';

let database: Awaited<ReturnType<typeof makeDatabase>>;
let opened: OpenedPostgres;
const machine = handMachine();
beforeAll(async () => {
  database = await makeDatabase();
  opened = await openPostgres({ url: database.url, machine: realMachine() });
});
afterAll(async () => {
  await opened.ledger.close();
  await database.drop();
});

test('of many that claim an interaction at once one gets it, and no other ever after', async () => {
  const all = Array.from({ length: 8 }, () => claimInteractions(opened.ledger, machine));
  const claimed = await Promise.all(all.map((one) => one.claim('1428')));
  expect(claimed.filter(Boolean)).toHaveLength(1);
  expect(await all[0]?.claim('1428')).toBe(false);
  expect(await all[0]?.claim('1429')).toBe(true);
});

test('claims of more than a quarter of an hour ago are deleted as others are made', async () => {
  const claims = claimInteractions(opened.ledger, machine);
  await claims.claim('old');
  await ask(database.url, "update claims set at = clock_timestamp() - interval '16 minutes' where interaction = 'old'");
  machine.advance(60_000);
  await claims.claim('new');
  const left = () =>
    ask<{ interaction: string }>(database.url, "select interaction from claims where interaction in ('old', 'new')");
  await expect.poll(left, { timeout: 30_000 }).toEqual([{ interaction: 'new' }]);
});

test('a claim that the database cannot answer rejects with a sentence for people', async () => {
  const other = await openPostgres({ url: database.url, machine: realMachine() });
  await other.ledger.close();
  await expect(claimInteractions(other.ledger, machine).claim('1')).rejects.toThrow();
});

test('an interaction that is answered while the database is away is claimed as soon as it is back, so that nobody else carries it out', async () => {
  const [mine, other] = [await openPostgres({ url: database.url, machine: realMachine() }), opened];
  const claims = claimInteractions(mine.ledger, realMachine());
  const name = new URL(database.url).pathname.slice(1);
  const server = await postgresServer();
  await ask(server, `alter database ${name} with allow_connections false`);
  await ask(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
  await expect(claims.claim('away')).rejects.toThrow();
  await ask(server, `alter database ${name} with allow_connections true`);
  const held = () =>
    ask<{ interaction: string }>(database.url, "select interaction from claims where interaction = 'away'");
  await expect.poll(held, { timeout: 30_000 }).toEqual([{ interaction: 'away' }]);
  expect(await claimInteractions(other.ledger, machine).claim('away')).toBe(false);
  await mine.ledger.close();
});
