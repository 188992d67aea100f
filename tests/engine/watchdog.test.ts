import { describe, expect, test } from 'vitest';
import {
  GIVE_UP_AFTER_MS,
  judgeSilence,
  RESTART_AFTER_MS,
  startWatchdog,
  type TickFailure,
  type TicksLost,
} from '../../src/engine/watch-ticks.ts';
import type { Machine } from '../../src/time/machine.ts';

/** A machine whose time is passed by hand, in steps of the watchdog's own look. */
function handTurned() {
  let at = 0;
  let look: () => void = () => undefined;
  let every = 0;
  const machine: Machine = {
    now: () => at,
    monotonic: () => at,
    sleep: async () => undefined,
    every(ms, act) {
      every = ms;
      look = act;
      return () => {
        look = () => undefined;
      };
    },
  };
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= every) {
      at += every;
      look();
    }
  };
  /** The whole process stands still for so long, while the monotonic clock goes on; then it looks. */
  const freeze = (ms: number) => {
    at += ms;
    look();
  };
  return { machine, pass, freeze, at: () => at };
}

test.each([
  [0, 'well'],
  [RESTART_AFTER_MS - 1, 'well'],
  [RESTART_AFTER_MS, 'restart ticks'],
  [GIVE_UP_AFTER_MS - 1, 'restart ticks'],
  [GIVE_UP_AFTER_MS, 'give up'],
] as const)('%i ms without a tick are judged: %s', (silence, verdict) => {
  expect(judgeSilence(silence)).toBe(verdict);
});

describe('the watchdog', () => {
  function watched() {
    const { machine, pass, freeze, at } = handTurned();
    let lastTick = 0;
    let failure: TickFailure | null = null;
    const done: ('restart' | TicksLost)[] = [];
    const end = startWatchdog({
      machine,
      watched: { lastTick: () => lastTick, lastFailure: () => failure },
      restart: () => done.push('restart'),
      giveUp: (lost) => done.push(lost),
    });
    const tick = () => (lastTick = at());
    const fail = (error: string) => {
      failure = { at: at(), error };
    };
    return { pass, freeze, done, end, tick, fail };
  }

  test('the watchdog does nothing while ticks come', () => {
    const { pass, done, tick } = watched();
    for (let i = 0; i < 100; i += 1) {
      pass(5_000);
      tick();
    }
    expect(done).toEqual([]);
  });

  test('the watchdog starts the ticks anew after half a minute of silence, and is content when that helps', () => {
    const { pass, done, tick } = watched();
    pass(30_000);
    expect(done).toEqual(['restart']);
    tick();
    pass(25_000);
    expect(done).toEqual(['restart']);
  });

  test('the watchdog ends the program aloud after two minutes of silence, so that a supervisor starts it anew', () => {
    const { pass, done } = watched();
    pass(120_000);
    expect(done.filter((entry) => entry === 'restart')).toHaveLength(3);
    expect(done.at(-1)).toEqual({ seconds: 120, failure: null });
  });

  test('the watchdog counts anew after a pause in which it could not look either, as a sleep or a stopped container is', () => {
    const { pass, freeze, done, tick } = watched();
    pass(5_000);
    tick();
    freeze(8 * 3_600_000);
    expect(done).toEqual([]);
    tick();
    pass(25_000);
    expect(done).toEqual([]);
  });

  test('the watchdog still ends the program when no tick comes after such a pause', () => {
    const { pass, freeze, done } = watched();
    freeze(8 * 3_600_000);
    pass(115_000);
    expect(done.every((entry) => entry === 'restart')).toBe(true);
    pass(5_000);
    expect(done.at(-1)).toEqual({ seconds: 120, failure: null });
  });

  test('the watchdog does not start failing ticks anew, and ends the program with the last failure', () => {
    const { pass, done, fail } = watched();
    for (let looks = 0; looks < 24; looks += 1) {
      fail('The disk is full.');
      pass(5_000);
    }
    expect(done).toEqual([{ seconds: 120, failure: { at: 115_000, error: 'The disk is full.' } }]);
  });

  test('the watchdog does not blame silence on a failure of long ago', () => {
    const { pass, done, fail } = watched();
    fail('The disk is full.');
    pass(120_000);
    expect(done.at(-1)).toEqual({ seconds: 120, failure: null });
  });

  test('the watchdog looks no more once it was ended', () => {
    const { pass, done, end } = watched();
    end();
    pass(120_000);
    expect(done).toEqual([]);
  });
});
