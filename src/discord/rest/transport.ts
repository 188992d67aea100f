import { AsyncLocalStorage } from 'node:async_hooks';
import type { RESTOptions } from '@discordjs/rest';
import { Agent, type Dispatcher, EnvHttpProxyAgent, type FormData, Headers, Response, request } from 'undici';
import type { Machine } from '../../time/machine.ts';
import { RequestBarred, RequestBroken, RequestHeld, RequestRefused, readRefusal } from './request-errors.ts';

/** A `Date` header and when it came, to compare the two clocks. */
export type SeenDate = {
  /** Discord's time, ms since 1970, cut to whole seconds as the header is. */
  readonly discordNow: number;
  /** The machine's rising clock when the request left and when the answer's head was there. */
  readonly asked: number;
  readonly came: number;
  /** The machine's time when the answer's head arrived. */
  readonly atMachine: number;
};

/** Proxies by the kind of address that is reached through them, and the hosts that are reached directly. */
export type ProxyAddresses = {
  readonly https: { reveal(): string } | null;
  readonly http: { reveal(): string } | null;
  readonly except: string;
};

type MakeRequest = RESTOptions['makeRequest'];

/**
 * A request that waits for a socket would spoil the pace: there are as many sockets as requests at answers of two
 * seconds need.
 */
const SLOW_ANSWER_S = 2;
/** Answers to interactions are not counted by the rate and may come in a burst. */
const FEWEST_CONNECTIONS = 100;

/** One connection pool to Discord, and the function that makes requests over it. */
type Transport = {
  readonly makeRequest: MakeRequest;
  readonly dispatcher: Dispatcher;
  /**
   * Makes the requests of `run` only where `mayLeave` says so right before each is written: nothing comes between but what
   * the processor does without a pause. Otherwise they reject with `RequestHeld`.
   */
  onlyIf<T>(mayLeave: () => boolean, run: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * The function through which `@discordjs/rest` makes requests. Unlike the library's own it
 * - reads the body inside, so that the library's timeout covers a body that stalls;
 * - throws `RequestRefused` for every answer but 2xx, so that the library neither sleeps nor repeats nor drops the token,
 *   and a ban (a 429 without Discord's headers) can be told from a limit;
 * - throws `RequestBroken`, which knows whether anything was written.
 */
export function openTransport(parts: {
  readonly machine: Machine;
  readonly invalid: InvalidCount;
  readonly timeoutMs: number;
  /** Requests that Discord allows in a second. */
  readonly requestsPerSecond: number;
  readonly onDate: (seen: SeenDate) => void;
  readonly proxies: ProxyAddresses | null;
}): Transport {
  const { machine, invalid, timeoutMs, requestsPerSecond, onDate, proxies } = parts;
  const options = {
    connections: Math.max(FEWEST_CONNECTIONS, Math.ceil(requestsPerSecond * SLOW_ANSWER_S)),
    keepAliveTimeout: 60_000,
    keepAliveMaxTimeout: 60_000,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
  };
  // What is left out would be read from the environment a second time.
  const agent =
    proxies === null
      ? new Agent(options)
      : new EnvHttpProxyAgent({
          ...options,
          httpsProxy: proxies.https?.reveal() ?? '',
          httpProxy: proxies.http?.reveal() ?? '',
          noProxy: proxies.except,
        });
  const written = new WeakSet<object>();
  const leave = new AsyncLocalStorage<() => boolean>();
  const conditions = new WeakMap<object, () => boolean>();
  const dispatcher = agent.compose(noteWritten(written, conditions));
  const makeRequest: MakeRequest = async (url, init) => {
    const barredMs = invalid.barredMs();
    if (barredMs > 0 && !isInteractionAnswer(url)) throw new RequestBarred(barredMs);
    const signal = init.signal ?? new AbortController().signal;
    const asked = machine.monotonic();
    const mayLeave = leave.getStore();
    if (mayLeave !== undefined) conditions.set(signal, mayLeave);
    try {
      const answer = await request(url, {
        method: (init.method ?? 'GET') as Dispatcher.HttpMethod,
        headers: init.headers as Record<string, string>,
        body: (init.body ?? null) as string | FormData | null,
        signal,
        dispatcher,
      });
      const headers = new Headers(answer.headers as Record<string, string | string[]>);
      const discordNow = Date.parse(headers.get('date') ?? '');
      const seen = { discordNow, asked, came: machine.monotonic(), atMachine: machine.now() };
      if (Number.isFinite(discordNow)) onDate(seen);
      const bytes = await answer.body.arrayBuffer();
      const status = answer.statusCode;
      if (status >= 200 && status < 300)
        return new Response(bytes.byteLength === 0 ? null : bytes, { status, headers });
      const refusal = readRefusal(status, headers, bytes);
      invalid.note(status, refusal.scope);
      throw new RequestRefused(refusal);
    } catch (error) {
      if (error instanceof RequestRefused || error instanceof RequestHeld) throw error;
      throw new RequestBroken(reasonOf(error), written.has(signal));
    }
  };
  // `destroy` and not `close`: a request that never ends must not keep the process alive.
  return {
    makeRequest,
    dispatcher: agent,
    onlyIf: (mayLeave, run) => leave.run(mayLeave, run),
    close: () => agent.destroy(),
  };
}

/**
 * undici calls `onConnect` right before it writes a request; a request that fails earlier, or is held there, never left this
 * machine.
 */
function noteWritten(
  written: WeakSet<object>,
  conditions: WeakMap<object, () => boolean>,
): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const { signal } = options as { signal?: AbortSignal };
    const onConnect = handler.onConnect?.bind(handler);
    handler.onConnect = (abort) => {
      if (signal !== undefined && conditions.get(signal)?.() === false) return abort(new RequestHeld());
      if (signal !== undefined && !signal.aborted) written.add(signal);
      onConnect?.(abort);
    };
    return dispatch(options, handler);
  };
}

/** Callbacks, follow-ups and edits of answers: they go on while everything else is barred. */
function isInteractionAnswer(url: string): boolean {
  return url.includes('/interactions/') || url.includes('/webhooks/');
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  // The library, the deadline or the closing of the connection gave it up.
  if (error.name === 'AbortError') return 'TIMEOUT';
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error.name;
}

/**
 * Discord bans an address for a while after 10,000 answers of 401, 403 or 429 in ten minutes; 429s of the shared scope
 * do not count: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans
 */
export const INVALID_WINDOW_MS = 600_000;

/** A fifth of the number for which Discord bans, because other programs may share the address. */
export const INVALID_STOP = 2_000;

const SLICE_MS = 10_000;

/** A count of refused requests over the last ten minutes, by the machine's monotonic clock. */
type InvalidCount = {
  note(status: number, scope: string | null): void;
  count(): number;
  /** How long everything but interaction answers must pause, ms; 0 when nothing must. */
  barredMs(): number;
};

/** Counts in slices of ten seconds, so that memory stays flat whatever happens. */
export function countInvalid(machine: Machine): InvalidCount {
  let slices: { from: number; count: number }[] = [];
  const recent = () => {
    const now = machine.monotonic();
    slices = slices.filter(({ from }) => now - from < INVALID_WINDOW_MS);
    return slices;
  };
  const count = () => recent().reduce((sum, slice) => sum + slice.count, 0);
  return {
    note(status, scope) {
      if ((status !== 401 && status !== 403 && status !== 429) || scope === 'shared') return;
      const last = recent().at(-1);
      const now = machine.monotonic();
      if (last !== undefined && now - last.from < SLICE_MS) last.count += 1;
      else slices.push({ from: now, count: 1 });
    },
    count,
    barredMs() {
      let over = count() - INVALID_STOP;
      if (over < 0) return 0;
      for (const slice of slices) {
        over -= slice.count;
        if (over < 0) return Math.max(1, slice.from + INVALID_WINDOW_MS - machine.monotonic());
      }
      return INVALID_WINDOW_MS;
    },
  };
}
