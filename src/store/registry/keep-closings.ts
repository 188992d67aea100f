import type { Kysely } from 'kysely';
import type { Closing, Registry } from '../../outbox/registry.ts';
import type { Ledger, Tables } from '../describe-tables.ts';
import { memo, writeFact } from './keep-facts.ts';

/** `Registry.closings`. */
export function readClosings({ db }: Ledger): Registry['closings'] {
  return async () => {
    const notes = await db.selectFrom('facts').select('value').where('name', 'like', closed('%')).execute();
    return notes.map(({ value }) => JSON.parse(value) as Closing);
  };
}

/** Writes it over the channel's earlier one. Its name holds the server's id, so that it goes when the server's rows go. */
export function noteClosing(tx: Kysely<Tables>, closing: Closing): Promise<void> {
  return writeFact(tx, closed(`${closing.guild} ${closing.channel}`), JSON.stringify(closing));
}

function closed(place: string): string {
  return memo(`closed ${place}`);
}
