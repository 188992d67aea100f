import { decodeJson, isObject } from '../../model/decode-json.ts';
import { PIN_REFUSALS } from '../../model/recurring.ts';
import type { RefusedPin, Registry } from '../../outbox/registry.ts';
import type { Ledger } from '../describe-tables.ts';
import { readEach } from '../read-rows.ts';
import { guildFact, writeFact } from './keep-facts.ts';

/** The registry's part for pins that were refused: facts of their servers, deleted with them. */
export function storePins({ db, unreadable }: Ledger): Pick<Registry, 'notePin' | 'refusedPins'> {
  return {
    async notePin(guild, channel, refused) {
      const name = guildFact('pin', guild, channel);
      if (refused === null) await db.deleteFrom('facts').where('name', '=', name).execute();
      else await writeFact(db, name, JSON.stringify({ channel, ...refused }));
    },
    async refusedPins(guild) {
      const names = guildFact('pin', guild, '%');
      const notes = await db.selectFrom('facts').select(['name', 'value']).where('name', 'like', names).execute();
      return readEach(
        notes,
        ({ value }) => decodeJson(value, isRefusedPin),
        ({ name }, error) => unreadable(name, error),
      );
    },
  };
}

function isRefusedPin(value: unknown): value is RefusedPin {
  if (!isObject(value)) return false;
  const { channel, why, at } = value;
  return typeof channel === 'string' && typeof at === 'number' && PIN_REFUSALS.some((known) => known === why);
}
