import { hearNotices, unreadBefore } from '../deliver/compose/read-notices.ts';
import type { EventChange } from '../model/change.ts';
import type { Instant } from '../model/date.ts';
import type { MomentRow, Outbox } from '../outbox/outbox.ts';
import { netNews } from '../plan/changes/net-changes.ts';
import type { Catalogue } from './catalogue.ts';

/**
 * What a channel will really read of the changes that it is to be told: where an earlier notice of the event was not
 * read yet, the later one speaks for both, and a date that went A, B, A is not told at all. A lead for which no notice
 * will speak must be told by itself. `rows` are all of these events in the channel.
 */
export async function foreseeNotice(
  say: readonly EventChange[],
  revision: number,
  rows: readonly MomentRow[],
  context: { readonly outbox: Pick<Outbox, 'post'>; readonly catalogue: Catalogue; readonly now: Instant },
): Promise<readonly EventChange[]> {
  const foreseen: EventChange[] = [];
  for (const [event, mine] of Map.groupBy(say, (change) => change.event)) {
    const heard = await hearNotices(
      rows.filter((row) => row.event === event),
      context,
    );
    const unread = unreadBefore(heard, revision, event);
    foreseen.push(...(unread.length === 0 ? mine : netNews([...unread, ...mine], context.catalogue.find(event))));
  }
  return foreseen;
}
