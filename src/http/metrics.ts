import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { ProgramFacts, RunFigures } from './facts.ts';

/** The end of a post, or of one attempt at it, as it is counted. */
export type CountedPost = {
  readonly kind: string;
  readonly state: string;
  readonly reason: string;
  /** A new message that arrived so long after it was due, s; `null` for anything else. */
  readonly lateSeconds: number | null;
};

/** The program's metrics: counted as things happen, the rest asked when they are read. */
export type Metrics = {
  post(ended: CountedPost): void;
  request(request: string, answer: string): void;
  slot(): void;
  interaction(of: { readonly entrance: string; readonly name: string }, seconds: number): void;
  lease(lease: string, event: string): void;
  handover(lease: string, cause: string, seconds: number): void;
  /** All in Prometheus's text form; `figures` are `null` while the program does not run. */
  read(figures: RunFigures | null): Promise<{ readonly type: string; readonly text: string }>;
  /** The names of all metrics of our own. */
  readonly names: readonly string[];
};

/** Up to two minutes late is on time (product rule 10); six hours are the most that a reminder may be late. */
const LATENESS_S = [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 900, 3_600, 21_600];
/** Discord waits three seconds for an answer. */
const ANSWER_S = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 15];

/** A dead process's work is taken over within five seconds. */
const HANDOVER_S = [0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 7.5, 10, 30, 60];
/** Longer than this nobody was there: that is a start. */
const LONGEST_HANDOVER_S = 600;

/** Makes the metrics of one process, all at 0. Names and labels: docs/operations/README.md. */
export function makeMetrics({ version, node, zoneData, startedAt }: ProgramFacts): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const at = { registers: [registry] };
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ ...at, name: `datewatch_${name}`, help, labelNames: [...labelNames] });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Gauge({ ...at, name: `datewatch_${name}`, help, labelNames: [...labelNames] });
  const histogram = <Label extends string>(name: string, help: string, buckets: number[], labelNames: Label[]) =>
    new Histogram({ ...at, name: `datewatch_${name}`, help, buckets, labelNames });

  const settled = counter('posts_settled_total', 'Ends of posts and of attempts at them, by their reason.', [
    'kind',
    'state',
    'reason',
  ]);
  const lateness = histogram(
    'post_lateness_seconds',
    'From the time a new message was due until it was in its channel, in world time.',
    LATENESS_S,
    ['kind'],
  );
  const requests = counter('discord_requests_total', 'Requests of posts to Discord, by its answer.', [
    'request',
    'answer',
  ]);
  const slots = counter('send_slots_total', 'Slots of the send budget that were used.');
  const interactions = histogram(
    'interaction_seconds',
    'From the arrival of an interaction until it was answered.',
    ANSWER_S,
    ['entrance', 'name'],
  );
  const leases = counter('lease_events_total', 'Rights to plan and to keep a shard that came and went.', [
    'lease',
    'event',
  ]);
  const handovers = histogram(
    'handover_seconds',
    'From the last sign of the process that planned or kept the shard, or from when it gave it back, until this one did.',
    HANDOVER_S,
    ['lease', 'cause'],
  );
  gauge('info', 'The versions of what runs.', ['version', 'node', 'zone_data']).set(
    { version, node, zone_data: zoneData },
    1,
  );
  gauge('process_start_timestamp_seconds', 'When this process began, by its own clock.').set(startedAt / 1_000);
  const running = gauge('running', '1 while the program does its work, 0 while it waits to try again.');
  const asked = [
    one('tick_age_seconds', 'Since the last tick ended.', (now) =>
      now.tickAgeMs === null ? null : now.tickAgeMs / 1_000,
    ),
    one('gateway_up', '1 while commands can arrive.', (now) => Number(now.gatewayUp)),
    one('logins_left', 'Logins that Discord still allows this day.', (now) => now.loginsLeft),
    one('plans', '1 while this process plans, as one of those on the state does.', (now) => Number(now.plans)),
    one('shards_held', 'Shards of the gateway that this process keeps.', (now) => now.shards?.held ?? null),
    one('shards_up', 'Shards that this process keeps and that are up.', (now) => now.shards?.up ?? null),
    one('shards', 'Shards of the gateway over all processes.', (now) => now.shards?.of ?? null),
    one('alarms', 'Alarms for those who run the program; the status page says them.', (now) => now.alarms.length),
    one('list_events', 'Events of the list in force.', (now) => now.events),
    one('list_problems', 'Problems of the newest reading of the list.', (now) => now.problems.length),
    one('list_held', '1 while a newer list is held back because it lacks something.', (now) => Number(now.listHeld)),
    one('send_slots_limit', 'Requests a second that Discord allows this bot.', (now) => now.requestsPerSecond),
    one('send_paused_seconds', 'How long nothing may be sent now.', (now) => now.closedForMs / 1_000),
    one('last_sent_timestamp_seconds', 'When the newest message was sent, in world time.', (now) =>
      now.posts.lastSentAt === null ? null : now.posts.lastSentAt / 1_000,
    ),
  ];
  const posts = gauge('posts', 'Posts of the database, by their state.', ['state']);
  const channels = gauge('channels', 'Subscribed channels, by what becomes of their reminders.', ['state']);
  const known = gauge(
    'list_known_until_timestamp_seconds',
    'The day until which the makers of a file knew, or on which it was last verified.',
    ['file'],
  );
  function one(name: string, help: string, of: (figures: RunFigures) => number | null) {
    return { made: gauge(name, help), of };
  }
  const ask = (figures: RunFigures | null): void => {
    running.set(figures === null ? 0 : 1);
    for (const labelled of [posts, channels, known]) labelled.reset();
    for (const { made, of } of asked) {
      const value = figures === null ? null : of(figures);
      if (value === null) made.remove();
      else made.set(value);
    }
    if (figures === null) return;
    const { waiting, sending, sent, dead, uncertain } = figures.posts;
    const states = { waiting, sending, sent, dead, uncertain };
    for (const [state, count] of Object.entries(states)) posts.set({ state }, count);
    for (const [state, count] of Object.entries(figures.channels)) channels.set({ state }, count);
    for (const { name, knownUntil } of figures.files)
      if (knownUntil !== null) known.set({ file: name }, Date.parse(knownUntil) / 1_000);
  };
  return {
    post({ lateSeconds, kind, state, reason }) {
      settled.inc({ kind, state, reason });
      if (lateSeconds !== null) lateness.observe({ kind }, Math.max(0, lateSeconds));
    },
    request: (request, answer) => requests.inc({ request, answer }),
    slot: () => slots.inc(),
    interaction: ({ entrance, name }, seconds) => interactions.observe({ entrance, name }, seconds),
    lease: (lease, event) => leases.inc({ lease, event }),
    handover(lease, cause, seconds) {
      if (seconds < LONGEST_HANDOVER_S) handovers.observe({ lease, cause }, seconds);
    },
    async read(figures) {
      ask(figures);
      return { type: registry.contentType, text: await registry.metrics() };
    },
    names: registry.getMetricsAsArray().map(({ name }) => name),
  };
}
