import type { DeadReason } from '../model/post.ts';
import { STANDING_KINDS } from '../model/standing.ts';
import type { ChannelId, GuildId } from '../model/subscription.ts';
import type { Registry } from '../outbox/registry.ts';
import type { Log } from './open-log.ts';
import type { Maintainers } from './tell-maintainers.ts';
import { type ManagerParts, tellManagers } from './tell-managers.ts';
import { tellPerson } from './tell-person.ts';

/**
 * Heeds that a channel has closed to the bot: pauses its subscription, board and digests with the reason, keeps
 * everything, and tells the server's managers where the bot still may write, and the maintainers (product rules 18 and
 * 20). A person's closed direct messages concern nobody else and may be open again the next time: what they refused is
 * told where they asked.
 */
export async function closeChannel(
  parts: ManagerParts & {
    readonly registry: Registry;
    readonly log: Log;
    readonly maintainers: Pick<Maintainers, 'closed'>;
  },
  place: { readonly id: string; readonly guild: GuildId; readonly channel: ChannelId },
  { reason, why }: { readonly reason: DeadReason; readonly why: string },
): Promise<void> {
  const { registry, roster, log } = parts;
  const { guild, channel } = place;
  const since = parts.now();
  const person = roster.find(channel)?.person;
  if (person !== undefined) {
    const post = await parts.outbox.post(place.id);
    const told = post !== null && (await tellPerson(parts, person, post));
    log.info({ channel, why, told }, 'A person cannot be written to.');
    return;
  }
  log.warn({ channel, why }, 'A channel cannot be posted to; its subscription is paused.');
  let paused = await registry.pauseSubscription(channel, reason, since);
  for (const kind of STANDING_KINDS) paused = (await registry.pauseStanding(channel, kind, reason)) || paused;
  await roster.refresh();
  if (!paused) return;
  await parts.maintainers.closed(channel, reason, since);
  const told = await tellManagers(parts, { guild, channel, reason, since });
  if (!told) log.error({ guild, channel }, 'Nobody in that server could be told. /status says it.');
}
