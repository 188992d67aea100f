import { text } from '../render/text.ts';
import type { Machine } from '../time/machine.ts';
import type { Engine } from './engine.ts';
import type { Log } from './open-log.ts';
import { noteHealth } from './tell-health.ts';
import type { Maintainers } from './tell-maintainers.ts';

/** Ticks as the running program makes them: with alarms and a note of health. */
export type WatchedTicks = {
  tick(): Promise<void>;
  /** When the last tick ended, however it ended; monotonic machine time. */
  lastTick(): number;
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
  let notedAt = Number.NEGATIVE_INFINITY;
  let lastTick = machine.monotonic();
  return {
    async tick() {
      const end = await engine.ticker.tick();
      lastTick = machine.monotonic();
      if (end.kind === 'ticked' && end.posts > 0) engine.delivery.wake();
      if (end.kind === 'ticked') await parts.maintainers.lookForTodos();
      const isAhead = end.kind === 'ahead' && end.watermark - end.at >= AHEAD_MS;
      if (isAhead && !ahead) log.error({ now: end.at, watermark: end.watermark }, text('alarms.ahead'));
      ahead = isAhead;
      if (machine.monotonic() - notedAt < HEALTH_EVERY_MS) return;
      notedAt = machine.monotonic();
      await noteHealth(parts.stateFolder, { tickedAt: machine.now(), gatewayUp: parts.gatewayUp() });
    },
    lastTick: () => lastTick,
    alarms: () => [
      ...(ahead ? [text('alarms.ahead')] : []),
      ...[engine.clock.alarm()].filter((alarm) => alarm !== null),
      ...engine.delivery.alarms(),
    ],
  };
}
