import { describe, expect, test } from 'vitest';
import { GIVE_UP_AFTER_MS, judgeSilence, RESTART_AFTER_MS, startWatchdog } from '../../src/app/watch-dog.ts';
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
  return { machine, pass, at: () => at };
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
    const { machine, pass, at } = handTurned();
    let lastTick = 0;
    const done: string[] = [];
    const end = startWatchdog({
      machine,
      lastTick: () => lastTick,
      restart: () => done.push('restart'),
      giveUp: (why) => done.push(why),
    });
    return { pass, done, end, tick: () => (lastTick = at()) };
  }

  test('does nothing while ticks come', () => {
    const { pass, done, tick } = watched();
    for (let i = 0; i < 100; i += 1) {
      pass(5_000);
      tick();
    }
    expect(done).toEqual([]);
  });

  test('starts the ticks anew after half a minute of silence, and is content when that helps', () => {
    const { pass, done, tick } = watched();
    pass(30_000);
    expect(done).toEqual(['restart']);
    tick();
    pass(25_000);
    expect(done).toEqual(['restart']);
  });

  test('ends the program aloud after two minutes of silence, so that a supervisor starts it anew', () => {
    const { pass, done } = watched();
    pass(120_000);
    expect(done.filter((entry) => entry === 'restart')).toHaveLength(3);
    expect(done.at(-1)).toMatch(/^No tick for 120 seconds/);
  });

  test('looks no more once it was ended', () => {
    const { pass, done, end } = watched();
    end();
    pass(120_000);
    expect(done).toEqual([]);
  });
});
