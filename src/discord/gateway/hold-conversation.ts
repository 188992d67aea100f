import { GatewayCloseCodes, GatewayOpcodes } from 'discord-api-types/v10';
import { type Dispatcher, WebSocket } from 'undici';
import type { Machine } from '../../time/machine.ts';
import { type Packet, readPacket, type Session } from './read-packet.ts';

/** How long each answer of the gateway is waited for, ms of machine time. Past it the conversation is given up. */
const PATIENCE_MS = { hello: 30_000, ready: 20_000, resumed: 20_000 } as const;

/** Closing with 1000 ends the session; any other code keeps it: https://docs.discord.com/developers/events/gateway#initiating-a-disconnect */
const END_SESSION = 1_000;
const KEEP_SESSION = 4_200;

/** Close codes of Discord after which the session is gone. */
const SESSION_GONE: ReadonlySet<number> = new Set([
  END_SESSION,
  GatewayCloseCodes.NotAuthenticated,
  GatewayCloseCodes.AlreadyAuthenticated,
  GatewayCloseCodes.InvalidSeq,
  GatewayCloseCodes.RateLimited,
  GatewayCloseCodes.SessionTimedOut,
]);

/** A session as it stands: it outlives its socket. */
export type LiveSession = Session & { readonly sequence: number | null };

/** How a conversation ended. */
export type Ending = {
  /** The close code, ours or theirs. */
  readonly code: number;
  /** To be taken up by the next socket; `null`: identify anew. */
  readonly session: LiveSession | null;
  /** The gateway took us in: it said READY or RESUMED. */
  readonly stood: boolean;
  /** The gateway answered at all. */
  readonly reached: boolean;
};

/** Everything that one conversation needs. */
export type ConversationParts = {
  readonly url: string;
  readonly machine: Machine;
  readonly dispatcher: Dispatcher;
  /** To be resumed; `null` identifies. */
  readonly session: LiveSession | null;
  /** The contents of IDENTIFY. */
  readonly identity: { readonly token: string; readonly [field: string]: unknown };
  /** Resolves when this shard may identify, or when `signal` aborts. */
  mayIdentify(signal: AbortSignal): Promise<void>;
  /** Called with each READY, RESUMED, interaction and sign of a server that is understood. */
  heard(packet: Packet & { readonly kind: 'ready' | 'resumed' | 'interaction' | 'server seen' | 'server left' }): void;
  /** Called with where the session stands, each time it has gone on. */
  noted(session: LiveSession): void;
  /** Called with what was not understood, in words that hold nothing of it. */
  dropped(what: string): void;
  /** Ends the conversation. */
  readonly signal: AbortSignal;
  /** Whether Discord's session outlives `signal`, for another process to resume. */
  readonly keepsSession: boolean;
};

/**
 * One socket to the gateway, from its opening to its end: HELLO, then IDENTIFY or RESUME, then heartbeats and events.
 * A packet that is not understood is dropped; in the place of one that must come it ends the conversation, so that
 * another one is tried. Resolves with how it ended; rejects only where the address is none.
 * https://docs.discord.com/developers/events/gateway#connection-lifecycle
 */
export async function holdConversation(parts: ConversationParts): Promise<Ending> {
  const { machine, identity } = parts;
  const over = Promise.withResolvers<Ending>();
  const done = new AbortController();
  let { session } = parts;
  let stood = false;
  let greeted = false;
  let acknowledged = true;
  let waiting = new AbortController();
  const socket = new WebSocket(parts.url, { dispatcher: parts.dispatcher });
  socket.binaryType = 'arraybuffer';

  const end = (code: number, next: LiveSession | null): void => {
    if (done.signal.aborted) return;
    done.abort();
    waiting.abort();
    // Not waited for: a gateway that no longer answers does not answer this either.
    if (socket.readyState !== WebSocket.CLOSED) socket.close(isSendable(code) ? code : KEEP_SESSION);
    over.resolve({ code, session: next, stood, reached: greeted });
  };
  const send = (op: GatewayOpcodes, d: unknown): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ op, d }));
  };
  /** From now on an answer is waited for, and for so long. */
  const expect = (ms: number, next: () => LiveSession | null): void => {
    waiting.abort();
    const own = new AbortController();
    waiting = own;
    void machine.sleep(ms, own.signal).then(() => {
      if (own.signal.aborted) return;
      const kept = next();
      end(kept === null ? END_SESSION : KEEP_SESSION, kept);
    });
  };
  const beat = (): void => {
    send(GatewayOpcodes.Heartbeat, session?.sequence ?? null);
  };
  const beatEvery = async (intervalMs: number): Promise<void> => {
    // The first one comes at a random moment, so that not all clients of a gateway beat together.
    await machine.sleep(intervalMs * Math.random(), done.signal);
    while (!done.signal.aborted) {
      // A zombie: https://docs.discord.com/developers/events/gateway#heartbeat-interval
      if (!acknowledged) {
        end(KEEP_SESSION, session);
        return;
      }
      acknowledged = false;
      beat();
      await machine.sleep(intervalMs, done.signal);
    }
  };
  const greet = async (): Promise<void> => {
    if (session !== null) {
      expect(PATIENCE_MS.resumed, () => null);
      send(GatewayOpcodes.Resume, { token: identity.token, session_id: session.id, seq: session.sequence });
      return;
    }
    waiting.abort();
    await parts.mayIdentify(done.signal);
    if (done.signal.aborted) return;
    expect(PATIENCE_MS.ready, () => null);
    send(GatewayOpcodes.Identify, identity);
  };
  const count = (sequence: number | null): void => {
    if (session === null || sequence === null || sequence <= (session.sequence ?? -1)) return;
    session = { ...session, sequence };
    parts.noted(session);
  };
  const stand = (packet: Packet & { readonly kind: 'ready' | 'resumed' }): void => {
    if (stood) return;
    stood = true;
    waiting.abort();
    parts.heard(packet);
  };
  const handle = (packet: Packet): void => {
    if ('sequence' in packet) count(packet.sequence);
    switch (packet.kind) {
      case 'hello':
        if (greeted) break;
        greeted = true;
        void beatEvery(packet.intervalMs);
        void greet();
        break;
      case 'heartbeat asked':
        beat();
        break;
      case 'heartbeat acknowledged':
        acknowledged = true;
        break;
      case 'reconnect':
        end(KEEP_SESSION, session);
        break;
      case 'invalid session':
        if (packet.resumable) end(KEEP_SESSION, session);
        else end(END_SESSION, null);
        break;
      case 'ready':
        if (!stood) {
          session = { ...packet.session, sequence: packet.sequence };
          parts.noted(session);
        }
        stand(packet);
        break;
      case 'resumed':
        stand(packet);
        break;
      case 'interaction':
      case 'server seen':
      case 'server left':
        parts.heard(packet);
        break;
      case 'odd':
        parts.dropped(packet.what);
        // What it stood for will not come again.
        if (packet.meant === 'hello' && !greeted) end(KEEP_SESSION, session);
        if (packet.meant === 'ready' && !stood) end(END_SESSION, null);
        break;
      case 'other event':
        break;
    }
  };

  socket.onmessage = ({ data }) => {
    if (done.signal.aborted) return;
    try {
      handle(readPacket(data));
    } catch {
      // Thrown from here it would end the process.
      parts.dropped('a packet that broke its handler');
    }
  };
  socket.onclose = ({ code }) => end(code, SESSION_GONE.has(code) ? null : session);
  // What went wrong is told by the close that follows.
  socket.onerror = () => undefined;
  const stop = () => (parts.keepsSession ? end(KEEP_SESSION, session) : end(END_SESSION, null));
  if (parts.signal.aborted) stop();
  parts.signal.addEventListener('abort', stop, { once: true, signal: done.signal });
  expect(PATIENCE_MS.hello, () => session);
  return over.promise;
}

/** The only codes that a client may close with: https://websockets.spec.whatwg.org/#dom-websocket-close */
function isSendable(code: number): boolean {
  return code === END_SESSION || (code >= 3_000 && code <= 4_999);
}
