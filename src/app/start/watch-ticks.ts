import type { Engine } from '../../engine/engine.ts';
import type { TickFailure } from '../../engine/watch-dog.ts';
import type { Log } from '../../model/log.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import type { Machine } from '../../time/machine.ts';
import type { Maintainers } from '../tell/notify-maintainers.ts';
import { noteHealth } from '../tell/write-health.ts';
import { explainFailure } from './explain-failure.ts';

/** Ticks as the running program makes them: with alarms and a note of health. */
export type WatchedTicks = {
  tick(): Promise<void>;
  /** When a tick last ended without a failure; monotonic machine time. */
  lastTick(): number;
  /** The failure of the last tick that ended; `null` when it ended well. */
  lastFailure(): TickFailure | null;
  /** What maintainers should know of the clock, in sentences. */
  alarms(): readonly string[];
};

/** How far the stored time may lie ahead before it is an alarm: small corrections of the clock pass by themselves. */
const AHEAD_MS = 60_000;
const HEALTH_EVERY_MS = 10_000;

/** Wraps an engine's ticks: wakes the delivery, says aloud when the clock cannot be believed, notes the health. */
export function watchTicks(parts: {
  readonly engine: Engine;
  readonly machine: Machine;
  readonly log: Log;
  readonly stateFolder: string;
  gatewayUp(): boolean;
  readonly maintainers: Pick<Maintainers, 'lookForTodos'>;
}): WatchedTicks {
  const { engine, machine, log } = parts;
  let ahead = false;
  let doubted = false;
  let failure: TickFailure | null = null;
  let notedAt = Number.NEGATIVE_INFINITY;
  let lastTick = machine.monotonic();
  const failed = (error: unknown): never => {
    failure = { at: machine.monotonic(), why: explainFailure(error) };
    throw error;
  };
  return {
    async tick() {
      const end = await engine.ticker.tick().catch(failed);
      lastTick = machine.monotonic();
      failure = null;
      if (end.kind === 'ticked' && end.posts > 0) engine.delivery.wake();
      if (end.kind === 'ticked') await parts.maintainers.lookForTodos();
      const isAhead = end.kind === 'ahead' && end.watermark - end.at >= AHEAD_MS;
      if (isAhead && !ahead) log.error({ now: end.at, watermark: end.watermark }, alarmText('ahead'));
      ahead = isAhead;
      const isDoubted = end.kind === 'doubted';
      if (isDoubted && !doubted) log.warn({ now: end.at }, alarmText('jumped'));
      if (!isDoubted && doubted) log.info({ now: end.at }, alarmText('jumpOver'));
      doubted = isDoubted;
      if (machine.monotonic() - notedAt < HEALTH_EVERY_MS) return;
      notedAt = machine.monotonic();
      await noteHealth(parts.stateFolder, { tickedAt: machine.now(), gatewayUp: parts.gatewayUp() });
    },
    lastTick: () => lastTick,
    lastFailure: () => failure,
    alarms: () => [
      ...(ahead ? [alarmText('ahead')] : []),
      ...[engine.clock.alarm()].filter((alarm) => alarm !== null),
      ...engine.delivery.alarms(),
    ],
  };
}
