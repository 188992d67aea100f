import { dateToldBy } from '../deliver/compose/compose-correction.ts';
import type { Instant } from '../model/date.ts';
import type { MomentRow, Outbox, PlannedPost } from '../outbox/outbox.ts';
import type { SubscriptionRow } from '../outbox/registry.ts';
import type { Catalogue } from './catalogue.ts';
import { correctionPosts } from './plan-change-posts.ts';

/**
 * Edits of what a channel was told and what has ceased to hold while it was closed to the bot, or not subscribed: nothing
 * could be struck then. `rows` are the ledger's of dates that are ahead, and none where the subscription is not new.
 */
export async function missedCorrections(
  outbox: Pick<Outbox, 'post' | 'settledList'>,
  row: SubscriptionRow,
  rows: readonly MomentRow[],
  catalogue: Catalogue,
  now: Instant,
): Promise<PlannedPost[]> {
  if (row.unsettled?.cause !== 'created' || row.paused !== null) return [];
  const stale = rows.filter((told) => told.state === 'sent' && dateToldBy(told, catalogue).state !== 'stands');
  const posts = [...new Set(stale.flatMap(({ post }) => post ?? []))];
  if (posts.length === 0) return [];
  const revision = (await outbox.settledList())?.revision ?? 0;
  const planned = await correctionPosts(outbox, posts, row, revision, now);
  // One of the same revision may have been dropped when the channel closed: this is another.
  return planned.map((post) => ({ ...post, key: `${post.key} since ${row.since}` }));
}
