/** Gateway sessions: the events that each may see, has seen, and missed while its socket was gone. */
import type { Dispatch } from '../core.ts';
import { INTENT } from '../core.ts';
import type { Json, JsonObject } from '../rest/json.ts';
import { isObject } from '../rest/json.ts';
import type { World } from '../world/world.ts';
import { OP } from './gateway-codes.ts';

/** Events kept for a RESUME, and how long a session outlives its socket. Discord says "a few minutes". */
const KEPT_EVENTS = 5000;
const OUTLIVES_MS = 300_000;

/** One WebSocket. */
export interface Connection {
  session: Session | undefined;
  send(op: number, data: Json, sequence?: number, name?: string): void;
  sendRaw(data: string | Uint8Array): void;
  close(code: number): void;
  destroy(): void;
}

/** The gateway's memory of one identified client. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  sequence: number;
  readonly sent: { readonly sequence: number; readonly name: string; readonly data: JsonObject }[];
  connection: Connection | undefined;
  lostMs: number | undefined;
}

/** All sessions, those without a socket included while they can be resumed. */
export interface Sessions {
  all(): readonly Session[];
  add(session: Session): void;
  /** A session that can still be resumed. */
  find(id: string): Session | undefined;
  /** The socket of a connection is gone. Codes 1000 and 1001 from the client end the session. */
  release(connection: Connection, code: number): void;
  /** Ends the session of a connection. */
  forget(connection: Connection): void;
  clear(): void;
}

/** Ages by machine time: a session without a socket is gone after five minutes. */
export function createSessions(machineNow: () => number): Sessions {
  const sessions = new Map<string, Session>();
  const alive = (session: Session): boolean =>
    session.lostMs === undefined || machineNow() - session.lostMs <= OUTLIVES_MS;
  const dropDead = (): void => {
    for (const session of [...sessions.values()]) if (!alive(session)) sessions.delete(session.id);
  };
  const forget = (connection: Connection): void => {
    if (connection.session !== undefined) sessions.delete(connection.session.id);
  };
  return {
    all: () => {
      dropDead();
      return [...sessions.values()];
    },
    add: (session) => sessions.set(session.id, session),
    find: (id) => {
      dropDead();
      return sessions.get(id);
    },
    release: (connection, code) => {
      const { session } = connection;
      if (session === undefined || session.connection !== connection) return;
      session.connection = undefined;
      session.lostMs = machineNow();
      if (code === 1000 || code === 1001) forget(connection);
    },
    forget,
    clear: () => sessions.clear(),
  };
}

/** Sends one event to every session that may see it, and keeps it for those without a socket. */
export function deliver(world: World, sessions: Sessions, event: Dispatch): void {
  for (const session of sessions.all()) {
    if (event.intent !== INTENT.none && (session.intents & event.intent) === 0) continue;
    if (event.guildId !== undefined && !holdsGuild(session, event.guildId)) continue;
    emitTo(session, event.name, hideContent(world, session, event));
  }
}

/** Gives an event its number in a session and sends it if there is a socket. */
export function emitTo(session: Session, name: string, data: JsonObject): void {
  session.sequence += 1;
  session.sent.push({ sequence: session.sequence, name, data });
  if (session.sent.length > KEPT_EVENTS) session.sent.shift();
  session.connection?.send(OP.dispatch, data, session.sequence, name);
}

/** https://discord.com/developers/docs/events/gateway#sharding-sharding-formula */
export function holdsGuild(session: Session, guildId: string): boolean {
  const [id, count] = session.shard;
  return Number((BigInt(guildId) >> 22n) % BigInt(count)) === id;
}

/** Without the MESSAGE_CONTENT intent an application sees the text of its own messages only. */
function hideContent(world: World, session: Session, event: Dispatch): JsonObject {
  const { data, name } = event;
  if (!name.startsWith('MESSAGE_') || data['content'] === undefined || (session.intents & INTENT.messageContent) !== 0)
    return data;
  const author = data['author'];
  const own = isObject(author) && author['id'] === world.botId;
  return own || data['guild_id'] === undefined
    ? data
    : { ...data, content: '', embeds: [], components: [], attachments: [] };
}
