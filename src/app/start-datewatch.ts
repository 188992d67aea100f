import type { Command } from '../commands/command.ts';
import type { CommandContext } from '../commands/context.ts';
import type { Config } from '../config/config.ts';
import type { Secret } from '../config/secret.ts';
import { createSendBudget, type SendBudget } from '../deliver/send-budget.ts';
import type { Sender } from '../deliver/sender.ts';
import { askDate } from '../discord/ask-date.ts';
import { connect, type DiscordConnection } from '../discord/connect.ts';
import type { Desk } from '../discord/desk.ts';
import { makeServerFinder } from '../discord/find-server.ts';
import { makeSender } from '../discord/make-sender.ts';
import { openDm } from '../discord/open-dm.ts';
import { type DiscordLine, openLine } from '../discord/open-line.ts';
import { reachPerson } from '../discord/reach-person.ts';
import { systemChannel } from '../discord/system-channel.ts';
import type { GatewayEvent } from '../discord/watch-gateway.ts';
import type { ReachCheckpoint } from '../outbox/checkpoint.ts';
import { text } from '../render/text.ts';
import { openStore, type Store } from '../store/open-store.ts';
import type { Machine } from '../time/machine.ts';
import type { SimulatedWorld, World } from '../time/world.ts';
import { adoptSettings } from './adopt-settings.ts';
import { beginTicks } from './begin-ticks.ts';
import { type Cleanups, makeCleanups } from './cleanups.ts';
import { closeChannel } from './close-channel.ts';
import { type LateParts, makeContext } from './command-context.ts';
import type { Engine } from './engine.ts';
import { keepList, type ListKeeper } from './list-keeper.ts';
import { loadList } from './load-list.ts';
import { obeyList } from './obey-list.ts';
import type { Log } from './open-log.ts';
import { paceAsides } from './pace-asides.ts';
import { refuseReplayByAccident } from './refuse-replay.ts';
import { type Maintainers, tellMaintainers } from './tell-maintainers.ts';
import { tellBoardGone } from './tell-managers.ts';
import { tellPeopleLeftOut } from './tell-person.ts';
import { tellAhead } from './tell-start.ts';
import { makeChannelTry } from './try-channel.ts';
import { warmAnswers } from './warm-answers.ts';
import { watchTicks } from './watch-ticks.ts';

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

/** How long a stop waits for requests that are under way. */
const STOP_GRACE_MS = 3_000;
/** How long it waits besides for the maintainers to be told. */
const LAST_WORD_MS = 1_000;

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
    for (const note of await adoptSettings(config, store.registry, world.now())) log.info(note);
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
  const { config, world, machine, log, replay } = wish;
  const broken = Promise.withResolvers<string>();
  const worldEnded = Promise.withResolvers<void>();
  const late: LateParts = { engine: null, connection: null, deaf: null, alarms: () => [], changed: () => undefined };
  const line = openLine({ token: wish.token, apiUrl: config.apiUrl, log, machine });
  cleanups.add('line to Discord', () => line.close());
  const sender = wish.hooks?.sender?.(makeSender(line)) ?? makeSender(line);
  const budget = createSendBudget(machine, config.requestsPerSecond);
  const mayAsk = paceAsides(budget, machine);
  const context = makeContext({
    config,
    world,
    store,
    keeper,
    replay,
    late,
    reachPerson: (user, greeting) => reachPerson(line, mayAsk, user, greeting),
    findServer: makeServerFinder(line, mayAsk),
    tryChannel: makeChannelTry({ sender, machine, log, mayAsk }),
  });
  // The gateway may close before there is anybody to tell.
  const told = Promise.withResolvers<Maintainers>();
  const { commands, connection } = await logIn(line, context, (event) => {
    if (event.kind === 'credentials gone') broken.resolve(event.why);
    if (event.kind !== 'closed for good') return;
    late.deaf = text('alarms.deaf', { why: event.why });
    log.error(late.deaf);
    void told.promise.then((maintainers) => maintainers.deaf(event.why));
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

  const address = await maintainersChannel(config, line);
  if (config.maintainers !== null && address === null) {
    log.warn('The user whom the settings name as maintainer cannot be written to; the log and /status say it all.');
  }
  const maintainers = tellMaintainers({
    channel: address,
    outbox: store.outbox,
    registry: store.registry,
    log,
    catalogue: keeper.catalogue,
    now: world.now,
    wake: () => late.engine?.delivery.wake(),
  });
  const engine = await startDelivery(wish, store, keeper, { line, sender, budget }, maintainers, broken.resolve);
  late.engine = engine;
  cleanups.add('delivery', () => engine.delivery.stop(STOP_GRACE_MS));
  cleanups.add('watermark', () => engine.ticker.flush());
  const gatewayUp = () => connection.gateway().up;
  const watched = watchTicks({ engine, machine, log, stateFolder: config.stateFolder, gatewayUp, maintainers });
  late.alarms = watched.alarms;

  log.info(tellAhead(keeper.catalogue(), world.now()));
  if (replay) log.warn('This is a replay: every message says so, and nobody is pinged.');
  cleanups.add('word to the maintainers', async () => {
    await maintainers.stopped();
    if (address !== null) await Promise.race([engine.delivery.idle(), machine.sleep(LAST_WORD_MS)]);
  });
  await maintainers.started();
  told.resolve(maintainers);
  await maintainers.listRead(keeper.problems());
  const beginning = { ...wish, engine, cleanups, watched, speed: config.simulated?.speed ?? 1 };
  late.changed = await beginTicks({ ...beginning, ended: worldEnded.resolve, giveUp: broken.resolve });
  await warmAnswers(keeper.catalogue(), machine);
  const watching = await obeyList({
    folder: config.dataFolder,
    keeper,
    machine,
    log,
    changed: () => late.changed(),
    read: maintainers.listRead,
  });
  cleanups.add('watch over the list', () => watching.stop());
  const figures = { events: keeper.catalogue().list.events.length, subscriptions: engine.roster.all().length };
  log.info(figures, 'Datewatch is running.');
  return { engine, context, broken: broken.promise, worldEnded: worldEnded.promise, stop: cleanups.run };
}

/** Where the maintainers are told: their channel, or the one of direct messages with the user they are. */
async function maintainersChannel({ maintainers }: Config, line: DiscordLine): Promise<string | null> {
  if (maintainers === null) return null;
  return 'channel' in maintainers ? maintainers.channel : openDm(line, maintainers.user);
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
  const { COMMANDS, PRESSES } = await import('../commands/all-commands.ts');
  const { DESK_WORDS } = await import('./desk-words.ts');
  desk.resolve({ commands: COMMANDS, presses: PRESSES, context, words: DESK_WORDS });
  return { commands: COMMANDS, connection: await connecting };
}

async function startDelivery(
  wish: StartWish,
  store: Store,
  keeper: ListKeeper,
  { line, sender, budget }: { line: DiscordLine; sender: Sender; budget: SendBudget },
  maintainers: Maintainers,
  giveUp: (why: string) => void,
): Promise<Engine> {
  const { config, world, machine, log } = wish;
  const { outbox, registry } = store;
  const { startEngine } = await import('./engine.ts');
  const troubled = () => ({
    ...{ outbox, registry, log, maintainers, roster: engine.roster, now: world.now },
    systemChannel: (guild: string) => systemChannel(line, guild),
  });
  const engine: Engine = await startEngine({
    config,
    world,
    machine,
    outbox,
    registry,
    replay: wish.replay,
    reached: wish.hooks?.reached,
    sender,
    budget,
    catalogue: keeper.catalogue,
    otherClock: () => askDate(line),
    random: Math.random,
    boardGone: (row) => tellBoardGone(troubled(), row),
    events: {
      closed: (place, end) => closeChannel(troubled(), place, end),
      credentialsGone: giveUp,
      failed: (error) => log.error({ err: error }, 'A delivery step failed.'),
      settled: (post, result) =>
        log.debug({ post: post.id, channel: post.channel, result: result?.kind ?? 'none' }, 'A post was handled.'),
    },
  });
  await tellPeopleLeftOut(troubled(), (channel) => engine.roster.find(channel)?.person);
  return engine;
}
