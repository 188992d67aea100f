/** The contents of the emulated Discord: plain state, read by everyone, written by `change-world.ts` and the routes. */
import type { JsonObject } from '../rest/json.ts';

/** Discord's channel types that a bot meets; numbers as in https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
type ChannelType = 0 | 1 | 2 | 4 | 5 | 10 | 11 | 12 | 13 | 15;

/**
 * The permissions that a channel grants or denies to one role or member:
 * https://discord.com/developers/docs/resources/channel#overwrite-object
 */
export interface Overwrite {
  readonly id: string;
  /** 0 role, 1 member. */
  readonly type: 0 | 1;
  readonly allow: bigint;
  readonly deny: bigint;
}

/** A room, thread or direct channel. */
export interface Channel {
  readonly id: string;
  type: ChannelType;
  name: string;
  readonly guildId: string | undefined;
  /** Parent channel of a thread, category of a channel. */
  readonly parentId: string | undefined;
  overwrites: readonly Overwrite[];
  archived: boolean;
  locked: boolean;
  /** The other side of a direct message channel. */
  readonly recipientId: string | undefined;
  lastMessageId: string | undefined;
}

/** A role of one server; @everyone has the server's id. */
export interface Role {
  readonly id: string;
  name: string;
  permissions: bigint;
  mentionable: boolean;
  readonly managed: boolean;
  position: number;
}

/** Anybody, the bot included. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly bot: boolean;
  /** Refuses direct messages from the bot. */
  dmsClosed: boolean;
}

/** A user in one server. */
export interface Member {
  readonly userId: string;
  roleIds: readonly string[];
  nick: string | undefined;
}

/** A server the bot is in. */
export interface Guild {
  readonly id: string;
  name: string;
  ownerId: string;
  readonly locale: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
  readonly scheduledEvents: Map<string, JsonObject>;
  /** Where Discord itself writes: joins, boosts. */
  systemChannelId: string | undefined;
}

/** A message as it is kept. */
export interface StoredMessage {
  readonly id: string;
  readonly channelId: string;
  readonly guildId: string | undefined;
  readonly authorId: string;
  readonly content: string;
  readonly embeds: readonly JsonObject[];
  readonly components: readonly JsonObject[];
  readonly attachments: readonly {
    readonly id: string;
    readonly filename: string;
    readonly size: number;
    readonly description?: string;
  }[];
  /** Bit field; 64 is ephemeral. */
  readonly flags: number;
  readonly nonce: string | undefined;
  /** Body as the application sent it (of the last create or edit). */
  readonly payload: JsonObject;
  /** World time, ms since 1970. */
  readonly createdMs: number;
  readonly editedMs: number | undefined;
  readonly pinned: boolean;
  /** The people and roles that the message notified: only a create notifies. */
  readonly pinged: { readonly roles: readonly string[]; readonly users: readonly string[]; readonly everyone: boolean };
  /** Whom its text mentions after `allowed_mentions`, on create and on every edit. */
  readonly mentions: {
    readonly roles: readonly string[];
    readonly users: readonly string[];
    readonly everyone: boolean;
  };
  /** The message it answers. */
  readonly replyTo: string | undefined;
  readonly crossposted: boolean;
  /** The one person who sees an ephemeral answer. */
  readonly visibleTo: string | undefined;
  /** Interaction that made it. */
  readonly interactionId: string | undefined;
}

/** The whole world. Maps keep the order of creation. */
export interface World {
  readonly applicationId: string;
  readonly botId: string;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** By channel, then by message id, in the order of creation. Ephemeral ones included. */
  readonly messages: Map<string, Map<string, StoredMessage>>;
  /** Global commands by id. */
  readonly commands: Map<string, JsonObject>;
}

interface RoleSeed {
  readonly id?: string;
  readonly name: string;
  readonly permissions?: bigint;
  readonly mentionable?: boolean;
}

/** A channel to make. */
export interface ChannelSeed {
  readonly id?: string;
  readonly name: string;
  /** Default 0, a text channel. */
  readonly type?: ChannelType;
  /** Name of the parent channel, given earlier in the list. */
  readonly parent?: string;
  readonly overwrites?: readonly Overwrite[];
}

/** A member to make, or a known user to bring in. */
export interface MemberSeed {
  readonly id?: string;
  readonly username: string;
  /** Names of roles of the same seed. */
  readonly roles?: readonly string[];
  readonly owner?: boolean;
}

/** A server to make. Ids are made up where none are given. */
export interface GuildSeed {
  readonly id?: string;
  readonly name: string;
  readonly locale?: string;
  readonly roles?: readonly RoleSeed[];
  readonly channels?: readonly ChannelSeed[];
  readonly members?: readonly MemberSeed[];
  /** Name of one of its channels, into which Discord itself writes. Default: none. */
  readonly systemChannel?: string;
  /** Permissions of the bot's own role. Default: view, send, send in threads, embed links, read history. */
  readonly botPermissions?: bigint;
  /** Permissions of @everyone. Default: view, send, send in threads, embed links, read history, use commands. */
  readonly everyonePermissions?: bigint;
}

/** The world at the start. */
export interface WorldSeed {
  readonly guilds?: readonly GuildSeed[];
  readonly applicationId?: string;
  readonly botName?: string;
}
