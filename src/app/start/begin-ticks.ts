import { driveWorld } from '../../engine/drive-world.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Maintainers } from '../../engine/notify-maintainers.ts';
import type { Publisher } from '../../engine/publish-messages.ts';
import type { RestingChannels } from '../../engine/rest-channels.ts';
import { startWatchdog, type TicksLost, type WatchedTicks, watchTicks } from '../../engine/watch-ticks.ts';
import type { Log } from '../../model/log.ts';
import { wrongClockWords } from '../../render/trouble/render-trouble.ts';
import { alarmText } from '../../render/trouble/trouble-words.ts';
import { isLasting } from '../../store/store-error.ts';
import { type Machine, realMachine, settlesWithin } from '../../time/machine.ts';
import { startMinutes, startSeconds } from '../../time/tick-timers.ts';
import type { SimulatedWorld, World } from '../../time/world.ts';
import type { Processes } from './join-processes.ts';
import { type Health, noteHealth } from './keep-health.ts';
import { explainFailure, RunError } from './start-error.ts';
import type { AtStop } from './stop-in-order.ts';

/** The time between two health notes, by which `datewatch health` knows that ticks come. */
const HEALTH_EVERY_MS = 10_000;

/** Makes an engine's ticks with everything that follows from them: log and alarm of the clock, the health note. */
export function makeTicks(parts: {
  readonly engine: Engine;
  readonly machine: Machine;
  readonly log: Log;
  readonly health: Health;
  readonly stateFolder: string;
  gatewayUp(): boolean;
  readonly maintainers: Pick<Maintainers, 'wrongClock'>;
  readonly rests: Pick<RestingChannels, 'look'>;
  readonly publisher: Pick<Publisher, 'look'>;
  readonly processes: Pick<Processes, 'count' | 'follow'>;
}): WatchedTicks {
  const { engine, machine, log, health } = parts;
  let notedAt = Number.NEGATIVE_INFINITY;
  let couldNote = true;
  /** Also after a tick that failed: what is in the way is then among the alarms. */
  const note = async (): Promise<void> => {
    const tickedAt = health.lastPassAt();
    if (tickedAt === null || machine.monotonic() - notedAt < HEALTH_EVERY_MS) return;
    notedAt = machine.monotonic();
    try {
      await noteHealth(parts.stateFolder, { tickedAt, gatewayUp: parts.gatewayUp(), alarms: health.alarms() });
      couldNote = true;
    } catch (error) {
      if (couldNote) log.error({ err: error }, 'The note for `datewatch health` could not be written.');
      couldNote = false;
    }
  };
  const watched = watchTicks({
    ticker: engine.ticker,
    machine,
    clock: engine.clock,
    clockTurned({ clock, was, aheadMs, end }) {
      const now = end.at;
      const wrong = wrongClockWords(aheadMs);
      if (end.kind === 'ahead' && clock === 'ahead') log.error({ now, watermark: end.watermark }, alarmText('ahead'));
      if (clock === 'jumped' || clock === 'unknown') log.warn({ now }, alarmText(clock));
      if (clock === 'wrong') {
        log.error({ now, aheadMs }, wrong);
        void parts.maintainers.wrongClock(wrong);
      }
      if (clock === 'steady' && was !== 'ahead') log.info({ now }, alarmText('jumpOver'));
      health.setAlarm('clock', clock === 'steady' ? null : clock === 'wrong' ? wrong : alarmText(clock));
    },
    async ticked(end) {
      if (end.kind === 'ticked') {
        health.ticked(end.at);
        if (end.posts > 0) engine.delivery.wake();
        // Not waited for: it asks Discord, and the next tick is due in a second.
        void parts.rests.look();
        void parts.publisher.look(parts.processes.count() > 1);
      }
      if (end.kind === 'follows') {
        if (end.handled !== null) health.ticked(end.handled);
        void parts.processes.follow();
      }
      // The machine's own clock: another process reads the note, which knows no other.
      health.passed(realMachine().now());
    },
  });
  return { ...watched, tick: () => watched.tick().finally(note) };
}

/** How long the start waits for the first tick; one that hangs is left to the watchdog. */
const FIRST_TICK_MS = 10_000;

/** The parts that ticks need to begin. */
export type TickBeginning = {
  readonly world: World | SimulatedWorld;
  readonly machine: Machine;
  readonly log: Log;
  readonly engine: Engine;
  readonly atStop: AtStop;
  readonly watched: WatchedTicks;
  /** Does the work that can wait for the start of a minute. */
  keepHouse(): Promise<void>;
  readonly until: number | null;
  ended(): void;
  giveUp(why: Error): void;
};

/**
 * Starts the ticks and their watchdog, and drives the world where it is simulated. Returns a function that makes a tick
 * come at once.
 */
export async function beginTicks(parts: TickBeginning): Promise<() => void> {
  const { world, machine, atStop, log, watched } = parts;
  const failed = (error: unknown) => (isLasting(error) ? undefined : log.error({ err: error }, 'A tick failed.'));
  const soon = () => void watched.tick().catch(failed);
  let changed = soon;
  if ('hold' in world) {
    const drive = driveWorld({ ...parts, world, failed });
    atStop('simulated world', () => drive.stop());
    changed = () => {
      world.hold(world.now());
      soon();
      drive.nudge();
    };
  }
  const everyMinute = async (): Promise<void> => {
    await watched.tick();
    await parts.keepHouse();
  };
  if (!('hold' in world)) await settlesWithin(everyMinute(), FIRST_TICK_MS, machine);
  const isReal = world.kind === 'real';
  // In a simulated world a second may be a day.
  const everySecond = isReal ? watched.tick : everyMinute;
  const { now } = isReal ? world : machine;
  const begin = () => {
    const minutes = startMinutes(everyMinute, failed);
    const tick = (): Promise<void> => {
      minutes.keepUp();
      return everySecond();
    };
    const seconds = startSeconds({ machine, now }, tick, failed);
    return () => {
      seconds.stop();
      minutes.stop();
    };
  };
  let end = begin();
  atStop('tick', async () => end());
  const endWatch = startWatchdog({
    watched,
    machine,
    restart() {
      log.error({}, 'Ticks have stopped coming; they are started anew.');
      end();
      end = begin();
    },
    giveUp(lost) {
      // A full disk or a lock of another program is there for the next process too, and this one can at least say so.
      if (!isLasting(lost.failure?.error)) parts.giveUp(new RunError(explainLoss(lost)));
    },
  });
  atStop('watchdog', async () => endWatch());
  return changed;
}

function explainLoss({ seconds, failure }: TicksLost): string {
  if (failure === null) return alarmText('silent', { seconds });
  return alarmText('failing', { seconds, why: explainFailure(failure.error) });
}
