import type { Config } from '../../config/config.ts';
import type { DiscordConnection } from '../../discord/gateway/connect.ts';
import type { Dispatcher, DispatcherWords } from '../../discord/interactions/dispatcher.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { Roster } from '../../engine/roster.ts';
import type { Call } from '../../features/call/command.ts';
import {
  askRegistry,
  type CommandContext,
  DRAFT_LIVES_MS,
  QUESTION_LIVES_MS,
  SHARE_LIVES_MS,
  UNDO_LIVES_MS,
} from '../../features/call/context.ts';
import type { Features } from '../../features/call/load-features.ts';
import { COMMAND_ROOTS } from '../../features/call/offer-command.ts';
import { makeShortMemory } from '../../features/call/short-memory.ts';
import { makeTurns } from '../../features/call/take-turns.ts';
import type { Registry } from '../../outbox/registry.ts';
import { dispatcherText } from '../../render/trouble/trouble-words.ts';
import type { Store } from '../../store/make-store.ts';
import { isLasting } from '../../store/store-error.ts';
import type { Machine } from '../../time/machine.ts';
import type { World } from '../../time/world.ts';
import type { Health } from './keep-health.ts';

/** Makes the dispatcher that answers interactions in this context. */
export function makeDispatcher(
  features: Features,
  context: CommandContext,
  { onlyServers }: Pick<Config, 'onlyServers'>,
): Dispatcher<CommandContext> {
  return {
    ...features,
    roots: COMMAND_ROOTS,
    serves: (guild) => onlyServers === null || onlyServers.includes(guild),
    context,
    words: DISPATCHER_WORDS,
  };
}

/** The dispatcher's own texts. */
export const DISPATCHER_WORDS: DispatcherWords = {
  failed: (id) => dispatcherText('failed', { id }),
  forManagers: dispatcherText('forManagers'),
  hindered(error) {
    if (!isLasting(error)) return null;
    if (error.trouble === 'locked') return dispatcherText('locked');
    return dispatcherText(error.trouble === 'full' ? 'full' : 'notWritable');
  },
  formTooLate: dispatcherText('formTooLate'),
  notNamed: dispatcherText('notNamed'),
  notServed: dispatcherText('notServed'),
  notShown: (id) => dispatcherText('notShown', { id }),
  notUnderstood: dispatcherText('notUnderstood'),
  oldCommand: dispatcherText('oldCommand'),
  oldControl: dispatcherText('oldControl'),
  serversOnly: dispatcherText('serversOnly'),
};

/** The parts that the handlers of commands are made from. Commands may arrive before the engine has started. */
export type ContextParts = Pick<
  CommandContext,
  'commandShapes' | 'pinTried' | 'reachPerson' | 'findServer' | 'tryChannel' | 'acceptList' | 'drawPicture'
> & {
  readonly config: Config;
  readonly world: World;
  readonly machine: Machine;
  readonly store: Store;
  readonly roster: Roster;
  readonly keeper: ListKeeper;
  readonly replay: boolean;
  readonly startedAt: number;
  readonly connection: Pick<DiscordConnection, 'isUp'>;
  readonly health: Health;
  readonly engine: Promise<Pick<Engine, 'delivery'>>;
  /** Makes a tick come at once. */
  readonly tickSoon: Promise<() => void>;
};

/** The program as the handlers of commands see it; current at every call. */
export function makeContext(parts: ContextParts): CommandContext {
  const { config, world, store, keeper, connection, health } = parts;
  const registry = readFromMemory(store.registry, parts.roster);
  return {
    world,
    outbox: {
      ...store.outbox,
      // A post that a command reserves is sent at once, not when the delivery next looks by itself.
      async reserve(reservation) {
        const posts = await store.outbox.reserve(reservation);
        void parts.engine.then(({ delivery }) => delivery.wake());
        return posts;
      },
    },
    registry,
    ...askRegistry(registry),
    list: () => keeper.catalogue().list,
    index: () => keeper.catalogue().index(),
    edges: (event) => keeper.catalogue().find(event)?.edges ?? [],
    defaults: () => config.defaults,
    isMaintainer: (call) => isMaintainer(config, call),
    servesAll: config.onlyServers === null,
    calendarsAt: config.http === null ? null : config.public.address,
    channelsPerServer: config.channelsPerServer,
    state: () => ({
      startedAt: parts.startedAt,
      get lastTickAt() {
        return health.lastTickAt();
      },
      get gatewayUp() {
        return connection.isUp();
      },
      replay: parts.replay,
      get listProblems() {
        return keeper.problems();
      },
      get alarms() {
        return health.alarms();
      },
    }),
    commandShapes: parts.commandShapes,
    inTurn: makeTurns(),
    drafts: makeShortMemory(parts.machine, DRAFT_LIVES_MS),
    questions: makeShortMemory(parts.machine, QUESTION_LIVES_MS),
    undos: makeShortMemory(parts.machine, UNDO_LIVES_MS),
    shared: makeShortMemory(parts.machine, SHARE_LIVES_MS),
    pinTried: parts.pinTried,
    reachPerson: parts.reachPerson,
    findServer: parts.findServer,
    tryChannel: parts.tryChannel,
    drawPicture: parts.drawPicture,
    acceptList: parts.acceptList,
    changed: () => void parts.tickSoon.then((soon) => soon()),
  };
}

/** Makes pictures by code that is loaded with the first of them. */
export function drawLater(machine: Machine): CommandContext['drawPicture'] {
  let drawer: Promise<CommandContext['drawPicture']> | null = null;
  return async (svg) => {
    drawer ??= import('../../picture/draw-picture.ts').then(({ makePictureDrawer }) => makePictureDrawer(machine));
    return (await drawer)(svg);
  };
}

/** Whether a caller looks after this program: see `CommandContext.isMaintainer`. */
export function isMaintainer(
  { maintainers, onlyServers }: Pick<Config, 'maintainers' | 'onlyServers'>,
  { user, channel, mayManageServer }: Call,
): boolean {
  if (maintainers === null) return onlyServers !== null && mayManageServer;
  return 'user' in maintainers ? user === maintainers.user : mayManageServer && channel.id === maintainers.channel;
}

/**
 * Makes the registry for handlers of commands: reads come from the roster's memory, renewed when the registry has
 * changed, so that an answer to one server does not read the rows of all servers from disk. Writes go to the registry
 * itself.
 */
function readFromMemory(registry: Registry, roster: Roster): Registry {
  const fresh = async (): Promise<Roster> => {
    await roster.refresh();
    return roster;
  };
  return {
    ...registry,
    subscriptions: async () => (await fresh()).all(),
    subscription: async (channel) => (await fresh()).find(channel),
    guildSettings: async () => (await fresh()).guilds(),
    personSettings: async () => (await fresh()).people(),
  };
}
