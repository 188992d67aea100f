import type { Transaction } from 'kysely';
import { endOfTurn } from '../time/machine.ts';
import type { CommitTogether, Tables, Transact } from './describe-tables.ts';
import { sql } from './load-kysely.ts';

/** A task that waits for its turn. `act` does it and returns the function to call once it is committed. */
type Waiting = { act(tx: Transaction<Tables>): Promise<() => void>; fail(error: unknown): void };

/**
 * Makes the one group of a database; while one is committed, the next gathers. An error that `endsAll` is that of the
 * whole group and not of the task that met it. `idle` resolves when every task handed in so far has ended.
 */
export function makeCommitTogether(
  transact: Transact,
  endsAll: (error: unknown) => boolean = () => false,
): { commitTogether: CommitTogether; idle(): Promise<void> } {
  let waiting: Waiting[] = [];
  let last = Promise.resolve();

  const commit = async (before: Promise<void>): Promise<void> => {
    await before;
    await endOfTurn();
    let group: Waiting[] = [];
    const take = () => {
      group = [...group, ...waiting];
      waiting = [];
    };
    try {
      const ends = await transact(null, async (tx) => {
        // Only now, so that tasks that came while another transaction was under way are in it too.
        take();
        const done: (() => void)[] = [];
        for (const one of group) done.push(await actAlone(tx, one, endsAll));
        return done;
      });
      for (const end of ends) end();
    } catch (error) {
      if (group.length === 0) take();
      for (const one of group) one.fail(error);
    }
  };

  return {
    commitTogether(work) {
      const { promise, resolve, reject } = Promise.withResolvers<Awaited<ReturnType<typeof work>>>();
      if (waiting.length === 0) last = commit(last);
      waiting.push({
        async act(tx) {
          const result = await work(tx);
          return () => resolve(result);
        },
        fail: reject,
      });
      return promise;
    },
    async idle() {
      for (let seen: Promise<void> | null = null; seen !== last; ) {
        seen = last;
        await seen;
      }
    },
  };
}

/**
 * Between a savepoint and its end: https://www.sqlite.org/lang_savepoint.html,
 * https://www.postgresql.org/docs/current/sql-savepoint.html.
 */
async function actAlone(
  tx: Transaction<Tables>,
  { act, fail }: Waiting,
  endsAll: (error: unknown) => boolean,
): Promise<() => void> {
  await sql`savepoint piece`.execute(tx);
  try {
    const end = await act(tx);
    await sql`release piece`.execute(tx);
    return end;
  } catch (error) {
    if (endsAll(error)) throw error;
    try {
      await sql`rollback to piece`.execute(tx);
      await sql`release piece`.execute(tx);
    } catch {
      // A full disk or a lost connection has ended the whole transaction: that error says more than the missing savepoint.
      throw error;
    }
    return () => fail(error);
  }
}
