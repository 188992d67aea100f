import type { Instant } from '../model/date.ts';
import type { ReachCheckpoint } from '../outbox/checkpoint.ts';
import { makeReservation, type Outbox, type Reservation } from '../outbox/outbox.ts';
import { type Grace, ON_TIME_MS } from '../plan/reminders/decide-send.ts';
import { dueBetween, nextDue } from '../plan/reminders/derive-agenda.ts';
import { packPosts } from '../plan/reminders/pack-posts.ts';
import { planWindow } from '../plan/reminders/plan-window.ts';
import { type Machine, settlesWithin } from '../time/machine.ts';
import { sooner, type World } from '../time/world.ts';
import type { AgendaKeeper } from './agenda-keeper.ts';
import type { ClockGuard } from './guard-clock.ts';
import type { RecurringKeeper } from './keep-recurring.ts';
import { holdPost } from './plan-changes.ts';
import type { Roster } from './roster.ts';

/** The outcome of one tick. */
export type TickEnd =
  | { readonly kind: 'ticked'; readonly at: Instant; readonly posts: number; readonly nextDue: Instant | null }
  /**
   * The stored watermark lies ahead of now, and Discord's time is not known: nothing is sent until time has caught up
   * (product rule 13).
   */
  | { readonly kind: 'ahead'; readonly at: Instant; readonly watermark: Instant }
  /** The clock jumped forward and no second source has confirmed it yet: nothing is sent. */
  | { readonly kind: 'doubted'; readonly at: Instant }
  /** Discord has not said what time it is since the start: nothing is planned or sent. */
  | { readonly kind: 'unknown'; readonly at: Instant }
  | FollowEnd;

/** A tick of a process that does not plan, since another one does. `handled` is what that one had handled by then. */
export type FollowEnd = { readonly kind: 'follows'; readonly at: Instant; readonly handled: Instant | null };

/** Ticks of one program, one after the other. */
export type Ticker = {
  /** One pass over the window since the last one. Calls made while one is under way share the next pass. */
  tick(): Promise<TickEnd>;
  /**
   * Writes the watermark that idle ticks keep in memory; at shutdown. Throws when a tick is under way and does not end.
   */
  flush(): Promise<void>;
};

/** The parts that ticks work with. */
export type TickParts = {
  readonly world: World;
  readonly machine: Machine;
  readonly outbox: Outbox;
  readonly roster: Roster;
  readonly agenda: AgendaKeeper;
  readonly grace: Grace;
  readonly clock: ClockGuard;
  /** For tests: called at each checkpoint. */
  readonly reached?: ReachCheckpoint | undefined;
  /**
   * Settles the changes since the last tick, which ended at `after` (product rule 9). Returns how many posts it
   * reserved.
   */
  settleChanges(window: { readonly after: Instant; readonly upTo: Instant }): Promise<number>;
  /** Updates boards and digests. */
  readonly keepRecurring: RecurringKeeper;
  /** Called when posts may go out that could not before: a held one has fallen due, or the clock is trusted again. */
  released(): void;
};

/** How long an idle watermark may stay in memory: after a crash the same seconds are handled again, harmlessly. */
const IDLE_WATERMARK_MS = 10_000;
/** How long a tick waits for Discord's word on a jump of the clock; a later one serves the next tick. */
const DOUBT_PATIENCE_MS = 500;
/** How long a stop waits for the tick that is under way. The next start completes whatever it leaves undone. */
const FLUSH_PATIENCE_MS = 1_000;

/** Makes the ticker. The first tick of an empty state sets the watermark to now and posts nothing (product rule 9). */
export function makeTicker(parts: TickParts): Ticker {
  const { world, machine, outbox, roster, agenda, grace } = parts;
  let watermark: Instant | null = null;
  let written: { at: Instant; machine: number } | null = null;
  let heldUntil: Instant | null = null;
  let believed = true;
  let queue: Promise<unknown> = Promise.resolve();
  let waiting: Promise<TickEnd> | null = null;

  const save = async (reservation: Reservation): Promise<number> => {
    await parts.reached?.('before reserve');
    const posts = await outbox.reserve(reservation);
    await parts.reached?.('after reserve');
    if (reservation.watermark !== null) written = { at: reservation.watermark, machine: machine.monotonic() };
    return posts;
  };
  const pass = async (): Promise<TickEnd> => {
    const first = parts.clock.look();
    if (first.doubted || first.unknown) await settlesWithin(parts.clock.asked(), DOUBT_PATIENCE_MS, machine);
    const now = world.now();
    const { doubted, sure, unknown } = parts.clock.look();
    if (doubted || unknown) {
      believed = false;
      return { kind: unknown ? 'unknown' : 'doubted', at: now };
    }
    watermark ??= await outbox.watermark();
    if (watermark === null) await save(makeReservation({ watermark: now }));
    watermark ??= now;
    parts.clock.handled(watermark);
    if (watermark > now && !sure) {
      believed = false;
      return { kind: 'ahead', at: now, watermark };
    }
    if (watermark > now) {
      // What has a row is never sent again, so that only what is still to come is looked at anew.
      await outbox.takeBack(now);
      watermark = now;
      written = { at: now, machine: machine.monotonic() };
      parts.clock.handled(now);
    }
    if (!believed) parts.released();
    believed = true;
    await roster.refresh();
    let posts = await parts.settleChanges({ after: watermark, upTo: now });
    await roster.refresh();
    const recurring = await parts.keepRecurring({ after: watermark, upTo: now });
    posts += recurring.posts;
    const current = await agenda.cover(watermark, now);
    const entries = dueBetween(current, watermark, now);
    const isLate = ({ due }: { readonly due: Instant }): boolean => now - due > ON_TIME_MS;
    if (entries.length > 0) {
      const plan = planWindow(entries, now, grace, roster.pausedUntil);
      // After an outage each channel gets one message with everything late, not one for each instant that was missed.
      const [late, punctual] = [plan.remind.filter(isLate), plan.remind.filter((moment) => !isLate(moment))];
      const planned = [
        ...packPosts(punctual, { kind: 'reminder', addedLate: false, together: 'instant' }),
        ...packPosts(late, { kind: 'reminder', addedLate: false, together: 'channel' }),
        ...packPosts(plan.catchUp, { kind: 'catch-up', addedLate: false, together: 'channel' }),
      ].map((post) => holdPost(post, roster, now));
      posts += await save(makeReservation({ posts: planned, skipped: plan.skip, watermark: now }));
    } else if (written === null || machine.monotonic() - written.machine >= IDLE_WATERMARK_MS) {
      await save(makeReservation({ watermark: now }));
    }
    watermark = now;
    parts.clock.handled(now);
    const held = await outbox.nextHeld(now);
    // The next post to fall due has done so, or was brought forward.
    if (heldUntil !== null && heldUntil !== held) parts.released();
    heldUntil = held;
    return {
      kind: 'ticked',
      at: now,
      posts,
      nextDue: sooner(sooner(nextDue(current, now), heldUntil), recurring.next),
    };
  };

  return {
    tick() {
      if (waiting !== null) return waiting;
      const mine = queue.then(() => {
        waiting = null;
        return pass();
      });
      waiting = mine;
      queue = mine.catch(() => undefined);
      return mine;
    },
    async flush() {
      if (!(await settlesWithin(queue, FLUSH_PATIENCE_MS, machine))) throw new Error('A tick is still under way.');
      if (watermark !== null && written?.at !== watermark) await save(makeReservation({ watermark }));
    },
  };
}
