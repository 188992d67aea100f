import type { Log } from '../model/log.ts';
import type { DeadReason } from '../model/post.ts';
import type { ChannelId, GuildId } from '../model/subscription.ts';
import type { Closing, Registry } from '../outbox/registry.ts';
import type { Maintainers } from './notify-maintainers.ts';
import { type ManagerParts, notifyElsewhere, notifyManagers } from './notify-managers.ts';
import { notifyPerson } from './notify-person.ts';

/** What handling a closed channel needs. */
export type ClosingParts = ManagerParts & {
  readonly registry: Pick<Registry, 'pauseChannel' | 'closings'>;
  readonly log: Pick<Log, 'error' | 'warn' | 'info'>;
  readonly maintainers: Pick<Maintainers, 'closed'>;
};

/**
 * Handles that a channel has closed to the bot: pauses its subscription, board and digests with the reason, keeps
 * everything, and tells the server's managers where the bot still may write, and the maintainers (product rules 18 and
 * 20), once for each pause. A word to managers that was refused there goes on to the next place. A person's closed direct
 * messages concern nobody else and may be open again the next time: what they refused is told where they asked.
 */
export async function closeChannel(
  parts: ClosingParts,
  place: { readonly id: string; readonly guild: GuildId; readonly channel: ChannelId },
  { reason, why }: { readonly reason: DeadReason; readonly why: string },
): Promise<void> {
  const { registry, roster, log } = parts;
  const { id, guild, channel } = place;
  const post = await parts.outbox.post(id);
  const person = roster.find(channel)?.person;
  if (person !== undefined) {
    const told = post !== null && (await notifyPerson(parts, person, post));
    log.info({ channel, why, told }, 'A person cannot be written to.');
    return;
  }
  const since = parts.now();
  const paused = await registry.pauseChannel({ guild, channel, reason, since, post: id });
  log.warn({ channel, why, paused }, 'A channel cannot be posted to; what it gets is paused.');
  if (paused) {
    await roster.refresh();
    await tellOf(parts, { guild, channel, reason, since });
  }
  if (post !== null) await notifyElsewhere(parts, post);
}

/**
 * Does at a start what a process that died between a pause, or a refused word, and the next word has left undone. What
 * was told already has its key, and makes nothing; where nobody could be told, places are looked for anew.
 */
export async function notifyClosingsLeftOut(parts: ClosingParts): Promise<void> {
  const rows = [...parts.roster.all(), ...parts.roster.recurring()].filter(({ paused }) => paused !== null);
  if (rows.length === 0) return;
  for (const closing of await parts.registry.closings()) {
    const { channel, reason } = closing;
    if (rows.some((row) => row.channel === channel && row.paused === reason)) await tellOf(parts, closing);
  }
}

async function tellOf(parts: ClosingParts, closing: Omit<Closing, 'missedFrom'>): Promise<void> {
  await parts.maintainers.closed(closing.channel, closing.reason, closing.since);
  await notifyManagers(parts, closing);
}
