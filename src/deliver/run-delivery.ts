import type { DeadReason } from '../model/post.ts';
import type { ChannelId, GuildId } from '../model/subscription.ts';
import type { ClaimedPost } from '../outbox/outbox.ts';
import { type DeliveryParts, deliverPost, handBack } from './deliver-post.ts';
import type { SendBudget } from './send-budget.ts';
import type { SendResult } from './sender.ts';

/** A running delivery. */
export type Delivery = {
  /** Says that something may be ready: after a reservation. */
  wake(): void;
  /** Resolves when nothing is under way and nothing open becomes ready within `patienceMs` (by default, now). */
  idle(patienceMs?: number): Promise<void>;
  /** What maintainers should know, in sentences: a ban by Discord's front. */
  alarms(): readonly string[];
  /** Hands back what has not gone out, waits for what has at most `graceMs`, and ends. */
  stop(graceMs: number): Promise<void>;
};

/** What the loop tells of. */
export type DeliveryEvents = {
  /** A channel answers that the bot can never post there as things are. */
  closed(place: { guild: GuildId; channel: ChannelId }, end: { reason: DeadReason; why: string }): Promise<void>;
  /** The token no longer works: the program must end. */
  credentialsGone(why: string): void;
  /** The ledger failed, or a step threw: nothing was sent that could not be recorded. */
  failed(error: unknown): void;
  settled(post: ClaimedPost, result: SendResult | null): void;
};

/** Shorter than Discord's nonce window, so that a post taken over from a dead process still has its shield. */
const LEASE_MS = 60_000;
/** Claimed ahead of the budget: about half a second's worth. */
const CLAIM_AHEAD = 25;
/** Enough to keep 50 a second busy at answers of two seconds. */
const MOST_IN_FLIGHT = 100;
/** The longest nap: posts handed back by another way are found without a signal. */
const LONGEST_NAP_MS = 30_000;
/** A pause longer than this is not waited for with posts in hand: their leases would run out. */
const SHORT_PAUSE_MS = 5_000;

const BANNED =
  "Discord's front has banned this address for a while. Everything waits; one request at a time asks whether it is over.";

/** Runs the delivery loop until it is stopped: claims by urgency, sends within the budget, one post per channel at a time. */
export function runDelivery(parts: DeliveryParts, budget: SendBudget, events: DeliveryEvents): Delivery {
  const { outbox, machine } = parts;
  const stopping = new AbortController();
  const inFlight = new Map<ChannelId, Promise<void>>();
  let bell = new AbortController();
  let rung = true;
  let banned = false;
  let resting: { readonly patienceMs: number; readonly done: () => void }[] = [];

  const wake = (): void => {
    rung = true;
    bell.abort();
  };
  const slot = (): Promise<boolean> => budget.take(stopping.signal);
  const heed = async (post: ClaimedPost, result: SendResult | null): Promise<void> => {
    if (result === null) return;
    if (result.kind !== 'failed') banned = result.kind === 'banned';
    if (result.kind === 'banned') budget.pause(result.ms);
    if (result.kind === 'wait' && result.scope === 'global') {
      budget.pause(result.ms);
      budget.slowDown();
    }
    if (result.kind === 'closed') await events.closed(post, result);
    if (result.kind === 'credentials') {
      // Every further request would be refused and counted against this address.
      stopping.abort();
      events.credentialsGone(result.why);
    }
  };
  const step = async (post: ClaimedPost): Promise<void> => {
    const end = await deliverPost(post, parts, slot);
    const result = end.kind === 'settled' ? end.result : null;
    await heed(post, result);
    events.settled(post, result);
  };
  const launch = (post: ClaimedPost): void => {
    const run = step(post)
      .catch(events.failed)
      .finally(() => {
        inFlight.delete(post.channel);
        wake();
      });
    inFlight.set(post.channel, run);
  };
  const giveBack = async (posts: readonly ClaimedPost[]): Promise<void> => {
    await Promise.all(posts.map((post) => outbox.settle(handBack(post, machine.now()))));
  };
  /** Returns how many posts went on their way. */
  const round = async (): Promise<number> => {
    const limit = banned ? 1 - inFlight.size : Math.min(CLAIM_AHEAD, MOST_IN_FLIGHT - inFlight.size);
    if (limit <= 0 || budget.closedFor() > SHORT_PAUSE_MS) return 0;
    const posts = await outbox.claim({ now: machine.now(), leaseMs: LEASE_MS, limit, except: [...inFlight.keys()] });
    for (const [index, post] of posts.entries()) {
      if (budget.closedFor() > SHORT_PAUSE_MS || !(await slot())) {
        await giveBack(posts.slice(index));
        return index;
      }
      launch(post);
    }
    return posts.length;
  };
  const nap = async (): Promise<void> => {
    const next = await outbox.nextReady();
    const now = machine.now();
    if (inFlight.size === 0) {
      const rested = resting.filter(({ patienceMs }) => next === null || next - now > patienceMs);
      resting = resting.filter((rest) => !rested.includes(rest));
      for (const { done } of rested) done();
    }
    if (rung || stopping.signal.aborted) return;
    // With posts under way their end rings the bell; a ready post of a busy channel must not make a tight loop.
    const ready = inFlight.size > 0 || next === null ? LONGEST_NAP_MS : next - now;
    const ms = Math.max(10, budget.closedFor(), ready);
    await machine.sleep(Math.min(LONGEST_NAP_MS, ms), bell.signal);
  };
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      rung = false;
      bell = new AbortController();
      try {
        if ((await round()) === 0) await nap();
      } catch (error) {
        events.failed(error);
        await machine.sleep(1_000, stopping.signal);
      }
    }
    for (const { done } of resting) done();
  })();

  return {
    wake,
    alarms: () => (banned ? [BANNED] : []),
    async idle(patienceMs = 0) {
      await new Promise<void>((done) => {
        if (stopping.signal.aborted) return done();
        resting.push({ patienceMs, done });
        wake();
      });
    },
    async stop(graceMs) {
      stopping.abort();
      wake();
      await loop;
      await Promise.race([Promise.allSettled(inFlight.values()), machine.sleep(graceMs)]);
    },
  };
}
