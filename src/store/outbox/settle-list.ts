import { CHANGE_KINDS, type EventChange } from '../../model/change.ts';
import { decodeJson, isObject } from '../../model/decode-json.ts';
import type { EventList } from '../../model/event.ts';
import type { Defaults } from '../../model/subscription.ts';
import type { Outbox, Reservation } from '../../outbox/outbox.ts';
import type { Ledger, ListChangesTable } from '../describe-tables.ts';
import { readEach } from '../read-rows.ts';
import { addToFact, FACTS, readFact, readNumber, writeFact } from '../registry/keep-facts.ts';

const COLUMNS = ['revision', 'event', 'kind', 'at', 'what'] as const satisfies (keyof ListChangesTable)[];

/**
 * Writes the list that a reservation has settled. Repeating it is harmless: the version settled last is not counted
 * again, nor are its changes. Belongs in the reservation's last transaction.
 */
export async function settleList(
  { db, rowsOf }: Ledger,
  { list, defaults, changes }: NonNullable<Reservation['settledList']>,
): Promise<void> {
  const version = writeVersion(list.version, defaults);
  const before = await readFact(db, FACTS.listVersion);
  await writeFact(db, FACTS.listVersion, version);
  await writeFact(db, FACTS.listSnapshot, JSON.stringify(list));
  if (before === version) return;
  const revision = await addToFact(db, FACTS.listRevision, 1);
  if (changes.length === 0) return;
  const rows = changes.map(({ at, change }) => {
    const { event, kind } = change;
    return { revision, event, kind, at, what: JSON.stringify(change) };
  });
  await db.insertInto('list_changes').columns(COLUMNS).expression(rowsOf(COLUMNS, rows)).execute();
}

/** `Outbox.settledList`. */
export function readSettledList({ db, unreadable }: Ledger): Outbox['settledList'] {
  return async () => {
    const read = await readOne(FACTS.listVersion, readVersion, { db, unreadable });
    return read && { ...read, revision: (await readNumber(db, FACTS.listRevision)) ?? 0 };
  };
}

/** `Outbox.lastList`. */
export function readLastList(ledger: Ledger): Outbox['lastList'] {
  return () => readOne(FACTS.listSnapshot, (text) => decodeJson(text, isList), ledger);
}

async function readOne<Read>(
  name: string,
  read: (text: string) => Read,
  { db, unreadable }: Pick<Ledger, 'db' | 'unreadable'>,
): Promise<Read | null> {
  const text = await readFact(db, name);
  return readEach(text === null ? [] : [text], read, (_, error) => unreadable(name, error))[0] ?? null;
}

/** Writes the fact that two settled lists are compared by: `readVersion` takes it apart again. */
function writeVersion(version: string, defaults: Defaults): string {
  return `${version} ${JSON.stringify(defaults)}`;
}

function readVersion(text: string): { version: string; defaults: Defaults } {
  const end = text.indexOf(' {');
  return { version: text.slice(0, end), defaults: decodeJson(text.slice(end + 1), isDefaults) };
}

function isDefaults(value: unknown): value is Defaults {
  return isObject(value) && typeof value['zone'] === 'string' && isObject(value['leads']);
}

function isList(value: unknown): value is EventList {
  if (!isObject(value)) return false;
  const { version, files, events } = value;
  return typeof version === 'string' && Array.isArray(files) && Array.isArray(events) && events.every(isObject);
}

function isChange(value: unknown): value is EventChange {
  if (!isObject(value)) return false;
  const { event, kind, title, phrase } = value;
  const isKnown = CHANGE_KINDS.some((known) => known === kind);
  return isKnown && [event, title, phrase].every((text) => typeof text === 'string');
}

/** `Outbox.changes`: those of one instant in the order in which they were recorded. */
export function readChanges({ db, unreadable }: Ledger): Outbox['changes'] {
  return async ({ since, limit }) =>
    readEach(
      await changesSince(db, since).limit(limit).execute(),
      ({ at, what }) => ({ at, change: decodeJson(what, isChange) }),
      ({ id }, error) => unreadable(`change ${id}`, error),
    );
}

/** The changes after an instant, newest first. */
export function changesSince(db: Ledger['db'], since: number) {
  return db
    .selectFrom('list_changes')
    .select(['id', 'at', 'what'])
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .orderBy('revision', 'desc')
    .orderBy('id');
}
