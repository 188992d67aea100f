import { setTimeout as sleep } from 'node:timers/promises';
import type { EmulatorOptions } from '../../emulator/emulator.ts';
import { makeSecret } from '../../src/config/secret.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { ask, makeDatabase } from '../build/postgres/use-postgres.ts';
import { seedState } from '../build/seed-state.ts';
import type { ChildOptions } from '../torture/child.ts';
import type { Child } from '../torture/run-child.ts';
import { startFixture } from '../torture/start-fixture.ts';

const GUILD = '1428000000000000001';
/** The first burst: a quarter of an hour before the first date of the list; the second is three minutes later. */
const DUE = Date.UTC(2026, 4, 4, 12);
/** World seconds per second: the second burst comes half a minute after the first, also on a busy machine. */
const SPEED = 6;
/** The first one comes so long after the opening, when all processes run on a machine that is not too busy. */
const AHEAD_MS = 12_000;

const LIST = `covers: Two dates
zone: UTC
sources:
  office: { name: Office }
events:
  - id: filing
    title: Filing
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: 2026-05-04 12:15 } }]
  - id: hearing
    title: Hearing
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: 2026-05-04 12:18 } }]
`;

/** Several processes of the program on one PostgreSQL, and Discord on loopback, which two bursts of reminders will reach. */
export type Processes = Awaited<ReturnType<typeof openProcesses>>;

/** Opens them; `server` is the address of a PostgreSQL of the test's own. */
export async function openProcesses(request: {
  readonly channels: number;
  readonly emulator?: Omit<EmulatorOptions, 'world' | 'now'>;
  readonly server?: string;
}) {
  const database = await makeDatabase('datewatch_template', request.server ?? null);
  const ids = Array.from({ length: request.channels + 1 }, (_, at) => `1428000000000001${String(at).padStart(3, '0')}`);
  const [late = '', ...channels] = ids;
  const seed = { id: GUILD, name: 'Desk', channels: ids.map((id) => ({ id, name: `dates-${id}` })) };
  const fixture = await startFixture({
    world: { guilds: [seed] },
    worldAt: DUE - AHEAD_MS * SPEED,
    speed: SPEED,
    database: database.url,
    ...(request.emulator === undefined ? {} : { options: request.emulator }),
  });
  const { emulator } = fixture;
  await fixture.writeList(LIST);
  await fixture.writeSettings('zone: UTC\n');
  await seedState(fixture.state, {
    guild: GUILD,
    channels,
    due: DUE,
    database: makeSecret(database.url),
    madeBy: 'command',
  });
  const children: Child[] = [];
  const count = (channel: string) => emulator.messages(channel).length;
  return {
    emulator,
    channels,
    /** A channel that nobody has subscribed yet. */
    late,
    /** Starts one and resolves when it runs. */
    async start(options: Omit<ChildOptions, 'line'> = {}): Promise<Child> {
      const child = fixture.start(options);
      children.push(child);
      await child.running;
      return child;
    },
    /** How many messages stand in all channels together. */
    posted: () => channels.reduce((sum, channel) => sum + count(channel), 0),
    /** The numbers of messages that the channels have, each once: `[2]` where every channel has two. */
    counts: () => [...new Set(channels.map(count))].sort(),
    count,
    /** The process that plans, by the database's clock; `null` while none does. */
    async planner(): Promise<Child | null> {
      const [lease] = await ask<{ holder: string }>(
        database.url,
        "select holder from leases where name = 'tick' and until > clock_timestamp()",
      );
      if (lease === undefined) return null;
      return children.find(({ said }) => said.some((line) => line.includes(lease.holder))) ?? null;
    },
    /** Resolves with the first answer that is one, asked ten times a second. */
    async until<T>(look: () => Promise<T | null>): Promise<T> {
      for (;;) {
        const found = await look();
        if (found !== null) return found;
        await sleep(100);
      }
    },
    /** Subscribes a channel in the state itself, as a process would that plans nothing. */
    async subscribe(channel: string): Promise<void> {
      const store = await openStore({
        folder: fixture.state,
        database: makeSecret(database.url),
        clock: 'simulated',
        machine: realMachine(),
      });
      const [one] = await store.registry.subscriptions();
      if (one !== undefined) await store.registry.putSubscription({ ...one, channel, since: fixture.worldNow() });
      await store.close();
    },
    async close(): Promise<void> {
      await fixture.close();
      await database.drop();
    },
  };
}

/** The processes' own words, for a test that wants to know whether one of them was said. */
export function hasSaid({ said }: Child, words: string): boolean {
  return said.some((line) => line.includes(words));
}
