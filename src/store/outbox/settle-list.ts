import type { Outbox, Reservation } from '../../outbox/outbox.ts';
import type { Ledger, ListChangesTable } from '../describe-tables.ts';
import { addToFact, FACTS, readFact, readNumber, writeFact } from '../registry/keep-facts.ts';

const COLUMNS = ['revision', 'event', 'kind', 'at', 'what'] as const satisfies (keyof ListChangesTable)[];

/**
 * Writes the list that a reservation has settled. Repeating it is harmless: the version settled last is not counted
 * again, nor are its changes. Belongs in the reservation's last transaction.
 */
export async function settleList(
  { db, rowsOf }: Ledger,
  { version, snapshot, changes }: NonNullable<Reservation['settledList']>,
): Promise<void> {
  const before = await readFact(db, FACTS.listVersion);
  await writeFact(db, FACTS.listVersion, version);
  await writeFact(db, FACTS.listSnapshot, snapshot);
  if (before === version) return;
  const revision = await addToFact(db, FACTS.listRevision, 1);
  if (changes.length === 0) return;
  const rows = changes.map(({ event, kind, at, what }) => ({ revision, event, kind, at, what }));
  await db.insertInto('list_changes').columns(COLUMNS).expression(rowsOf(COLUMNS, rows)).execute();
}

/** `Outbox.settledList`. */
export function readSettledList({ db }: Ledger): Outbox['settledList'] {
  return async () => {
    const version = await readFact(db, FACTS.listVersion);
    const snapshot = await readFact(db, FACTS.listSnapshot);
    if (version === null || snapshot === null) return null;
    return { version, snapshot, revision: (await readNumber(db, FACTS.listRevision)) ?? 0 };
  };
}

/** `Outbox.changes`: those of one instant in the order in which they were recorded. */
export function readChanges({ db }: Ledger): Outbox['changes'] {
  return ({ since, limit }) => changesSince(db, since).limit(limit).execute();
}

/** The changes after an instant, newest first. */
export function changesSince(db: Ledger['db'], since: number) {
  return db
    .selectFrom('list_changes')
    .select(['event', 'kind', 'at', 'what'])
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .orderBy('revision', 'desc')
    .orderBy('id');
}
