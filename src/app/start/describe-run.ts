import type { SendBudget } from '../../deliver/send-budget.ts';
import type { DiscordConnection } from '../../discord/gateway/connect.ts';
import type { ListKeeper } from '../../engine/list-keeper.ts';
import type { Roster } from '../../engine/roster.ts';
import type { FileFact, RunFigures } from '../../http/facts.ts';
import type { Instant, Zone } from '../../model/date.ts';
import { isResting } from '../../model/post.ts';
import { problemLine } from '../../model/problem.ts';
import type { Outbox } from '../../outbox/outbox.ts';
import { baseName, lastChecked } from '../../render/trouble/describe-list.ts';
import type { Machine } from '../../time/machine.ts';
import type { World } from '../../time/world.ts';
import type { Health } from './keep-health.ts';

/** The parts of a run that know how it goes. */
export type RunParts = {
  readonly world: World;
  readonly zone: Zone;
  readonly startedAt: Instant;
  readonly health: Health;
  readonly keeper: ListKeeper;
  readonly roster: Roster;
  readonly outbox: Outbox;
  readonly budget: SendBudget;
  readonly connection: Pick<DiscordConnection, 'isUp' | 'loginsLeft'>;
};

/**
 * Asks a run for its figures. What is counted over all channels or events is counted again only when they change.
 * `machine` is the process's own.
 */
export function describeRun(parts: RunParts, machine: Machine): () => Promise<RunFigures> {
  const { world, health, keeper, roster, budget } = parts;
  const channels = keepWhile(roster.groups, () => countChannels(roster));
  const files = keepWhile(
    () => keeper.catalogue().list,
    () => describeFiles(keeper),
  );
  return async () => {
    const lastPass = health.lastPassAt();
    const { events } = keeper.catalogue().list;
    return {
      now: world.now(),
      zone: parts.zone,
      startedAt: parts.startedAt,
      tickAgeMs: lastPass === null ? null : machine.now() - lastPass,
      gatewayUp: parts.connection.isUp(),
      loginsLeft: parts.connection.loginsLeft(),
      alarms: health.alarms(),
      problems: keeper.problems().map(problemLine),
      listHeld: keeper.held() !== null,
      events: events.length,
      files: files(),
      posts: await parts.outbox.summary(),
      channels: channels(),
      requestsPerSecond: budget.requestsPerSecond,
      closedForMs: budget.closedFor(),
    };
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
