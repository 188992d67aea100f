import { endOfTurn, type Machine } from '../time/machine.ts';

/** One budget for all sends of this process. */
export type SendBudget = {
  /** Requests that Discord allows in a second. */
  readonly requestsPerSecond: number;
  /**
   * Resolves when the next request may go out, which is to be made at once: what is prepared after it makes the pace
   * uneven. False as soon as `signal` aborts while it waits, whoever waits before it. In order of the calls.
   */
  take(signal: AbortSignal): Promise<boolean>;
  /** Milliseconds until a slot is free; more than an interval only while there is a pause. */
  closedFor(): number;
  /** Lets nothing out for so long: a global limit, or a ban by Discord's front. */
  pause(ms: number): void;
  /**
   * Halves the rate after a global 429; it recovers by a twentieth a second. Answers to requests that were under way
   * together count once.
   */
  slowDown(): void;
};

/**
 * The requests that Discord allows in a second are spread over so long: 49.1 a second instead of 50. How Discord counts
 * is not documented, and under a sliding second a request that arrives late makes the one 50 places behind it come too
 * early: so much later and sooner may the two be, together. `npm run bench -- drain` shows what is left of the limit.
 */
const SPREAD_MS = 1_019;
/** No stretch of so long holds more requests than Discord allows in a second, whatever late timers make of the pace. */
const WINDOW_MS = 1_015;
/** A process that has just started cannot know what the one before it sent in the last second. */
const START_PAUSE_MS = 1_000;
/** 429s that come closer together are answers to the same mistake. */
const ONE_MISTAKE_MS = 1_000;

/**
 * Paces requests evenly, one every 20.4 ms at Discord's usual 50 a second
 * (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). Time that was not used is not caught up:
 * at most one slot may be late, so that a timer that fires late costs nothing and a stall makes no burst.
 */
export function createSendBudget(machine: Machine, requestsPerSecond: number): SendBudget {
  const interval = SPREAD_MS / requestsPerSecond;
  const most = Math.max(1, Math.floor(requestsPerSecond));
  /** When the requests of the newest slots left, oldest first: at most `most`. */
  const left: { at: number }[] = [];
  let rate = 1;
  let slowedAt = Number.NEGATIVE_INFINITY;
  let next = machine.monotonic() + START_PAUSE_MS;
  let turn: Promise<unknown> = Promise.resolve();

  const currentInterval = (): number => {
    const seconds = (machine.monotonic() - slowedAt) / 1_000;
    return interval / Math.min(1, rate * 1.05 ** seconds);
  };
  const opensIn = (): number => {
    const oldest = left.length < most ? undefined : left[0];
    return Math.max(next, oldest === undefined ? next : oldest.at + WINDOW_MS) - machine.monotonic();
  };
  const waitForSlot = async (signal: AbortSignal): Promise<boolean> => {
    for (;;) {
      if (signal.aborted) return false;
      const wait = opensIn();
      if (wait <= 0) break;
      await machine.sleep(wait, signal);
    }
    const [now, step] = [machine.monotonic(), currentInterval()];
    next = Math.max(next, now - step) + step;
    const slot = { at: now };
    left.push(slot);
    if (left.length > most) left.shift();
    // A request goes out with the turn it is made in, which may be a long one.
    void endOfTurn().then(() => {
      slot.at = machine.monotonic();
    });
    return true;
  };
  return {
    requestsPerSecond,
    async take(signal) {
      if (signal.aborted) return false;
      const mine = turn.then(() => waitForSlot(signal));
      turn = mine;
      const gone = Promise.withResolvers<boolean>();
      const leave = (): void => gone.resolve(false);
      signal.addEventListener('abort', leave, { once: true });
      try {
        return await Promise.race([mine, gone.promise]);
      } finally {
        signal.removeEventListener('abort', leave);
      }
    },
    closedFor: () => Math.max(0, opensIn()),
    pause(ms) {
      next = Math.max(next, machine.monotonic() + ms);
    },
    slowDown() {
      const now = machine.monotonic();
      if (now - slowedAt < ONE_MISTAKE_MS) return;
      rate = Math.max(0.1, (interval / currentInterval()) * 0.5);
      slowedAt = now;
    },
  };
}

/** Asides take a fifth of the budget at most: whoever presses a button again and again must not hold up reminders. */
const APART_MS = 100;
/** More than these would wait longer than anybody here does. */
const MOST_WAITING = 30;

/**
 * Slots for the requests that a command makes of its own (what a server looks like, whether direct messages are open, a
 * test message): out of the one budget of all sends, and not too many of them. False when there is none to be had soon.
 */
export function paceAsides(
  budget: Pick<SendBudget, 'take'>,
  machine: Machine,
): (signal: AbortSignal) => Promise<boolean> {
  let waiting = 0;
  let last = Promise.resolve();
  return async (signal) => {
    if (waiting >= MOST_WAITING) return false;
    waiting += 1;
    const before = last;
    const gone = Promise.withResolvers<void>();
    last = gone.promise;
    try {
      await before;
      return await budget.take(signal);
    } finally {
      waiting -= 1;
      void machine.sleep(APART_MS).then(gone.resolve);
    }
  };
}

/** How much of the outbox is under way at once. */
type FlowSize = {
  /** Claimed and not yet begun: about half a second's worth, so that no slot waits for the next claim. */
  readonly claimed: number;
  /** Below so many the next are claimed. */
  readonly claimAgain: number;
  /**
   * Looked at, rendered and recorded before their slot comes, so that what follows a slot is the request alone. Few,
   * since each of them is a doubt to be cleared up if the process dies just then.
   */
  readonly prepared: number;
  /** Enough to keep the pace at answers of two seconds, and those that wait for their slot. */
  readonly inFlight: number;
};

/** Never more doubts than this, however fast it goes. */
const MOST_PREPARED = 50;

/**
 * The sizes of queues and turns that a rate of requests needs: 25, 10, 6 and 106 at Discord's usual 50 a second. Pure.
 */
export function sizeFlow(requestsPerSecond: number): FlowSize {
  const worth = (seconds: number): number => Math.ceil(requestsPerSecond * seconds);
  const prepared = Math.min(MOST_PREPARED, Math.max(2, worth(0.12)));
  return { claimed: worth(0.5), claimAgain: worth(0.2), prepared, inFlight: worth(2) + prepared };
}
