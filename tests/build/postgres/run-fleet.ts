import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emulator, EmulatorOptions } from '../../../emulator/emulator.ts';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import { type Line, startLine } from '../command-line.ts';
import { readSamples } from '../serve-program.ts';
import { ask } from './use-postgres.ts';

const LIST = 'zone: UTC\nevents:\n  - { title: Tax return, due: 2031-04-15 17:00 }\n';

/** One of the processes of a bot, as an operator starts it. */
export type Member = {
  readonly line: Line;
  /** The shards that it has taken and not given back, by its own log. */
  shards(): readonly number[];
  /** The samples of its /metrics. */
  metrics(): Promise<ReadonlyMap<string, number>>;
};

/** A bot of several processes over one PostgreSQL, and Discord on loopback with a server for each shard. */
export type Fleet = {
  readonly emulator: Emulator;
  /** The channel of the server of each shard. */
  readonly channels: readonly string[];
  start(): Member;
  /** The shards that somebody holds by the database's clock, each as often as it is held. */
  held(): Promise<number[]>;
  /** Resolves when these processes run and have all shards, none too many, and the gateway has so many connections. */
  settled(members: readonly Member[]): Promise<void>;
  close(): Promise<void>;
};

const SHARD_OF_IDS = 1_428_000_000_000_000_000n >> 22n;

/** An id of a server that belongs to that shard; `more` tells ids apart. */
export function idOnShard(shard: number, count: number, more: bigint): string {
  const base = SHARD_OF_IDS - (SHARD_OF_IDS % BigInt(count)) + BigInt(shard);
  return ((base << 22n) + more).toString();
}

/** The servers of a bot of so many shards, one on each, with one channel. */
export function seedShards(count: number) {
  return Array.from({ length: count }, (_, shard) => ({
    id: idOnShard(shard, count, 1n),
    name: `Desk ${shard}`,
    channels: [{ id: idOnShard(shard, count, 2n), name: 'dates' }],
  }));
}

/** Opens a fleet without members over the database at this address. */
export async function openFleet(
  database: string,
  shards: number,
  options: Omit<EmulatorOptions, 'world' | 'shards'> = {},
): Promise<Fleet> {
  const guilds = seedShards(shards);
  const emulator = await startEmulator({ ...options, maxConcurrency: shards, shards, world: { guilds } });
  const home = await mkdtemp(join(tmpdir(), 'datewatch-fleet-'));
  await mkdir(join(home, 'data'));
  await writeFile(join(home, 'data', 'own.yaml'), LIST);
  await writeFile(join(home, 'settings.yaml'), 'zone: UTC\n');
  const members: Member[] = [];
  const held = async (): Promise<number[]> => {
    const rows = await ask<{ name: string }>(
      database,
      "select name from leases where name like 'shard %' and until > clock_timestamp()",
    );
    return rows.map(({ name }) => Number(name.split(' ')[1])).sort((a, b) => a - b);
  };
  const untilTrue = async (what: string, check: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 120_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50)))
      if (await check()) return;
    throw new Error(`Waited for ${what}:\n${members.map(({ line }) => line.out()).join('\n')}`);
  };
  return {
    ...{ emulator, held },
    channels: guilds.flatMap(({ channels }) => channels.map(({ id }) => id)),
    start() {
      const line = startLine(['start', '--keep-trying'], {
        DISCORD_TOKEN: emulator.token,
        DISCORD_API_URL: emulator.apiUrl,
        DATABASE_URL: database,
        DATEWATCH_DATA: join(home, 'data'),
        DATEWATCH_CONFIG: join(home, 'settings.yaml'),
        DATEWATCH_STATE: join(home, `state-${members.length}`),
        LOG_FORMAT: 'json',
        DATEWATCH_HTTP_PORT: '0',
      });
      const member: Member = {
        line,
        shards: () => readShards(line.out()),
        async metrics() {
          const address = /"address":"(http:[^"]+)/.exec(line.out())?.[1] ?? '';
          return readSamples(await (await fetch(`${address}/metrics`)).text());
        },
      };
      members.push(member);
      return member;
    },
    async settled(living) {
      await Promise.all(living.map(({ line }) => line.says('Datewatch is running.')));
      await untilTrue('all shards', async () => {
        const all = living.flatMap((one) => one.shards());
        const most = Math.ceil(shards / living.length);
        if (all.length !== shards || living.some((one) => one.shards().length > most)) return false;
        return (await held()).length === shards && emulator.sessions() === shards;
      });
    },
    async close() {
      for (const { line } of members) line.signal('SIGTERM');
      await Promise.all(members.map(({ line }) => line.ended));
      await emulator.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The shards that a process has taken and not given back, by its own log. */
export function readShards(out: string): readonly number[] {
  const own = new Set<number>();
  for (const line of out.split('\n')) {
    if (!line.includes('"shards":')) continue;
    const { shards, msg } = JSON.parse(line) as { shards: number[]; msg: string };
    for (const shard of shards)
      if (msg === 'Taking shards.') own.add(shard);
      else own.delete(shard);
  }
  return [...own].sort((a, b) => a - b);
}
