import type { Config } from '../../config/config.ts';
import { createSendBudget } from '../../deliver/send-budget.ts';
import { ConnectError } from '../../discord/gateway/connect-error.ts';
import type { ServerSigns } from '../../discord/gateway/keep-shard.ts';
import type { Dispatcher } from '../../discord/interactions/dispatcher.ts';
import { openDoor } from '../../discord/interactions/open-door.ts';
import { askDate, openRestConnection, type RestConnection } from '../../discord/rest/open-connection.ts';
import type { Engine } from '../../engine/engine.ts';
import { settleClock } from '../../engine/guard-clock.ts';
import { keepList, type ListKeeper } from '../../engine/list-keeper.ts';
import { noteLocales } from '../../engine/note-locales.ts';
import { makeRoster } from '../../engine/roster.ts';
import { type AnnouncementChannels, forgetLeftServers, keepAnnouncementChannels } from '../../engine/watch-servers.ts';
import { FEATURES } from '../../features/all-features.ts';
import type { CommandContext } from '../../features/call/context.ts';
import { loadFeatures } from '../../features/call/load-features.ts';
import type { ChannelId } from '../../model/subscription.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import type { Store } from '../../store/make-store.ts';
import { openStore } from '../../store/open-store.ts';
import { StoreError } from '../../store/store-error.ts';
import { endOfTurn } from '../../time/machine.ts';
import type { World } from '../../time/world.ts';
import { isZoneDataOld, zoneDataVersion } from '../../time/zone-data.ts';
import { adoptSettings } from './adopt-settings.ts';
import type { StartRequest } from './begin-work.ts';
import { followServers } from './follow-servers.ts';
import { hearPins } from './hear-pins.ts';
import { keepHealth } from './keep-health.ts';
import { keepAccepted, loadList } from './load-list.ts';
import { openWays, type Ways } from './open-ways.ts';
import { observeBudget, observeLeases } from './run-observer.ts';
import { StartError } from './start-error.ts';
import { type AtStop, type StopOrder, stopInOrder } from './stop-in-order.ts';

/** A running program. */
export type Running = {
  readonly engine: Engine;
  readonly context: CommandContext;
  /** Resolves with the reason when the program cannot go on: the token was withdrawn, or ticks have stopped. */
  readonly broken: Promise<Error>;
  /** Resolves when a simulated world has reached its end. */
  readonly worldEnded: Promise<void>;
  /**
   * Finishes or hands back the posts it was sending, and closes everything, within five seconds. May be called twice.
   */
  stop(): Promise<void>;
};

/** A lease lasts a few seconds from its last renewal on. */
const RENEW_EVERY_MS = 1_000;
/** How often it is looked whether the state is still where the next start will look for it. */
const LOOK_EVERY_MS = 60_000;

/**
 * Starts everything in the order in which it can fail cheaply: the state, the list, then Discord last, since a thousand
 * logins a day cost the token. Throws `StartError`, `StoreError` or `ConnectError`, each one clear sentence.
 */
export async function startDatewatch(request: StartRequest): Promise<Running> {
  const { config, log, world, machine, token } = request;
  refuseReplayByAccident(config, world, request.replay);
  const order = stopInOrder((part, error) => {
    // That the state cannot be written is why the program stops, and has been said.
    if (!(error instanceof StoreError)) log.error({ err: error, part }, 'A part did not stop cleanly.');
  });
  const { apiUrl, proxies, requestsPerSecond } = config;
  const onDate = 'hear' in world ? world.hear : undefined;
  const rest = openRestConnection({ token, apiUrl, proxies, log, machine, requestsPerSecond, onDate });
  // Before all else, since the answer takes longest; asking is no login.
  const announcements = keepAnnouncementChannels(config.gateway && config.database === null);
  const hearing = Promise.withResolvers<ServerSigns>();
  const servers: ServerSigns = {
    seen: (server, locale) => void hearing.promise.then((signs) => signs.seen(server, locale)),
    left: (server) => void hearing.promise.then((signs) => signs.left(server)),
    channels(seen) {
      announcements.seen(seen);
      request.observer?.sawServer(seen);
    },
  };
  const ways = openWays(rest, config, servers);
  const settling = 'hear' in world ? settleClock(world, () => askDate(rest, async () => true)) : null;
  try {
    const store = await openState(request, order.atStop);
    order.atStop('connection to Discord', () => rest.close());
    const accepted = keepAccepted(config.stateFolder);
    const place = { folder: config.dataFolder, defaults: config.defaults };
    const loaded = await loadList(place, store.outbox, accepted);
    const own = keepList(place, loaded, machine, accepted);
    if (loaded.problems.length > 0) {
      log.error({ problems: loaded.problems }, 'The list is broken; the last good one stays in force.');
    }
    // Before anything is stamped with a time. Where Discord does not answer at all, the login below says so.
    if (await ways.answers) await settling;
    for (const note of await adoptSettings(config, store.registry, world.now())) log.info({}, note);
    return await run(
      request,
      order,
      { rest, ways, servers, announcements, hear: hearing.resolve },
      store,
      request.keep?.(own) ?? own,
    );
  } catch (error) {
    await order.stop();
    await ways.close();
    await rest.close();
    throw error;
  }
}

/** Product rule 12: a simulated world is refused with the real Discord, unless `--replay` asks for it. */
function refuseReplayByAccident(config: Config, world: World, replay: boolean): void {
  if (world.kind === 'real' || config.apiIsLocal || replay) return;
  throw new StartError(
    'DATEWATCH_NOW asks for a simulated world, but this is the real Discord: people would take its reminders for real. Remove DATEWATCH_NOW, or start with --replay, which says "Replay" on every message and pings nobody.',
  );
}

async function openState({ config, world, machine, log, observer }: StartRequest, atStop: AtStop): Promise<Store> {
  const opened = await openStore({
    folder: config.stateFolder,
    database: config.database,
    clock: world.kind,
    machine,
    log,
  });
  const store = observer === undefined ? opened : { ...opened, leases: observeLeases(opened.leases, observer) };
  atStop('state', () => store.close());
  // What cannot be renewed ends by itself, and the state says what is wrong with it.
  const endRenewals = machine.every(RENEW_EVERY_MS, () => void store.leases.renew().catch(() => undefined));
  atStop('leases', async () => endRenewals());
  const released = await store.outbox.releaseDead();
  if (released > 0) log.info({ posts: released }, 'Took over posts of a process that ended without handing them back.');
  return store;
}

/** Logs in, loads the commands while Discord takes its time, and begins the work. */
async function run(
  request: StartRequest,
  { atStop, stop }: StopOrder,
  {
    rest,
    ways,
    servers,
    announcements,
    hear,
  }: {
    readonly rest: RestConnection;
    readonly ways: Ways;
    readonly servers: ServerSigns;
    readonly announcements: AnnouncementChannels;
    /** Called with what takes the signs of servers, once there is such. */
    hear(signs: ServerSigns): void;
  },
  store: Store,
  keeper: ListKeeper,
): Promise<Running> {
  const { config, world, machine, log, replay, observer } = request;
  const broken = Promise.withResolvers<Error>();
  void store.lost.then((why) => {
    log.error({}, why);
    broken.resolve(new StoreError('failed', why));
  });
  const endLooks = machine.every(LOOK_EVERY_MS, () => {
    store.look().catch((error: unknown) => log.error({ err: error }, 'The state could not be looked at.'));
  });
  atStop('look at the state', async () => endLooks());
  const closedForGood = Promise.withResolvers<string>();
  const ranBefore = Promise.withResolvers<string>();
  const worldEnded = Promise.withResolvers<void>();
  const engine = Promise.withResolvers<Engine>();
  const tickSoon = Promise.withResolvers<() => void>();
  const maintainersAt = Promise.withResolvers<ChannelId | null>();
  const dispatcher = Promise.withResolvers<Dispatcher<CommandContext>>();
  const startedAt = world.now();
  const roster = makeRoster(store.registry, config.defaults, config.onlyServers);
  const health = keepHealth(store);
  if (world.kind === 'real' && isZoneDataOld(zoneDataVersion(), world.now())) {
    const old = alarmText('zoneDataOld', { version: zoneDataVersion() });
    health.setAlarm('zones', old);
    log.warn({}, old);
  }
  const made = createSendBudget(machine, config.requestsPerSecond);
  const budget = observer === undefined ? made : observeBudget(made, observer);
  const pins = hearPins(machine.monotonic);
  const left = forgetLeftServers({ registry: store.registry, log, now: world.now });
  const door = openDoor(rest, {
    dispatcher: dispatcher.promise,
    claims: store.claims,
    seesServer: servers.seen,
    answered: (of, ms) => observer?.answered(of, ms),
  });
  const connecting = ways.open({
    door,
    sharing: {
      leases: store.leases,
      sessions: store.claims === null ? null : store.registry,
      handedOver: (cause, ms) => observer?.handedOver('shard', cause, ms),
    },
    logins: {
      recall: () => store.registry.recall('logins'),
      revise: (change) => store.registry.revise('logins', change),
    },
    listsServers: left.listed,
    onEvent(event) {
      if (event.kind === 'credentials gone') broken.resolve(new ConnectError('token', event.why));
      if (event.kind === 'closed for good') closedForGood.resolve(event.why);
      if (event.kind === 'login waits') health.setAlarm('gateway', event.why);
      if (event.kind === 'ready' || event.kind === 'resumed') health.setAlarm('gateway', null);
    },
  });
  const loading = loadWork(Promise.race([ways.identified, connecting]));
  // Their failure is reported where they are awaited.
  for (const one of [connecting, loading]) one.catch(() => undefined);
  const connection = await connecting;
  const { makeContext, makeDispatcher, drawLater, reachDiscord, beginWork } = await loading;
  const reach = reachDiscord(rest, budget, request);
  atStop('gateway', () => connection.close());
  if (!config.gateway) atStop('list of servers', followServers(rest, reach.mayAsk, left.listed));
  const features = loadFeatures(FEATURES);
  const drawPicture = drawLater(machine);
  const commandShapes = async () => (await features.commands()).map(({ shape }) => shape);
  const context = makeContext({
    commandShapes,
    ...{ config, world, machine, store, roster, keeper, replay, startedAt, connection, health },
    engine: engine.promise,
    tickSoon: tickSoon.promise,
    async acceptList(version, channel) {
      if ((await maintainersAt.promise) !== channel) return 'elsewhere';
      return (await keeper.accept(version)) ? 'accepted' : 'gone';
    },
    pinTried: pins.tried,
    ...{ reachPerson: reach.reachPerson, findServer: reach.findServer, tryChannel: reach.tryChannel, drawPicture },
  });
  const answering = makeDispatcher(features, context, config);
  dispatcher.resolve(answering);
  observer?.began({
    ...{ world, config, startedAt, replay, health, keeper, roster, budget, connection },
    leases: store.leases,
    outbox: store.outbox,
    registry: store.registry,
  });
  const noteLocale = noteLocales({ registry: store.registry, roster, log });
  const started = await beginWork({
    ...{ request, atStop, store, roster, keeper, health, rest, reach, budget, announcements, drawPicture },
    gatewayUp: () => connection.isUp(),
    closedForGood: closedForGood.promise,
    ranBefore: ranBefore.promise,
    resting: (rests) =>
      hear({
        seen(server, locale) {
          left.present(server);
          if (locale) noteLocale(server, locale);
          rests.seen(server);
        },
        left: left.left,
      }),
    left,
    pinTried: pins.heard,
    started: engine.resolve,
    ticking: tickSoon.resolve,
    maintainersAt: maintainersAt.resolve,
    giveUp: broken.resolve,
    ended: worldEnded.resolve,
  });
  // Reminders come first: the features are loaded, and the commands written if they have changed, once ticks come.
  const register = async (): Promise<void> => {
    const registered = await connection.register(
      { roots: answering.roots, shapes: await commandShapes() },
      {
        recall: () => store.registry.recall('commands'),
        remember: (print) => store.registry.remember('commands', print),
      },
    );
    if (registered === 'taken over' && (await store.missing()) === null) {
      ranBefore.resolve(alarmText('ranBefore', { folder: config.stateFolder }));
    }
  };
  // A login that waits is reported where it fails.
  if (connection.waits) void register().catch(() => undefined);
  else await register();
  const figures = {
    events: keeper.catalogue().list.events.length,
    subscriptions: roster.all().length,
    zoneData: zoneDataVersion(),
  };
  log.info(figures, 'Datewatch is running.');
  return { engine: started, context, broken: broken.promise, worldEnded: worldEnded.promise, stop };
}

/** Loads the code that works only with a connection: while Discord answers the login, and nothing where there is none. */
async function loadWork(identified: Promise<unknown>) {
  await identified;
  await endOfTurn();
  const [{ makeContext, makeDispatcher, drawLater }, { reachDiscord }, { beginWork }] = await Promise.all([
    import('./answer-commands.ts'),
    import('./reach-discord.ts'),
    import('./begin-work.ts'),
  ]);
  return { makeContext, makeDispatcher, drawLater, reachDiscord, beginWork };
}
