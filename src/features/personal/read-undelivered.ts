import { personalKey } from '../../model/post.ts';
import type { ChannelId } from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import type { CommandContext } from '../call/context.ts';

/** That the newest message to a person could not be delivered, and where they are told instead; `null`: nowhere. */
export type Undelivered = { readonly instead: ChannelId | null };

/** Whether the newest message to a person met closed direct messages; `null` when it did not, or there was none. */
export async function undeliveredTo(row: SubscriptionRow, { outbox }: CommandContext): Promise<Undelivered | null> {
  const [newest] = await outbox.posts({ channel: row.channel, limit: 1 });
  if (newest?.state !== 'dead' || newest.reason !== 'direct messages closed') return null;
  const instead = await outbox.postByKey(personalKey(newest.id));
  const lost = instead === null || instead.state === 'dead' || instead.state === 'skipped';
  return { instead: lost ? null : instead.channel };
}
