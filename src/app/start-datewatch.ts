import { COMMANDS, PRESSES } from '../commands/all-commands.ts';
import type { CommandContext } from '../commands/context.ts';
import type { Config } from '../config/config.ts';
import type { Secret } from '../config/secret.ts';
import { createSendBudget } from '../deliver/send-budget.ts';
import { askDate } from '../discord/ask-date.ts';
import { connect, type DiscordConnection } from '../discord/connect.ts';
import { makeSender } from '../discord/make-sender.ts';
import { openLine } from '../discord/open-line.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { startCronTick } from '../time/cron-tick.ts';
import type { Machine } from '../time/machine.ts';
import type { SimulatedWorld, World } from '../time/world.ts';
import { adoptSettings } from './adopt-settings.ts';
import { type Catalogue, makeCatalogue } from './catalogue.ts';
import { type Cleanups, makeCleanups } from './cleanups.ts';
import { driveWorld } from './drive-world.ts';
import { type Engine, startEngine } from './engine.ts';
import { type LoadedList, loadList } from './load-list.ts';
import type { Log } from './open-log.ts';
import { refuseReplayByAccident } from './refuse-replay.ts';
import { tellAhead } from './tell-start.ts';
import { startWatchdog } from './watch-dog.ts';
import { type WatchedTicks, watchTicks } from './watch-ticks.ts';

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
};

/** A running program. */
export type Running = {
  readonly engine: Engine;
  readonly context: CommandContext;
  /** Resolves with the reason when the program cannot go on: the token was withdrawn. */
  readonly broken: Promise<string>;
  /** Resolves when a simulated world has reached its end. */
  readonly worldEnded: Promise<void>;
  /** Finishes or hands back what it was sending, closes everything, within five seconds. May be called twice. */
  stop(): Promise<void>;
};

/** How long a stop waits for requests that are under way. */
const STOP_GRACE_MS = 3_000;

/**
 * Starts everything in the order in which it can fail cheaply: the state, the list, then Discord last, since a thousand
 * logins a day cost the token. Throws `StartError`, `StoreError` or `ConnectError`, each one clear sentence.
 */
export async function startDatewatch(wish: StartWish): Promise<Running> {
  refuseReplayByAccident(wish.config, wish.world, wish.replay);
  const { log } = wish;
  const cleanups = makeCleanups((part, error) => log.error({ err: error, part }, 'A part did not stop cleanly.'));
  try {
    const store = await openState(wish, cleanups);
    const loaded = await loadList(wish.config.dataFolder, store.outbox);
    const notes = await adoptSettings(wish.config, store.registry, wish.world.now());
    for (const note of notes) log.info(note);
    return await run(wish, cleanups, store, loaded);
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

async function run(wish: StartWish, cleanups: Cleanups, store: Store, loaded: LoadedList): Promise<Running> {
  const { config, world, machine, log, replay } = wish;
  const { outbox, registry } = store;
  const catalogue = makeCatalogue(loaded.list);
  const problems = loaded.problems;
  if (problems.length > 0) log.error({ problems }, 'The list is broken; the last good one stays in force.');
  const broken = Promise.withResolvers<string>();
  const worldEnded = Promise.withResolvers<void>();
  const startedAt = world.now();
  let alarms: () => readonly string[] = () => [];
  let changed: () => void = () => undefined;
  let connection: DiscordConnection | null = null;
  let engine: Engine | null = null;

  const context: CommandContext = {
    ...contextOf(catalogue, config),
    world,
    outbox,
    registry,
    state: () => ({
      startedAt,
      lastTickAt: engine?.ticker.lastTickAt() ?? null,
      gatewayUp: connection?.gateway().up ?? false,
      replay,
      listProblems: problems,
      alarms: alarms(),
    }),
    changed: () => changed(),
  };
  const line = openLine({ token: wish.token, apiUrl: config.apiUrl, log, machine });
  cleanups.add('line to Discord', () => line.close());
  const open = await connect(line, {
    commands: COMMANDS,
    presses: PRESSES,
    context,
    onEvent: (event) => {
      if (event.kind === 'credentials gone') broken.resolve(event.why);
    },
  });
  connection = open;
  cleanups.add('gateway', () => open.close());
  await open.register(
    COMMANDS.map((command) => command.shape),
    {
      recall: () => registry.recall('commands'),
      remember: (print) => registry.remember('commands', print),
    },
  );

  const started = await startEngine({
    config,
    world,
    machine,
    outbox,
    registry,
    replay,
    sender: makeSender(line),
    budget: createSendBudget(machine, config.requestsPerSecond),
    catalogue: () => catalogue,
    otherClock: () => askDate(line),
    random: Math.random,
    events: {
      async closed({ channel }, why) {
        log.warn({ channel, why }, 'A channel cannot be posted to; its subscription is paused.');
        await registry.pauseSubscription(channel, why, world.now());
        await engine?.roster.refresh();
      },
      credentialsGone: broken.resolve,
      failed: (error) => log.error({ err: error }, 'A delivery step failed.'),
      settled: (post, result) =>
        log.debug({ post: post.id, channel: post.channel, result: result?.kind ?? 'none' }, 'A post was handled.'),
    },
  });
  engine = started;
  cleanups.add('delivery', () => started.delivery.stop(STOP_GRACE_MS));
  cleanups.add('watermark', () => started.ticker.flush());
  const gatewayUp = () => open.gateway().up;
  const watched = watchTicks({ engine: started, machine, log, stateFolder: config.stateFolder, gatewayUp });
  alarms = watched.alarms;

  log.info(tellAhead(catalogue, world.now()));
  if (replay) log.warn('This is a replay: every message says so, and nobody is pinged.');
  changed = await beginTicks({
    ...wish,
    cleanups,
    watched,
    engine: started,
    ended: worldEnded.resolve,
    giveUp: broken.resolve,
  });
  const figures = { events: catalogue.list.events.length, subscriptions: started.roster.all().length };
  log.info(figures, 'Datewatch is running.');
  return { engine: started, context, broken: broken.promise, worldEnded: worldEnded.promise, stop: cleanups.run };
}

function contextOf(catalogue: Catalogue, config: Config): Pick<CommandContext, 'list' | 'edges' | 'defaults'> {
  return {
    list: () => catalogue.list,
    edges: (event) => catalogue.find(event)?.edges ?? [],
    defaults: () => config.defaults,
  };
}

/** Starts the ticks and their watchdog, and drives the world where it is simulated. Returns what makes a tick come at once. */
async function beginTicks(
  parts: StartWish & {
    readonly engine: Engine;
    readonly cleanups: Cleanups;
    readonly watched: WatchedTicks;
    ended(): void;
    giveUp(why: string): void;
  },
): Promise<() => void> {
  const { world, machine, cleanups, log, watched } = parts;
  const failed = (error: unknown) => log.error({ err: error }, 'A tick failed.');
  const soon = () => void watched.tick().catch(failed);
  let changed = soon;
  if ('hold' in world) {
    const drive = driveWorld({ ...parts, world, failed, speed: parts.config.simulated?.speed ?? 1 });
    cleanups.add('simulated world', () => drive.stop());
    changed = () => {
      world.hold(world.now());
      soon();
      drive.nudge();
    };
  } else {
    await watched.tick();
  }
  let cron = startCronTick(watched.tick, failed);
  cleanups.add('tick', () => cron.stop());
  const restart = () => {
    log.error('Ticks have stopped coming; they are started anew.');
    void cron.stop().catch(failed);
    cron = startCronTick(watched.tick, failed);
  };
  const endWatch = startWatchdog({ machine, lastTick: watched.lastTick, restart, giveUp: parts.giveUp });
  cleanups.add('watchdog', async () => endWatch());
  return changed;
}
