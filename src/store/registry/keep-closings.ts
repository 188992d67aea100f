import type { Kysely } from 'kysely';
import { decodeJson, isObject } from '../../model/decode-json.ts';
import type { Closing, Registry } from '../../outbox/registry.ts';
import type { Ledger, Tables } from '../describe-tables.ts';
import { readEach } from '../read-rows.ts';
import { guildFact, writeFact } from './keep-facts.ts';

/** `Registry.closings`. */
export function readClosings(ledger: Ledger): Registry['closings'] {
  return () => readNotes(ledger, guildFact('closed', '%', '%'));
}

/** The note of one channel; `null` where there is none that can be read. */
export async function readClosing(
  db: Kysely<Tables>,
  { guild, channel, unreadable }: Pick<Closing, 'guild' | 'channel'> & Pick<Ledger, 'unreadable'>,
): Promise<Closing | null> {
  return (await readNotes({ db, unreadable }, guildFact('closed', guild, channel)))[0] ?? null;
}

async function readNotes({ db, unreadable }: Pick<Ledger, 'db' | 'unreadable'>, names: string): Promise<Closing[]> {
  const notes = await db.selectFrom('facts').select(['name', 'value']).where('name', 'like', names).execute();
  return readEach(
    notes,
    // Notes that an older version wrote have none of these.
    ({ value }) => ({ ...NEW_NOTE, ...decodeJson(value, isClosing) }),
    ({ name }, error) => unreadable(name, error),
  );
}

/** The fields of a note that nothing is known of when a channel closes. */
export const NEW_NOTE = { tries: 0, nextLook: 0, gone: null, reopened: null } as const;

/** The fields that every note has, whatever version wrote it. */
type Noted = Omit<Closing, keyof typeof NEW_NOTE> & Partial<Closing>;

function isClosing(value: unknown): value is Noted {
  if (!isObject(value)) return false;
  const { guild, channel, reason, since, missedFrom } = value;
  const hasTexts = [guild, channel, reason].every((text) => typeof text === 'string');
  return hasTexts && typeof since === 'number' && typeof missedFrom === 'number';
}

/** Writes it over the channel's earlier one, among the facts of its server: it is deleted with the server's rows. */
export function noteClosing(tx: Kysely<Tables>, closing: Closing): Promise<void> {
  return writeFact(tx, guildFact('closed', closing.guild, closing.channel), JSON.stringify(closing));
}
