import type { Instant } from '../model/date.ts';
import type { Log } from '../model/log.ts';
import type { TroubleBody } from '../model/post.ts';
import type { Recurring } from '../model/recurring.ts';
import { type ChannelId, type GuildId, guildOf, ofGuild } from '../model/subscription.ts';
import { makeReservation, type Outbox, type PostRow } from '../outbox/outbox.ts';
import { type Closing, keyedPost } from '../outbox/registry.ts';
import type { Roster } from './roster.ts';

/** The parts that reports to managers need. */
export type ManagerParts = {
  readonly outbox: Outbox;
  readonly roster: Roster;
  readonly log: Pick<Log, 'error' | 'warn'>;
  now(): Instant;
  /** The channel in which Discord itself writes to a server; `null` when it has none or cannot be asked. */
  systemChannel(guild: GuildId): Promise<ChannelId | null>;
};

/** A report to managers, and the channel it is about. */
type ManagersWord = Extract<TroubleBody, { readonly what: 'closed' | 'board gone' }>;

/**
 * Notifies a server's managers that a channel has closed to the bot, where it may still write: another subscribed
 * channel, else the server's system channel, else the log and `/status`. Once for each closing, however often it is
 * called.
 */
export async function notifyManagers(
  parts: ManagerParts,
  { guild, channel, reason, since }: Omit<Closing, 'missedFrom'>,
): Promise<void> {
  await notify(parts, guild, since, { what: 'closed', channel, reason });
}

/** Reports that a board was deleted twice and is paused; where nobody can be notified, the log and `/board` say it. */
export async function notifyBoardGone(
  parts: ManagerParts,
  { guild, channel, since }: Pick<Recurring, 'guild' | 'channel' | 'since'>,
): Promise<void> {
  parts.log.warn({ guild, channel }, 'A board was deleted twice; it rests.');
  await notify(parts, guild, since, { what: 'board gone', channel });
}

/** Moves a message that was refused to the next place; one for maintainers that is refused goes to the log. */
export async function notifyElsewhere(parts: ManagerParts, post: PostRow): Promise<void> {
  if (post.kind !== 'trouble' || post.key === null) return;
  const refused = readWord(post.key, post.body);
  const guild = guildOf(post.owner);
  if (refused !== null && guild !== null) return notify(parts, guild, refused.since, refused.word);
  const { channel, body: word } = post;
  parts.log.error({ channel, word }, 'The maintainers cannot be written to; this is what they missed.');
}

async function notify(parts: ManagerParts, guild: GuildId, since: Instant, word: ManagersWord): Promise<void> {
  const { outbox, log } = parts;
  const { channel } = word;
  const before = await triedBefore(outbox, word, since);
  if (before === 'notified') return;
  const to = await nextPlace(parts, guild, [channel, ...before]);
  if (to === null) {
    log.error({ guild, channel, word }, 'Nobody in that server could be told this. A command there says it: /status.');
    return;
  }
  const now = parts.now();
  const key = wordKey(word, since, before.length);
  const head = { owner: ofGuild(guild), channel: to, due: now, urgency: now };
  const post = keyedPost({ kind: 'trouble', ...head, key, body: word });
  await outbox.reserve(makeReservation({ posts: [post] }));
}

/** The places that have refused a message so far; `notified` where its last post is open or has ended well. */
async function triedBefore(
  outbox: Pick<Outbox, 'postByKey'>,
  word: ManagersWord,
  since: Instant,
): Promise<readonly ChannelId[] | 'notified'> {
  const tried: ChannelId[] = [];
  for (;;) {
    const post = await outbox.postByKey(wordKey(word, since, tried.length));
    if (post === null) return tried;
    if (post.state !== 'dead') return 'notified';
    tried.push(post.channel);
  }
}

/** The key of a message's post after that many refusals. */
function wordKey({ what, channel }: ManagersWord, since: Instant, refusals: number): string {
  return `${what} ${channel} ${since}${refusals === 0 ? '' : ` again ${refusals}`}`;
}

/** The message of such a post, and since when it is true; `null` for one to maintainers, whose keys begin otherwise. */
function readWord(key: string, word: TroubleBody): { readonly word: ManagersWord; readonly since: Instant } | null {
  if (word.what !== 'closed' && word.what !== 'board gone') return null;
  const begins = `${word.what} ${word.channel} `;
  return key.startsWith(begins) ? { word, since: Number.parseInt(key.slice(begins.length), 10) } : null;
}

/** Another subscribed channel that is not known to be closed, else the system channel; each is tried once. */
async function nextPlace(
  { roster, systemChannel }: ManagerParts,
  guild: GuildId,
  tried: readonly ChannelId[],
): Promise<ChannelId | null> {
  const others = roster
    .all()
    .filter((row) => guildOf(row.owner) === guild && row.paused === null && !tried.includes(row.channel));
  if (others[0] !== undefined) return others[0].channel;
  const system = await systemChannel(guild);
  const isClosed = system !== null && typeof roster.find(system)?.paused === 'string';
  return system === null || isClosed || tried.includes(system) ? null : system;
}
