import type { Instant } from '../model/date.ts';
import type { EventId } from '../model/event.ts';
import type { Log } from '../model/log.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Machine } from '../time/machine.ts';
import type { World } from '../time/world.ts';
import type { Catalogue } from './catalogue.ts';
import type { ClockGuard } from './guard-clock.ts';

/** For so long after its date what was said of it is kept: for answers to why, and for corrections of earlier messages. */
export const KEPT_MS = 180 * 86_400_000;
/** Rows of one transaction: short beside a tick. */
const SLICE = 200;
/** How often all of it is looked through. World time. */
const EVERY_MS = 86_400_000;

/** Lets go of what was said of dates that are long past. */
export type Dropper = {
  /**
   * Looks through the state once a day, in slices; returns how many rows it dropped. Cheap to call every minute. Never rejects:
   * what could not be deleted is logged, and tried again.
   */
  look(): Promise<number>;
};

/**
 * Makes it. It rests while the time is not known: by a clock that is years ahead nothing would be kept. Of an event that is in
 * the list with a date less than `KEPT_MS` ago, or with none, everything is kept: who was told what of it decides who hears of
 * a change.
 */
export function makeDropper(parts: {
  readonly outbox: Pick<Outbox, 'dropPast'>;
  readonly world: World;
  readonly machine: Machine;
  readonly clock: Pick<ClockGuard, 'trusts' | 'look'>;
  readonly log: Pick<Log, 'info' | 'warn'>;
  catalogue(): Catalogue;
}): Dropper {
  const { outbox, world, machine, clock, log } = parts;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let isLooking = false;
  const mayLook = (): boolean => clock.trusts() && (world.kind === 'simulated' || clock.look().sure);
  return {
    async look() {
      const now = world.now();
      if (isLooking || Math.abs(now - lookedAt) < EVERY_MS || !mayLook()) return 0;
      isLooking = true;
      try {
        const before = now - KEPT_MS;
        const keep = eventsToKeep(parts.catalogue(), before);
        let dropped = 0;
        for (let cursor: string | null = null, isOver = false; !isOver; ) {
          const page: Awaited<ReturnType<Outbox['dropPast']>> = await outbox.dropPast({
            ...{ before, keep, cursor, limit: SLICE },
          });
          dropped += page.dropped;
          cursor = page.next;
          isOver = cursor === null || !mayLook();
          await machine.sleep(0);
        }
        lookedAt = now;
        if (dropped > 0) log.info({ dropped }, 'What was said of dates more than 180 days ago was deleted.');
        return dropped;
      } catch (error) {
        log.warn({ err: error }, 'What was said of long past dates could not be deleted; it is tried again.');
        return 0;
      } finally {
        isLooking = false;
      }
    },
  };
}

/** The events of the list of which all is kept: their last date is not past by long enough, or they have none. */
export function eventsToKeep({ all }: Pick<Catalogue, 'all'>, before: Instant): EventId[] {
  return all.flatMap(({ event, edges }) =>
    edges.length === 0 || edges.some(({ anchor }) => anchor >= before) ? [event.id] : [],
  );
}
