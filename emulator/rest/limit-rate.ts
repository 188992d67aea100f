/** Discord's rate limits: https://discord.com/developers/docs/topics/rate-limits */
import type { Counting, EmulatorOptions } from '../emulator.ts';

const SECOND_MS = 1000;
const GLOBAL_DEFAULT = { perSecond: 50, counting: 'sliding' } as const;
/** Not documented; the usual `X-RateLimit-Limit` of message creates. */
const CHANNEL_DEFAULT = { creates: 5, perMs: 5000 } as const;

/** The state of a bucket after a request; `waitMs` is set when the request is refused. */
export interface BucketState {
  readonly limit: number;
  readonly remaining: number;
  /** Machine time at which it is full again. */
  readonly resetMs: number;
  readonly waitMs: number | undefined;
}

/** The two limits a bot meets in ordinary work. */
export interface RateLimits {
  /** Counts a request of the whole application; the wait in ms when it is one too many. */
  takeGlobal(): number | undefined;
  /** Counts a message create in a channel; undefined when the limit is off. */
  takeChannel(channelId: string): BucketState | undefined;
}

/** Limits as the options ask; both can be `off`. */
export function createRateLimits(options: EmulatorOptions, machineNow: () => number): RateLimits {
  const global = options.globalLimit ?? GLOBAL_DEFAULT;
  const take = global === 'off' ? () => undefined : COUNTERS[global.counting](global.perSecond, machineNow);
  return { takeGlobal: take, takeChannel: createChannelLimit(options.channelLimit ?? CHANNEL_DEFAULT, machineNow) };
}

type Counter = (perSecond: number, machineNow: () => number) => () => number | undefined;

/** Refused requests take nothing from any of the three. */
const COUNTERS: Readonly<Record<Counting, Counter>> = {
  fixed: (perSecond, machineNow) => {
    let second = -1;
    let used = 0;
    return () => {
      const now = machineNow();
      const current = Math.floor(now / SECOND_MS);
      if (current !== second) {
        second = current;
        used = 0;
      }
      if (used >= perSecond) return (current + 1) * SECOND_MS - now;
      used += 1;
      return undefined;
    };
  },
  sliding: (perSecond, machineNow) => {
    const times: number[] = [];
    return () => {
      const now = machineNow();
      while (times[0] !== undefined && times[0] <= now - SECOND_MS) times.shift();
      const oldest = times[0];
      if (times.length >= perSecond && oldest !== undefined) return oldest + SECOND_MS - now;
      times.push(now);
      return undefined;
    };
  },
  bucket: (perSecond, machineNow) => {
    let tokens = perSecond;
    let filledMs = machineNow();
    return () => {
      const now = machineNow();
      tokens = Math.min(perSecond, tokens + ((now - filledMs) * perSecond) / SECOND_MS);
      filledMs = now;
      if (tokens < 1) return Math.ceil(((1 - tokens) * SECOND_MS) / perSecond);
      tokens -= 1;
      return undefined;
    };
  },
};

/** A window opens with the first create and holds this many of them, as Discord's own headers describe it. */
function createChannelLimit(
  limit: NonNullable<EmulatorOptions['channelLimit']>,
  machineNow: () => number,
): RateLimits['takeChannel'] {
  if (limit === 'off') return () => undefined;
  const windows = new Map<string, { resetMs: number; used: number }>();
  return (channelId) => {
    const now = machineNow();
    const known = windows.get(channelId);
    const window = known !== undefined && now < known.resetMs ? known : { resetMs: now + limit.perMs, used: 0 };
    windows.set(channelId, window);
    const full = window.used >= limit.creates;
    if (!full) window.used += 1;
    return {
      limit: limit.creates,
      remaining: Math.max(0, limit.creates - window.used),
      resetMs: window.resetMs,
      waitMs: full ? window.resetMs - now : undefined,
    };
  };
}

/** The headers a bucket's state is reported with. */
export function bucketHeaders(state: BucketState, nowMs: number, bucket: string): Readonly<Record<string, string>> {
  return {
    'x-ratelimit-limit': String(state.limit),
    'x-ratelimit-remaining': String(state.remaining),
    'x-ratelimit-reset': (state.resetMs / SECOND_MS).toFixed(3),
    'x-ratelimit-reset-after': (Math.max(0, state.resetMs - nowMs) / SECOND_MS).toFixed(3),
    'x-ratelimit-bucket': bucket,
  };
}
