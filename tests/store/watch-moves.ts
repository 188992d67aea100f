import { sql } from 'kysely';
import type { MomentState, PostState } from '../../src/model/post.ts';
import type { Ledger } from '../../src/store/describe-tables.ts';

/** A move that a row has made, as the database saw it. */
export type SeenMove =
  | { readonly of: 'post'; readonly before: PostState | null; readonly after: PostState }
  | { readonly of: 'moment'; readonly before: MomentState | null; readonly after: MomentState };

const TRIGGERS = [
  'create temp table moves (id integer primary key, kind text, before text, after text)',
  `create temp trigger post_made after insert on posts
   begin insert into moves (kind, before, after) values ('post', null, new.state); end`,
  `create temp trigger post_moved after update of state on posts
   begin insert into moves (kind, before, after) values ('post', old.state, new.state); end`,
  `create temp trigger moment_made after insert on moments
   begin insert into moves (kind, before, after) values ('moment', null, new.state); end`,
  `create temp trigger moment_moved after update of state, post on moments
   begin insert into moves (kind, before, after) values ('moment', old.state, new.state); end`,
];

/**
 * Has the database itself write down every move of every post and moment. The returned function gives those since it
 * was called last.
 */
export async function watchMoves({ db }: Ledger): Promise<() => Promise<SeenMove[]>> {
  for (const trigger of TRIGGERS) await sql.raw(trigger).execute(db);
  return async () => {
    const { rows } = await sql<SeenMove>`select kind as "of", before, after from moves order by id`.execute(db);
    await sql`delete from moves`.execute(db);
    return rows;
  };
}
