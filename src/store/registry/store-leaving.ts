import type { Registry } from '../../outbox/registry.ts';
import type { Ledger } from '../describe-tables.ts';
import { decodeSubscriber } from '../read-rows.ts';
import { guildFact } from './keep-facts.ts';

/** The registry's part for servers that the bot has left. The marks are facts of their servers, deleted with them. */
export function storeLeaving({ db }: Ledger): Pick<Registry, 'servers' | 'markLeft' | 'leftServers'> {
  return {
    async servers() {
      const rows = await db
        .selectFrom('subscriptions')
        .select('guild')
        .union(db.selectFrom('guild_settings').select('guild'))
        .union(db.selectFrom('standing').select('guild'))
        .execute();
      return rows.flatMap(({ guild }) => (decodeSubscriber(guild).kind === 'guild' ? [guild] : []));
    },
    async markLeft(guild, since) {
      const name = guildFact('left', guild, '');
      if (since === null) await db.deleteFrom('facts').where('name', '=', name).execute();
      else {
        await db
          .insertInto('facts')
          .values({ name, value: String(since) })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute();
      }
    },
    async leftServers() {
      const marks = await db
        .selectFrom('facts')
        .select(['name', 'value'])
        .where('name', 'like', guildFact('left', '%', ''))
        .execute();
      return marks.map(({ name, value }) => ({ guild: name.split(' ')[1] ?? '', since: Number(value) }));
    },
  };
}
