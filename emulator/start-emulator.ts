/** Starts Discord on loopback. The one entry of this folder. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { Server as TlsServer } from 'node:https';
import { createServer as createTlsServer } from 'node:https';
import { createFaultQueue } from './control/queue-faults.ts';
import type { ControlParts } from './control/serve-control.ts';
import { serveControl } from './control/serve-control.ts';
import type { Core } from './core.ts';
import type { Emulator, EmulatorOptions, RequestRecord } from './emulator.ts';
import { createSignals } from './gateway/emit-events.ts';
import { createSessions } from './gateway/keep-sessions.ts';
import type { GatewayState } from './gateway/obey-gateway.ts';
import { createGateway } from './gateway/serve-gateway.ts';
import { isLocal, servePage } from './page/serve-page.ts';
import { createInteract } from './people/do-interaction.ts';
import { createInteractionsEndpoint } from './people/send-over-http.ts';
import type { Playback } from './playback.ts';
import { createInvalidCount } from './rest/answer-limits.ts';
import type { RestParts } from './rest/handle-request.ts';
import { createRateLimits } from './rest/limit-rate.ts';
import { listRoutes } from './rest/list-routes.ts';
import { serveRest } from './rest/serve-rest.ts';
import { createWorldChanges } from './world/apply-changes.ts';
import { buildWorld } from './world/build-guild.ts';
import { isEphemeral } from './world/describe-message.ts';
import { compareSnowflakes, createSnowflakeMaker } from './world/make-snowflake.ts';
import { createNonceMemory } from './world/remember-nonces.ts';
import { rememberWorld, resetWorld } from './world/reset-world.ts';
import type { StoredMessage } from './world/world.ts';

const NONCE_WINDOW_MS = 120_000;
const SESSION_START = { total: 1000, remaining: 1000, resetAfterMs: 86_400_000 } as const;
/** Longer than any client keeps an idle socket, so that the client is the one to close it. */
const KEEP_ALIVE_MS = 120_000;
/** Ids by machine time count from here, apart from those by world time: both clocks may show the same millisecond. */
const MACHINE_IDS = 1n << 21n;

/** Resolves when the port is open. Rejects with Node's error when it cannot be. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const core = createCore(options, (event) => gateway.dispatch(event));
  const { world, signals, machineNow } = core;
  const first = rememberWorld(world);
  let playback: Playback | null = null;
  const start = { ...SESSION_START, ...options.sessionStart };
  let address = '';
  const state: GatewayState = {
    sessions: createSessions(machineNow),
    url: () => `${options.tls === undefined ? 'ws' : 'wss'}://${address}/gateway`,
    withholdAcks: false,
    refuseResumes: false,
    ignoreResumes: false,
    refusedIdentifies: [],
    identifiesLeft: start.remaining,
    tokenReset: false,
    identifiedAt: new Map(),
  };
  const gateway = createGateway(core, state);
  const sessionStart = () => ({
    total: start.total,
    remaining: Math.max(0, state.identifiesLeft),
    reset_after: start.resetAfterMs,
    max_concurrency: options.maxConcurrency ?? 1,
  });
  const parts: RestParts = {
    core,
    routes: listRoutes({ url: state.url, sessionStart }),
    limits: createRateLimits(options, machineNow),
    invalid: createInvalidCount(machineNow),
    faults: createFaultQueue(),
    tokenIsValid: () => !state.tokenReset,
  };
  const requests: RequestRecord[] = [];
  const control: ControlParts = {
    core,
    faults: parts.faults,
    gatewayFaults: gateway.faults,
    change: createWorldChanges(core),
    interact: createInteract(core),
    requests,
    gatewayLog: gateway.log,
    invalidRequests: parts.invalid.count,
    playback: () => playback,
  };
  const answer: RequestListener = (request, response) => {
    serve(parts, control, requests, request, response).catch(() => response.destroy());
  };
  const server = options.tls === undefined ? createServer(answer) : createTlsServer(options.tls, answer);
  server.on('upgrade', (request, socket, head) => {
    // A page of another site may open a WebSocket to this machine too; a browser says which page it is.
    const isCalledSo = options.name !== undefined && request.headers.host === address;
    if (
      (isLocal(request) || isCalledSo) &&
      new URL(request.url ?? '/', 'http://emulator').pathname.startsWith('/gateway')
    )
      gateway.upgrade(request, socket, head);
    else socket.destroy();
  });
  address = await listen(server, options);
  const scheme = options.tls === undefined ? 'http' : 'https';
  let stopped: Promise<void> | undefined;
  return {
    url: `${scheme}://${address}/`,
    apiUrl: `${scheme}://${address}/api`,
    token: core.token,
    applicationId: world.applicationId,
    world,
    change: control.change,
    interact: control.interact,
    endpoint: core.endpoint,
    faults: parts.faults,
    gatewayFaults: gateway.faults,
    violations: core.violations,
    requests,
    gatewayLog: gateway.log,
    sessions: () => state.sessions.all().filter(({ connection }) => connection !== undefined).length,
    commands: () => [...world.commands.values()],
    messages: (channelId) => visibleMessages(core, channelId),
    invalidRequests: parts.invalid.count,
    on: signals.on,
    until: signals.until,
    reset: () => {
      gateway.forget();
      state.identifiesLeft = start.remaining;
      resetWorld(core, first);
    },
    offer: (offered) => {
      playback = offered;
    },
    stop: () => {
      stopped ??= close(server, gateway.stop);
      return stopped;
    },
  };
}

function createCore(options: EmulatorOptions, dispatch: Core['dispatch']): Core {
  const machineNow = options.machineNow ?? Date.now;
  const now = options.now ?? machineNow;
  const ids = createSnowflakeMaker();
  const machineIds = createSnowflakeMaker(MACHINE_IDS);
  const newMachineId = (): string => machineIds.make(machineNow());
  const world = buildWorld(options.world, newMachineId);
  return {
    options,
    world,
    token: options.token ?? makeToken(world.botId),
    now,
    machineNow,
    newId: () => ids.make(now()),
    restartIds: ids.restart,
    newMachineId,
    signals: createSignals(),
    violations: [],
    nonces: createNonceMemory(machineNow, options.nonceWindowMs ?? NONCE_WINDOW_MS),
    interactions: new Map(),
    endpoint: createInteractionsEndpoint(machineNow),
    pictures: new Map(),
    oldEdits: new Map(),
    publications: new Map(),
    dispatch,
  };
}

/** Three parts like those of Discord, the first being the bot's id; random, and worthless anywhere else. */
function makeToken(botId: string): string {
  const id = Buffer.from(botId).toString('base64url');
  return `${id}.${randomBytes(4).toString('base64url')}.${randomBytes(28).toString('base64url')}`;
}

async function serve(
  parts: RestParts,
  control: ControlParts,
  requests: RequestRecord[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '/' } = request;
  if (url.startsWith('/api')) return serveRest(parts, requests, request, response);
  if (!isLocal(request)) {
    response.writeHead(403, { 'content-type': 'text/plain; charset=utf-8' }).end('Only from this machine.');
    return;
  }
  if (url.startsWith('/emulator/')) return serveControl(control, request, response);
  return servePage(request, response);
}

function listen(server: Server | TlsServer, { port = 0, host = '127.0.0.1', name }: EmulatorOptions): Promise<string> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = KEEP_ALIVE_MS + 1000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      const shown = name ?? (typeof address === 'object' && address?.family === 'IPv6' ? '[::1]' : '127.0.0.1');
      resolve(`${shown}:${typeof address === 'object' && address !== null ? address.port : port}`);
    });
  });
}

function close(server: Server | TlsServer, stopGateway: () => void): Promise<void> {
  stopGateway();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function visibleMessages(core: Core, channelId: string | undefined): readonly StoredMessage[] {
  const { messages } = core.world;
  const all =
    channelId === undefined
      ? [...messages.values()].flatMap((channel) => [...channel.values()])
      : [...(messages.get(channelId)?.values() ?? [])];
  return all.filter((message) => !isEphemeral(message)).sort((left, right) => compareSnowflakes(left.id, right.id));
}
