import type { SendBudget } from '../deliver/send-budget.ts';
import type { Sender } from '../deliver/sender.ts';
import type { Instant } from '../model/date.ts';
import type { Log } from '../model/log.ts';
import { type PostKind, PUBLISHED, type PublishReason } from '../model/post.ts';
import { type ChannelId, guildOf } from '../model/subscription.ts';
import type { ReachCheckpoint } from '../outbox/checkpoint.ts';
import type { ClaimedPost, Outbox, PostRow } from '../outbox/outbox.ts';
import type { Machine } from '../time/machine.ts';
import type { Roster } from './roster.ts';
import type { AnnouncementChannels } from './watch-servers.ts';

/** Publishes messages of announcement channels to those that follow them. */
export type Publisher = {
  /** Whether the message of a post is to be published, as far as is known: for its settlement. */
  wants(post: Pick<ClaimedPost, 'owner' | 'channel' | 'kind' | 'edits'>): boolean;
  /** Publishes what is due. Cheap where nothing is, unless others may have sent something too; never rejects. */
  look(othersSend?: boolean): Promise<void>;
  /** Begins nothing more, and resolves when nothing is under way. */
  stop(): Promise<void>;
};

/** The parts that a publisher needs. */
export type PublishParts = {
  readonly outbox: Pick<Outbox, 'toPublish' | 'notePublished'>;
  readonly roster: Pick<Roster, 'find'>;
  readonly channels: Pick<AnnouncementChannels, 'has' | 'isNone' | 'areShown'>;
  readonly sender: Pick<Sender, 'publish'>;
  readonly budget: Pick<SendBudget, 'pause'>;
  readonly machine: Pick<Machine, 'monotonic'>;
  readonly log: Pick<Log, 'warn'>;
  now(): Instant;
  /** Waits for a slot for one request besides those of posts; false when none is to be had. */
  mayAsk(signal: AbortSignal): Promise<boolean>;
  /** For tests: called at each checkpoint. */
  readonly reached?: ReachCheckpoint | undefined;
};

/** A board is one message for this channel, a correction an edit, which reaches followers by itself; the rest is private. */
const FOR_FOLLOWERS: readonly PostKind[] = ['reminder', 'catch-up', 'notice', 'digest'];
/** A followers' copy counts from when it is published: later than this "15 minutes left" would no longer be true. */
const LATEST_MS = 10 * 60_000;
/** So long the gateway is waited for, which shows at each login which channels are announcement channels. */
const UNKNOWN_MS = 60_000;
/** A shorter wait is waited for; a longer one is the limit of ten an hour. */
const LONGEST_WAIT_MS = 60_000;
const RETRY_MS = 5_000;
const AT_ONCE = 100;

/** Makes the publisher. Posts never wait for it: it works behind them, from marks that were written with their settlement. */
export function makePublisher(parts: PublishParts): Publisher {
  const { outbox, roster, channels, machine } = parts;
  const stopping = new AbortController();
  /** Monotonic machine time: until when nothing is published in a channel, and at all. */
  const limited = new Map<ChannelId, number>();
  let restsUntil = Number.NEGATIVE_INFINITY;
  let pending = true;
  let looking: Promise<void> | null = null;

  const isOff = ({ owner, channel }: Pick<PostRow, 'owner' | 'channel'>): boolean => {
    const guild = guildOf(owner);
    return guild === null || roster.find(channel)?.publish === false || channels.has(guild, channel) === false;
  };
  const limitOf = (channel: ChannelId): boolean => {
    const until = limited.get(channel) ?? Number.NEGATIVE_INFINITY;
    if (until > machine.monotonic()) return true;
    limited.delete(channel);
    return false;
  };
  /** How the publication of a post ended; `undefined` where it is tried again. */
  const publish = async (post: PostRow, message: string): Promise<string | null | undefined> => {
    const result = await parts.sender.publish({ channel: post.channel, message });
    await parts.reached?.('after publish');
    switch (result.kind) {
      case 'sent':
        return PUBLISHED;
      case 'removed':
        return null;
      case 'refused':
        return result.why;
      case 'closed':
        if (result.reason !== 'channel closed') return result.reason;
        channels.isNone(post.channel);
        return null;
      case 'wait':
        if (result.scope === 'channel' && result.ms > LONGEST_WAIT_MS) {
          limited.set(post.channel, machine.monotonic() + result.ms);
          return 'publish limit' satisfies PublishReason;
        }
        if (result.scope === 'global') parts.budget.pause(result.ms);
        restsUntil = machine.monotonic() + result.ms;
        return undefined;
      case 'banned':
        parts.budget.pause(result.ms);
        restsUntil = machine.monotonic() + result.ms;
        return undefined;
      case 'credentials':
        restsUntil = Number.POSITIVE_INFINITY;
        return undefined;
      case 'failed':
      case 'perhaps':
        restsUntil = machine.monotonic() + RETRY_MS;
        return undefined;
    }
  };
  /** The end of one post's publication; `undefined` where it is tried again later. */
  const handle = async (post: PostRow): Promise<string | null | undefined> => {
    const { owner, channel, message, sentAt } = post;
    const guild = guildOf(owner);
    if (guild === null || message === null || sentAt === null || isOff(post)) return null;
    const age = parts.now() - sentAt;
    if (age > LATEST_MS) return 'publish late' satisfies PublishReason;
    if (limitOf(channel)) return 'publish limit' satisfies PublishReason;
    if (channels.areShown && channels.has(guild, channel) === null && age < UNKNOWN_MS) return undefined;
    if (machine.monotonic() < restsUntil || !(await parts.mayAsk(stopping.signal))) return undefined;
    return publish(post, message);
  };
  const round = async (): Promise<void> => {
    pending = false;
    const posts = await outbox.toPublish(AT_ONCE);
    let left = posts.length === AT_ONCE;
    for (const post of posts) {
      if (stopping.signal.aborted) return;
      const end = await handle(post);
      if (end === undefined) left = true;
      else await outbox.notePublished(post.id, end);
      if (end === undefined || end === null || end === PUBLISHED) continue;
      parts.log.warn(
        { channel: post.channel, why: end },
        'A message was not published to those that follow its channel.',
      );
    }
    if (left) pending = true;
  };
  return {
    wants(post) {
      if (post.edits !== null || !FOR_FOLLOWERS.includes(post.kind) || isOff(post)) return false;
      pending = true;
      return true;
    },
    look(othersSend = false) {
      pending ||= othersSend;
      if (!pending || stopping.signal.aborted) return looking ?? Promise.resolve();
      looking ??= round()
        .catch((err: unknown) => {
          pending = true;
          parts.log.warn({ err }, 'Messages could not be published; they will be.');
        })
        .finally(() => {
          looking = null;
        });
      return looking;
    },
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
