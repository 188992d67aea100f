import { composeMessage } from '../deliver/compose/compose-message.ts';
import { rememberRecent } from '../deliver/recall-sent.ts';
import { type Delivery, type DeliveryEvents, runDelivery } from '../deliver/run-delivery.ts';
import type { SendBudget } from '../deliver/send-budget.ts';
import type { Sender, SendResult } from '../deliver/sender.ts';
import type { RefusalWatch } from '../deliver/watch-refusals.ts';
import type { Defaults } from '../model/subscription.ts';
import type { ReachCheckpoint } from '../outbox/checkpoint.ts';
import type { Lease } from '../outbox/leases.ts';
import type { ClaimedPost, Outbox } from '../outbox/outbox.ts';
import type { RecurringRow, Registry } from '../outbox/registry.ts';
import type { Settlement } from '../outbox/settlement.ts';
import type { Grace } from '../plan/reminders/decide-send.ts';
import type { Machine } from '../time/machine.ts';
import type { DateAsked, World } from '../time/world.ts';
import { makeAgendaKeeper } from './agenda-keeper.ts';
import type { Catalogue } from './catalogue.ts';
import { makeCorrector } from './correct-messages.ts';
import { type ClockGuard, makeClockGuard } from './guard-clock.ts';
import { makeRecurringKeeper, makeRecurringView } from './keep-recurring.ts';
import type { Publisher } from './publish-messages.ts';
import { offlineIn, rememberGap } from './remember-gap.ts';
import type { RestingChannels } from './rest-channels.ts';
import type { Roster } from './roster.ts';
import { type FollowEnd, makeTicker, type TickEnd, type Ticker } from './run-tick.ts';
import { makeChangeSettler } from './settle-changes.ts';

/** The parts from which the engine is built. */
export type EngineParts = {
  readonly config: { readonly defaults: Defaults; readonly grace: Grace };
  readonly world: World;
  readonly machine: Machine;
  readonly outbox: Outbox;
  readonly registry: Registry;
  /** Built over that registry: who is subscribed. */
  readonly roster: Roster;
  readonly sender: Sender;
  readonly budget: SendBudget;
  readonly events: DeliveryEvents;
  /** The last good list; asked at every use, so that a new one takes effect at once. */
  catalogue(): Catalogue;
  /** Asks Discord something small, so that a real world hears the date of the answer. */
  askDate(): Promise<DateAsked>;
  /** From 0 up to 1. */
  random(): number;
  /** A real Discord in a simulated world: messages say "Replay" and nobody is pinged. */
  readonly replay: boolean;
  /** Channels that rest because they closed; left out, none is tried. */
  readonly rests?: Pick<RestingChannels, 'rests' | 'waitFor' | 'answered'>;
  /** Judges refusals; left out, each is believed. */
  readonly refusals?: Pick<RefusalWatch, 'judge'>;
  /** Publishes messages of announcement channels; left out, none is. */
  readonly publisher?: Pick<Publisher, 'wants' | 'look'>;
  /** The lease to plan by, while this process holds it; left out, it plans alone. */
  leads?(): Lease | null;
  /** Called when posts were reserved, for other processes to send as well. */
  reserved?(): void;
  /** Makes a PNG of an SVG; left out, digests have no picture. */
  drawPicture?(svg: string): Promise<Uint8Array>;
  /** Called with each settlement of a post, and the answer it follows from. */
  recorded?(post: ClaimedPost, settlement: Settlement, result: SendResult | null): void;
  /** Called when a board is paused because it was deleted twice. */
  boardGone?(row: RecurringRow): Promise<void>;
  /** For tests: called at each checkpoint. */
  readonly reached?: ReachCheckpoint | undefined;
};

/** Plan, outbox and delivery wired together; when to call `tick` is the caller's decision. */
export type Engine = {
  readonly ticker: Ticker;
  readonly delivery: Delivery;
  readonly roster: Roster;
  readonly clock: ClockGuard;
};

/**
 * Posts that waited while no program ran go out once a tick has looked at what fell due meanwhile, which may have overtaken
 * them; or after so long, where ticks do not end.
 */
const FIRST_TICK_MS = 10_000;

/**
 * Builds the engine and starts its delivery loop once the subscriptions are known, since posts are reviewed by them.
 */
export async function startEngine(parts: EngineParts): Promise<Engine> {
  const { config, world, machine, outbox, registry, roster } = parts;
  await roster.refresh();
  const agenda = makeAgendaKeeper(machine, () => ({
    dated: parts.catalogue().dated,
    groups: roster.groups(),
    leads: config.defaults.leads,
  }));
  const clock = makeClockGuard(parts);
  const handled = await outbox.watermark();
  if (handled !== null) clock.handled(handled);
  const gap = await rememberGap(registry, handled, world.now());
  const seen = makeRecurringView({
    ...{ outbox, roster, catalogue: parts.catalogue },
    ...(parts.drawPicture && { drawPicture: parts.drawPicture }),
  });
  const corrector = makeCorrector({
    outbox,
    roster,
    catalogue: parts.catalogue,
    now: world.now,
  });
  const startedAt = machine.monotonic();
  let isPlanned = false;
  const delivery = runDelivery(
    {
      outbox,
      world,
      machine,
      grace: config.grace,
      sender: { ...parts.sender, recent: rememberRecent(parts.sender.recent) },
      gap: () => gap,
      clockTrusted: () => (isPlanned || machine.monotonic() - startedAt >= FIRST_TICK_MS) && clock.trusts(),
      confirmClock: () => clock.confirm(),
      random: parts.random,
      reached: parts.reached,
      event: (id) => parts.catalogue().find(id),
      subscription: (channel) => roster.find(channel),
      judge: (post, result) => parts.refusals?.judge(post, result, parts.rests?.rests(post.channel) ?? false) ?? result,
      restFor: (channel) => parts.rests?.waitFor(channel) ?? 0,
      pausedUntil: (owner) => roster.pausedUntil(owner),
      recorded: (post, settlement, result) => parts.recorded?.(post, settlement, result),
      publishes: (post) => parts.publisher?.wants(post) ?? false,
      stands: corrector.stands,
      compose(post, send, how) {
        corrector.composing(post);
        return composeMessage(post, send, {
          ...how,
          outbox,
          list: parts.catalogue(),
          recurring: seen(),
          subscription: roster.find(post.channel),
          clock: roster.clock(post.channel),
          reader: roster.reader(roster.find(post.channel)?.owner ?? post.owner),
          pausedUntil: roster.pausedUntil(post.owner),
          leads: config.defaults.leads,
          now: world.now(),
          replay: parts.replay,
          offline: offlineIn(gap),
        });
      },
    },
    parts.budget,
    {
      ...parts.events,
      async settled(post, result) {
        const arrived = post.edits === null && (result?.kind === 'sent' || result?.kind === 'removed');
        if (arrived && parts.rests?.rests(post.channel) === true) await parts.rests.answered(post.channel);
        // Not waited for: the channel's next post does not depend on it.
        if (parts.leads?.() !== null) void parts.publisher?.look();
        await parts.events.settled(post, result);
      },
    },
  );
  const makeOwnTicker = (under: Lease | null): Ticker => {
    const planning = planningOutbox(outbox, under, { wake: delivery.wake, reserved: () => parts.reserved?.() });
    return makeTicker({
      ...{ world, machine, roster, agenda, clock },
      outbox: planning,
      grace: config.grace,
      settleChanges: makeChangeSettler({
        ...{ outbox: planning, roster, machine, corrector },
        defaults: config.defaults,
        catalogue: parts.catalogue,
      }),
      keepRecurring: makeRecurringKeeper({
        ...{ outbox: planning, registry, roster, machine, seen },
        replay: parts.replay,
        gaveUp: async (row) => parts.boardGone?.(row),
      }),
      released: delivery.wake,
      reached: parts.reached,
    });
  };
  const { leads } = parts;
  const ticker =
    leads === undefined
      ? makeOwnTicker(null)
      : leadOrFollow({
          leads,
          lead: makeOwnTicker,
          async follow() {
            clock.look();
            await roster.refresh();
            const planned = await outbox.watermark();
            if (planned !== null) clock.handled(planned);
            // Another process has reserved what is due, or handed something back.
            delivery.wake();
            return { kind: 'follows', at: world.now(), handled: planned };
          },
        });
  const isCurrent = (end: TickEnd): boolean =>
    end.kind === 'follows' ? end.handled !== null && end.at - end.handled < CURRENT_MS : end.kind === 'ticked';
  const tick = (): ReturnType<Ticker['tick']> =>
    ticker.tick().then((end) => {
      if (!isPlanned) delivery.wake();
      isPlanned ||= isCurrent(end);
      return end;
    });
  return { ticker: { ...ticker, tick }, delivery, roster, clock };
}

/** The plan of another process that reaches so near to now is up to date: it writes its watermark every ten seconds at least. */
const CURRENT_MS = 30_000;

/** The outbox for what is planned under a lease. Posts that it reserves are told of as soon as they are there. */
function planningOutbox(outbox: Outbox, under: Lease | null, told: { wake(): void; reserved(): void }): Outbox {
  const lease = under === null ? {} : { under };
  return {
    ...outbox,
    takeBack: (now) => outbox.takeBack(now, under ?? undefined),
    async reserve(reservation) {
      const reserving = outbox.reserve({ ...reservation, ...lease });
      // A large reservation is written piece by piece: the posts of its first piece need not wait for the last.
      told.wake();
      const posts = await reserving;
      if (posts > 0) told.reserved();
      return posts;
    },
  };
}

/**
 * Makes the ticker of a process that plans only while it holds the lease for it. Each time it takes the lease it begins with
 * nothing remembered, since another one has planned meanwhile; when it has lost it, it stops at its next write. `follow`
 * is a tick without it.
 */
function leadOrFollow(parts: {
  leads(): Lease | null;
  /** A ticker whose writes are made under that lease. */
  lead(lease: Lease): Ticker;
  follow(): Promise<FollowEnd>;
}): Ticker {
  let mine: { readonly fence: number; readonly ticker: Ticker } | null = null;
  return {
    async tick(): Promise<TickEnd> {
      const lease = parts.leads();
      if (lease === null) {
        mine = null;
        return parts.follow();
      }
      if (mine?.fence !== lease.fence) mine = { fence: lease.fence, ticker: parts.lead(lease) };
      try {
        return await mine.ticker.tick();
      } catch (error) {
        if (parts.leads()?.fence === lease.fence) throw error;
        return parts.follow();
      }
    },
    flush: async () => (parts.leads() === null ? undefined : mine?.ticker.flush()),
  };
}
