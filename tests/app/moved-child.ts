// Run by a test as a process of its own, in a zone with changes of its clocks: the program's timers while the clock is set.
import { once } from 'node:events';
import { useUtc } from '../../src/config/use-utc.ts';
import { realMachine } from '../../src/time/machine.ts';
import { startMinutes, startSeconds } from '../../src/time/tick-timers.ts';

useUtc();
const RealDate = Date;
let moved = 0;
/** The machine's clock as the whole process sees it. */
class MovedDate extends RealDate {
  constructor(...parts: [] | [value: number | string | Date]) {
    if (parts.length === 0) super(MovedDate.now());
    else super(parts[0]);
  }
  static override now(): number {
    return RealDate.now() + moved;
  }
}
globalThis.Date = MovedDate as DateConstructor;
const setTo = (instant: number): void => {
  moved = instant - RealDate.now();
};

/** Each is a clock to set, as from how it stands. It is set a little before a full minute, so that the minute comes soon. */
const STEPS: readonly ((now: number) => number)[] = [
  // Two seconds before the clocks of New York are set back; once within the hour that comes twice.
  () => RealDate.UTC(2026, 10, 1, 5, 59, 58),
  () => RealDate.UTC(2026, 10, 1, 6, 30, 58),
  (now) => now + 3 * 86_400_000,
  (now) => now + 10 * 86_400_000,
  (now) => now - 120_000,
];

const begun = process.memoryUsage().heapUsed;
const seconds: number[] = [];
const minutes: number[] = [];
const failed = (error: unknown): never => {
  throw error;
};
setTo(STEPS[0]?.(0) ?? 0);
const perMinute = startMinutes(async () => void minutes.push(performance.now()), failed);
const heard = new EventTarget();
const perSecond = startSeconds(
  { machine: realMachine(), now: MovedDate.now },
  async () => {
    seconds.push(performance.now());
    perMinute.keepUp();
    heard.dispatchEvent(new Event('second'));
  },
  failed,
);
for (const step of STEPS) {
  setTo(step(MovedDate.now()));
  for (let passed = 0; passed < 3; passed += 1) await once(heard, 'second');
}
perSecond.stop();
perMinute.stop();
const longest = Math.max(...seconds.map((at, index) => at - (seconds[index - 1] ?? at)));
const grown = process.memoryUsage().heapUsed - begun;
process.stdout.write(JSON.stringify({ longest, minutes: minutes.length, grown }));
