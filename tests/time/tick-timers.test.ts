import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Minutes, startMinutes, startSeconds } from '../../src/time/tick-timers.ts';
import { handMachine } from '../build/hand-machine.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** Lets everybody do what there is to do at this instant. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 4; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

test('the second’s timer comes at each second of its clock, survives an error, never meets itself, and stops when asked to', async () => {
  const machine = handMachine();
  const start = machine.now();
  machine.advance(700);
  const slow = Promise.withResolvers<void>();
  const at: number[] = [];
  const errors: unknown[] = [];
  const seconds = startSeconds(
    { machine, now: machine.now },
    async () => {
      at.push((machine.now() - start) / SECOND);
      if (at.length === 1) throw new Error('a tick that fails');
      // Still under way when the next seconds come.
      if (at.length === 2) await slow.promise;
    },
    (error) => errors.push(error),
  );
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 100) {
      machine.advance(100);
      await settle();
    }
  };
  await pass(4 * SECOND);
  expect(at).toEqual([1, 2]);
  expect(errors).toEqual([new Error('a tick that fails')]);
  slow.resolve();
  await settle();
  await pass(2 * SECOND);
  expect(at).toEqual([1, 2, 5, 6]);
  seconds.stop();
  await pass(4 * SECOND);
  expect(at).toEqual([1, 2, 5, 6]);
});

describe('the minute’s task', () => {
  const START = Date.UTC(2026, 9, 31, 12, 0, 30);
  let runs: string[];
  let minutes: Minutes;
  let errors: unknown[];

  beforeEach(() => {
    vi.useFakeTimers({ now: START, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    runs = [];
    errors = [];
    minutes = startMinutes(
      async () => {
        runs.push(new Date().toISOString().slice(5, 19));
        if (runs.length === 1) throw new Error('a minute that fails');
      },
      (error) => errors.push(error),
    );
  });
  afterEach(() => {
    minutes.stop();
    vi.useRealTimers();
  });

  /** Seconds pass, at each of which the ticks look after the task. */
  const pass = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += 1) {
      await vi.advanceTimersByTimeAsync(SECOND);
      minutes.keepUp();
      await settle();
    }
  };

  test('the minute’s task comes at each minute, survives an error, and stops when asked to', async () => {
    await pass(150);
    expect(runs).toEqual(['10-31T12:01:00', '10-31T12:02:00', '10-31T12:03:00']);
    expect(errors).toEqual([new Error('a minute that fails')]);
    minutes.stop();
    await pass(120);
    expect(runs).toHaveLength(3);
  });

  test.each([3, 10, 1_000])(
    'a clock set forward by %d days makes the task run once, and then at each minute',
    async (days) => {
      await pass(15);
      vi.setSystemTime(Date.now() + days * DAY);
      const begun = performance.now();
      await pass(1);
      expect(runs).toHaveLength(1);
      await pass(60);
      expect(runs).toHaveLength(2);
      expect(runs[1]).toMatch(/:00$/);
      expect(performance.now() - begun).toBeLessThan(5 * SECOND);
    },
  );

  test('a clock set forward just before the minute’s own timer fires makes it run once, without a walk over what was missed', async () => {
    await vi.advanceTimersByTimeAsync(29 * SECOND);
    vi.setSystemTime(Date.now() + 1_000 * DAY);
    const begun = performance.now();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(runs).toHaveLength(1);
    expect(performance.now() - begun).toBeLessThan(SECOND);
  });

  test('a clock set back by two minutes keeps the task from no minute that comes', async () => {
    await pass(60);
    vi.setSystemTime(Date.now() - 2 * MINUTE);
    await pass(60);
    expect(runs).toEqual(['10-31T12:01:00', '10-31T12:00:00']);
  });
});
