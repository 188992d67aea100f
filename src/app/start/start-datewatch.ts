import type { Config } from '../../config/config.ts';
import type { Secret } from '../../config/secret.ts';
import { createSendBudget } from '../../deliver/send-budget.ts';
import type { Sender } from '../../deliver/sender.ts';
import { connect, type DiscordConnection } from '../../discord/gateway/connect.ts';
import type { GatewayEvent } from '../../discord/gateway/watch-gateway.ts';
import type { Desk } from '../../discord/interactions/dispatcher.ts';
import { makeServerFinder } from '../../discord/rest/find-server.ts';
import { makeSender } from '../../discord/rest/make-sender.ts';
import { type DiscordLine, openLine } from '../../discord/rest/open-connection.ts';
import { reachPerson } from '../../discord/rest/reach-person.ts';
import type { Engine } from '../../engine/engine.ts';
import { keepList, type ListKeeper } from '../../engine/list-keeper.ts';
import type { Command } from '../../features/call/command.ts';
import type { CommandContext } from '../../features/call/context.ts';
import type { Log } from '../../model/log.ts';
import type { ReachCheckpoint } from '../../outbox/checkpoint.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import type { Machine } from '../../time/machine.ts';
import type { SimulatedWorld, World } from '../../time/world.ts';
import { adoptSettings } from './adopt-settings.ts';
import { type Cleanups, makeCleanups } from './cleanups.ts';
import { type LateParts, makeContext } from './command-context.ts';
import { loadList } from './load-list.ts';
import { paceAsides } from './pace-asides.ts';
import { refuseReplayByAccident } from './refuse-replay.ts';

/** What a run needs; everything in it is proven good but the token. */
export type StartWish = {
  readonly config: Config;
  readonly token: Secret;
  /** A simulated world is held at its start already. */
  readonly world: World | SimulatedWorld;
  readonly machine: Machine;
  readonly log: Log;
  readonly replay: boolean;
  /** Where a simulated world stops for good; `null` runs on. */
  readonly until: number | null;
  /** For tests: stops at checkpoints, and a way out to Discord other than the program's own. */
  readonly hooks?: { readonly reached?: ReachCheckpoint; sender?(own: Sender): Sender };
  /** For the demo: a list other than the one of the files. */
  readonly keep?: (own: ListKeeper) => ListKeeper;
};

/** A running program. */
export type Running = {
  readonly engine: Engine;
  readonly context: CommandContext;
  /** Resolves with the reason when the program cannot go on: the token was withdrawn, or ticks have stopped. */
  readonly broken: Promise<string>;
  /** Resolves when a simulated world has reached its end. */
  readonly worldEnded: Promise<void>;
  /** Finishes or hands back what it was sending, closes everything, within five seconds. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts everything in the order in which it can fail cheaply: the state, the list, then Discord last, since a thousand
 * logins a day cost the token. Throws `StartError`, `StoreError` or `ConnectError`, each one clear sentence.
 */
export async function startDatewatch(wish: StartWish): Promise<Running> {
  const { config, log, world } = wish;
  refuseReplayByAccident(config, world, wish.replay);
  const cleanups = makeCleanups((part, error) => log.error({ err: error, part }, 'A part did not stop cleanly.'));
  try {
    const store = await openState(wish, cleanups);
    const loaded = await loadList(config.dataFolder, store.outbox);
    const own = keepList(config.dataFolder, loaded, wish.machine);
    const keeper = wish.keep?.(own) ?? own;
    if (loaded.problems.length > 0) {
      log.error({ problems: loaded.problems }, 'The list is broken; the last good one stays in force.');
    }
    for (const note of await adoptSettings(config, store.registry, world.now())) log.info({}, note);
    return await run(wish, cleanups, store, keeper);
  } catch (error) {
    await cleanups.run();
    throw error;
  }
}

async function openState({ config, world, machine, log }: StartWish, cleanups: Cleanups): Promise<Store> {
  const store = await openStore({ folder: config.stateFolder, clock: world.kind, machine, log });
  cleanups.add('state', () => store.close());
  const released = await store.outbox.releaseAll();
  if (released > 0) log.info({ posts: released }, 'Took over posts of a process that ended without handing them back.');
  return store;
}

async function run(wish: StartWish, cleanups: Cleanups, store: Store, keeper: ListKeeper): Promise<Running> {
  const { config, world, machine, log } = wish;
  const broken = Promise.withResolvers<string>();
  const worldEnded = Promise.withResolvers<void>();
  const closedForGood = Promise.withResolvers<string>();
  const late: LateParts = { engine: null, connection: null, alarms: () => [], changed: () => undefined };
  const { apiUrl, requestsPerSecond } = config;
  const line = openLine({ token: wish.token, apiUrl, log, machine, requestsPerSecond });
  cleanups.add('line to Discord', () => line.close());
  const sender = wish.hooks?.sender?.(makeSender(line)) ?? makeSender(line);
  const budget = createSendBudget(machine, requestsPerSecond);
  const mayAsk = paceAsides(budget, machine);
  const context = makeContext({
    config,
    world,
    store,
    keeper,
    replay: wish.replay,
    late,
    reachPerson: (user, greeting) => reachPerson(line, mayAsk, user, greeting),
    findServer: makeServerFinder(line, mayAsk),
    async tryChannel(channel, message) {
      const { makeChannelTry } = await import('./try-channel.ts');
      return makeChannelTry({ sender, machine, log, mayAsk })(channel, message);
    },
  });
  const { commands, connection } = await logIn(line, context, (event) => {
    if (event.kind === 'credentials gone') broken.resolve(event.why);
    if (event.kind === 'closed for good') closedForGood.resolve(event.why);
  });
  late.connection = connection;
  cleanups.add('gateway', () => connection.close());
  await connection.register(
    commands.map((command) => command.shape),
    {
      recall: () => store.registry.recall('commands'),
      remember: (print) => store.registry.remember('commands', print),
    },
  );
  // What only works once there is a connection is not loaded before it is asked for.
  const { beginWork } = await import('./begin-work.ts');
  const engine = await beginWork({
    wish,
    cleanups,
    store,
    keeper,
    late,
    line,
    sender,
    budget,
    gatewayUp: () => connection.gateway().up,
    closedForGood: closedForGood.promise,
    giveUp: broken.resolve,
    ended: worldEnded.resolve,
  });
  return { engine, context, broken: broken.promise, worldEnded: worldEnded.promise, stop: cleanups.run };
}

/** Logs in, and loads the commands while Discord takes its time. */
async function logIn(
  line: DiscordLine,
  context: CommandContext,
  onEvent: (event: GatewayEvent) => void,
): Promise<{ readonly commands: readonly Command<CommandContext>[]; readonly connection: DiscordConnection }> {
  const desk = Promise.withResolvers<Desk<CommandContext>>();
  const connecting = connect(line, { desk: desk.promise, onEvent });
  // Its failure is told where it is awaited.
  connecting.catch(() => undefined);
  const { COMMANDS, PRESSES } = await import('../../features/all-features.ts');
  const { DESK_WORDS } = await import('./dispatcher-words.ts');
  desk.resolve({ commands: COMMANDS, presses: PRESSES, context, words: DESK_WORDS });
  return { commands: COMMANDS, connection: await connecting };
}
