import type { Kysely } from 'kysely';
import type { Tables } from './describe-tables.ts';

/** Names of the facts that the store itself keeps; `memo` facts belong to whoever remembers them. */
export const FACTS = {
  clock: 'clock',
  watermark: 'watermark',
  listVersion: 'list.version',
  listSnapshot: 'list.snapshot',
  revision: 'registry.revision',
} as const;

/** The fact of that name, or `null`. */
export async function readFact(db: Kysely<Tables>, name: string): Promise<string | null> {
  const row = await db.selectFrom('facts').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value ?? null;
}

/** A fact that is a number, or `null`. */
export async function readNumber(db: Kysely<Tables>, name: string): Promise<number | null> {
  const value = await readFact(db, name);
  return value === null ? null : Number(value);
}

/** Writes a fact over whatever was there. */
export async function writeFact(db: Kysely<Tables>, name: string, value: string): Promise<void> {
  await db
    .insertInto('facts')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

/** Tells everybody who holds subscriptions or settings in memory to read them again. Belongs in the change's transaction. */
export async function raiseRevision(db: Kysely<Tables>): Promise<void> {
  await writeFact(db, FACTS.revision, String(((await readNumber(db, FACTS.revision)) ?? 0) + 1));
}
