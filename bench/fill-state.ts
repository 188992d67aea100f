import { type GuildSettings, ofGuild, type PersonSettings, type Subscription } from '../src/model/subscription.ts';
import type { Store } from '../src/store/make-store.ts';
import { openStore } from '../src/store/open-store.ts';
import { openPostgres } from '../src/store/postgres/open-postgres.ts';
import { encodeOwner } from '../src/store/read-rows.ts';
import { writeSubscription } from '../src/store/registry/convert-subscription.ts';
import { raiseRevision } from '../src/store/registry/keep-facts.ts';
import { openSqlite } from '../src/store/sqlite/open-sqlite.ts';
import type { Machine } from '../src/time/machine.ts';

/** Rows of one statement: SQLite takes at most 32,766 parameters. */
const CHUNK = 1_000;

/**
 * Opens a state whose subscriptions have all been settled, as a bot that has run for a while has it. The rows are
 * written in bulk by the store's own parts: through the port each is a transaction of its own, which takes minutes for
 * 100,000. What is measured afterwards only reads them.
 */
export async function openFilledState(options: {
  readonly folder: string;
  /** The address of an empty PostgreSQL database; left out, SQLite's file in the folder. */
  readonly database?: { reveal(): string } | null;
  readonly clock?: 'real' | 'simulated';
  readonly machine: Machine;
  readonly subscriptions: readonly Subscription[];
  readonly guilds: readonly GuildSettings[];
  readonly people: readonly PersonSettings[];
}): Promise<Store> {
  const { folder, machine, database = null, clock = 'simulated' } = options;
  const made = await openStore({ folder, database, clock, machine });
  await made.close();
  const { ledger } =
    database === null ? openSqlite(made.path, { machine }) : await openPostgres({ url: database.reveal(), machine });
  const subscriptions = options.subscriptions.map((row) => writeSubscription(row, null));
  const settings = [
    ...options.guilds.map((own) => ({ owner: ofGuild(own.guild), ...own })),
    ...options.people.map((own) => ({ owner: { kind: 'person', user: own.user } as const, ...own })),
  ].map(({ owner, zone, postingTime }) => ({ guild: encodeOwner(owner), zone, posting_time: postingTime }));
  await ledger.db.transaction().execute(async (tx) => {
    for (const rows of chunksOf(settings)) await tx.insertInto('guild_settings').values(rows).execute();
    for (const rows of chunksOf(subscriptions)) await tx.insertInto('subscriptions').values(rows).execute();
    await raiseRevision(tx);
  });
  await ledger.close();
  return await openStore({ folder, database, clock, machine });
}

function chunksOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, index) =>
    all.slice(index * CHUNK, (index + 1) * CHUNK),
  );
}
