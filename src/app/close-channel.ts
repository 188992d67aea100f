import type { DeadReason } from '../model/post.ts';
import type { ChannelId, GuildId } from '../model/subscription.ts';
import type { Registry } from '../outbox/registry.ts';
import type { Log } from './open-log.ts';
import type { Maintainers } from './tell-maintainers.ts';
import { type ManagerParts, tellManagers } from './tell-managers.ts';

/**
 * Heeds that a channel has closed to the bot: pauses its subscription with the reason, keeps everything, and tells the
 * server's managers where the bot still may write, and the maintainers (product rules 18 and 20).
 */
export async function closeChannel(
  parts: ManagerParts & {
    readonly registry: Registry;
    readonly log: Log;
    readonly maintainers: Pick<Maintainers, 'closed'>;
  },
  place: { readonly guild: GuildId; readonly channel: ChannelId },
  { reason, why }: { readonly reason: DeadReason; readonly why: string },
): Promise<void> {
  const { registry, roster, log } = parts;
  const { guild, channel } = place;
  const since = parts.now();
  log.warn({ channel, why }, 'A channel cannot be posted to; its subscription is paused.');
  const paused = await registry.pauseSubscription(channel, reason, since);
  await roster.refresh();
  if (!paused) return;
  await parts.maintainers.closed(channel, reason, since);
  const told = await tellManagers(parts, { guild, channel, reason, since });
  if (!told) log.error({ guild, channel }, 'Nobody in that server could be told. /status says it.');
}
