import type { Config } from '../../config/config.ts';
import type { DiscordConnection } from '../../discord/gateway/connect.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { CommandContext } from '../../features/call/context.ts';
import { makeTurns } from '../../features/call/take-turns.ts';
import type { Store } from '../../store/open-store.ts';
import type { World } from '../../time/world.ts';
import { readFromMemory } from './read-from-memory.ts';

/** The parts of a run that exist only once they have been started; commands may arrive before. */
export type LateParts = {
  engine: Engine | null;
  connection: DiscordConnection | null;
  alarms(): readonly string[];
  changed(): void;
};

/** What the handlers of commands see of the program; current at every call. */
export function makeContext(
  parts: Pick<CommandContext, 'reachPerson' | 'findServer' | 'tryChannel'> & {
    readonly config: Config;
    readonly world: World;
    readonly store: Store;
    readonly keeper: ListKeeper;
    readonly replay: boolean;
    readonly late: LateParts;
  },
): CommandContext {
  const { config, world, store, keeper, late } = parts;
  const startedAt = world.now();
  // What a command reserves is sent at once, not when the delivery next looks by itself.
  const reserve: CommandContext['outbox']['reserve'] = async (reservation) => {
    const posts = await store.outbox.reserve(reservation);
    late.engine?.delivery.wake();
    return posts;
  };
  return {
    world,
    outbox: { ...store.outbox, reserve },
    registry: readFromMemory(store.registry, () => late.engine?.roster ?? null),
    list: () => keeper.catalogue().list,
    index: () => keeper.catalogue().index(),
    edges: (event) => keeper.catalogue().find(event)?.edges ?? [],
    defaults: () => config.defaults,
    state: () => ({
      startedAt,
      lastTickAt: late.engine?.ticker.lastTickAt() ?? null,
      gatewayUp: late.connection?.gateway().up ?? false,
      replay: parts.replay,
      listProblems: keeper.problems(),
      alarms: late.alarms(),
    }),
    inTurn: makeTurns(),
    reachPerson: parts.reachPerson,
    findServer: parts.findServer,
    tryChannel: parts.tryChannel,
    changed: () => late.changed(),
  };
}
