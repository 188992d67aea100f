import type { Log } from '../model/log.ts';
import type { DeadReason } from '../model/post.ts';
import { type ChannelId, type GuildId, guildOf } from '../model/subscription.ts';
import type { PostRow } from '../outbox/outbox.ts';
import type { Closing, Registry } from '../outbox/registry.ts';
import type { Maintainers } from './notify-maintainers.ts';
import { type ManagerParts, notifyElsewhere, notifyManagers } from './notify-managers.ts';
import { notifyPerson } from './notify-person.ts';
import type { Roster } from './roster.ts';

/** The parts that handling a closed channel needs. */
export type ClosingParts = ManagerParts & {
  readonly registry: Pick<Registry, 'pauseChannel' | 'closings'>;
  readonly log: Pick<Log, 'error' | 'warn' | 'info'>;
  readonly maintainers: Pick<Maintainers, 'closed'>;
};

/**
 * Handles that a channel has closed to the bot: pauses its subscription, board and digests with the reason, keeps
 * everything, and notifies the server's managers where the bot still may write, and the maintainers (product rules 18
 * and 20), once for each pause. A message to managers that was refused there goes on to the next place. A person's
 * closed direct messages concern nobody else and may be open again the next time: refused messages go to the place
 * where the person asked.
 */
export async function closeChannel(
  parts: ClosingParts,
  place: Pick<PostRow, 'id' | 'owner' | 'channel'>,
  { reason, why }: { readonly reason: DeadReason; readonly why: string },
): Promise<void> {
  const { registry, roster, log } = parts;
  const { id, owner, channel } = place;
  const post = await parts.outbox.post(id);
  if (owner.kind === 'person') {
    const fallback = roster.find(channel)?.fallback ?? null;
    const notified = post !== null && (await notifyPerson(parts, { user: owner.user, fallback }, post));
    log.info({ channel, why, told: notified }, 'A person cannot be written to.');
    return;
  }
  const since = parts.now();
  const guild = guildOf(owner) ?? guildThere(channel, roster);
  const paused = guild !== null && (await registry.pauseChannel({ guild, channel, reason, since, post: id }));
  log.warn({ channel, why, paused }, 'A channel cannot be posted to; what it gets is paused.');
  if (guild !== null && paused) {
    await roster.refresh();
    await notifyAbout(parts, { guild, channel, reason, since });
  }
  if (post !== null) await notifyElsewhere(parts, post);
}

/** The server that gets something in the maintainers' own channel; `null` where none does. */
function guildThere(channel: ChannelId, roster: Roster): GuildId | null {
  const subscribed = roster.find(channel)?.owner;
  const recurring = roster.recurring().find((row) => row.channel === channel);
  return (subscribed && guildOf(subscribed)) ?? recurring?.guild ?? null;
}

/**
 * Completes at a start what a process left undone that died between a pause, or a refused message, and the next
 * message. Messages already sent have their key, and make nothing; where nobody could be notified, places are looked
 * for anew.
 */
export async function notifyClosingsLeftOut(parts: ClosingParts): Promise<void> {
  const rows = [...parts.roster.all(), ...parts.roster.recurring()].filter(({ paused }) => paused !== null);
  if (rows.length === 0) return;
  for (const closing of await parts.registry.closings()) {
    const { channel, reason } = closing;
    if (rows.some((row) => row.channel === channel && row.paused === reason)) await notifyAbout(parts, closing);
  }
}

async function notifyAbout(parts: ClosingParts, closing: Omit<Closing, 'missedFrom'>): Promise<void> {
  await parts.maintainers.closed(closing.channel, closing.reason, closing.since);
  await notifyManagers(parts, closing);
}
