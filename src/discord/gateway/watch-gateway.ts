import { type Client, Events } from 'discord.js';
import type { Machine } from '../../time/machine.ts';
import { closedForGood } from './connect-error.ts';

/** What happens to the connection after it was made. */
export type GatewayEvent =
  | { readonly kind: 'ready' }
  /** The session goes on where it stopped; nothing was missed. */
  | { readonly kind: 'resumed' }
  /** It reconnects by itself. */
  | { readonly kind: 'disconnected' }
  /** It will not come back by itself; sends may go on. `why` is a sentence for people. */
  | { readonly kind: 'closed for good'; readonly why: string }
  /** The token no longer works: everything stops. */
  | { readonly kind: 'credentials gone'; readonly why: string };

/** Whether commands can arrive, and since when (monotonic machine time, ms). */
export type GatewayState = { readonly up: boolean; readonly since: number; readonly closedForGood: boolean };

/**
 * Follows the client's shards: up means that all of them are. Empties the cache of servers at every READY. `onEvent` is
 * called from the first READY on until `stop`: a login that fails and a wanted end are told otherwise.
 */
export function watchGateway(
  client: Client,
  machine: Machine,
  onEvent: (event: GatewayEvent) => void,
): { state(): GatewayState; stop(): void } {
  let telling = false;
  let stopped = false;
  const tell = (event: GatewayEvent) => {
    if (event.kind === 'ready') telling = true;
    if (telling && !stopped) onEvent(event);
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
  client.on(Events.ShardReady, (shard) => {
    // READY leaves stubs without which everything is raw, and which would make `inCachedGuild()` true.
    client.guilds.cache.clear();
    settle(shard, true);
    tell({ kind: 'ready' });
  });
  client.on(Events.ShardResume, (shard) => {
    settle(shard, true);
    tell({ kind: 'resumed' });
  });
  client.on(Events.ShardReconnecting, (shard) => {
    settle(shard, false);
    tell({ kind: 'disconnected' });
  });
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    settle(shard, false, true);
    const { problem, message } = closedForGood(code);
    tell({ kind: problem === 'token' ? 'credentials gone' : 'closed for good', why: message });
  });
  return {
    state: () => state,
    stop: () => {
      stopped = true;
    },
  };
}
