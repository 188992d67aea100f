import { REST, type RESTOptions } from '@discordjs/rest';
import { Routes } from 'discord-api-types/v10';
import type { Dispatcher } from 'undici';
import type { Log } from '../../model/log.ts';
import { type Machine, realMachine } from '../../time/machine.ts';
import type { DateAsked } from '../../time/world.ts';
import { countInvalid, openTransport, type ProxyAddresses, type SeenDate } from './transport.ts';

/** The options of a connection to Discord. Opening one makes no request. */
export type RestConnectionOptions = {
  /** The bot's token; revealed only into the header of requests. */
  readonly token: { reveal(): string };
  /** REST base such as `http://127.0.0.1:4000/api`; `null` is Discord's own. */
  readonly apiUrl: string | null;
  /** The proxies on the way; none by default. */
  readonly proxies?: ProxyAddresses | null;
  readonly log: Log;
  readonly machine: Machine;
  /** How long one request may take, its body included, ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** Requests that Discord allows in a second. Default 50. */
  readonly requestsPerSecond?: number;
  /** Called with the date of each answer. */
  readonly onDate?: ((seen: SeenDate) => void) | undefined;
};

/**
 * The parts shared by everything that talks to Discord in this process. `sends` and `answers` are for this folder
 * alone: sends and interaction answers go over REST instances of their own, because answers on the same instance were
 * seen waiting 8 to 11 seconds behind a burst.
 */
export type RestConnection = {
  readonly token: { reveal(): string };
  readonly log: Log;
  readonly machine: Machine;
  readonly timeoutMs: number;
  readonly sends: REST;
  /** Makes requests over `sends` that are held back unless they may still leave at the very moment they do. */
  onlyIf<T>(mayLeave: () => boolean, run: () => Promise<T>): Promise<T>;
  /** For answers to interactions and for the gateway. */
  readonly answers: REST;
  /** The way out of this machine, for the gateway's sockets. */
  readonly dispatcher: Dispatcher;
  /** The newest `Date` header of Discord, to confirm jumps of the clock; `null` before the first answer. */
  lastDate(): SeenDate | null;
  /** Cuts every open request. The connection cannot be used afterwards. */
  close(): Promise<void>;
};

/** Opens the connection. One owner of retry: both instances make each request once. */
export function openRestConnection(options: RestConnectionOptions): RestConnection {
  const { token, apiUrl, log, machine, timeoutMs = 10_000, requestsPerSecond = 50 } = options;
  const invalid = countInvalid(machine);
  let lastDate: SeenDate | null = null;
  const onDate = (seen: SeenDate): void => {
    lastDate = seen;
    options.onDate?.(seen);
  };
  const { proxies = null } = options;
  const parts = { proxies, machine, invalid, timeoutMs, requestsPerSecond, onDate };
  const forSends = openTransport(parts);
  const forClient = openTransport(parts);
  const shared: Partial<RESTOptions> = {
    ...(apiUrl === null ? {} : { api: apiUrl.replace(/\/+$/, '') }),
    version: '10',
    retries: 0,
    timeout: timeoutMs,
    // Pacing is the outbox's: the library's fixed second lets up to 100 requests into a sliding one.
    globalRequestsPerSecond: 1e9,
  };
  const sends = new ClockSafeRest({ ...shared, makeRequest: forSends.makeRequest, rejectOnRateLimit: () => true });
  const answers = new ClockSafeRest({ ...shared, makeRequest: forClient.makeRequest });
  for (const made of [sends, answers]) made.setToken(token.reveal());
  return {
    token,
    log,
    machine,
    timeoutMs,
    sends,
    onlyIf: forSends.onlyIf,
    answers,
    dispatcher: forClient.dispatcher,
    lastDate: () => lastDate,
    async close() {
      for (const made of [sends, answers]) {
        made.clearHashSweeper();
        made.clearHandlerSweeper();
      }
      await Promise.all([forSends.close(), forClient.close()]);
    },
  };
}

/**
 * Half as long again as one request may take: time to wait in the library's queue behind another of the same channel.
 */
const DEADLINE_FACTOR = 1.5;

/**
 * Runs requests that are aborted when they have not ended, queue and body included, after `ms`; default: the
 * connection's own.
 */
export async function withDeadline<T>(
  rest: RestConnection,
  run: (signal: AbortSignal) => Promise<T>,
  ms = rest.timeoutMs * DEADLINE_FACTOR,
): Promise<T> {
  const overall = new AbortController();
  const done = new AbortController();
  void rest.machine.sleep(ms, done.signal).then(() => overall.abort());
  try {
    return await run(overall.signal);
  } finally {
    done.abort();
  }
}

/** How long it waits for a slot. A pause is longer: a request would be refused then, and prolong a ban. */
const PATIENCE_MS = 3_000;

/**
 * Asks Discord for a small answer, since every answer carries its `Date`, which the connection passes on. `no answer`
 * also where there was no slot within 3 s.
 */
export async function askDate(rest: RestConnection, mayAsk: MayAsk): Promise<DateAsked> {
  if (!(await withDeadline(rest, mayAsk, PATIENCE_MS))) return 'no answer';
  const seen = rest.lastDate();
  let answered = true;
  try {
    await withDeadline(rest, (signal) => rest.sends.get(Routes.gateway(), { signal }));
  } catch {
    // An error answer carries the header too; `lastDate` below shows whether one came.
    answered = false;
  }
  if (rest.lastDate() !== seen) return 'date';
  return answered ? 'no date' : 'no answer';
}

/** Waits for a slot for one request; false when none is to be had. */
export type MayAsk = (signal: AbortSignal) => Promise<boolean>;

/** A clock that is slewed moves by less between two requests. */
const SET_BACK_MS = 1_000;

/**
 * The library's client, which counts its limits by the wall clock: set back by an hour, it would hold a channel whose limit
 * was used up for that hour. What it knows of limits is forgotten then, and Discord's answers say them anew.
 */
export class ClockSafeRest extends REST {
  #wall = wallAhead();

  override request(options: Parameters<REST['request']>[0]): Promise<unknown> {
    const wall = wallAhead();
    if (wall < this.#wall - SET_BACK_MS) {
      this.handlers.clear();
      this.globalRemaining = this.options.globalRequestsPerSecond;
      this.globalReset = -1;
    }
    this.#wall = wall;
    return super.request(options);
  }
}

/** How far the wall clock, as the library reads it, is ahead of the one that only rises, ms. */
function wallAhead(): number {
  const { now, monotonic } = realMachine();
  return now() - monotonic();
}
