import type { Instant, LocalDay, LocalTime, Zone } from '../../model/date.ts';
import { isSwitchedOff } from '../../model/post.ts';
import type { Recurring } from '../../model/recurring.ts';
import type { ChannelId, GuildId } from '../../model/subscription.ts';
import { addDays, atLocal, daysBetween, localDay } from '../../time/local.ts';

/** The clock of a place: a server's zone, and its posting time for digests that name none. */
export type PlaceClock = { readonly zone: Zone; readonly postingTime: LocalTime };

/** One digest that has fallen due: the one of that local day. */
export type DueDigest = { readonly recurring: Recurring; readonly day: LocalDay; readonly due: Instant };

/**
 * After an outage a digest is still posted for this long after its time; later it would describe a morning that is
 * over.
 */
export const DIGEST_GRACE_MS = 6 * 3_600_000;

type Turn = { readonly day: LocalDay; readonly due: Instant };
type Clocks = (guild: GuildId) => PlaceClock;

/**
 * The digests that fell due after `after` up to and including `upTo`: of each one the newest only, so that an outage of
 * days ends in no storm. Excludes those due before the digest was declared (`since`) and those that are paused.
 */
export function planDigests(
  rows: readonly Recurring[],
  clocks: Clocks,
  window: { readonly after: Instant; readonly upTo: Instant },
): DueDigest[] {
  const newest = rememberTurns((recurring, clock) => turnUpTo(recurring, clock, window.upTo));
  return rows.filter(isActiveDigest).flatMap((recurring) => {
    const { day, due } = newest(recurring, clocks(recurring.guild));
    return due > Math.max(window.after, recurring.since) ? [{ recurring, day, due }] : [];
  });
}

/** When the next of all digests falls due after `after`; `null` when there is none. */
export function nextDigest(rows: readonly Recurring[], clocks: Clocks, after: Instant): Instant | null {
  const next = rememberTurns((recurring, clock) => turnAfter(recurring, clock, after));
  const dues = rows.filter(isActiveDigest).map((recurring) => next(recurring, clocks(recurring.guild)).due);
  return dues.length === 0 ? null : dues.reduce((a, b) => Math.min(a, b));
}

/**
 * The one key of a channel's digest of a kind and local day: a day has one, whatever happens to clocks and programs.
 */
export function digestKey(channel: ChannelId, kind: Recurring['kind'], day: LocalDay): string {
  return `digest ${channel} ${kind} ${day}`;
}

/** The first turn of a digest after an instant, for answers: "the next one comes …". */
export function turnAfter(
  recurring: Pick<Recurring, 'kind' | 'time' | 'weekday'>,
  clock: PlaceClock,
  after: Instant,
): Turn {
  const step = recurring.kind === 'weekly' ? 7 : 1;
  let turn = turnUpTo(recurring, clock, after);
  while (turn.due <= after) turn = turnOn(addDays(turn.day, step), recurring, clock);
  return turn;
}

function isActiveDigest(recurring: Recurring): boolean {
  return recurring.kind !== 'board' && !isSwitchedOff(recurring.paused);
}

/** The last turn up to and including an instant. */
function turnUpTo(recurring: Pick<Recurring, 'kind' | 'time' | 'weekday'>, clock: PlaceClock, upTo: Instant): Turn {
  const today = localDay(upTo, clock.zone);
  const back = recurring.kind === 'weekly' ? (weekdayOf(today) - (recurring.weekday ?? 1) + 7) % 7 : 0;
  const turn = turnOn(addDays(today, -back), recurring, clock);
  if (turn.due <= upTo) return turn;
  return turnOn(addDays(turn.day, recurring.kind === 'weekly' ? -7 : -1), recurring, clock);
}

/** The turn of a local day, for one that has it. */
export function turnOn(day: LocalDay, recurring: Pick<Recurring, 'time'>, clock: PlaceClock): Turn {
  return { day, due: atLocal(day, recurring.time ?? clock.postingTime, clock.zone) };
}

/** Thousands of channels share few clocks: luxon is used once for each. */
function rememberTurns(find: (recurring: Recurring, clock: PlaceClock) => Turn): typeof find {
  const known = new Map<string, Turn>();
  return (recurring, clock) => {
    const key = `${recurring.kind} ${recurring.weekday} ${recurring.time ?? clock.postingTime} ${clock.zone}`;
    const turn = known.get(key) ?? find(recurring, clock);
    known.set(key, turn);
    return turn;
  };
}

/** A Monday; every other weekday is counted from it. */
const A_MONDAY = '1970-01-05';

/** The weekday of a calendar day: 1 is Monday, 7 is Sunday (ISO 8601). */
export function weekdayOf(day: LocalDay): number {
  const since = daysBetween(A_MONDAY, day) % 7;
  return (since < 0 ? since + 7 : since) + 1;
}

/** The Monday of the week that a day lies in. */
export function mondayOf(day: LocalDay): LocalDay {
  return addDays(day, 1 - weekdayOf(day));
}
