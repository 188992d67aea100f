import type { Claims } from '../../outbox/claims.ts';
import type { Machine } from '../../time/machine.ts';
import type { Ledger } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';
import { StoreError } from '../store-error.ts';

const KEPT = '15 minutes';
const CLEAN_EVERY_MS = 60_000;
const AGAIN_MS = 250;
/** The most that are claimed later; a database that is away for longer than a burst of them has other troubles. */
const MOST_LATE = 10_000;

/**
 * Claims in PostgreSQL: a row for each interaction, which the first one to write it has. Whoever could not ask answers all the
 * same, so that such a claim is made as soon as the database is back: Discord sends the interaction again to a process that
 * takes the shard over.
 */
export function claimInteractions({ db }: Pick<Ledger, 'db'>, machine: Pick<Machine, 'monotonic' | 'sleep'>): Claims {
  let cleanedAt = Number.NEGATIVE_INFINITY;
  const clean = (): void => {
    const now = machine.monotonic();
    if (now - cleanedAt < CLEAN_EVERY_MS) return;
    cleanedAt = now;
    const old = sql`delete from claims where at < clock_timestamp() - interval '${sql.raw(KEPT)}'`;
    // The next one is a minute away.
    old.execute(db).catch(() => undefined);
  };
  const write = async (interactions: readonly string[]): Promise<boolean> => {
    const { rows } = await sql`insert into claims (interaction, at)
      select interaction, clock_timestamp() from unnest(${interactions}::text[]) as interaction
      on conflict do nothing returning interaction`.execute(db);
    return rows.length > 0;
  };
  const late = new Set<string>();
  let isTrying = false;
  const claimLate = async (): Promise<void> => {
    if (isTrying) return;
    isTrying = true;
    let isClosed = false;
    while (late.size > 0 && !isClosed) {
      await machine.sleep(AGAIN_MS);
      const some = [...late];
      try {
        await write(some);
        for (const one of some) late.delete(one);
      } catch (error) {
        isClosed = error instanceof StoreError && error.trouble === 'closed';
      }
    }
    isTrying = false;
  };
  return {
    async claim(interaction) {
      try {
        const isFirst = await write([interaction]);
        clean();
        return isFirst;
      } catch (error) {
        if (late.size < MOST_LATE) late.add(interaction);
        void claimLate();
        throw error;
      }
    },
  };
}
