import type { Kysely } from 'kysely';
import { decodeJson, isObject } from '../../model/decode-json.ts';
import type { Closing, Registry } from '../../outbox/registry.ts';
import type { Ledger, Tables } from '../describe-tables.ts';
import { readEach } from '../read-rows.ts';
import { guildFact, writeFact } from './keep-facts.ts';

/** `Registry.closings`. */
export function readClosings({ db, unreadable }: Ledger): Registry['closings'] {
  return async () => {
    const notes = await db
      .selectFrom('facts')
      .select(['name', 'value'])
      .where('name', 'like', guildFact('closed', '%', '%'))
      .execute();
    return readEach(
      notes,
      ({ value }) => decodeJson(value, isClosing),
      ({ name }, error) => unreadable(name, error),
    );
  };
}

function isClosing(value: unknown): value is Closing {
  if (!isObject(value)) return false;
  const { guild, channel, reason, since, missedFrom } = value;
  const hasTexts = [guild, channel, reason].every((text) => typeof text === 'string');
  return hasTexts && typeof since === 'number' && typeof missedFrom === 'number';
}

/** Writes it over the channel's earlier one, among the facts of its server: it is deleted with the server's rows. */
export function noteClosing(tx: Kysely<Tables>, closing: Closing): Promise<void> {
  return writeFact(tx, guildFact('closed', closing.guild, closing.channel), JSON.stringify(closing));
}
