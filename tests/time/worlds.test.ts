import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Machine, realMachine } from '../../src/time/machine.ts';
import { simulatedWorld, steppedWorld } from '../../src/time/world.ts';

const START = Date.parse('2025-10-19T00:00:00Z');

/** A machine whose clock a test turns by hand. Timers have no part in worlds. */
function handTurned(): { machine: Machine; pass(ms: number): void } {
  let at = 5_000;
  const unused = () => {
    throw new Error('A world needs no timers');
  };
  const machine: Machine = { now: () => 1_900_000_000_000 + at, monotonic: () => at, sleep: unused, every: unused };
  return {
    machine,
    pass(ms) {
      at += ms;
    },
  };
}

test('a simulated world stands at its start when the process starts, whatever the machine says', () => {
  const { machine, pass } = handTurned();
  const world = simulatedWorld(machine, START, 3600);
  pass(1_000_000);
  expect(world.now()).toBe(START);
});

test('a simulated world runs at its speed: simulated seconds per machine second', () => {
  const { machine, pass } = handTurned();
  const world = simulatedWorld(machine, START, 3600);
  world.hold(null);
  pass(250);
  expect(world.now()).toBe(START + 900_000);
  pass(750);
  expect(world.now()).toBe(START + 3_600_000);
});

test('a simulated world never runs past the instant it is held at, however long the machine takes', () => {
  const { machine, pass } = handTurned();
  const world = simulatedWorld(machine, START, 3600);
  world.hold(null);
  world.hold(START + 60_000);
  pass(10);
  expect(world.now()).toBe(START + 36_000);
  pass(1_000_000);
  expect(world.now()).toBe(START + 60_000);
});

test('a simulated world goes on from where it was held, without a jump for the time it stood', () => {
  const { machine, pass } = handTurned();
  const world = simulatedWorld(machine, START, 1000);
  world.hold(null);
  world.hold(START + 60_000);
  pass(1_000_000);
  expect(world.now()).toBe(START + 60_000);
  pass(1_000_000);
  world.hold(null);
  expect(world.now()).toBe(START + 60_000);
  pass(2);
  expect(world.now()).toBe(START + 62_000);
});

test('a hold in the past of a simulated world stops it where it is and does not move it back', () => {
  const { machine, pass } = handTurned();
  const world = simulatedWorld(machine, START, 1000);
  world.hold(null);
  pass(1000);
  world.hold(START + 5);
  expect(world.now()).toBe(START + 1_000_000);
  pass(1000);
  expect(world.now()).toBe(START + 1_000_000);
});

test('a simulated world never goes back and never passes a hold, in any order of calls', () => {
  const step = fc.oneof(
    fc.record({ pass: fc.integer({ min: 0, max: 5_000 }) }),
    fc.record({ hold: fc.option(fc.integer({ min: -1_000, max: 5_000_000 })) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(0.5, 1, 7.3, 3600), (steps, speed) => {
      const { machine, pass } = handTurned();
      const world = simulatedWorld(machine, START, speed);
      world.hold(null);
      let last = world.now();
      let held = Number.POSITIVE_INFINITY;
      for (const one of steps) {
        if ('pass' in one) pass(one.pass);
        else {
          world.hold(one.hold === null ? null : START + one.hold);
          held = one.hold === null ? Number.POSITIVE_INFINITY : START + one.hold;
        }
        const now = world.now();
        expect(now).toBeGreaterThanOrEqual(last);
        expect(now).toBeLessThanOrEqual(Math.max(held, last));
        expect(Number.isInteger(now)).toBe(true);
        last = now;
      }
    }),
    { seed: 20251019, numRuns: 150 },
  );
});

test('a stepped world stands still and is only ever moved forward', () => {
  const world = steppedWorld(START);
  world.moveTo(START + 10);
  world.moveTo(START + 5);
  expect(world.now()).toBe(START + 10);
  expect(world.kind).toBe('simulated');
});

test('a sleep that is called off ends at once and does not throw', async () => {
  const machine = realMachine();
  const off = new AbortController();
  const sleep = machine.sleep(60_000, off.signal);
  off.abort();
  await expect(sleep).resolves.toBeUndefined();
  await expect(machine.sleep(60_000, AbortSignal.abort())).resolves.toBeUndefined();
});

test('a sleep longer than a timer can hold does not end at once', async () => {
  const machine = realMachine();
  const off = new AbortController();
  let ended = false;
  const sleep = machine.sleep(2 ** 40, off.signal).then(() => {
    ended = true;
  });
  // Node ends a sleep that it cannot hold after a millisecond.
  await machine.sleep(2);
  expect(ended).toBe(false);
  off.abort();
  await sleep;
});

test('a repetition stops when it is asked to', () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let calls = 0;
  const stop = realMachine().every(5, () => {
    calls += 1;
    if (calls === 3) stop();
  });
  vi.advanceTimersByTime(100);
  expect(calls).toBe(3);
});

test('the monotonic clock of the machine only rises', () => {
  const machine = realMachine();
  const first = machine.monotonic();
  expect(machine.monotonic()).toBeGreaterThanOrEqual(first);
});
