import type { Instant } from '../model/date.ts';
import type { Log } from '../model/log.ts';
import type { DeadReason } from '../model/post.ts';
import { type ChannelId, type GuildId, guildOf } from '../model/subscription.ts';
import type { Outbox, PostRow } from '../outbox/outbox.ts';
import type { Registry } from '../outbox/registry.ts';
import type { Maintainers } from './notify-maintainers.ts';
import { notifyPerson } from './notify-person.ts';
import type { RestingChannels } from './rest-channels.ts';
import type { Roster } from './roster.ts';

/** The parts that handling a closed channel needs. */
export type ClosingParts = {
  readonly outbox: Outbox;
  readonly roster: Roster;
  readonly registry: Pick<Registry, 'pauseChannel' | 'closings'>;
  readonly log: Pick<Log, 'error' | 'warn' | 'info'>;
  readonly maintainers: Pick<Maintainers, 'closed'>;
  readonly rests: Pick<RestingChannels, 'heard' | 'began' | 'refused' | 'rests'>;
  now(): Instant;
};

/**
 * Handles that a channel has closed to the bot: its subscription, board and digests rest with the reason until it is open
 * again, everything is kept, and the maintainers are notified, once for each closing; managers hear of it in the answer to
 * a command (product rules 18 and 20). A person's closed direct messages concern nobody else and may be open again the
 * next time: they are told where they asked what was refused.
 */
export async function closeChannel(
  parts: ClosingParts,
  place: Pick<PostRow, 'id' | 'owner' | 'channel'>,
  { reason, why }: { readonly reason: DeadReason; readonly why: string },
): Promise<void> {
  const { registry, roster, rests, log } = parts;
  const { id, owner, channel } = place;
  rests.heard(channel);
  const post = await parts.outbox.post(id);
  if (owner.kind === 'person') {
    const fallback = roster.find(channel)?.fallback ?? null;
    const told = post !== null && (await notifyPerson(parts, { user: owner.user, fallback }, post));
    log.info({ channel, why, told }, 'A person cannot be written to.');
    return;
  }
  if (post?.kind === 'trouble' && post.body.what !== 'missed') {
    log.error({ channel, word: post.body }, 'The maintainers cannot be written to; this is what they missed.');
  }
  const guild = guildOf(owner) ?? guildThere(channel, roster);
  if (guild === null) return;
  const wasResting = rests.rests(channel);
  const before = (await registry.closings()).find((closing) => closing.channel === channel) ?? null;
  const paused = await registry.pauseChannel({ guild, channel, reason, since: parts.now(), post: id });
  log.warn({ channel, why, paused }, 'A channel cannot be posted to; what it gets rests until it is open again.');
  await roster.refresh();
  if (!paused) return wasResting ? rests.refused(channel, reason === 'unknown channel') : undefined;
  const closing = await rests.began(channel, before);
  if (closing !== null) await parts.maintainers.closed(channel, closing.reason, closing.since);
}

/** The server that gets something in the maintainers' own channel; `null` where none does. */
function guildThere(channel: ChannelId, roster: Roster): GuildId | null {
  const subscribed = roster.find(channel)?.owner;
  const recurring = roster.recurring().find((row) => row.channel === channel);
  return (subscribed && guildOf(subscribed)) ?? recurring?.guild ?? null;
}

/**
 * Does at a start what a process that died between a closing and its notification has left undone. What was said already
 * has its key, and makes nothing.
 */
export async function notifyClosingsLeftOut(
  parts: Pick<ClosingParts, 'roster' | 'registry' | 'maintainers'>,
): Promise<void> {
  const rows = [...parts.roster.all(), ...parts.roster.recurring()].filter(({ paused }) => paused !== null);
  if (rows.length === 0) return;
  for (const { channel, reason, since } of await parts.registry.closings()) {
    const rests = rows.some((row) => row.channel === channel && row.paused === reason);
    if (rests) await parts.maintainers.closed(channel, reason, since);
  }
}
