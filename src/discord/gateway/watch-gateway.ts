import { type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
import type { Machine } from '../../time/machine.ts';
import { closedForGood, isForGood } from './connect-error.ts';

/** An event in the life of the connection after it was made. */
export type GatewayEvent =
  | { readonly kind: 'ready' }
  /** The session continues where it stopped; nothing was missed. */
  | { readonly kind: 'resumed' }
  /** It reconnects by itself. */
  | { readonly kind: 'disconnected' }
  /** It does not reconnect by itself; sends may go on. `why` is a sentence for people. */
  | { readonly kind: 'closed for good'; readonly why: string }
  /** The token no longer works: everything stops. */
  | { readonly kind: 'credentials gone'; readonly why: string };

/** Whether commands can arrive, and since when (monotonic machine time, ms). */
export type GatewayState = { readonly up: boolean; readonly since: number; readonly closedForGood: boolean };

/**
 * Follows the shards: up means that all of them are. `onEvent` is called from the first READY until `stop`: a failed
 * login and an intended end are reported elsewhere.
 */
export function watchGateway(
  manager: WebSocketManager,
  machine: Machine,
  onEvent: (event: GatewayEvent) => void,
): { state(): GatewayState; stop(): void } {
  let isReady = false;
  let stopped = false;
  const emit = (event: GatewayEvent) => {
    if (event.kind === 'ready') isReady = true;
    if (isReady && !stopped) onEvent(event);
  };
  const down = new Set<number>();
  let state: GatewayState = { up: false, since: machine.monotonic(), closedForGood: false };
  const settle = (shard: number, isUp: boolean, forGood = false) => {
    if (isUp) down.delete(shard);
    else down.add(shard);
    const up = down.size === 0;
    const since = up === state.up ? state.since : machine.monotonic();
    state = { up, since, closedForGood: state.closedForGood || forGood };
  };
  manager.on(WebSocketShardEvents.Ready, ({ shardId }) => {
    settle(shardId, true);
    emit({ kind: 'ready' });
  });
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => {
    settle(shardId, true);
    emit({ kind: 'resumed' });
  });
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    settle(shardId, false, isForGood(code));
    if (!isForGood(code)) return emit({ kind: 'disconnected' });
    const { problem, message } = closedForGood(code);
    emit({ kind: problem === 'token' ? 'credentials gone' : 'closed for good', why: message });
  });
  return {
    state: () => state,
    stop: () => {
      stopped = true;
    },
  };
}
