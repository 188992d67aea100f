import type { Config } from '../../config/config.ts';
import type { Secret } from '../../config/secret.ts';
import { pinRefusal } from '../../deliver/deliver-post.ts';
import type { SharedBudget } from '../../deliver/send-budget.ts';
import type { Sender } from '../../deliver/sender.ts';
import { watchRefusals } from '../../deliver/watch-refusals.ts';
import { badToken, ConnectError } from '../../discord/gateway/connect-error.ts';
import { askDate, type RestConnection } from '../../discord/rest/open-connection.ts';
import { openDm } from '../../discord/rest/reach-person.ts';
import { closeChannel, notifyClosingsLeftOut } from '../../engine/close-channel.ts';
import { makeDropper } from '../../engine/drop-past.ts';
import { type Engine, startEngine } from '../../engine/engine.ts';
import { followList } from '../../engine/follow-list.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import { type Maintainers, notifyMaintainers } from '../../engine/notify-maintainers.ts';
import { notifyPeopleLeftOut } from '../../engine/notify-person.ts';
import { makePublisher, type Publisher } from '../../engine/publish-messages.ts';
import { keepRestingChannels, type RestingChannels } from '../../engine/rest-channels.ts';
import type { Roster } from '../../engine/roster.ts';
import type { AnnouncementChannels, LeftServers } from '../../engine/watch-servers.ts';
import type { Log } from '../../model/log.ts';
import { type ChannelId, guildOf } from '../../model/subscription.ts';
import type { ReachCheckpoint } from '../../outbox/checkpoint.ts';
import { describeAhead, lossAlarm } from '../../render/trouble/describe-list.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import type { Store } from '../../store/make-store.ts';
import { isLasting } from '../../store/store-error.ts';
import type { Machine } from '../../time/machine.ts';
import type { RealWorld } from '../../time/real-world.ts';
import type { SimulatedWorld, World } from '../../time/world.ts';
import { beginTicks, makeTicks } from './begin-ticks.ts';
import { joinProcesses, type Processes } from './join-processes.ts';
import type { Health } from './keep-health.ts';
import { logPost } from './log-post.ts';
import type { Reach } from './reach-discord.ts';
import type { RunObserver } from './run-observer.ts';
import type { AtStop } from './stop-in-order.ts';

/** The parts that a run needs; everything in it is proven good but the token. */
export type StartRequest = {
  readonly config: Config;
  readonly token: Secret;
  /** A simulated world is held at its start already. */
  readonly world: World | RealWorld | SimulatedWorld;
  readonly machine: Machine;
  readonly log: Log;
  readonly replay: boolean;
  /** Where a simulated world stops for good; `null` runs on. */
  readonly until: number | null;
  /** Takes what happens, to be counted and shown; left out, nothing is. */
  readonly observer?: RunObserver;
  /** For tests: stops at checkpoints, and a sender in place of the program's own. */
  readonly hooks?: { readonly reached?: ReachCheckpoint; sender?(own: Sender): Sender };
  /** For the demo: a list other than the one of the files. */
  readonly keep?: (own: ListKeeper) => ListKeeper;
};

/** The parts that a program works with once it has logged in. */
export type WorkParts = {
  readonly request: StartRequest;
  readonly atStop: AtStop;
  readonly store: Store;
  readonly roster: Roster;
  readonly keeper: ListKeeper;
  readonly health: Health;
  readonly rest: RestConnection;
  readonly reach: Pick<Reach, 'sender' | 'lookAt' | 'mayAsk'>;
  /** Makes a PNG of an SVG. */
  drawPicture(svg: string): Promise<Uint8Array>;
  readonly budget: SharedBudget;
  gatewayUp(): boolean;
  /** Which channels are announcement channels. */
  readonly announcements: AnnouncementChannels;
  /**
   * Resolves with a sentence when Discord has closed the gateway for good: no command arrives then, but sends go on.
   */
  readonly closedForGood: Promise<string>;
  readonly left: Pick<LeftServers, 'forgetOld' | 'hasLeft'>;
  /** Resolves with a sentence when Discord shows that this new state may not be the first one. */
  readonly ranBefore: Promise<string>;
  /** Called with the engine once it delivers, for commands that reserve posts. */
  started(engine: Engine): void;
  /** Called when the pin of a channel's new board has been tried, and how it ended is noted. */
  pinTried(channel: ChannelId): void;
  /** Called with the channel where the maintainers are notified; `null` for none. */
  maintainersAt(channel: ChannelId | null): void;
  /** Called with what looks after resting channels, to be told which servers the bot sees. */
  resting(rests: RestingChannels): void;
  /** Called with a function that makes a tick come at once. */
  ticking(soon: () => void): void;
  /** Called with the reason when the program cannot go on. */
  giveUp(why: Error): void;
  /** Called when a simulated world has reached its end. */
  ended(): void;
};

/** How long a stop waits for requests that are under way. */
const STOP_GRACE_MS = 3_000;
/** How long it also waits until the maintainers are notified. */
const LAST_WORD_MS = 1_000;

/**
 * Starts delivery, ticks and the watch over the list, and notifies the maintainers. Everything it starts is undone
 * `atStop`.
 */
export async function beginWork(parts: WorkParts): Promise<Engine> {
  const { request, atStop, store, keeper, health, rest, gatewayUp } = parts;
  const { config, world, machine, log } = request;
  const delivering = Promise.withResolvers<Engine>();
  const wake = (): void => void delivering.promise.then(({ delivery }) => delivery.wake());
  let soon = (): void => undefined;
  // Before the delivery, so that it ends after it: a channel that closes in the last moment is still reported.
  const ended = new AbortController();
  atStop('questions to Discord', async () => ended.abort());
  const slot = (): Promise<boolean> => parts.budget.take(ended.signal);
  const address = await maintainersChannel(config, rest, slot);
  if (config.maintainers !== null && address === null) {
    log.warn(
      {},
      'The user whom the settings name as maintainer cannot be written to; the log and /datewatch check say it all.',
    );
  }
  const processes = await joinProcesses({ ...parts, machine, log, wake, soon: () => soon() });
  atStop('leases', () => processes.stop());
  const describeStart = (now: number): string => describeAhead(keeper.catalogue().dated, now);
  const maintainers = notifyMaintainers({
    channel: address,
    ...{ outbox: store.outbox, registry: store.registry, log },
    catalogue: keeper.catalogue,
    describeAhead: describeStart,
    now: world.now,
    wake,
  });
  const { engine, rests, publisher } = await startDelivery(parts, { maintainers, changed: wake, processes });
  delivering.resolve(engine);
  parts.started(engine);
  parts.resting(rests);
  rests.lookAtAll();
  atStop('publishing', () => publisher.stop());
  atStop('delivery', () => engine.delivery.stop(STOP_GRACE_MS));
  atStop('watermark', () => engine.ticker.flush());
  const watched = makeTicks({
    ...{ engine, machine, log, health, gatewayUp, maintainers, rests, publisher, processes },
    stateFolder: config.stateFolder,
  });

  log.info({}, describeStart(world.now()));
  if (request.replay) log.warn({}, 'This is a replay: every message says so, and nobody is pinged.');
  atStop('word to the maintainers', async () => {
    // Where others go on, the bot does not stop.
    if (processes.count() === 1) await maintainers.stopped();
    if (address !== null) await Promise.race([engine.delivery.idle(), machine.sleep(LAST_WORD_MS)]);
  });
  if (processes.count() === 1) await maintainers.started();
  void parts.closedForGood.then((why) => {
    const closed = alarmText('gatewayClosed', { why });
    health.setAlarm('gateway', closed);
    log.error({}, closed);
    return maintainers.gatewayClosed(why);
  });
  parts.maintainersAt(address);
  const reportMissing = (why: string): Promise<void> => {
    health.setAlarm('state', why);
    log.error({}, why);
    return maintainers.stateMissing(why);
  };
  void parts.ranBefore.then(reportMissing);
  const missing = await store.missing();
  if (missing !== null) await reportMissing(alarmText('missing', { ...missing, folder: config.stateFolder }));
  const { clock } = engine;
  const dropper = makeDropper({ ...{ world, machine, log, clock }, outbox: store.outbox, catalogue: keeper.catalogue });
  const keepHouse = async (): Promise<void> => {
    clock.compare();
    if (processes.leads() === null) return;
    if (missing !== null && (await store.missing()) === null) health.setAlarm('state', null);
    await parts.left.forgetOld();
    await rests.removeGone();
    await maintainers.lookForTodos();
    // Not waited for: a large state takes a while.
    void dropper.look();
  };
  const noteList = async (): Promise<void> => {
    const held = keeper.held();
    const shorter = held === null ? null : lossAlarm(held.loss);
    health.setAlarm('list', shorter);
    const gone = held?.loss.gone.map(({ id }) => id);
    if (shorter !== null) log.warn({ version: held?.version, gone }, shorter);
    if (processes.leads() !== null) await maintainers.listRead(keeper.problems(), held);
  };
  await noteList();
  const tickSoon = await beginTicks({
    ...request,
    ...{ engine, atStop, watched, keepHouse },
    ended: parts.ended,
    giveUp: parts.giveUp,
  });
  parts.ticking(tickSoon);
  soon = tickSoon;
  await keeper.catalogue().prepareIndex(machine);
  const following = await followList({
    folder: config.dataFolder,
    keeper,
    machine,
    failed: (error) => log.error({ err: error }, 'The list could not be read again.'),
    async read(reading) {
      if (reading === 'broken') {
        log.error({ problems: keeper.problems() }, 'The list is broken; the last good one stays in force.');
      } else if (reading === 'replaced') {
        log.info({ version: keeper.catalogue().list.version }, 'A new list is in force.');
        tickSoon();
      }
      await noteList();
    },
  });
  atStop('watch over the list', () => following.stop());
  return engine;
}

/** The channel in which the maintainers are notified: their own, or direct messages with their user. */
async function maintainersChannel(
  { maintainers }: Config,
  rest: RestConnection,
  slot: () => Promise<boolean>,
): Promise<string | null> {
  if (maintainers === null) return null;
  return 'channel' in maintainers ? maintainers.channel : openDm(rest, slot, maintainers.user);
}

async function startDelivery(
  parts: WorkParts,
  more: { readonly maintainers: Maintainers; changed(): void; readonly processes: Processes },
): Promise<{ readonly engine: Engine; readonly rests: RestingChannels; readonly publisher: Publisher }> {
  const { request, store, roster, keeper, health, budget, rest } = parts;
  const { maintainers, changed, processes } = more;
  const { sender, lookAt, mayAsk } = parts.reach;
  const { config, world, machine, log } = request;
  const { outbox, registry } = store;
  const refusals = watchRefusals({
    monotonic: machine.monotonic,
    hasLeft: parts.left.hasLeft,
    outage(isOn) {
      if (isOn) log.warn({}, 'Discord refuses many channels of several servers at once: an outage, and no closings.');
      else log.info({}, 'The channels that refused together are none any more; the outage is over.');
      if (!isOn) rests.lookAtAll();
    },
  });
  const rests = keepRestingChannels({
    ...{ outbox, registry, roster, machine, log, random: Math.random, now: world.now, lookAt, changed },
    find: (id) => keeper.catalogue().find(id),
    isOutage: refusals.isOutage,
  });
  const troubled = { outbox, registry, roster, log, maintainers, rests, now: world.now };
  const reached = request.hooks?.reached;
  const publisher = makePublisher({
    ...{ outbox, roster, sender, budget, machine, log, reached, now: world.now, mayAsk },
    channels: parts.announcements,
  });
  const engine = await startEngine({
    ...{ config, world, machine, outbox, registry, roster, sender, budget, rests, refusals, reached },
    ...{ replay: request.replay, leads: processes.leads, drawPicture: parts.drawPicture },
    reserved: () => void store.hints.give(),
    recorded(post, settlement, result) {
      logPost(log, post, settlement, result);
      request.observer?.recorded(post, settlement, result);
    },
    // What a replay says is not for those that follow a channel.
    ...(request.replay ? {} : { publisher }),
    catalogue: keeper.catalogue,
    askDate: () => askDate(rest, budget.take),
    random: Math.random,
    boardGone({ guild, channel, since }) {
      log.warn({ guild, channel }, 'A board was deleted twice; it rests.');
      return maintainers.boardGone(channel, since);
    },
    events: {
      closed: (place, end) => closeChannel(troubled, place, end),
      async pinned({ owner, channel }, answer) {
        const [guild, why] = [guildOf(owner), pinRefusal(answer)];
        if (guild === null) return;
        await registry.notePin(guild, channel, why && { why, at: world.now() });
        // A board without its pin is complete: no trouble.
        if (why !== null) log.info({ guild, channel, why }, 'A board could not be pinned.');
        parts.pinTried(channel);
      },
      credentialsGone: (why) => parts.giveUp(new ConnectError('token', `${badToken().message} (${why}.)`)),
      ban(why) {
        health.setAlarm('ban', why === null ? null : alarmText('banned'));
        if (why !== null) log.error({ why }, alarmText('banned'));
        else log.warn({}, 'Discord answers this address again; the ban is over.');
      },
      failed: (error) => (isLasting(error) ? undefined : log.error({ err: error }, 'A delivery step failed.')),
      settled: () => undefined,
    },
  });
  await notifyPeopleLeftOut(troubled, roster.all());
  await notifyClosingsLeftOut(troubled);
  return { engine, rests, publisher };
}
