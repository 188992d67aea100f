import type { ReminderKind } from '../../model/post.ts';
import type { PlannedPost } from '../../outbox/outbox.ts';
import type { Ledger } from '../describe-tables.ts';

/** A post that moments may move into, with the number it would hold now. */
type Home = { readonly id: string; readonly moments: number };

/**
 * Finds the channel's waiting posts that moments meant for a post like `into` may join: of its kind, never attempted (a
 * message that may be out must not change), and with no content besides their moments. Returns also the last ordinal
 * among the open posts of the kind; `null` where none is open.
 */
export async function findHomes(
  { db, isOneOf }: Ledger,
  from: string,
  into: PlannedPost<ReminderKind>,
): Promise<{ homes: Home[]; lastOrdinal: number | null }> {
  const open = await db
    .selectFrom('posts')
    .select(['id', 'state', 'ordinal', 'payload', 'added_late', 'edits', 'key'])
    .where('ready_at', 'is not', null)
    .where('channel', '=', into.channel)
    .where('kind', '=', into.kind)
    .where('id', '!=', from)
    .orderBy('ordinal')
    .orderBy('id')
    .execute();
  const alike = open.filter((row) => {
    const plain = row.key === null && row.edits === into.edits;
    return row.state === 'waiting' && row.payload === null && plain && (row.added_late === 1) === into.addedLate;
  });
  const ids = alike.map((row) => row.id);
  const counts = await db
    .selectFrom('moments')
    .select((eb) => ['post', eb.fn.countAll<number>().as('count')])
    .where(isOneOf('post', ids))
    .where('state', '=', 'reserved')
    .groupBy('post')
    .execute();
  const homes = ids.map((id) => ({ id, moments: Number(counts.find((row) => row.post === id)?.count ?? 0) }));
  return { homes, lastOrdinal: open.at(-1)?.ordinal ?? null };
}
