import type { Reservation } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';
import { FACTS, raiseRevision, readNumber } from '../registry/keep-facts.ts';
import { sql } from '../sqlite/load-kysely.ts';

/**
 * Clears the marks of subscriptions whose change a reservation has settled, where the row is still the one that was looked
 * at: one that was changed meanwhile has more to settle. Belongs in the reservation's last transaction.
 */
export async function clearMarks(ledger: Ledger, settled: Reservation['settledChannels']): Promise<void> {
  const { db } = ledger;
  const version = ((await readNumber(db, FACTS.revision)) ?? 0) + 1;
  const cleared = await markedAs(ledger, settled).set({ unsettled: null, version }).executeTakeFirst();
  // Whoever holds the rows in memory would otherwise settle the same change at every tick.
  if (cleared.numUpdatedRows > 0n) await raiseRevision(db);
}

/** An update of the subscriptions that still carry a mark under exactly these versions. */
export function markedAs({ db, rowsOf }: Ledger, settled: Reservation['settledChannels']) {
  return db
    .updateTable('subscriptions')
    .where('unsettled', 'is not', null)
    .where(sql<boolean>`(channel, version) in (${rowsOf(['channel', 'version'], settled)})`);
}
