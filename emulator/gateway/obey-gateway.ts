import { randomBytes } from 'node:crypto';
import { type Core, INTENT } from '../core.ts';
import { isObject, textOf } from '../rest/json.ts';
import { describeGuildCreates, describeUser } from '../world/describe-world.ts';
import { CLOSE, OP } from './gateway-codes.ts';
import { type Connection, emitTo, holdsGuild, type Session, type Sessions } from './keep-sessions.ts';

/**
 * Handles each message that a client sends to the gateway:
 * https://discord.com/developers/docs/events/gateway-events#send-events
 */

const PRIVILEGED = INTENT.guildMembers | INTENT.guildPresences | INTENT.messageContent;

/** The sessions and the faults scripted for them. */
export interface GatewayState {
  readonly sessions: Sessions;
  readonly url: () => string;
  withholdAcks: boolean;
  refuseResumes: boolean;
  ignoreResumes: boolean;
  /** Close codes for the next identifies. */
  readonly refusedIdentifies: number[];
  /** Identifies left today. */
  identifiesLeft: number;
  /** Set when more were used than allowed: Discord then resets the token. */
  tokenReset: boolean;
  /** When each rate-limit key identified last; machine time, ms. */
  readonly identifiedAt: Map<number, number>;
}

/** Answers one payload of a client, or closes its connection with the code Discord documents for it. */
export function obey(core: Core, state: GatewayState, connection: Connection, op: number, data: unknown): void {
  if (op === OP.heartbeat) {
    if (!state.withholdAcks) connection.send(OP.heartbeatAck, null);
    return;
  }
  if (op === OP.identify) {
    identify(core, state, connection, data);
    return;
  }
  if (op === OP.resume) {
    resume(core, state, connection, data);
    return;
  }
  if (connection.session === undefined) {
    connection.close(CLOSE.notAuthenticated);
    return;
  }
  const known: readonly number[] = [OP.presence, OP.voiceState, OP.requestMembers];
  if (!known.includes(op)) connection.close(CLOSE.unknownOpcode);
}

function identify(core: Core, state: GatewayState, connection: Connection, data: unknown): void {
  if (connection.session !== undefined) {
    connection.close(CLOSE.alreadyAuthenticated);
    return;
  }
  const scripted = state.refusedIdentifies.shift();
  if (scripted !== undefined) {
    connection.close(scripted);
    return;
  }
  const payload = isObject(data) ? data : {};
  if (payload['token'] !== core.token || state.tokenReset) {
    connection.close(CLOSE.authenticationFailed);
    return;
  }
  if (state.identifiesLeft <= 0) {
    // "all active sessions for the app will be terminated, the bot token will be reset"
    state.tokenReset = true;
    for (const session of state.sessions.all()) session.connection?.close(CLOSE.authenticationFailed);
    state.sessions.clear();
    connection.close(CLOSE.authenticationFailed);
    return;
  }
  const shard = readShard(payload['shard']);
  if (shard === undefined) {
    connection.close(CLOSE.invalidShard);
    return;
  }
  if (!hasTurn(core, state, shard[0])) {
    connection.send(OP.invalidSession, false);
    return;
  }
  state.identifiesLeft -= 1;
  const intents = typeof payload['intents'] === 'number' ? payload['intents'] : 0;
  if ((intents & PRIVILEGED & ~(core.options.privilegedIntents ?? 0)) !== 0) {
    connection.close(CLOSE.disallowedIntents);
    return;
  }
  const session: Session = {
    id: randomBytes(16).toString('hex'),
    intents,
    shard,
    sequence: 0,
    sent: [],
    connection,
    lostMs: undefined,
  };
  state.sessions.add(session);
  connection.session = session;
  welcome(core, state, session);
}

/** https://discord.com/developers/docs/events/gateway#rate-limiting */
const IDENTIFY_EVERY_MS = 5000;

function hasTurn(core: Core, state: GatewayState, shard: number): boolean {
  const { maxConcurrency } = core.options;
  if (maxConcurrency === undefined) return true;
  const key = shard % maxConcurrency;
  const last = state.identifiedAt.get(key);
  const now = core.machineNow();
  if (last !== undefined && now - last < IDENTIFY_EVERY_MS) return false;
  state.identifiedAt.set(key, now);
  return true;
}

/** READY with servers as unavailable stubs; the servers themselves follow for those with the Guilds intent. */
function welcome(core: Core, state: GatewayState, session: Session): void {
  const { world } = core;
  const guilds = [...world.guilds.values()].filter(({ id }) => holdsGuild(session, id));
  const self = world.users.get(world.botId);
  emitTo(session, 'READY', {
    v: 10,
    user: self === undefined ? {} : { ...describeUser(self), verified: true, mfa_enabled: false, email: null },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: session.id,
    session_type: 'normal',
    resume_gateway_url: state.url(),
    shard: session.shard,
    application: { id: world.applicationId, flags: 0 },
    private_channels: [],
    relationships: [],
    presences: [],
    user_settings: {},
    geo_ordered_rtc_regions: [],
    auth: {},
    _trace: ['["emulator",{"micros":0}]'],
  });
  if ((session.intents & INTENT.guilds) !== 0) {
    for (const guild of describeGuildCreates(world, guilds)) emitTo(session, 'GUILD_CREATE', guild);
  }
  core.signals.emit('ready', { sessionId: session.id, shard: session.shard[0] });
}

function resume(core: Core, state: GatewayState, connection: Connection, data: unknown): void {
  const payload = isObject(data) ? data : {};
  if (payload['token'] !== core.token || state.tokenReset) {
    connection.close(CLOSE.authenticationFailed);
    return;
  }
  if (state.ignoreResumes) return;
  const session = state.sessions.find(textOf(payload['session_id']) ?? '');
  const seen = typeof payload['seq'] === 'number' ? payload['seq'] : -1;
  const oldest = session?.sent[0]?.sequence ?? 1;
  if (session === undefined || state.refuseResumes || seen < oldest - 1) {
    connection.send(OP.invalidSession, false);
    return;
  }
  if (seen > session.sequence) {
    connection.close(CLOSE.invalidSequence);
    return;
  }
  session.connection = connection;
  session.lostMs = undefined;
  connection.session = session;
  for (const { sequence, name, data: missed } of session.sent) {
    if (sequence > seen) connection.send(OP.dispatch, missed, sequence, name);
  }
  emitTo(session, 'RESUMED', { _trace: [] });
  core.signals.emit('resumed', { sessionId: session.id, shard: session.shard[0] });
}

function readShard(value: unknown): readonly [number, number] | undefined {
  if (value === undefined || value === null) return [0, 1];
  if (!Array.isArray(value)) return undefined;
  const [id, count]: readonly unknown[] = value;
  const valid =
    Number.isInteger(id) &&
    Number.isInteger(count) &&
    typeof id === 'number' &&
    typeof count === 'number' &&
    id >= 0 &&
    id < count;
  return valid ? [id, count] : undefined;
}
