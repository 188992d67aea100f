import type { ChannelId, GuildId } from '../model/subscription.ts';

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
  /** `null` where it is not known: the gateway has not shown the server yet. */
  has(guild: GuildId, channel: ChannelId): boolean | null;
};

/**
 * Keeps in memory which channels are announcement channels, by what the gateway shows of a server at each login and at
 * each change: no request is made for it. https://docs.discord.com/developers/events/gateway-events#guild-create
 */
export function keepAnnouncementChannels(): AnnouncementChannels {
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
    isNone: (channel) => void known.set(channel, false),
    has: (guild, channel) => known.get(channel) ?? (whole.has(guild) ? false : null),
  };
}
