import { DAY_MS, type Instant } from '../model/date.ts';
import type { Log } from '../model/log.ts';
import type { ChannelId, GuildId } from '../model/subscription.ts';
import type { Registry } from '../outbox/registry.ts';

/** For how long the rows of a server that the bot has left are kept: it may have been removed by mistake. */
const KEPT_MS = 30 * DAY_MS;

/** Takes what the gateway says about servers. Each call is harmless to repeat; none throws. */
export type LeftServers = {
  /** The bot was removed from this server, or the server was deleted. */
  left(guild: GuildId): void;
  /** The bot is in this server. */
  present(guild: GuildId): void;
  /** All servers of one connection, `covers` those that it would name: what is missing was left while nobody looked. */
  listed(guilds: readonly GuildId[], covers: (guild: GuildId) => boolean): void;
  /** Whether the bot is known to have left it. */
  hasLeft(guild: GuildId): boolean;
  /** Forgets the servers that were left 30 days ago; cheap to call every minute. */
  forgetOld(): Promise<void>;
};

/** Marks servers that the bot has left, by world time, and forgets them after 30 days unless it comes back. */
export function forgetLeftServers(parts: {
  readonly registry: Pick<Registry, 'servers' | 'markLeft' | 'leftServers' | 'forget'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
  now(): Instant;
}): LeftServers {
  const { registry, log, now } = parts;
  let last: Promise<void> = Promise.resolve();
  let marks: Map<GuildId, Instant> | null = null;
  /** Read once: events of servers come often, and few servers are marked. */
  const readMarks = async (): Promise<Map<GuildId, Instant>> => {
    marks ??= new Map((await registry.leftServers()).map(({ guild, since }) => [guild, since]));
    return marks;
  };
  const mark = async (guild: GuildId, since: Instant | null): Promise<void> => {
    const known = await readMarks();
    if (known.has(guild) === (since !== null)) return;
    await registry.markLeft(guild, since);
    if (since === null) known.delete(guild);
    else known.set(guild, since);
  };
  /** One after the other, so that a server that is left and joined again ends as joined. */
  const inTurn = (act: () => Promise<void>): void => {
    last = last.then(act).catch((err: unknown) => log.warn({ err }, 'That a server was left or joined was not noted.'));
  };
  return {
    left(guild) {
      const at = now();
      log.info({ guild }, 'The bot is no longer in this server; what is kept of it is deleted in 30 days.');
      inTurn(() => mark(guild, at));
    },
    present: (guild) => inTurn(() => mark(guild, null)),
    hasLeft: (guild) => marks?.has(guild) ?? false,
    listed(guilds, covers) {
      const at = now();
      inTurn(async () => {
        const there = new Set(guilds);
        for (const guild of guilds) await mark(guild, null);
        for (const guild of await registry.servers()) {
          if (!there.has(guild) && covers(guild)) await mark(guild, at);
        }
      });
    },
    async forgetOld() {
      await last;
      const known = await readMarks();
      for (const [guild, since] of known) {
        if (now() - since < KEPT_MS) continue;
        const deleted = await registry.forget({ kind: 'guild', guild });
        known.delete(guild);
        log.info({ guild, ...deleted }, 'The bot left this server 30 days ago; what was kept of it is deleted.');
      }
    },
  };
}

/** A server as an event of the gateway shows it; `isWhole` where it names all channels besides threads. */
type Seen = {
  readonly server: GuildId;
  readonly isWhole: boolean;
  readonly channels: readonly { readonly id: ChannelId; readonly isAnnouncement: boolean }[];
};

/** The announcement channels among all. */
export type AnnouncementChannels = {
  seen(server: Seen): void;
  /** Discord has refused to publish there: it is none. */
  isNone(channel: ChannelId): void;
  /** Whether the gateway shows them at a login. */
  readonly areShown: boolean;
  /** `null` where it is not known: the gateway has not shown the server yet. */
  has(guild: GuildId, channel: ChannelId): boolean | null;
};

/**
 * Keeps in memory which channels are announcement channels, by what the gateway shows of a server at each login and at
 * each change: no request is made for it. Without a gateway Discord's refusal to publish shows it. https://docs.discord.com/developers/events/gateway-events#guild-create
 */
export function keepAnnouncementChannels(areShown: boolean): AnnouncementChannels {
  const known = new Map<ChannelId, boolean>();
  const whole = new Set<GuildId>();
  return {
    seen({ server, isWhole, channels }) {
      if (isWhole) whole.add(server);
      for (const { id, isAnnouncement } of channels) {
        // Only these few are kept: the others of a server that was shown follow from that.
        if (isAnnouncement) known.set(id, true);
        else known.delete(id);
      }
    },
    areShown,
    isNone: (channel) => void known.set(channel, false),
    has: (guild, channel) => known.get(channel) ?? (whole.has(guild) ? false : null),
  };
}
