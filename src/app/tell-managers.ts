import type { Instant } from '../model/date.ts';
import type { DeadReason } from '../model/post.ts';
import type { Standing } from '../model/standing.ts';
import type { ChannelId, GuildId } from '../model/subscription.ts';
import { keyedPost, makeReservation } from '../outbox/make-reservation.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { TroubleBody } from '../render/render-trouble.ts';
import type { Log } from './open-log.ts';
import type { Roster } from './roster.ts';

/** What telling managers needs. */
export type ManagerParts = {
  readonly outbox: Outbox;
  readonly roster: Roster;
  now(): Instant;
  /** The channel in which Discord itself writes to a server; `null` when it has none or cannot be asked. */
  systemChannel(guild: GuildId): Promise<ChannelId | null>;
};

/**
 * Tells a server's managers that a channel has closed to the bot, where it may still write: another subscribed channel,
 * else the server's system channel. False when there is neither; then the log and `/status` say it. Once per pause:
 * `since` is when the subscription was paused.
 */
export async function tellManagers(
  parts: ManagerParts,
  closed: {
    readonly guild: GuildId;
    readonly channel: ChannelId;
    readonly reason: DeadReason;
    readonly since: Instant;
  },
): Promise<boolean> {
  const { guild, channel, reason, since } = closed;
  return tellElsewhere(parts, { guild, channel }, `closed ${channel} ${since}`, { what: 'closed', channel, reason });
}

/**
 * A word on one channel to the managers of its server, by the same ladder: another channel, the system channel. A known
 * key says nothing again.
 */
export async function tellElsewhere(
  parts: ManagerParts,
  { guild, channel }: { readonly guild: GuildId; readonly channel: ChannelId },
  key: string,
  body: TroubleBody,
): Promise<boolean> {
  const others = parts.roster
    .all()
    .filter((row) => row.guild === guild && row.channel !== channel && row.paused === null);
  const system = others.length > 0 ? null : await parts.systemChannel(guild);
  const to = others[0]?.channel ?? (system === channel ? null : system);
  if (to === null) return false;
  const now = parts.now();
  const post = keyedPost({ kind: 'trouble', guild, channel: to, due: now, urgency: now, key, body });
  await parts.outbox.reserve(makeReservation({ posts: [post] }));
  return true;
}

/** Says that a board was deleted twice and rests; where nobody can be told, the log and `/board` say it. */
export async function tellBoardGone(
  parts: ManagerParts & { readonly log: Pick<Log, 'warn'> },
  { guild, channel, since }: Pick<Standing, 'guild' | 'channel' | 'since'>,
): Promise<void> {
  parts.log.warn({ guild, channel }, 'A board was deleted twice; it rests.');
  await tellElsewhere(parts, { guild, channel }, `board gone ${channel} ${since}`, { what: 'board gone', channel });
}
