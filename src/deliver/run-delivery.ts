import { maskSecrets } from '../model/mask-secrets.ts';
import type { DeadReason } from '../model/post.ts';
import type { ChannelId } from '../model/subscription.ts';
import type { ClaimedPost } from '../outbox/outbox.ts';
import { handBack, stepFailed } from './decide-settlement.ts';
import { type DeliveryEnd, type DeliveryParts, deliverPost } from './deliver-post.ts';
import { type SendBudget, sizeFlow } from './send-budget.ts';
import type { SendResult } from './sender.ts';

/** A running delivery. */
export type Delivery = {
  /** Signals that something may be ready: after a reservation, or when a post that was held has fallen due. */
  wake(): void;
  /** Resolves when nothing is under way and nothing open becomes ready within `patienceMs` (by default, now). */
  idle(patienceMs?: number): Promise<void>;
  /** Hands back posts that have not gone out, waits at most `graceMs` for those that have, and ends. */
  stop(graceMs: number): Promise<void>;
};

/** The events that the loop reports. */
export type DeliveryEvents = {
  /**
   * A channel answers that the bot cannot post there at all as things are; `place` is the refused post, dead by now.
   */
  closed(place: Pick<ClaimedPost, 'id' | 'owner' | 'channel'>, end: { reason: DeadReason; why: string }): Promise<void>;
  /** Called with the answer to the pin of a board's new message. */
  pinned?(post: Pick<ClaimedPost, 'owner' | 'channel'>, answer: SendResult): Promise<void>;
  /** The token no longer works: the program must end. */
  credentialsGone(why: string): void;
  /**
   * Discord's front has banned this address, by that answer; `null` when Discord answers again. Each is reported once.
   */
  ban(why: string | null): void;
  /** The outbox failed, or a step threw: its post is tried again ever later. */
  failed(error: unknown): void;
  /** Called after a post is settled; the channel's next post waits for it. */
  settled(post: ClaimedPost, result: SendResult | null): void | Promise<void>;
};

/** Shorter than Discord's nonce window, so that the nonce still protects a post taken over from a dead process. */
const LEASE_MS = 60_000;
/** The longest sleep: posts handed back by another process are found without a signal. */
const LONGEST_SLEEP_MS = 30_000;
/** While the clock is doubted nothing is ready, and no signal says when it is trusted again. */
const DOUBT_SLEEP_MS = 1_000;
/** For so long posts wait for Discord's word on the time; what comes later serves the next. */
const CONFIRM_MS = 2_000;
/** A pause longer than this is not waited for with claimed posts: their leases would run out. */
const SHORT_PAUSE_MS = 5_000;

/** Runs the delivery loop until it is stopped: claims by urgency, sends within the budget, one post per channel at a time. */
export function runDelivery(parts: DeliveryParts, budget: SendBudget, events: DeliveryEvents): Delivery {
  const { outbox, machine, world } = parts;
  const size = sizeFlow(budget.requestsPerSecond);
  const ban = watchBan(machine.monotonic, events.ban);
  const stopping = new AbortController();
  const inFlight = new Map<ChannelId, Promise<void>>();
  let claimed: ClaimedPost[] = [];
  let preparing = 0;
  let slotSignal = new AbortController();
  let wakeSignal = new AbortController();
  let isWoken = true;
  let idleWaits: { readonly patienceMs: number; readonly done: () => void }[] = [];

  const wake = (): void => {
    isWoken = true;
    wakeSignal.abort();
  };
  /** Takes a slot for one request; false when the program stops or a long pause has begun. */
  const slot = async (): Promise<boolean> => !paused() && (await budget.take(slotSignal.signal));
  const paused = (): boolean => budget.closedFor() > SHORT_PAUSE_MS;
  const pause = (ms: number): void => {
    budget.pause(ms);
    if (!paused() || stopping.signal.aborted) return;
    slotSignal.abort();
    slotSignal = new AbortController();
  };
  const halt = (): void => {
    stopping.abort();
    slotSignal.abort();
  };
  /** Applies an answer to everything else that is to be sent; its request began at `began` or later. */
  const handleAnswer = (result: SendResult | null, began: number): void => {
    if (result === null) return;
    ban.handle(result, began);
    if (result.kind === 'banned') pause(result.ms);
    if (result.kind === 'wait' && result.scope === 'global') {
      pause(result.ms);
      budget.slowDown();
    }
    if (result.kind === 'credentials') {
      // Every further request would be refused and counted against this address.
      halt();
      events.credentialsGone(result.why);
    }
  };
  const fail = async (post: ClaimedPost, error: unknown): Promise<void> => {
    events.failed(error);
    const why =
      error instanceof Error ? maskSecrets(`${error.name}: ${error.message}`.slice(0, 2_000)).slice(0, 200) : 'unknown';
    const endOfLease = machine.monotonic() + LEASE_MS;
    for (let tries = 0; ; tries += 1) {
      const now = { world: world.now(), machine: machine.now(), random: parts.random() };
      try {
        const settlement = stepFailed(post, why, now);
        if (await outbox.settle(settlement)) parts.recorded?.(post, settlement, null);
        return;
      } catch (again) {
        // What keeps the outbox from being written may be over in a moment, and the post would wait for its lease to end.
        if (stopping.signal.aborted || machine.monotonic() >= endOfLease) throw again;
        if (tries === 0) events.failed(again);
        await machine.sleep(1_000, stopping.signal);
      }
    }
  };
  const step = async (post: ClaimedPost, prepared: () => void): Promise<void> => {
    const began = machine.monotonic();
    let sentAt = post.firstUnanswered;
    const send: typeof parts.sender.send = (order) => {
      sentAt ??= machine.now();
      return parts.sender.send(order);
    };
    const leave = async (): Promise<boolean> => {
      const given = await slot();
      prepared();
      return given;
    };
    let end: DeliveryEnd;
    try {
      end = await deliverPost(post, { ...parts, sender: { ...parts.sender, send } }, leave);
    } catch (error) {
      // A post that went out before the outbox failed remains in doubt.
      return fail({ ...post, firstUnanswered: sentAt }, error);
    }
    const { result, pinned = null } = end.kind === 'settled' ? end : { result: null };
    handleAnswer(result, began);
    handleAnswer(pinned, began);
    if (pinned !== null) await events.pinned?.(post, pinned);
    if (result?.kind === 'closed') await events.closed(post, result);
    await events.settled(post, result);
  };
  const launch = (post: ClaimedPost): void => {
    let isPreparing = true;
    preparing += 1;
    const prepared = (): void => {
      if (!isPreparing) return;
      isPreparing = false;
      preparing -= 1;
      wake();
    };
    const run = step(post, prepared)
      .catch(events.failed)
      .finally(() => {
        inFlight.delete(post.channel);
        prepared();
        wake();
      });
    inFlight.set(post.channel, run);
  };
  const giveBack = async (): Promise<void> => {
    const posts = claimed;
    claimed = [];
    await Promise.all(posts.map((post) => outbox.settle(handBack(post))));
  };
  const claim = async (): Promise<number> => {
    const limit = ban.isOn() ? 1 - inFlight.size - claimed.length : size.claimed - claimed.length;
    if (limit <= 0 || claimed.length >= size.claimAgain) return 0;
    const except = [...inFlight.keys(), ...claimed.map(({ channel }) => channel)];
    const posts = await outbox.claim({ now: machine.now(), world: world.now(), leaseMs: LEASE_MS, limit, except });
    claimed = [...claimed, ...posts];
    return posts.length;
  };
  const confirmClock = async (): Promise<void> => {
    const confirming = parts.confirmClock();
    if (confirming === null) return;
    const confirmed = new AbortController();
    const patience = machine.sleep(CONFIRM_MS, AbortSignal.any([stopping.signal, confirmed.signal]));
    await Promise.race([confirming.finally(() => confirmed.abort()), patience]);
  };
  /** Returns how many posts were claimed or sent on their way. */
  const round = async (): Promise<number> => {
    if (paused() || !parts.clockTrusted()) {
      await giveBack();
      return 0;
    }
    let moved = inFlight.size < size.inFlight ? await claim() : 0;
    if (claimed.length > 0) await confirmClock();
    while (preparing < size.prepared && inFlight.size < size.inFlight) {
      const post = claimed.shift();
      if (post === undefined) break;
      launch(post);
      moved += 1;
    }
    return moved;
  };
  const waitForWork = async (): Promise<void> => {
    // Posts that begin to wait while the outbox is being read may not be in this answer.
    const asking = new Set(idleWaits);
    // The post that gets the next slot wakes the loop; reading the outbox before each would be wasted.
    const next = preparing > 0 ? null : await outbox.nextReady(world.now());
    const now = machine.now();
    if (inFlight.size === 0) {
      const rested = idleWaits.filter((rest) => asking.has(rest) && (next === null || next - now > rest.patienceMs));
      idleWaits = idleWaits.filter((rest) => !rested.includes(rest));
      for (const { done } of rested) done();
    }
    if (isWoken || stopping.signal.aborted) return;
    // The end of a post under way wakes the loop; a ready post of a busy channel must not make a tight loop.
    const ready = next === null || (inFlight.size > 0 && next <= now) ? LONGEST_SLEEP_MS : next - now;
    const ms = Math.max(parts.clockTrusted() ? 10 : DOUBT_SLEEP_MS, budget.closedFor(), ready);
    await machine.sleep(Math.min(LONGEST_SLEEP_MS, ms), wakeSignal.signal);
  };
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      isWoken = false;
      wakeSignal = new AbortController();
      try {
        if ((await round()) === 0) await waitForWork();
      } catch (error) {
        events.failed(error);
        await machine.sleep(1_000, stopping.signal);
      }
    }
    await giveBack().catch(events.failed);
    for (const { done } of idleWaits) done();
  })();

  return {
    wake,
    async idle(patienceMs = 0) {
      await new Promise<void>((done) => {
        if (stopping.signal.aborted) return done();
        idleWaits.push({ patienceMs, done });
        wake();
      });
    },
    async stop(graceMs) {
      halt();
      wake();
      await loop;
      await Promise.race([Promise.allSettled(inFlight.values()), machine.sleep(graceMs)]);
    },
  };
}

/** Watches whether Discord's front shuts this address out, by the answers to our requests. */
type BanWatch = {
  isOn(): boolean;
  /** Takes the result of a request that began at `began`, monotonic machine time. */
  handle(result: SendResult, began: number): void;
};

/**
 * The answers that only Discord itself gives. Not among them: requests that may have ended without an answer, and a
 * wait, which the library and the count of refused requests also produce without asking.
 */
const BY_DISCORD: ReadonlySet<SendResult['kind']> = new Set(['sent', 'removed', 'closed', 'refused']);

/**
 * Watches for a ban. It is over when Discord itself has answered a request that began after the newest sign of it:
 * requests already under way prove nothing. `onChange` gets the answer that began it, and `null` when it is over; each
 * once.
 */
export function watchBan(monotonic: () => number, onChange: (why: string | null) => void): BanWatch {
  let signAt: number | null = null;
  return {
    isOn: () => signAt !== null,
    handle(result, began) {
      if (result.kind === 'banned') {
        const isNew = signAt === null;
        signAt = monotonic();
        if (isNew) onChange(result.why);
      } else if (signAt !== null && began > signAt && BY_DISCORD.has(result.kind)) {
        signAt = null;
        onChange(null);
      }
    },
  };
}
