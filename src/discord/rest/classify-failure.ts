import { RateLimitError } from '@discordjs/rest';
import type { SendResult } from '../../deliver/sender.ts';
import { BY_CODE, byStatus, type Verdict } from './failure-table.ts';
import { describeRefusal, type Refusal, RequestBarred, RequestBroken, RequestRefused } from './request-errors.ts';

/** A failed create; `sent` is not among them. */
type SendFailure = Exclude<SendResult, { kind: 'sent' }>;

/** Where Discord asks to wait and does not say how long. */
const DEFAULT_WAIT_MS = 30_000;

/** "Wait 0 s" must not become a loop. */
const SHORTEST_WAIT_MS = 250;

/** Bans by Discord's front last from minutes to a day; asking again sooner prolongs them. */
const SHORTEST_BAN_MS = 600_000;

/** What a failed create means. Pure; texts hold neither the token nor the message. */
export function classifyFailure(error: unknown): SendFailure {
  if (error instanceof RequestRefused) return fillIn(verdictOn(error.refusal), error.refusal);
  if (error instanceof RequestBroken) return { kind: error.written ? 'perhaps' : 'failed', why: error.message };
  if (error instanceof RequestBarred) return { kind: 'wait', ms: error.waitMs, scope: 'global', why: error.message };
  // The library knows from earlier answers that this would meet a limit and has sent nothing.
  if (error instanceof RateLimitError) {
    const ms = Math.max(SHORTEST_WAIT_MS, Math.ceil(error.retryAfter));
    return {
      kind: 'wait',
      ms,
      scope: error.global ? 'global' : 'channel',
      why: 'the limit known from earlier answers',
    };
  }
  // Aborted while it stood in the library's queue.
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'failed', why: 'not sent in time' };
  // Unknown errors are the program's own; since it is unknown when they struck, the message may be out.
  return { kind: 'perhaps', why: `an unexpected ${error instanceof Error ? error.name : typeof error}` };
}

function verdictOn({ status, code, scope, byDiscord }: Refusal): Verdict {
  const known = code === null ? undefined : BY_CODE.get(code);
  const verdict = known ?? byStatus(status, byDiscord);
  return verdict.kind === 'wait' && scope === 'global' ? { ...verdict, scope: 'global' } : verdict;
}

function fillIn(verdict: Verdict, refusal: Refusal): SendFailure {
  const why = `Discord answered ${describeRefusal(refusal)}`;
  switch (verdict.kind) {
    case 'removed':
      return { kind: 'removed' };
    case 'wait':
      return { ...verdict, ms: Math.max(refusal.retryAfterMs ?? DEFAULT_WAIT_MS, SHORTEST_WAIT_MS), why };
    case 'banned':
      return { kind: 'banned', ms: Math.max(refusal.retryAfterMs ?? 0, SHORTEST_BAN_MS), why };
    case 'closed':
      return { ...verdict, why };
    default:
      return { kind: verdict.kind, why };
  }
}
