/** Opcodes and close codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway */

/** The `op` of a gateway payload. */
export const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voiceState: 4,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** Why the gateway closes a connection. After 4004, 4010, 4012 and 4014 a client must not come back by itself. */
export const CLOSE = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  rateLimited: 4008,
  invalidShard: 4010,
  invalidVersion: 4012,
  disallowedIntents: 4014,
} as const;

/** Ways in which the gateway can be made to misbehave. */
export interface GatewayFaults {
  /** Destroys every socket without a close frame; sessions can be resumed. */
  dropSockets(): void;
  /** Closes every socket with this code. */
  closeSockets(code: number): void;
  /** While on, heartbeats are not acknowledged: the client sees a zombie connection. */
  withholdAcks(on: boolean): void;
  /** Sends op 9 to every session. */
  invalidateSessions(resumable: boolean): void;
  /** While on, every RESUME is answered with op 9 (not resumable). */
  refuseResumes(on: boolean): void;
  /** While on, RESUME gets no answer at all; the socket stays open. */
  ignoreResumes(on: boolean): void;
  /** Sends these very bytes to every socket: text as a text message, bytes as a binary one. */
  sendRaw(data: string | Uint8Array): void;
  /** The next packet of this name goes out as these bytes instead. */
  replaceNext(name: 'HELLO' | 'READY' | 'RESUMED', data: string | Uint8Array): void;
  /** Sends op 7 to every session. */
  requestReconnect(): void;
  /** The next identifies are answered with this close code. */
  refuseIdentify(code: number, times?: number): void;
  /** While on, new connections are destroyed at once. */
  refuseConnections(on: boolean): void;
}
