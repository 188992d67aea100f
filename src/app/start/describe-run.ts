import type { Config } from '../../config/config.ts';
import type { SendBudget } from '../../deliver/send-budget.ts';
import type { DiscordConnection } from '../../discord/gateway/connect.ts';
import { TICK_LEASE } from '../../engine/keep-leases.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { Roster } from '../../engine/roster.ts';
import type { ChannelFact, FileFact, NextFact, RestFact, RunFigures, RunLists, SentFact } from '../../http/facts.ts';
import type { Instant } from '../../model/date.ts';
import { isResting } from '../../model/post.ts';
import { problemLine } from '../../model/problem.ts';
import { guildOf, type Subscription } from '../../model/subscription.ts';
import type { Leases } from '../../outbox/leases.ts';
import type { Outbox, PostRow } from '../../outbox/outbox.ts';
import type { Registry } from '../../outbox/registry.ts';
import { listNext, type NextReminder } from '../../plan/reminders/list-next.ts';
import { baseName, lastChecked } from '../../render/trouble/describe-list.ts';
import { type Machine, runInSlices } from '../../time/machine.ts';
import type { World } from '../../time/world.ts';
import type { Health } from './keep-health.ts';
import type { Names } from './keep-names.ts';

/** The parts of a run that know how it goes. */
export type RunParts = {
  readonly world: World;
  readonly config: Pick<Config, 'defaults' | 'public'>;
  readonly startedAt: Instant;
  readonly replay: boolean;
  readonly health: Health;
  readonly keeper: ListKeeper;
  readonly roster: Roster;
  readonly outbox: Outbox;
  readonly registry: Registry;
  readonly budget: SendBudget;
  readonly connection: Pick<DiscordConnection, 'isUp' | 'loginsLeft' | 'shards'>;
  readonly leases: Pick<Leases, 'held'>;
};

/** A run as it stands, asked anew at each call. */
export type RunView = {
  /** Cheap: what is counted over all channels or events is counted again only when they change. */
  figures(): Promise<RunFigures>;
  /** A few rows of each; what comes next is worked out again only when something of it has changed. */
  lists(): Promise<RunLists>;
};

/** Rows of each table of the status page. */
const ROWS = 10;
/** One reminder goes to many channels, which share a row. */
const SENT = 60;
/** Channels named in one row. */
const NAMED = 2;

/** Makes the view of a run. `machine` is the process's own. */
export function describeRun(parts: RunParts, names: Names, machine: Machine): RunView {
  const { world, config, health, keeper, roster, budget } = parts;
  const channels = keepWhile(roster.groups, () => countChannels(roster));
  const resting = keepWhile(roster.groups, () => roster.all().filter(({ paused }) => isResting(paused)));
  const files = keepWhile(
    () => keeper.catalogue().list,
    () => describeFiles(keeper),
  );
  let next: { readonly of: readonly unknown[]; readonly found: readonly NextReminder[] } | null = null;
  const listed = async (now: Instant): Promise<readonly NextReminder[]> => {
    const { dated } = keeper.catalogue();
    const groups = roster.groups();
    const first = next?.found[0]?.due ?? Number.POSITIVE_INFINITY;
    if (next !== null && next.of[0] === dated && next.of[1] === groups && now < first) return next.found;
    const source = { dated, groups, leads: config.defaults.leads };
    const pausedUntil = (owner: Subscription['owner']) => roster.pausedUntil(owner);
    const found = await runInSlices(listNext(source, now, ROWS, pausedUntil), machine);
    next = { of: [dated, groups], found };
    return found;
  };
  return {
    async figures() {
      const lastPass = health.lastPassAt();
      return {
        now: world.now(),
        zone: config.defaults.zone,
        simulated: world.kind === 'simulated',
        replay: parts.replay,
        startedAt: parts.startedAt,
        tickAgeMs: lastPass === null ? null : machine.now() - lastPass,
        gatewayUp: parts.connection.isUp(),
        loginsLeft: parts.connection.loginsLeft(),
        plans: parts.leases.held(TICK_LEASE) !== null,
        shards: parts.connection.shards(),
        alarms: health.alarms(),
        problems: keeper
          .problems()
          .map((problem) => problemLine({ ...problem, file: problem.file && baseName(problem.file) })),
        listHeld: keeper.held() !== null,
        events: keeper.catalogue().list.events.length,
        files: files(),
        posts: await parts.outbox.summary(),
        channels: channels(),
        requestsPerSecond: budget.requestsPerSecond,
        closedForMs: budget.closedFor(),
      };
    },
    async lists() {
      const found = await listed(world.now());
      const rest = resting().slice(0, ROWS);
      const closings = rest.length === 0 ? [] : await parts.registry.closings();
      return {
        next: found.map((one) => describeNext(one, keeper, names)),
        sent: (await parts.outbox.recent(SENT)).map((post) => describeSent(post, names)),
        resting: rest.flatMap(({ owner, channel, paused }): RestFact[] => {
          if (!isResting(paused)) return [];
          const since = closings.find((one) => one.channel === channel)?.since ?? null;
          return [{ channel: describeChannel(channel, guildOf(owner), names), reason: paused, since }];
        }),
      };
    },
  };
}

/** Makes something again only when what it is made from is another object. */
function keepWhile<T>(of: () => unknown, make: () => T): () => T {
  let kept: { readonly of: unknown; readonly value: T } | null = null;
  return () => {
    const now = of();
    if (kept === null || kept.of !== now) kept = { of: now, value: make() };
    return kept.value;
  };
}

function countChannels(roster: Roster): RunFigures['channels'] {
  const all = roster.all();
  const resting = all.filter(({ paused }) => isResting(paused)).length;
  const active = all.filter(({ paused }) => paused === null).length;
  return { active, resting, off: all.length - active - resting };
}

function describeFiles(keeper: ListKeeper): FileFact[] {
  const { files, events } = keeper.catalogue().list;
  return files.map((file) => {
    const days = [file.knownUntil, lastChecked(file, events)].filter((day) => day !== null);
    return {
      name: baseName(file.file),
      covers: file.covers,
      events: file.events,
      archive: file.archive,
      knownUntil: days.sort().at(-1) ?? null,
    };
  });
}

function describeNext(one: NextReminder, keeper: ListKeeper, names: Names): NextFact {
  const { due, event, edge, lead, anchor, subscriptions } = one;
  const edges = keeper.catalogue().find(event.id)?.edges ?? [];
  const ofServers = subscriptions.filter(({ owner }) => owner.kind === 'guild');
  return {
    due,
    event,
    lead,
    edge: edges.find((other) => other.name === edge && other.anchor === anchor) ?? null,
    channels: ofServers.slice(0, NAMED).map(({ channel, owner }) => describeChannel(channel, guildOf(owner), names)),
    channelCount: ofServers.length,
    people: subscriptions.length - ofServers.length,
  };
}

/** A message as it is shown; one for a person alone is nobody else's to read. */
function describeSent(post: PostRow, names: Names): SentFact {
  const { due, sentAt, kind, payload, owner, channel } = post;
  const isPrivate = owner.kind === 'person' || kind === 'personal';
  return {
    due,
    sentAt: sentAt ?? due,
    kind,
    line: isPrivate ? null : (payload?.content ?? null),
    channel: isPrivate ? null : describeChannel(channel, guildOf(owner), names),
  };
}

function describeChannel(id: string, server: string | null, names: Names): ChannelFact {
  return { id, server, name: names.channel(id), serverName: server === null ? null : names.server(server) };
}
