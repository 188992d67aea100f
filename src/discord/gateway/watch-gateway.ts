import { type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws';
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
  /** There were so many logins that the next one waits; sends go on. */
  | { readonly kind: 'login waits'; readonly why: string }
  /** The token no longer works: everything stops. */
  | { readonly kind: 'credentials gone'; readonly why: string };

/**
 * Follows the shards: up means that all of them are. `onEvent` is called from the first READY until `stop`: a failed
 * login and an intended end are reported elsewhere.
 */
export function watchGateway(
  manager: WebSocketManager,
  onEvent: (event: GatewayEvent) => void,
): { isUp(): boolean; stop(): void } {
  let isReady = false;
  let stopped = false;
  const emit = (event: GatewayEvent) => {
    if (event.kind === 'ready') isReady = true;
    if (isReady && !stopped) onEvent(event);
  };
  const down = new Set<number>();
  manager.on(WebSocketShardEvents.Ready, ({ shardId }) => {
    down.delete(shardId);
    emit({ kind: 'ready' });
  });
  manager.on(WebSocketShardEvents.Resumed, ({ shardId }) => {
    down.delete(shardId);
    emit({ kind: 'resumed' });
  });
  manager.on(WebSocketShardEvents.Closed, ({ code, shardId }) => {
    down.add(shardId);
    if (!isForGood(code)) return emit({ kind: 'disconnected' });
    const { problem, message } = closedForGood(code);
    emit({ kind: problem === 'token' ? 'credentials gone' : 'closed for good', why: message });
  });
  return {
    isUp: () => isReady && down.size === 0,
    stop: () => {
      stopped = true;
    },
  };
}
