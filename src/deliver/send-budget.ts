import { endOfTurn, type Machine } from '../time/machine.ts';

/** One budget for all sends of this process. */
export type SendBudget = {
  /** Requests that Discord allows in a second. */
  readonly requestsPerSecond: number;
  /**
   * Resolves when the next request may go out; make it at once, since preparing anything after it makes the pace
   * uneven. False as soon as `signal` aborts while it waits, whatever waits before it. In order of the calls.
   */
  take(signal: AbortSignal): Promise<boolean>;
  /** Milliseconds until a slot is free; more than an interval only while there is a pause. */
  closedFor(): number;
  /** Lets nothing out for that long: a global limit, or a ban by Discord's front. */
  pause(ms: number): void;
  /**
   * Halves the rate after a global 429; it recovers by a twentieth a second. Answers to requests that were under way
   * together count once.
   */
  slowDown(): void;
};

/** A budget that several processes may share. */
export type SharedBudget = SendBudget & {
  /** From now on so many processes share the requests, this one among them: each takes as many. */
  share(processes: number): void;
};

/**
 * The requests that Discord allows in a second are spread over this time: 49.1 a second instead of 50. How Discord
 * counts is not documented, and under a sliding second a request that arrives late makes the one 50 places behind it
 * come too early: this margin covers both together. `npm run bench -- drain` shows what is left of the limit.
 */
const SPREAD_MS = 1_019;
/**
 * No stretch of this length holds more requests than Discord allows in a second, whatever late timers do to the pace.
 */
const WINDOW_MS = 1_015;
/** A process that has just started cannot know what its predecessor sent in the last second. */
const START_PAUSE_MS = 1_000;
/** 429s closer together than this are answers to the same mistake. */
const ONE_MISTAKE_MS = 1_000;

/**
 * Paces requests evenly, one every 20.4 ms at Discord's usual 50 a second
 * (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). Unused time is not caught up: at most one
 * slot may be late, so that a late timer costs nothing and a stall makes no burst.
 */
export function createSendBudget(machine: Machine, requestsPerSecond: number): SharedBudget {
  let processes = 1;
  const interval = (): number => (SPREAD_MS * processes) / requestsPerSecond;
  const most = (): number => Math.max(1, Math.floor(requestsPerSecond / processes));
  /** When the requests of the newest slots left, oldest first: at most `most`. */
  const left: { at: number }[] = [];
  let rate = 1;
  let slowedAt = Number.NEGATIVE_INFINITY;
  let next = machine.monotonic() + START_PAUSE_MS;
  let turn: Promise<unknown> = Promise.resolve();

  const currentInterval = (): number => {
    const seconds = (machine.monotonic() - slowedAt) / 1_000;
    return interval() / Math.min(1, rate * 1.05 ** seconds);
  };
  const opensIn = (): number => {
    const oldest = left.length < most() ? undefined : left[left.length - most()];
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
    if (left.length > Math.max(1, requestsPerSecond)) left.shift();
    // A request goes out with the turn of the event loop it is made in, which may be a long one.
    void endOfTurn().then(() => {
      slot.at = machine.monotonic();
    });
    return true;
  };
  return {
    requestsPerSecond,
    share(among) {
      processes = Math.max(1, among);
    },
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
      rate = Math.max(0.1, (interval() / currentInterval()) * 0.5);
      slowedAt = now;
    },
  };
}

/**
 * A command's own requests take a fifth of the budget at most: pressing a button again and again must not delay
 * reminders.
 */
const APART_MS = 100;
/** More than these would wait longer than any caller does. */
const MOST_WAITING = 30;

/**
 * Gives slots for the requests that a command makes itself (the state of a server, whether direct messages are open, a
 * test message), out of the one budget of all sends, and only a few of them. False when there is none to be had soon.
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

/** Limits on how much of the outbox is under way at once. */
type FlowSize = {
  /** Claimed and not yet begun: about half a second's worth, so that no slot waits for the next claim. */
  readonly claimed: number;
  /** Below this number the next posts are claimed. */
  readonly claimAgain: number;
  /**
   * Checked, rendered and recorded before their slot comes, so that only the request follows a slot. Few, since each of
   * them is a doubt to resolve if the process dies at that moment.
   */
  readonly prepared: number;
  /** Enough to keep the pace at answers of two seconds, including those that wait for their slot. */
  readonly inFlight: number;
};

/** Never more doubts than this, at any rate. */
const MOST_PREPARED = 50;

/** The sizes of queues and turns for a rate of requests: 25, 10, 6 and 106 at Discord's usual 50 a second. Pure. */
export function sizeFlow(requestsPerSecond: number): FlowSize {
  const worth = (seconds: number): number => Math.ceil(requestsPerSecond * seconds);
  const prepared = Math.min(MOST_PREPARED, Math.max(2, worth(0.12)));
  return { claimed: worth(0.5), claimAgain: worth(0.2), prepared, inFlight: worth(2) + prepared };
}
