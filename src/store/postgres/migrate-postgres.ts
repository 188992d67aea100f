import type { Kysely } from 'kysely';
import type { Tables } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { StoreError } from '../store-error.ts';
import { MIGRATIONS } from './migrations.ts';
import { LOCKS, lockFor } from './postgres-dialect.ts';

/**
 * Brings the database at `address` to the newest shape, in one transaction and one process at a time: others that start
 * meanwhile wait and then find it done. Returns the versions before and after. Throws `StoreError` for a database that is
 * newer than this program or that belongs to another one.
 */
export function migratePostgres(
  db: Kysely<Tables>,
  address: string,
  migrations: readonly string[] = MIGRATIONS,
): Promise<{ from: number; to: number }> {
  return db.transaction().execute(async (tx) => {
    await lockFor(tx, LOCKS.migration);
    const from = await schemaVersion(tx);
    const to = migrations.length;
    if (from > to) {
      throw new StoreError(
        'newer',
        `The database ${address} was written by a newer Datewatch (shape ${from}; this program knows up to ${to}). Install that version again, or use another database.`,
      );
    }
    if (from === 0 && (await holdsOthers(tx))) {
      throw new StoreError(
        'foreign',
        `The database ${address} belongs to another program. Create a database for Datewatch alone (\`createdb\`) and name it in DATABASE_URL.`,
      );
    }
    if (from === 0) await sql.raw('create table schema_version (version bigint not null)').execute(tx);
    if (from === 0) await sql.raw('insert into schema_version values (0)').execute(tx);
    for (const migration of migrations.slice(from)) await sql.raw(migration).execute(tx);
    if (from < to) await sql`update schema_version set version = ${to}`.execute(tx);
    return { from, to };
  });
}

async function schemaVersion(tx: Kysely<Tables>): Promise<number> {
  if (!(await has(tx, sql`select 1 where to_regclass('schema_version') is not null`))) return 0;
  const { rows } = await sql<{ version: number }>`select version from schema_version`.execute(tx);
  return rows[0]?.version ?? 0;
}

/** Whether there are tables in the schema that ours would go into. */
function holdsOthers(tx: Kysely<Tables>): Promise<boolean> {
  return has(tx, sql`select 1 from pg_tables where schemaname = current_schema() limit 1`);
}

async function has(tx: Kysely<Tables>, query: ReturnType<typeof sql>): Promise<boolean> {
  return (await query.execute(tx)).rows.length > 0;
}
