import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Leases } from '../../src/outbox/leases.ts';
import { type HeldLeases, holdLeases, LEASE_MS } from '../../src/store/postgres/hold-leases.ts';
import { keepAsking } from '../../src/store/postgres/keep-asking.ts';
import { Client } from '../../src/store/postgres/load-pg.ts';
import { grantLeases } from '../../src/store/sqlite/grant-leases.ts';
import { type HandMachine, handMachine } from '../build/hand-machine.ts';
import { ask, makeDatabase } from '../build/postgres/use-postgres.ts';

describe('PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof makeDatabase>>;
  let machine: HandMachine;
  const connections: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    database = await makeDatabase();
  });
  beforeEach(() => {
    machine = handMachine();
  });
  afterEach(async () => {
    for (const connection of connections.splice(0)) await connection.close();
    await ask(database.url, 'delete from leases');
  });
  afterAll(() => database.drop());
  /** A process with a connection of its own; all share one machine's clock. */
  const join = async (): Promise<HeldLeases> => {
    const asking = keepAsking(() => new Client({ connectionString: database.url }), {
      address: 'postgres://tests',
      session: '',
    });
    connections.push(asking);
    const leases = holdLeases({ ask: asking.ask, machine });
    await leases.renew();
    return leases;
  };
  /** What the server's clock does to the leases of a process that renews nothing. */
  const timePasses = (holder: string) =>
    ask(database.url, `update leases set until = clock_timestamp() where holder = '${holder}'`);
  const names = (leases: readonly { readonly name: string }[]) => leases.map(({ name }) => name);

  test('a lease has one holder: of many that ask at once one gets it, and it stays theirs as long as they renew it', async () => {
    const all = await Promise.all([join(), join(), join(), join(), join()]);
    const taken = await Promise.all(all.map((one) => one.take(['tick'])));
    expect(taken.flat()).toEqual([{ name: 'tick', fence: 1, until: LEASE_MS, from: null }]);
    const holder = all[taken.findIndex((one) => one.length > 0)];
    machine.advance(1_000);
    expect(await holder?.renew()).toEqual([{ name: 'tick', fence: 1, until: 1_000 + LEASE_MS }]);
    expect((await Promise.all(all.map((one) => one.take(['tick'])))).flat()).toEqual([]);
  });

  test('a process whose row another one has deleted as that of a dead one is present again after its next renewal', async () => {
    const one = await join();
    await ask(database.url, `delete from leases where name = 'process ${one.holder}'`);
    await one.renew();
    expect((await one.present()).map(({ holder }) => holder)).toEqual([one.holder]);
  });

  test('a lease whose time is over by the server’s clock goes to another process with a higher fence, and the earlier holder cannot renew it', async () => {
    const [first, second] = [await join(), await join()];
    await first.take(['tick', 'shard 0']);
    await timePasses(first.holder);
    expect(await second.take(['tick'])).toMatchObject([{ name: 'tick', fence: 2 }]);
    expect(names(await first.renew())).toEqual([]);
    expect(first.held('shard 0')).toBeNull();
    expect(names(await first.take(['tick', 'shard 0']))).toEqual(['shard 0']);
  });

  test('a holder that was stopped finds its lease gone by its own clock before it asks anybody, by either of its clocks', async () => {
    const first = await join();
    await first.take(['tick']);
    machine.advance(LEASE_MS - 1);
    expect(first.held('tick')).toMatchObject({ fence: 1 });
    machine.advance(1);
    expect(first.held('tick')).toBeNull();
    expect(first.presence()).toBeNull();
  });

  test('a process whose presence has lapsed begins another life with a higher fence, so that what it held before is known for the old one’s', async () => {
    const first = await join();
    expect(first.presence()).toMatchObject({ fence: 1 });
    await first.renew();
    expect(first.presence()).toMatchObject({ fence: 1 });
    await timePasses(first.holder);
    await first.renew();
    expect(first.presence()).toMatchObject({ fence: 2 });
  });

  test('the processes alive are known to all with what they hold; one that is dead or has left is not among them', async () => {
    const [first, second] = [await join(), await join()];
    await first.take(['tick']);
    await second.take(['shard 1', 'shard 0']);
    const both = [
      { holder: first.holder, leases: ['tick'] },
      { holder: second.holder, leases: ['shard 0', 'shard 1'] },
    ];
    expect(await first.present()).toEqual(both.sort((a, b) => (a.holder < b.holder ? -1 : 1)));
    await timePasses(second.holder);
    expect(await first.present()).toEqual([{ holder: first.holder, leases: ['tick'] }]);
    await first.leave();
    expect(await second.present()).toEqual([]);
  });

  test('what is released, or held by a process that leaves, is free at once', async () => {
    const [first, second] = [await join(), await join()];
    await first.take(['tick', 'shard 0']);
    await first.release(['shard 0']);
    expect(first.held('shard 0')).toBeNull();
    expect(names(await second.take(['tick', 'shard 0']))).toEqual(['shard 0']);
    await first.leave();
    expect(names(await second.take(['tick']))).toEqual(['tick']);
  });

  test('who takes a lease learns since when it was free: from when its holder gave it back or, where that one is gone, was last heard of', async () => {
    const [first, second] = [await join(), await join()];
    await first.take(['tick', 'shard 0']);
    await first.release(['shard 0']);
    const [given] = await second.take(['shard 0']);
    expect(given?.from).toMatchObject({ cause: 'given back' });
    expect(given?.from?.afterMs).toBeLessThan(LEASE_MS);
    await timePasses(first.holder);
    const [over] = await second.take(['tick']);
    expect(over?.from).toMatchObject({ cause: 'over' });
    expect(over?.from?.afterMs).toBeGreaterThanOrEqual(LEASE_MS);
  });

  test('a lease is renewed while a transaction of its holder looks at its fence, and a takeover passes over it without waiting', async () => {
    const [first, second] = [await join(), await join()];
    await first.take(['tick']);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query("begin; select fence from leases where name = 'tick' for share");
    await timePasses('nobody');
    expect(await second.take(['tick'])).toEqual([]);
    await client.query('commit');
    await client.end();
    expect(names(await first.renew())).toEqual(['tick']);
  });

  test('after its connection was cut a process asks over a new one', async () => {
    const first = await join();
    await first.take(['tick']);
    await ask(
      database.url,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await first.renew().catch((error: unknown) => expect(error).toMatchObject({ trouble: 'unreachable' }));
    expect(names(await first.renew())).toEqual(['tick']);
  });
});

describe('SQLite', () => {
  test('the only process has every lease it takes for as long as it wants it', async () => {
    const leases: Leases = grantLeases();
    expect(await leases.take(['tick', 'shard 0'])).toEqual([
      { name: 'tick', fence: 1, until: Number.POSITIVE_INFINITY, from: null },
      { name: 'shard 0', fence: 2, until: Number.POSITIVE_INFINITY, from: null },
    ]);
    expect(await leases.take(['tick'])).toEqual([]);
    expect(await leases.present()).toEqual([{ holder: leases.holder, leases: ['shard 0', 'tick'] }]);
    await leases.release(['tick']);
    expect((await leases.renew()).map(({ name }) => name)).toEqual(['shard 0']);
    expect(leases.held('tick')).toBeNull();
  });
});
