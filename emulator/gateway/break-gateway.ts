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
  /** Sends op 7 to every session. */
  requestReconnect(): void;
  /** The next identifies are answered with this close code. */
  refuseIdentify(code: number, times?: number): void;
  /** While on, new connections are destroyed at once. */
  refuseConnections(on: boolean): void;
}
