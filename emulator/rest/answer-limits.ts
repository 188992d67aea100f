/** 429 answers, and the count of invalid requests that leads to a ban. */
import type { Answer } from './answer-request.ts';

const WINDOW_MS = 600_000;
/** "10,000 per 10 minutes": https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
const INVALID_LIMIT = 10_000;

/** The header counts whole seconds, rounded up; the body is finer. */
export function answerRateLimited(waitMs: number, scope: 'user' | 'global' | 'shared'): Answer {
  const retryAfter = Math.max(0.001, Math.round(waitMs) / 1000);
  return {
    status: 429,
    code: 0,
    json: {
      message:
        scope === 'global'
          ? 'You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently.'
          : 'You are being rate limited.',
      retry_after: retryAfter,
      global: scope === 'global',
      code: 0,
    },
    headers: {
      'retry-after': String(Math.ceil(retryAfter)),
      'x-ratelimit-scope': scope,
      ...(scope === 'global' ? { 'x-ratelimit-global': 'true' } : {}),
    },
  };
}

/** A ban comes from Cloudflare, before Discord: plain text and none of Discord's headers. */
export function answerBanned(leftMs: number): Answer {
  return {
    status: 429,
    text: 'error code: 1015',
    headers: { 'retry-after': String(Math.max(1, Math.ceil(leftMs / 1000))), server: 'cloudflare' },
  };
}

/** The count of refusals of this machine, and the ban that follows too many of them. */
export interface InvalidCount {
  /** Counts an answer. 401, 403 and 429 are invalid, except 429 of scope `shared`. */
  note(answer: Answer): void;
  /** Invalid answers in the last ten minutes. */
  count(): number;
  ban(ms: number): void;
  /** Time left of a ban, ms; `undefined` when there is none. */
  bannedForMs(): number | undefined;
}

/** Starts at zero. It covers the last ten minutes of machine time. */
export function createInvalidCount(machineNow: () => number): InvalidCount {
  const times: number[] = [];
  let bannedUntilMs = Number.NEGATIVE_INFINITY;
  const forget = (): void => {
    const since = machineNow() - WINDOW_MS;
    while (times[0] !== undefined && times[0] <= since) times.shift();
  };
  const ban = (ms: number): void => {
    bannedUntilMs = machineNow() + ms;
  };
  return {
    note: ({ status, headers }) => {
      const invalid =
        status === 401 || status === 403 || (status === 429 && headers?.['x-ratelimit-scope'] !== 'shared');
      if (!invalid) return;
      forget();
      times.push(machineNow());
      if (times.length >= INVALID_LIMIT && machineNow() >= bannedUntilMs) ban(WINDOW_MS);
    },
    count: () => {
      forget();
      return times.length;
    },
    ban,
    bannedForMs: () => (machineNow() < bannedUntilMs ? bannedUntilMs - machineNow() : undefined),
  };
}
