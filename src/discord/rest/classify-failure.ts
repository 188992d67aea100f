import { RateLimitError } from '@discordjs/rest';
import type { SendResult } from '../../deliver/sender.ts';
import type { DeadReason } from '../../model/post.ts';
import {
  describeRefusal,
  type Refusal,
  RequestBarred,
  RequestBroken,
  RequestHeld,
  RequestRefused,
} from './request-errors.ts';

/** A failed create; `sent` is not among them. */
type SendFailure = Exclude<SendResult, { kind: 'sent' }>;

/** Where Discord asks to wait and does not say how long. */
const DEFAULT_WAIT_MS = 30_000;

/** "Wait 0 s" must not become a loop. */
const SHORTEST_WAIT_MS = 250;

/** Bans by Discord's front last from minutes to a day; asking again sooner prolongs them. */
const SHORTEST_BAN_MS = 600_000;

/** Classifies a failed create. Pure; texts hold neither the token nor the message. */
export function classifyFailure(error: unknown): SendFailure {
  if (error instanceof RequestRefused) return fillIn(verdictOn(error.refusal), error.refusal);
  if (error instanceof RequestBroken) return { kind: error.written ? 'perhaps' : 'failed', why: error.message };
  if (error instanceof RequestHeld) return { kind: 'failed', why: error.message };
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
  // Aborted while it was in the library's queue.
  if (error instanceof Error && error.name === 'AbortError') return { kind: 'failed', why: 'not sent in time' };
  // Unknown errors are the program's own; since it is unknown when they occurred, the message may be out.
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

/** The class of a failed create, before times and texts are filled in. */
type Verdict =
  | { readonly kind: 'removed' | 'failed' | 'perhaps' | 'refused' | 'credentials' | 'banned' }
  | { readonly kind: 'wait'; readonly scope: 'channel' | 'global' }
  | { readonly kind: 'closed'; readonly reason: DeadReason };

const closed = (reason: DeadReason): Verdict => ({ kind: 'closed', reason });
const wait = (scope: 'channel' | 'global'): Verdict => ({ kind: 'wait', scope });
const CREDENTIALS: Verdict = { kind: 'credentials' };
const REFUSED: Verdict = { kind: 'refused' };
const FAILED: Verdict = { kind: 'failed' };

/**
 * Discord's JSON error codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 * A code decides before the HTTP status does. Discord documents only the texts; the grouping is ours.
 */
export const BY_CODE: ReadonlyMap<number, Verdict> = new Map<number, Verdict>([
  // On a create this is the answer to a repeated nonce whose message was deleted (discord-api-docs pull 6647).
  [10008, { kind: 'removed' }],
  // The bot as a whole is refused.
  [40001, CREDENTIALS], // Unauthorized
  [40002, CREDENTIALS], // You need to verify your account
  [40333, CREDENTIALS], // internal network error: Discord blocks this User-Agent
  [50014, CREDENTIALS], // Invalid authentication token provided
  // This channel is closed. Codes have changed within one API version and are wrong during outages: nothing is deleted
  // for them.
  [10003, closed('unknown channel')],
  [10004, closed('unknown channel')], // Unknown guild
  [50001, closed('missing access')],
  [50013, closed('missing permission')],
  [50007, closed('direct messages closed')], // Cannot send messages to this user
  [50008, closed('channel closed')], // Cannot send messages in a non-text channel
  [50024, closed('channel closed')], // Cannot execute action on this channel type
  [50083, closed('channel closed')], // Thread is archived
  [50278, closed('direct messages closed')], // No mutual guilds with this user
  [40058, closed('channel closed')], // A forum takes threads only
  [160_005, closed('channel closed')], // Thread is locked
  // This content is refused.
  [30003, REFUSED], // The channel has as many pins as it may
  [40005, REFUSED], // Request entity too large
  [50006, REFUSED], // Cannot send an empty message
  [50035, REFUSED], // Invalid form body
  [50109, REFUSED], // Invalid JSON
  [20009, REFUSED], // Explicit content
  [200_000, REFUSED], // AutoMod blocked it
  [200_001, REFUSED], // AutoMod blocked the title
  [240_000, REFUSED], // Harmful link
  // Not now. These come with 429 or 400, and nothing was carried out.
  [20016, wait('channel')], // Slowmode
  [20022, wait('channel')], // Announcement rate limits
  [20028, wait('channel')], // Channel write limit
  [20029, wait('channel')], // Server write limit
  [40062, wait('channel')], // Service resource is being rate limited
  // Discord says itself that it did not act.
  [30046, FAILED], // Too many edits of messages older than an hour: not `wait`, since it may never take this edit
  [40004, FAILED], // Send messages has been temporarily disabled
  [40006, FAILED], // This feature has been temporarily disabled
  [110_000, FAILED],
  [130_000, FAILED], // API resource is currently overloaded
]);

/**
 * Classifies an HTTP status where the code says nothing:
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#http
 */
function byStatus(status: number, byDiscord: boolean): Verdict {
  // "There was not a gateway available" (502) reads as not executed, yet nothing promises that this always holds;
  // taking 502 and 503 for `perhaps` costs one look or one repeated nonce, taking them for `failed` could post twice.
  // nirn-proxy answers 408 where Discord did not answer it in time.
  if (status >= 500 || status === 408) return { kind: 'perhaps' };
  if (status === 429) return byDiscord ? wait('channel') : { kind: 'banned' };
  if (status === 401) return CREDENTIALS;
  if (status === 413) return REFUSED;
  // A 403 page instead of JSON is Cloudflare shutting this address out, whatever the channel.
  if (status === 403) return byDiscord ? closed('missing access') : { kind: 'banned' };
  // Redirects, and errors that are not Discord's: a proxy or a wrong address answered. No channel or message is to blame.
  if (status < 400 || !byDiscord) return FAILED;
  // Discord will answer the same again, so it is not repeated; which part it refuses is unknown, so only this message
  // is given up and the channel stays.
  return REFUSED;
}
