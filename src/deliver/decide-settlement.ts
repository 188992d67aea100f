import type { Instant, MachineInstant } from '../model/date.ts';
import type { SentReason } from '../model/post.ts';
import type { MomentSettlement, Settlement } from '../outbox/outbox.ts';
import { LONGEST_WAIT_MS } from '../outbox/post-states.ts';
import type { SendResult } from './sender.ts';

/** First wait after a failure; doubles with each further one. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 5 * 60_000;
/** With waits of up to five minutes this is most of a day; what is still due then is told in another way or too late. */
const MOST_ATTEMPTS = 200;

/** The facts from which the settlement of one attempt is decided. `random` is a number from 0 up to 1. */
export type Attempt = {
  readonly post: string;
  readonly lease: string;
  /** Attempts made, this one included. */
  readonly attempts: number;
  /** True when an earlier attempt, or this one, may have arrived without an answer. */
  readonly unanswered: boolean;
  /** How its moments end if it was sent. */
  readonly sent: readonly MomentSettlement[];
  readonly reason: SentReason;
  /** Moments that are not sent, whatever becomes of the rest. */
  readonly skipped: readonly MomentSettlement[];
};

/** Turns the answer of a send into what the ledger records: pure, so that every case is a row of a test. */
export function decideSettlement(
  attempt: Attempt,
  result: SendResult,
  now: { readonly world: Instant; readonly machine: MachineInstant; readonly random: number },
): Settlement {
  const base = { post: attempt.post, lease: attempt.lease };
  const all = [...attempt.sent, ...attempt.skipped];
  switch (result.kind) {
    case 'sent':
      return { ...base, to: 'sent', reason: attempt.reason, message: result.message, at: now.world, moments: all };
    case 'removed':
      return { ...base, to: 'sent', reason: 'delivered and removed', message: null, at: now.world, moments: all };
    case 'closed':
    case 'refused': {
      // An earlier attempt may stand in the channel that is closed to the bot by now.
      if (attempt.unanswered) return { ...base, to: 'uncertain', reason: result.why, moments: attempt.skipped };
      const reason = result.kind === 'closed' ? result.reason : 'refused content';
      return { ...base, to: 'dead', reason, moments: attempt.skipped };
    }
    case 'wait':
    case 'banned':
      // A ban may last for hours; the budget's own pause keeps it, and what is asked too soon is told to wait again.
      return retry(base, attempt, result.why, now.machine + Math.min(result.ms, LONGEST_WAIT_MS), false);
    case 'credentials':
      return retry(base, attempt, result.why, now.machine, false);
    case 'failed':
    case 'perhaps': {
      const unanswered = attempt.unanswered || result.kind === 'perhaps';
      if (attempt.attempts < MOST_ATTEMPTS) {
        const readyAt = now.machine + retryDelay(attempt.attempts, now.random);
        return retry(base, { ...attempt, unanswered }, result.why, readyAt, true);
      }
      return unanswered
        ? { ...base, to: 'uncertain', reason: result.why, moments: attempt.skipped }
        : { ...base, to: 'dead', reason: 'gave up', moments: attempt.skipped };
    }
  }
}

/** Exponential backoff with jitter: between half and the whole of 1, 2, 4 … 300 seconds. */
export function retryDelay(attempts: number, random: number): number {
  const whole = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(20, Math.max(0, attempts - 1)));
  return Math.round(whole * (0.5 + random / 2));
}

function retry(
  base: { readonly post: string; readonly lease: string },
  attempt: Attempt,
  reason: string,
  readyAt: MachineInstant,
  attempted: boolean,
): Settlement {
  return { ...base, to: 'waiting', reason, readyAt, attempted, unanswered: attempt.unanswered, moments: [] };
}
