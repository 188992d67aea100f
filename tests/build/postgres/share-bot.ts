import { onTestFinished } from 'vitest';
import type { Emulator, EmulatorOptions } from '../../../emulator/emulator.ts';
import { startEmulator } from '../../../emulator/start-emulator.ts';
import { connect, type DiscordConnection } from '../../../src/discord/gateway/connect.ts';
import { openDoor } from '../../../src/discord/interactions/open-door.ts';
import { openRestConnection } from '../../../src/discord/rest/open-connection.ts';
import type { Leases } from '../../../src/outbox/leases.ts';
import { claimInteractions } from '../../../src/store/postgres/claim-interactions.ts';
import { holdLeases } from '../../../src/store/postgres/hold-leases.ts';
import { keepAsking } from '../../../src/store/postgres/keep-asking.ts';
import { openPostgres } from '../../../src/store/postgres/open-postgres.ts';
import { storeRegistry } from '../../../src/store/registry/store-registry.ts';
import { realMachine } from '../../../src/time/machine.ts';
import { makeDispatcher, plainCommand, rootsOf, say } from '../emulate-discord.ts';
import { seedShards } from './run-fleet.ts';
import { ask, makeDatabase, postgresServer } from './use-postgres.ts';

/** One process of a bot that is shared by several: the gateway and the database are real, and nothing else is there. */
export type Sharer = {
  readonly connection: DiscordConnection;
  readonly leases: Leases;
  /** The shards that it holds. */
  shards(): Promise<number[]>;
  /** How many commands it has carried out. */
  answered(): number;
  /** As `kill -9` does: nothing is given back, and its sockets are gone. */
  die(): Promise<void>;
  leave(): Promise<void>;
};

/** A bot of so many shards, with a server and its channel on each. */
export type SharedBot = {
  readonly emulator: Emulator;
  readonly channels: readonly string[];
  readonly said: string[];
  join(): Promise<Sharer>;
  /** Nobody reaches the database for so long. */
  cutOff(ms: number): Promise<void>;
  /** Uses the command in a server of that shard, and resolves with the answer. */
  ask(shard: number): Promise<string>;
};

/** Everything ends with the test. */
export async function shareBot(
  count: number,
  options: Omit<EmulatorOptions, 'world' | 'shards'> = {},
): Promise<SharedBot> {
  const machine = realMachine();
  const database = await makeDatabase();
  const guilds = seedShards(count);
  const channels = guilds.flatMap((guild) => guild.channels.map(({ id }) => id));
  const emulator = await startEmulator({
    globalLimit: 'off',
    channelLimit: 'off',
    interactionDeadlineMs: 30_000,
    maxConcurrency: count,
    ...options,
    shards: count,
    world: { guilds },
  });
  const said: string[] = [];
  const note = (_: object, text: string) => void said.push(text);
  const log = { debug: note, info: note, warn: note, error: note };
  const open = new Set<Sharer>();
  onTestFinished(async () => {
    for (const one of open) await one.leave();
    await emulator.stop();
    await database.drop();
  });
  const commands = [plainCommand('here', async () => say('answered'))];

  async function join(): Promise<Sharer> {
    const { ledger, makeClient } = await openPostgres({ url: database.url, machine });
    const asking = keepAsking(() => makeClient(2_000), { address: 'postgres://tests', session: '' });
    const leases = holdLeases({ ask: asking.ask, machine });
    await leases.renew();
    const endRenewals = machine.every(1_000, () => void leases.renew().catch(() => undefined));
    const rest = openRestConnection({ token: { reveal: () => emulator.token }, apiUrl: emulator.apiUrl, log, machine });
    let answered = 0;
    const door = openDoor(rest, {
      dispatcher: Promise.resolve(makeDispatcher(commands, [], rootsOf(commands))),
      claims: claimInteractions(ledger, machine),
      answered: () => {
        answered += 1;
      },
    });
    const connection = await connect(rest, { door, sharing: { leases, sessions: storeRegistry(ledger) } });
    await connection.register(
      { roots: rootsOf(commands), shapes: commands.map(({ shape }) => shape) },
      { recall: async () => null, remember: async () => undefined },
    );
    const close = async () => {
      await asking.close();
      await ledger.close();
      await rest.close();
    };
    const sharer: Sharer = {
      ...{ connection, leases, answered: () => answered },
      async shards() {
        const [own] = (await leases.present()).filter(({ holder }) => holder === leases.holder);
        return (own?.leases ?? []).flatMap((name) => /^shard (\d+)/.exec(name)?.[1] ?? []).map(Number);
      },
      async die() {
        open.delete(sharer);
        endRenewals();
        await close();
        // What is left of it in this process stops trying; it can reach neither Discord nor the database.
        await connection.close();
      },
      async leave() {
        if (!open.delete(sharer)) return;
        await connection.close();
        endRenewals();
        await leases.leave();
        await close();
      },
    };
    open.add(sharer);
    return sharer;
  }

  return {
    ...{ emulator, said, join, channels },
    async cutOff(ms) {
      const name = new URL(database.url).pathname.slice(1);
      const server = await postgresServer();
      await ask(server, `alter database ${name} with allow_connections false`);
      await ask(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
      await machine.sleep(ms);
      await ask(server, `alter database ${name} with allow_connections true`);
    },
    async ask(shard) {
      const channelId = channels[shard] ?? '';
      return (await emulator.interact.command({ name: 'here', channelId, force: true })).content;
    },
  };
}
