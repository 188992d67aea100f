import type { Kysely } from 'kysely';
import type { GuildId } from '../../model/subscription.ts';
import type { Tables } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';

/** Names of the facts that the store itself keeps; `memo` facts belong to the caller that stores them. */
export const FACTS = {
  clock: 'clock',
  watermark: 'watermark',
  listVersion: 'list.version',
  listSnapshot: 'list.snapshot',
  listRevision: 'list.revision',
  sentPosts: 'posts.sent',
  revision: 'registry.revision',
  identity: 'identity',
  owner: 'owner',
  missing: 'missing',
} as const;

/** Reads the fact of that name; `null` where there is none. */
export async function readFact(db: Kysely<Tables>, name: string): Promise<string | null> {
  const row = await db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

/** Reads a fact that is a number; `null` where there is none. */
export async function readNumber(db: Kysely<Tables>, name: string): Promise<number | null> {
  const value = await readFact(db, name);
  return value === null ? null : Number(value);
}

/** The sum of a fact that is a number and of those that are parts of it: their names go on after it with a space. */
export async function readSum(db: Kysely<Tables>, name: string): Promise<number> {
  const parts = db.selectFrom('facts').select('value').where('name', '>=', name).where('name', '<', `${name}!`);
  return (await parts.execute()).reduce((sum, { value }) => sum + Number(value), 0);
}

/** Writes a fact over any earlier one. */
export async function writeFact(db: Kysely<Tables>, name: string, value: string): Promise<void> {
  await db
    .insertInto('facts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Writes a fact unless there is one of that name. True where there was none. */
export async function addFact(db: Kysely<Tables>, name: string, value: string): Promise<boolean> {
  const added = await db
    .insertInto('facts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * The name of the fact for a caller's memo: it has a prefix of its own, so that no memo can touch the store's facts.
 */
export function memo(name: string): string {
  return `memo:${name}`;
}

/** Facts of one server, by the first word of their names. */
const OF_GUILD = ['closed', 'left', 'pin', 'told'] as const;

/** The name of a fact of one server; `%` stands for any, as in `like`. */
export function guildFact(what: (typeof OF_GUILD)[number], guild: GuildId, rest: string): string {
  return memo(`${what} ${guild} ${rest}`);
}

/** Deletes the facts of one server. */
export async function forgetFacts(db: Kysely<Tables>, guild: GuildId): Promise<void> {
  for (const what of OF_GUILD) {
    await db
      .deleteFrom('facts')
      .where('name', 'like', guildFact(what, guild, '%'))
      .execute();
  }
}

/**
 * Adds to a fact that is a number, 0 where there is none yet, and returns the sum. Belongs in a transaction, which from
 * then on is the only one that may add to it.
 */
export async function addToFact(db: Kysely<Tables>, name: string, amount: number): Promise<number> {
  const sum = sql<string>`cast(cast(facts.value as bigint) + cast(${amount} as bigint) as text)`;
  const { value } = await db
    .insertInto('facts')
    .values({ name, value: String(amount) })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sum }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(value);
}

/**
 * Makes every process that holds subscriptions or settings in memory read them again, and returns the new revision,
 * which is the version of every row changed with it. Belongs in the change's transaction.
 */
export function raiseRevision(db: Kysely<Tables>): Promise<number> {
  return addToFact(db, FACTS.revision, 1);
}
