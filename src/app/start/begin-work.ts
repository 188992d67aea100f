import type { Config } from '../../config/config.ts';
import type { SendBudget } from '../../deliver/send-budget.ts';
import type { Sender } from '../../deliver/sender.ts';
import { badToken } from '../../discord/gateway/connect-error.ts';
import { askDate } from '../../discord/rest/ask-date.ts';
import type { DiscordLine } from '../../discord/rest/open-connection.ts';
import { openDm } from '../../discord/rest/open-dm.ts';
import { systemChannel } from '../../discord/rest/system-channel.ts';
import { type Engine, startEngine } from '../../engine/engine.ts';
import { obeyList } from '../../engine/follow-list.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import type { Store } from '../../store/open-store.ts';
import { closeChannel, tellClosingsLeftOut } from '../tell/close-channel.ts';
import { tellAhead } from '../tell/describe-start.ts';
import { type Maintainers, tellMaintainers } from '../tell/notify-maintainers.ts';
import { tellBoardGone } from '../tell/notify-managers.ts';
import { tellPeopleLeftOut } from '../tell/notify-person.ts';
import { beginTicks } from './begin-ticks.ts';
import type { Cleanups } from './cleanups.ts';
import type { LateParts } from './command-context.ts';
import type { StartWish } from './start-datewatch.ts';
import { watchTicks } from './watch-ticks.ts';

/** What a program that has logged in works with. */
export type WorkParts = {
  readonly wish: StartWish;
  readonly cleanups: Cleanups;
  readonly store: Store;
  readonly keeper: ListKeeper;
  readonly late: LateParts;
  readonly line: DiscordLine;
  readonly sender: Sender;
  readonly budget: SendBudget;
  gatewayUp(): boolean;
  /** Resolves with a sentence when Discord has closed the gateway for good: no command arrives then, sends go on. */
  readonly closedForGood: Promise<string>;
  /** Called with the reason when the program cannot go on. */
  giveUp(why: string): void;
  /** Called when a simulated world has reached its end. */
  ended(): void;
};

/** How long a stop waits for requests that are under way. */
const STOP_GRACE_MS = 3_000;
/** How long it waits besides for the maintainers to be told. */
const LAST_WORD_MS = 1_000;

/** Starts delivery, ticks and the watch over the list, and tells the maintainers. Everything it starts is in `cleanups`. */
export async function beginWork(parts: WorkParts): Promise<Engine> {
  const { wish, cleanups, store, keeper, late, line, gatewayUp } = parts;
  const { config, world, machine, log } = wish;
  // Before the delivery, so that it ends after it: a channel that closes in the last moment is still told.
  const ended = new AbortController();
  cleanups.add('questions to Discord', async () => ended.abort());
  const slot = (): Promise<boolean> => parts.budget.take(ended.signal);
  const address = await maintainersChannel(config, line, slot);
  if (config.maintainers !== null && address === null) {
    log.warn({}, 'The user whom the settings name as maintainer cannot be written to; the log and /status say it all.');
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
  const engine = await startDelivery(parts, maintainers, slot);
  late.engine = engine;
  cleanups.add('delivery', () => engine.delivery.stop(STOP_GRACE_MS));
  cleanups.add('watermark', () => engine.ticker.flush());
  const watched = watchTicks({ engine, machine, log, stateFolder: config.stateFolder, gatewayUp, maintainers });
  let deaf: string | null = null;
  late.alarms = () => [...(deaf === null ? [] : [deaf]), ...watched.alarms()];

  log.info({}, tellAhead(keeper.catalogue(), world.now()));
  if (wish.replay) log.warn({}, 'This is a replay: every message says so, and nobody is pinged.');
  cleanups.add('word to the maintainers', async () => {
    await maintainers.stopped();
    if (address !== null) await Promise.race([engine.delivery.idle(), machine.sleep(LAST_WORD_MS)]);
  });
  await maintainers.started();
  void parts.closedForGood.then((why) => {
    deaf = alarmText('deaf', { why });
    log.error({}, deaf);
    return maintainers.deaf(why);
  });
  await maintainers.listRead(keeper.problems());
  const beginning = { ...wish, engine, cleanups, watched, speed: config.simulated?.speed ?? 1 };
  late.changed = await beginTicks({ ...beginning, ended: parts.ended, giveUp: parts.giveUp });
  await keeper.catalogue().prepareIndex(machine);
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
  return engine;
}

/** Where the maintainers are told: their channel, or the one of direct messages with the user they are. */
async function maintainersChannel(
  { maintainers }: Config,
  line: DiscordLine,
  slot: () => Promise<boolean>,
): Promise<string | null> {
  if (maintainers === null) return null;
  return 'channel' in maintainers ? maintainers.channel : openDm(line, slot, maintainers.user);
}

async function startDelivery(
  parts: WorkParts,
  maintainers: Maintainers,
  slot: () => Promise<boolean>,
): Promise<Engine> {
  const { wish, store, keeper, line, sender, budget } = parts;
  const { config, world, machine, log } = wish;
  const { outbox, registry } = store;
  const troubled = () => ({
    ...{ outbox, registry, log, maintainers, roster: engine.roster, now: world.now },
    systemChannel: (guild: string) => systemChannel(line, slot, guild),
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
    otherClock: () => askDate(line, budget.take),
    seenDate: line.lastDate,
    random: Math.random,
    boardGone: (row) => tellBoardGone(troubled(), row),
    events: {
      closed: (place, end) => closeChannel(troubled(), place, end),
      credentialsGone: (why) => parts.giveUp(`${badToken().message} (${why}.)`),
      ban(why) {
        if (why !== null) log.error({ why }, alarmText('banned'));
        else log.warn({}, 'Discord answers this address again; the ban is over.');
      },
      failed: (error) => log.error({ err: error }, 'A delivery step failed.'),
      settled: (post, result) =>
        log.debug({ post: post.id, channel: post.channel, result: result?.kind ?? 'none' }, 'A post was handled.'),
    },
  });
  await tellPeopleLeftOut(troubled(), engine.roster.all());
  // Not waited for: it may have to ask Discord, and no reminder is to wait for that.
  tellClosingsLeftOut(troubled())
    .then(engine.delivery.wake)
    .catch((err: unknown) => log.warn({ err }, 'What was left to tell of closed channels waits for the next start.'));
  return engine;
}
