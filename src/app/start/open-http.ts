import type { HttpSettings } from '../../config/config.ts';
import { VERSION } from '../../config/version.ts';
import type { Phase, ProgramFacts } from '../../http/facts.ts';
import { type CountedPost, makeMetrics } from '../../http/metrics.ts';
import { type HttpServer, serveHttp } from '../../http/serve.ts';
import type { SetupPages } from '../../http/serve-setup.ts';
import { setupPage } from '../../http/setup-page.ts';
import { statusPage } from '../../http/status-page.ts';
import { statusView } from '../../http/status-view.ts';
import type { MachineInstant } from '../../model/date.ts';
import type { Log } from '../../model/log.ts';
import { maskSecrets } from '../../model/mask-secrets.ts';
import { DEAD_REASONS, SENT_REASONS, SKIP_REASONS } from '../../model/post.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import type { Settlement } from '../../outbox/settlement.ts';
import type { Machine } from '../../time/machine.ts';
import { zoneDataVersion } from '../../time/zone-data.ts';
import { describeRun, type RunParts, type RunView } from './describe-run.ts';
import { FRESH_MS } from './keep-health.ts';
import { keepNames } from './keep-names.ts';
import type { RunObserver } from './run-observer.ts';
import { serveList } from './serve-list.ts';
import { explainListen } from './start-error.ts';
import type { TakenToken } from './take-token.ts';

/** A token that is asked for on the set-up page, and taken. */
export type TokenIntake = {
  /** The folder in which it is kept; `null` where none is missing. `isRefused`: Discord refuses the one there is. */
  missing(isRefused: boolean): Promise<string | null>;
  take(token: string): Promise<TakenToken>;
};

/** Why the program does not run, whether its token is the reason, and when it tries again. */
export type Waiting = { readonly why: string; readonly until: MachineInstant; readonly isTokenBad: boolean };

/** The program's pages over HTTP, from before its first run until after its last. */
export type Http = {
  /** Takes what happens in the run under way. */
  readonly observer: RunObserver;
  /** Listens, if it does not yet. Throws a `StartError` where the port is taken. */
  open(): Promise<void>;
  /** Why the program does not run and when it tries again; `null` once it does. */
  waits(waiting: Waiting | null): void;
  /** `http://127.0.0.1:8080`; empty before it listens. */
  address(): string;
  /** The run has ended; nothing of it is asked any more. */
  ended(): void;
  close(): Promise<void>;
};

/** A page asked for many times a second is made once. */
const SHARED_MS = 1_000;

/** Makes the pages of this process; nothing listens yet. */
export function openHttp(settings: HttpSettings, machine: Machine, log: Log, intake: TokenIntake | null): Http {
  const facts: ProgramFacts = {
    version: VERSION,
    node: process.version,
    zoneData: zoneDataVersion(),
    startedAt: machine.now(),
  };
  const metrics = makeMetrics(facts);
  const names = keepNames();
  const hide = (text: string) => maskSecrets(text, settings.password === null ? [] : [settings.password.reveal()]);
  let run: { readonly parts: RunParts; readonly view: RunView } | null = null;
  let waiting: Waiting | null = null;
  const phase = async (): Promise<Phase> => {
    if (run === null) return waiting === null ? { kind: 'starting' } : { kind: 'waiting', ...waiting };
    const [figures, lists] = await Promise.all([run.view.figures(), run.view.lists()]);
    return { kind: 'running', figures, lists };
  };
  let server: HttpServer | null = null;
  const isAlive = (): boolean => {
    const last = run?.parts.health.lastPassAt() ?? null;
    return last !== null && machine.now() - last <= FRESH_MS;
  };
  const isReady = () => isAlive() && run?.parts.connection.isUp() === true;
  const setup = intake === null ? null : setupPages(intake, { isBad: () => waiting?.isTokenBad === true, isReady });
  const pages = {
    isAlive,
    isReady,
    public: serveList(() => run?.parts ?? null, machine),
    setup: setup?.pages ?? null,
    status: share(machine, async () => hide(statusPage(statusView(facts, await phase(), machine.now())))),
    metrics: share(machine, async () => metrics.read((await run?.view.figures()) ?? null)),
  };
  return {
    observer: {
      began(parts) {
        run = { parts, view: describeRun(parts, names, machine) };
      },
      sawServer: names.seen,
      recorded: (post, settlement, result) => metrics.post(countPost(post, settlement, result?.kind ?? null)),
      requested: (request, { kind }) => metrics.request(request, kind),
      slotTaken: metrics.slot,
      answered: (of, ms) => metrics.interaction(of, ms / 1_000),
      lease: metrics.lease,
      handedOver: (kind, cause, ms) => metrics.handover(kind, cause, ms / 1_000),
    },
    async open() {
      if (server !== null) return;
      try {
        server = await serveHttp(settings, pages, log);
      } catch (error) {
        throw explainListen(error, settings, 'DATEWATCH_HTTP');
      }
      log.info({ address: server.address }, 'Serving the status page.');
    },
    address: () => server?.address ?? '',
    waits(now) {
      if (now?.isTokenBad === true) setup?.refused();
      waiting = now;
    },
    ended() {
      run = null;
    },
    async close() {
      await server?.close();
      server = null;
    },
  };
}

/** The pages of the set-up. The name and id of the bot whose token was taken are remembered, the token is not. */
function setupPages(intake: TokenIntake, run: { isBad(): boolean; isReady(): boolean }) {
  let taken: Extract<TakenToken, { kind: 'taken' }> | null = null;
  const missing = async () => (run.isReady() ? null : await intake.missing(run.isBad() && taken === null));
  const ask = (folder: string, refusal: string | null) => setupPage({ kind: 'asks', folder, refusal });
  const pages: SetupPages = {
    async asks() {
      const folder = await missing();
      return folder === null ? null : ask(folder, null);
    },
    after: () => (taken === null ? null : setupPage({ ...taken, isRunning: run.isReady() })),
    async take(token) {
      const result = await intake.take(token);
      if (result.kind === 'refused') return ask((await missing()) ?? '', result.why);
      taken = result;
      return null;
    },
  };
  return {
    pages,
    /** Discord refuses the token that there is. */
    refused() {
      taken = null;
    },
  };
}

const REASONS: ReadonlySet<string> = new Set([...SENT_REASONS, ...SKIP_REASONS, ...DEAD_REASONS]);

/** Reasons that are sentences of Discord's or a library's are counted by the kind of answer: labels must stay few. */
function countPost(post: ClaimedPost, settlement: Settlement, answer: string | null): CountedPost {
  const isNew = settlement.to === 'sent' && post.edits === null;
  return {
    kind: post.kind,
    state: settlement.to,
    reason: REASONS.has(settlement.reason) ? settlement.reason : (answer ?? 'other'),
    lateSeconds: isNew ? (settlement.at - post.due) / 1_000 : null,
  };
}

/** Makes something at most once a second, for all who ask meanwhile. */
function share<T>(machine: Machine, make: () => Promise<T>): () => Promise<T> {
  let made: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    const now = machine.monotonic();
    if (made === null || now - made.at >= SHARED_MS) made = { at: now, value: make() };
    return made.value;
  };
}
