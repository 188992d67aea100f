import type { EventChange } from '../model/change.ts';
import type { NoticeBody } from '../model/post-body.ts';
import type { MomentRow, Outbox } from '../outbox/outbox.ts';
import { netChanges } from '../plan/net-changes.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * What a channel will really read of the changes that it is to be told: where an earlier notice of the event was not
 * read yet, the later one speaks for both, and a date that went A, B, A is not told at all. A lead for which no notice
 * will speak must be told by itself. `waiting` are the rows of the earlier notices.
 */
export async function foreseeNotice(
  outbox: Pick<Outbox, 'post'>,
  catalogue: Catalogue,
  say: readonly EventChange[],
  waiting: readonly MomentRow[],
): Promise<readonly EventChange[]> {
  const mine = Map.groupBy(say, ({ event }) => event);
  const ids = new Set(waiting.flatMap(({ event, post }) => (mine.has(event) && post !== null ? [post] : [])));
  const posts = await Promise.all([...ids].map((id) => outbox.post(id)));
  // An attempt may have arrived without an answer: then it counts as read.
  const unread = posts
    .flatMap((post) => (post === null || post.payload !== null ? [] : [JSON.parse(post.body ?? '{}') as NoticeBody]))
    .sort((a, b) => a.revision - b.revision);
  return [...mine].flatMap(([event, changes]) => {
    const before = unread.flatMap((body) => body.changes.filter((change) => change.event === event));
    return before.length === 0 ? changes : netChanges([...before, ...changes], catalogue.find(event));
  });
}
