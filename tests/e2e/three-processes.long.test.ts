import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Fleet, openFleet } from '../build/postgres/run-fleet.ts';
import { makeDatabase } from '../build/postgres/use-postgres.ts';

const SHARDS = 16;
const WITHIN_MS = 300_000;
let fleet: Fleet;
let database: Awaited<ReturnType<typeof makeDatabase>>;
beforeEach(async () => {
  database = await makeDatabase();
  // A busy machine may take its time; how soon it is, is measured elsewhere.
  fleet = await openFleet(database.url, SHARDS, { interactionDeadlineMs: 120_000 });
});
afterEach(async () => {
  await fleet.close();
  await database.drop();
});

const callbacks = () => fleet.emulator.requests.filter(({ route }) => route.endsWith('/callback'));
const helpIn = async (shard: number): Promise<string> => {
  const channelId = fleet.channels[shard] ?? '';
  return (await fleet.emulator.interact.command({ name: 'help', channelId })).content;
};

test(
  'three processes share sixteen shards; one is killed, the others take over its shards without a login, and each command sent meanwhile is answered once',
  async () => {
    const members = [fleet.start(), fleet.start(), fleet.start()];
    await fleet.settled(members);
    const [killed, ...others] = members;
    const orphans = killed?.shards() ?? [];
    expect(orphans.length).toBeGreaterThanOrEqual(4);
    const logins = fleet.emulator.gatewayLog.filter(({ direction, op }) => direction === 'in' && op === 2).length;
    killed?.line.signal('SIGKILL');
    await killed?.line.ended;
    const answers = await Promise.all(orphans.map(helpIn));
    expect(answers.filter((text) => text !== '')).toHaveLength(orphans.length);
    await fleet.settled(others);
    expect(await fleet.held()).toEqual(Array.from({ length: SHARDS }, (_, shard) => shard));
    expect(callbacks().map(({ status }) => status)).toEqual(orphans.map(() => 204));
    expect(fleet.emulator.gatewayLog.filter(({ direction, op }) => direction === 'in' && op === 2).length).toBe(logins);
    expect(await Promise.all([0, 5, 10, 15].map(helpIn))).not.toContain('');
    const samples = await Promise.all(others.map((one) => one.metrics()));
    const sum = (name: string) => samples.reduce((all, one) => all + (one.get(`datewatch_${name}`) ?? 0), 0);
    expect([sum('plans'), sum('shards_held'), sum('shards_up')]).toEqual([1, SHARDS, SHARDS]);
    expect(samples.map((one) => one.get('datewatch_shards'))).toEqual([SHARDS, SHARDS]);
    // Where the machine is too busy for one of them to renew its leases, more are taken over.
    expect(sum('lease_events_total{lease="shard",event="taken over"}')).toBeGreaterThanOrEqual(orphans.length);
    expect(sum('handover_seconds_count{lease="shard",cause="over"}')).toBeGreaterThanOrEqual(orphans.length);
    expect(fleet.emulator.violations).toEqual([]);
  },
  WITHIN_MS,
);

test(
  'a process that stands still loses its shards to the others, and when it goes on it answers nothing that they have answered',
  async () => {
    const members = [fleet.start(), fleet.start(), fleet.start()];
    await fleet.settled(members);
    const [stopped, ...others] = members;
    const own = stopped?.shards() ?? [];
    stopped?.line.signal('SIGSTOP');
    const answers = await Promise.all(own.map(helpIn));
    expect(answers).not.toContain('');
    await fleet.settled(others);
    stopped?.line.signal('SIGCONT');
    await fleet.settled(members);
    expect(callbacks().map(({ status }) => status)).toEqual(own.map(() => 204));
    expect(await Promise.all(own.map(helpIn))).not.toContain('');
    expect(callbacks()).toHaveLength(2 * own.length);
  },
  WITHIN_MS,
);
