import type { Claims } from '../../outbox/claims.ts';
import type { Machine } from '../../time/machine.ts';
import type { Ledger } from '../describe-tables.ts';
import { sql } from '../load-kysely.ts';

const KEPT = '15 minutes';
const CLEAN_EVERY_MS = 60_000;

/** Claims in PostgreSQL: a row for each interaction, which the first one to write it has. */
export function claimInteractions({ db }: Pick<Ledger, 'db'>, machine: Pick<Machine, 'monotonic'>): Claims {
  let cleanedAt = Number.NEGATIVE_INFINITY;
  const clean = (): void => {
    const now = machine.monotonic();
    if (now - cleanedAt < CLEAN_EVERY_MS) return;
    cleanedAt = now;
    const old = sql`delete from claims where at < clock_timestamp() - interval '${sql.raw(KEPT)}'`;
    // The next one is a minute away.
    old.execute(db).catch(() => undefined);
  };
  return {
    async claim(interaction) {
      const { rows } = await sql`insert into claims (interaction, at) values (${interaction}, clock_timestamp())
        on conflict do nothing returning interaction`.execute(db);
      clean();
      return rows.length > 0;
    },
  };
}
