import {
  type APIInteraction,
  ChannelType,
  GatewayDispatchEvents,
  GatewayOpcodes,
  type GatewayReadyDispatchData,
} from 'discord-api-types/v10';
import { decodeJsonOr, isObject } from '../../model/decode-json.ts';
import { isInteraction } from '../interactions/open-door.ts';

/** How to take a session up again: https://docs.discord.com/developers/events/gateway#resuming */
export type Session = { readonly id: string; readonly url: string };

/**
 * A packet of the gateway as far as it is used here. `sequence` is `null` where it carries none that can be one.
 * https://docs.discord.com/developers/events/gateway-events#payload-structure
 */
export type Packet =
  | { readonly kind: 'hello'; readonly intervalMs: number }
  | { readonly kind: 'heartbeat asked' }
  | { readonly kind: 'heartbeat acknowledged' }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'invalid session'; readonly resumable: boolean }
  | {
      readonly kind: 'ready';
      readonly sequence: number | null;
      readonly session: Session;
      /** Checked where it is used: the session and the application's id. */
      readonly data: GatewayReadyDispatchData;
    }
  | { readonly kind: 'resumed'; readonly sequence: number | null }
  | { readonly kind: 'interaction'; readonly sequence: number | null; readonly interaction: APIInteraction }
  /** An event that shows that the bot sees this server. */
  | ({ readonly kind: 'server seen'; readonly sequence: number | null } & SeenServer)
  /** The bot is no longer in this server. */
  | { readonly kind: 'server left'; readonly sequence: number | null; readonly server: string }
  /** An event that nothing here uses. */
  | { readonly kind: 'other event'; readonly sequence: number | null }
  /** Not understood; `what` says why in words of our own, and nothing of the packet. `meant` is what it stands for. */
  | { readonly kind: 'odd'; readonly what: string; readonly meant: 'hello' | 'ready' | null };

/** A server that the bot sees, with what the event says of its channels. */
export type SeenServer = {
  readonly server: string;
  /** Whether they are all of its channels besides threads. */
  readonly isWhole: boolean;
  /** The server's name; `null` where the event is about a part of it. */
  readonly name: string | null;
  /** Its language; `null` where the event does not say, or nothing that can be one. */
  readonly locale: string | null;
  readonly channels: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly isAnnouncement: boolean;
  }[];
};

/** Longer than Discord ever asks for; timers take no more than 24 days and would fire at once. */
const LONGEST_INTERVAL_MS = 3_600_000;

/** Reads one message of the gateway's socket. Whatever it is, this returns. */
export function readPacket(data: unknown): Packet {
  // Nothing compressed was asked for.
  if (typeof data !== 'string') return odd('bytes instead of text');
  const packet = decodeJsonOr<Readonly<Record<string, unknown>> | null>(data, isObject, null);
  if (packet === null) return odd('no JSON object');
  const { op, d } = packet;
  switch (op) {
    case GatewayOpcodes.Dispatch:
      return readEvent(packet);
    case GatewayOpcodes.Hello:
      return readHello(d);
    case GatewayOpcodes.Heartbeat:
      return { kind: 'heartbeat asked' };
    case GatewayOpcodes.HeartbeatAck:
      return { kind: 'heartbeat acknowledged' };
    case GatewayOpcodes.Reconnect:
      return { kind: 'reconnect' };
    case GatewayOpcodes.InvalidSession:
      return typeof d === 'boolean' ? { kind: 'invalid session', resumable: d } : odd('an odd end of a session');
    default:
      return odd('an unknown op');
  }
}

function odd(what: string, meant: 'hello' | 'ready' | null = null): Packet {
  return { kind: 'odd', what, meant };
}

function readHello(data: unknown): Packet {
  const interval = isObject(data) ? data['heartbeat_interval'] : null;
  if (typeof interval !== 'number' || !(interval >= 1 && interval <= LONGEST_INTERVAL_MS))
    return odd('an odd HELLO', 'hello');
  return { kind: 'hello', intervalMs: interval };
}

function readEvent({ t, s, d }: Readonly<Record<string, unknown>>): Packet {
  const sequence = typeof s === 'number' && Number.isSafeInteger(s) && s >= 0 ? s : null;
  switch (t) {
    case GatewayDispatchEvents.Ready:
      return readReady(d, sequence);
    case GatewayDispatchEvents.Resumed:
      return { kind: 'resumed', sequence };
    case GatewayDispatchEvents.InteractionCreate:
      return isInteraction(d) ? { kind: 'interaction', sequence, interaction: d } : odd('an odd INTERACTION_CREATE');
    default: {
      if (typeof t !== 'string') return odd('an event without a name');
      const server = serverOf(t, d);
      if (server === null) return { kind: 'other event', sequence };
      if (t === GatewayDispatchEvents.GuildDelete) return { kind: 'server left', sequence, server };
      return { kind: 'server seen', sequence, server, locale: localeOf(t, d), ...channelsOf(t, d) };
    }
  }
}

/**
 * The server that an event shows: it has come back, it or one of its channels or roles has changed, or the bot has left it.
 * `null` for events without one, and for a server that is only unavailable, as in an outage.
 * https://docs.discord.com/developers/events/gateway-events#guild-delete
 */
function serverOf(event: string, data: unknown): string | null {
  if (!isObject(data)) return null;
  const isGone = event === GatewayDispatchEvents.GuildDelete;
  if (isGone && data['unavailable'] !== undefined) return null;
  const id = isGone || isServer(event) ? data['id'] : data['guild_id'];
  return typeof id === 'string' ? id : null;
}

/** Whether the event's data are a whole server. https://docs.discord.com/developers/events/gateway-events#guild-update */
function isServer(event: string): boolean {
  return event === GatewayDispatchEvents.GuildCreate || event === GatewayDispatchEvents.GuildUpdate;
}

function localeOf(event: string, data: unknown): string | null {
  const locale = isServer(event) && isObject(data) ? data['preferred_locale'] : null;
  return typeof locale === 'string' && /^[A-Za-z]{2,3}(-[A-Za-z\d]{2,8})?$/.test(locale) ? locale : null;
}

/** https://docs.discord.com/developers/events/gateway-events#guild-create */
function channelsOf(event: string, data: unknown): Omit<SeenServer, 'server' | 'locale'> {
  const all = event === GatewayDispatchEvents.GuildCreate && isObject(data) ? data['channels'] : null;
  if (Array.isArray(all) && isObject(data))
    return { isWhole: true, name: textOr(data['name']), channels: all.flatMap(readChannel) };
  const isOne = event === GatewayDispatchEvents.ChannelCreate || event === GatewayDispatchEvents.ChannelUpdate;
  return { isWhole: false, name: null, channels: isOne ? readChannel(data) : [] };
}

function readChannel(channel: unknown): SeenServer['channels'] {
  if (!isObject(channel) || typeof channel['id'] !== 'string') return [];
  const isAnnouncement = channel['type'] === ChannelType.GuildAnnouncement;
  return [{ id: channel['id'], name: textOr(channel['name']), isAnnouncement }];
}

function textOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function readReady(data: unknown, sequence: number | null): Packet {
  if (!isReady(data)) return odd('an odd READY', 'ready');
  return { kind: 'ready', sequence, session: { id: data.session_id, url: data.resume_gateway_url }, data };
}

function isReady(data: unknown): data is GatewayReadyDispatchData {
  if (!isObject(data)) return false;
  const { session_id: id, resume_gateway_url: url, application } = data;
  return (
    typeof id === 'string' &&
    id !== '' &&
    isSocketAddress(url) &&
    isObject(application) &&
    typeof application['id'] === 'string'
  );
}

function isSocketAddress(url: unknown): url is string {
  return typeof url === 'string' && /^wss?:\/\//.test(url) && URL.canParse(url);
}

/**
 * The servers of a connection that READY names, and which ones it would name: each server belongs to one shard.
 * https://docs.discord.com/developers/events/gateway#sharding-sharding-formula. `null` where the list cannot be trusted.
 */
export function readServers(data: Readonly<Partial<GatewayReadyDispatchData>>): {
  readonly ids: readonly string[] | null;
  covers(guild: string): boolean;
} {
  const guilds: unknown = data.guilds;
  const shard: unknown = data.shard ?? [0, 1];
  const [index, count] = Array.isArray(shard) ? shard : [];
  const known = Array.isArray(guilds) && guilds.every((guild) => isObject(guild) && isId(guild['id']));
  const isShard = Number.isSafeInteger(index) && Number.isSafeInteger(count) && count > 0;
  return {
    ids: known && isShard ? guilds.map((guild) => guild.id) : null,
    covers: (guild) => isShard && isId(guild) && (BigInt(guild) >> 22n) % BigInt(count) === BigInt(index),
  };
}

function isId(text: unknown): boolean {
  return typeof text === 'string' && /^\d{1,20}$/.test(text);
}
