import type { Instant, LocalDay, LocalTime, Zone } from '../../model/date.ts';
import type { Standing } from '../../model/standing.ts';
import type { ChannelId, GuildId } from '../../model/subscription.ts';
import { addDays, atLocal, localDay } from '../../time/local.ts';
import { weekdayOf } from './week-of.ts';

/** The clock of a place: a server's zone, and its posting time for digests that name none. */
export type PlaceClock = { readonly zone: Zone; readonly postingTime: LocalTime };

/** One digest that has fallen due: it is the one of that local day. */
export type DueDigest = { readonly standing: Standing; readonly day: LocalDay; readonly due: Instant };

/** After an outage a digest is still posted for so long after its time; later it would tell of a morning that is over. */
export const DIGEST_GRACE_MS = 6 * 3_600_000;

type Turn = { readonly day: LocalDay; readonly due: Instant };
type Clocks = (guild: GuildId) => PlaceClock;

/**
 * The digests that fell due after `after` up to and including `upTo`: of each one the newest only, so that an outage of
 * days ends in no storm. What was due before the wish was made (`since`) is not among them, nor what rests.
 */
export function planDigests(
  rows: readonly Standing[],
  clocks: Clocks,
  window: { readonly after: Instant; readonly upTo: Instant },
): DueDigest[] {
  const newest = rememberTurns((standing, clock) => turnUpTo(standing, clock, window.upTo));
  return rows.filter(isActiveDigest).flatMap((standing) => {
    const { day, due } = newest(standing, clocks(standing.guild));
    return due > Math.max(window.after, standing.since) ? [{ standing, day, due }] : [];
  });
}

/** When the next of all digests falls due after `after`; `null` when there is none. */
export function nextDigest(rows: readonly Standing[], clocks: Clocks, after: Instant): Instant | null {
  const next = rememberTurns((standing, clock) => turnAfter(standing, clock, after));
  const dues = rows.filter(isActiveDigest).map((standing) => next(standing, clocks(standing.guild)).due);
  return dues.length === 0 ? null : dues.reduce((a, b) => Math.min(a, b));
}

/** The one key of a channel's digest of a kind and local day: a day has one, whatever becomes of clocks and programs. */
export function digestKey(channel: ChannelId, kind: Standing['kind'], day: LocalDay): string {
  return `digest ${channel} ${kind} ${day}`;
}

/** The first turn of a digest after an instant, for answers: "the next one comes …". */
export function turnAfter(
  standing: Pick<Standing, 'kind' | 'time' | 'weekday'>,
  clock: PlaceClock,
  after: Instant,
): Turn {
  const step = standing.kind === 'weekly' ? 7 : 1;
  let turn = turnUpTo(standing, clock, after);
  while (turn.due <= after) turn = turnOn(addDays(turn.day, step), standing, clock);
  return turn;
}

function isActiveDigest(standing: Standing): boolean {
  return standing.kind !== 'board' && standing.paused === null;
}

/** The last turn up to and including an instant. */
function turnUpTo(standing: Pick<Standing, 'kind' | 'time' | 'weekday'>, clock: PlaceClock, upTo: Instant): Turn {
  const today = localDay(upTo, clock.zone);
  const back = standing.kind === 'weekly' ? (weekdayOf(today) - (standing.weekday ?? 1) + 7) % 7 : 0;
  const turn = turnOn(addDays(today, -back), standing, clock);
  if (turn.due <= upTo) return turn;
  return turnOn(addDays(turn.day, standing.kind === 'weekly' ? -7 : -1), standing, clock);
}

/** The turn of a local day, for one that has it. */
export function turnOn(day: LocalDay, standing: Pick<Standing, 'time'>, clock: PlaceClock): Turn {
  return { day, due: atLocal(day, standing.time ?? clock.postingTime, clock.zone) };
}

/** Thousands of channels share few clocks: luxon is asked once for each. */
function rememberTurns(find: (standing: Standing, clock: PlaceClock) => Turn): typeof find {
  const known = new Map<string, Turn>();
  return (standing, clock) => {
    const key = `${standing.kind} ${standing.weekday} ${standing.time ?? clock.postingTime} ${clock.zone}`;
    const turn = known.get(key) ?? find(standing, clock);
    known.set(key, turn);
    return turn;
  };
}
