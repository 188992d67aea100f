/** The WebSocket side of the gateway: https://discord.com/developers/docs/events/gateway */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Core, Dispatch } from '../core.ts';
import type { GatewayRecord } from '../emulator.ts';
import type { GatewayFaults } from './gateway-codes.ts';
import { CLOSE, OP } from './gateway-codes.ts';
import type { Connection } from './keep-sessions.ts';
import { deliver } from './keep-sessions.ts';
import type { GatewayState } from './obey-gateway.ts';
import { obey } from './obey-gateway.ts';

const HEARTBEAT_MS = 41_250;
const MAX_RECORDS = 50_000;
/** "Payloads may not exceed 4096 bytes", and 120 events in 60 seconds. */
const MAX_PAYLOAD = 4096;
const SENDS = { count: 120, perMs: 60_000 } as const;

/** The gateway of one emulator. */
export interface Gateway {
  readonly faults: GatewayFaults;
  readonly log: readonly GatewayRecord[];
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  dispatch(event: Dispatch): void;
  /** Cuts every connection and forgets all sessions. */
  forget(): void;
  stop(): void;
}

/** Listens through `upgrade`; JSON without compression, whatever a client asks for. */
export function createGateway(core: Core, state: GatewayState): Gateway {
  const server = new WebSocketServer({ noServer: true });
  const connections = new Set<Connection>();
  const log: GatewayRecord[] = [];
  const replaced = new Map<string, string | Uint8Array>();
  let refusing = false;

  const note = (entry: Omit<GatewayRecord, 'atMs'>): void => {
    const record = { atMs: core.machineNow(), ...entry };
    log.push(record);
    if (log.length > MAX_RECORDS) log.shift();
    core.signals.emit('gateway', record);
  };

  const open = (socket: WebSocket, version: string | null): void => {
    const connection: Connection = {
      session: undefined,
      send: (op, data, sequence, name) => {
        if (socket.readyState !== socket.OPEN) return;
        note({ direction: 'out', op, ...(name === undefined ? {} : { name }), ...idOf(connection) });
        const known = op === OP.hello ? 'HELLO' : (name ?? '');
        const instead = replaced.get(known);
        replaced.delete(known);
        socket.send(instead ?? JSON.stringify({ op, d: data, s: sequence ?? null, t: name ?? null }));
      },
      sendRaw: (raw) => socket.send(raw),
      close: (code) => {
        note({ direction: 'out', name: `close ${code}`, ...idOf(connection) });
        socket.close(code);
      },
      destroy: () => socket.terminate(),
    };
    connections.add(connection);
    note({ direction: 'connect' });
    socket.on(
      'message',
      guardSends(core, connection, (data) => receive(core, state, connection, data, note)),
    );
    socket.on('error', () => undefined);
    socket.on('close', (code) => {
      connections.delete(connection);
      note({ direction: 'close', name: String(code), ...idOf(connection) });
      state.sessions.release(connection, code);
    });
    if (version !== '10' && version !== '9') {
      connection.close(CLOSE.invalidVersion);
      return;
    }
    connection.send(OP.hello, { heartbeat_interval: core.options.heartbeatMs ?? HEARTBEAT_MS, _trace: [] });
  };

  const each = (act: (connection: Connection) => void): void => {
    for (const connection of [...connections]) act(connection);
  };

  return {
    log,
    dispatch: (event) => deliver(core.world, state.sessions, event),
    upgrade: (request, socket, head) => {
      if (refusing) {
        note({ direction: 'refused' });
        socket.destroy();
        return;
      }
      const { searchParams } = new URL(request.url ?? '/', 'http://emulator');
      server.handleUpgrade(request, socket, head, (webSocket) => open(webSocket, searchParams.get('v')));
    },
    forget: () => {
      each((connection) => connection.destroy());
      state.sessions.clear();
      state.identifiedAt.clear();
    },
    stop: () => {
      each((connection) => connection.destroy());
      server.close();
    },
    faults: {
      dropSockets: () => each((connection) => connection.destroy()),
      closeSockets: (code) => each((connection) => connection.close(code)),
      withholdAcks: (on) => {
        state.withholdAcks = on;
      },
      invalidateSessions: (resumable) =>
        each((connection) => {
          if (!resumable) state.sessions.forget(connection);
          connection.send(OP.invalidSession, resumable);
        }),
      refuseResumes: (on) => {
        state.refuseResumes = on;
      },
      ignoreResumes: (on) => {
        state.ignoreResumes = on;
      },
      sendRaw: (raw) => each((connection) => connection.sendRaw(raw)),
      replaceNext: (name, raw) => void replaced.set(name, raw),
      requestReconnect: () => each((connection) => connection.send(OP.reconnect, null)),
      refuseIdentify: (code, times = 1) => {
        for (let i = 0; i < times; i += 1) state.refusedIdentifies.push(code);
      },
      refuseConnections: (on) => {
        refusing = on;
      },
    },
  };
}

function idOf(connection: Connection): { readonly sessionId?: string } {
  return connection.session === undefined ? {} : { sessionId: connection.session.id };
}

/** Closes connections that send too much (4008) or too large (4002). */
function guardSends(core: Core, connection: Connection, accept: (data: RawData) => void): (data: RawData) => void {
  const times: number[] = [];
  return (data) => {
    const now = core.machineNow();
    while (times[0] !== undefined && times[0] <= now - SENDS.perMs) times.shift();
    times.push(now);
    if (times.length > SENDS.count) {
      connection.close(CLOSE.rateLimited);
      return;
    }
    if (Buffer.isBuffer(data) && data.length > MAX_PAYLOAD) {
      connection.close(CLOSE.decodeError);
      return;
    }
    accept(data);
  };
}

function receive(
  core: Core,
  state: GatewayState,
  connection: Connection,
  data: RawData,
  note: (entry: Omit<GatewayRecord, 'atMs'>) => void,
): void {
  const message = parse(data);
  if (message === undefined) {
    connection.close(CLOSE.decodeError);
    return;
  }
  note({ direction: 'in', op: message.op, ...idOf(connection) });
  obey(core, state, connection, message.op, message.d);
}

function parse(data: RawData): { readonly op: number; readonly d: unknown } | undefined {
  try {
    const parsed: unknown = JSON.parse(String(data));
    if (typeof parsed !== 'object' || parsed === null || !('op' in parsed) || typeof parsed.op !== 'number')
      return undefined;
    return { op: parsed.op, d: 'd' in parsed ? parsed.d : undefined };
  } catch {
    return undefined;
  }
}
