import type { Kysely } from 'kysely';
import { firstIdAt } from '../../outbox/derive-nonce.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import type { Ledger, Tables } from '../describe-tables.ts';
import { addToFact, FACTS } from '../registry/keep-facts.ts';

type Request = Parameters<Outbox['dropPast']>[0];
type Page = Awaited<ReturnType<Outbox['dropPast']>>;

/** Behind the posts come the moments that never had one; a cursor says which table it stands in. */
const LOOSE = 'moment ';

/** `Outbox.dropPast`: posts by their ids, which begin with when they were due, then moments without a post by theirs. */
export function dropPast(ledger: Ledger): Outbox['dropPast'] {
  return (request) => {
    const { cursor } = request;
    const isLoose = cursor?.startsWith(LOOSE) === true;
    return ledger.commitTogether((tx) =>
      isLoose
        ? dropLoose(ledger, tx, request, Number(cursor.slice(LOOSE.length)))
        : dropPosts(ledger, tx, request, cursor ?? ''),
    );
  };
}

async function dropPosts(ledger: Ledger, tx: Kysely<Tables>, request: Request, after: string): Promise<Page> {
  const { before, limit } = request;
  const page = await tx
    .selectFrom('posts')
    .select(['id', 'state'])
    .where('id', '>', after)
    .where('id', '<', firstIdAt(before))
    // A board lives on in the message that its first post brought.
    .where((is) => is.or([is('kind', '!=', 'board'), is('edits', 'is not', null)]))
    .where('ready_at', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  const next = page.length < limit ? `${LOOSE}0` : (page.at(-1)?.id ?? `${LOOSE}0`);
  const kept = await keptAmong(
    ledger,
    tx,
    page.map(({ id }) => id),
    request,
  );
  const gone = page.filter(({ id }) => !kept.has(id));
  if (gone.length === 0) return { dropped: 0, next };
  const ids = gone.map(({ id }) => id);
  await tx.deleteFrom('moments').where(ledger.isOneOf('post', ids)).execute();
  await tx.deleteFrom('posts').where(ledger.isOneOf('id', ids)).execute();
  await addToFact(tx, FACTS.sentPosts, -gone.filter(({ state }) => state === 'sent').length);
  return { dropped: gone.length, next };
}

/** Those with a moment whose event is to be kept, or whose date is not past by long enough. */
async function keptAmong(
  { isOneOf }: Ledger,
  tx: Kysely<Tables>,
  ids: readonly string[],
  { before, keep }: Request,
): Promise<ReadonlySet<string | null>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('moments')
    .select('post')
    .distinct()
    .where(isOneOf('post', ids))
    .where((is) => is.or([is('anchor', '>=', before), isOneOf('event', keep)]))
    .execute();
  return new Set(rows.map(({ post }) => post));
}

async function dropLoose(
  { isOneOf }: Ledger,
  tx: Kysely<Tables>,
  { before, keep, limit }: Request,
  after: number,
): Promise<Page> {
  const ids = await tx.selectFrom('moments').select('id').where('id', '>', after).orderBy('id').limit(limit).execute();
  const last = ids.at(-1)?.id;
  if (last === undefined) return { dropped: 0, next: null };
  const { numDeletedRows } = await tx
    .deleteFrom('moments')
    .where('id', '>', after)
    .where('id', '<=', last)
    .where('post', 'is', null)
    .where('anchor', '<', before)
    .where((is) => is.not(isOneOf('event', keep)))
    .executeTakeFirst();
  return { dropped: Number(numDeletedRows), next: ids.length < limit ? null : `${LOOSE}${last}` };
}
