import { beforeEach, expect, test } from 'vitest';
import { type ClockGuard, makeClockGuard, settleClock } from '../../src/engine/guard-clock.ts';
import { type RealWorld, realWorld } from '../../src/time/real-world.ts';
import type { DateAsked } from '../../src/time/world.ts';
import { type HandMachine, handMachine } from '../build/hand-machine.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let hand: HandMachine;
let set: number;
/** Whether Discord can be asked; its clock is the hand-driven machine's before anything was set. */
let answers: boolean;
/** Whether its answers say when they were written. */
let dated: boolean;
let slept: number;
let asked: number;
let world: RealWorld;
let guard: ClockGuard;
let ask: () => Promise<DateAsked>;

beforeEach(() => {
  hand = handMachine();
  set = 0;
  slept = 0;
  answers = false;
  dated = true;
  asked = 0;
  world = realWorld({ ...hand, now: () => hand.now() + set });
  ask = async () => {
    asked += 1;
    const at = hand.monotonic();
    const discordNow = Math.floor((hand.now() + slept) / SECOND) * SECOND;
    if (!answers) return 'no answer';
    if (dated) world.hear({ discordNow, asked: at, came: at });
    return dated ? 'date' : 'no date';
  };
  guard = makeClockGuard({ world, machine: hand, askDate: ask });
});

/** A second passes with a tick at its end, and then Discord's answers come. */
async function tick(): Promise<void> {
  hand.advance(SECOND);
  guard.look();
  await new Promise((resolve) => setImmediate(resolve));
}

/** Discord has said what time it is, and is silent from now on. */
async function known(): Promise<void> {
  answers = true;
  await tick();
  answers = false;
}

/** The machine sleeps: its rising clock stands still, all others go on. */
function sleep(ms: number): void {
  set += ms;
  slept += ms;
}

test('a false clock is not trusted from the jump on, before any tick has seen it', async () => {
  await tick();
  set = 3 * HOUR;
  expect(guard.trusts()).toBe(false);
  await tick();
  expect(guard.trusts()).toBe(false);
});

test('after a jump Discord is asked at once, and its time holds a tick later', async () => {
  answers = true;
  await tick();
  set = 3 * HOUR;
  await tick();
  expect(guard.trusts()).toBe(true);
  expect(Math.abs(world.now() - hand.now())).toBeLessThan(2 * SECOND);
  expect(guard.look()).toMatchObject({ sure: true, doubted: false });
});

test('jumps one after the other each have Discord asked at once', async () => {
  answers = true;
  for (let jumps = 1; jumps <= 10; jumps += 1) {
    set = jumps * HOUR;
    await tick();
    expect(guard.trusts()).toBe(true);
  }
});

test('a machine that slept is trusted as soon as Discord says how late it is', async () => {
  answers = true;
  await tick();
  sleep(8 * HOUR);
  expect(guard.trusts()).toBe(false);
  await tick();
  expect(guard.trusts()).toBe(true);
  expect(world.now()).toBe(hand.now() + slept);
});

test('Discord is left alone for ten seconds when it did not answer', async () => {
  await known();
  set = HOUR;
  await tick();
  const before = asked;
  for (let ticks = 0; ticks < 9; ticks += 1) await tick();
  expect(asked).toBe(before);
  await tick();
  expect(asked).toBeGreaterThan(before);
});

test('nothing is trusted before Discord has said what time it is since the start', async () => {
  for (let ticks = 0; ticks < 60; ticks += 1) await tick();
  expect(guard.look()).toMatchObject({ unknown: true });
  expect(guard.trusts()).toBe(false);
  answers = true;
  for (let ticks = 0; ticks < 2; ticks += 1) await tick();
  expect(guard.look()).toMatchObject({ unknown: false });
  expect(guard.trusts()).toBe(true);
});

test('where Discord’s answers bear no date the machine’s clock is all there is, and trusted', async () => {
  answers = true;
  dated = false;
  for (let ticks = 0; ticks < 2; ticks += 1) await tick();
  expect(guard.look()).toMatchObject({ unknown: false, sure: false });
  expect(guard.trusts()).toBe(true);
});

test('while Discord’s time is not known nothing is sent a minute before what ticks have handled', async () => {
  answers = true;
  dated = false;
  await tick();
  await tick();
  guard.handled(world.now() + 10 * MINUTE);
  expect(guard.trusts()).toBe(false);
  hand.advance(9 * MINUTE);
  expect(guard.trusts()).toBe(true);
  guard.handled(world.now() + 10 * MINUTE);
  dated = true;
  await tick();
  hand.advance(10 * SECOND);
  await tick();
  expect(guard.trusts()).toBe(true);
});

test('a comparison each minute finds a clock that went wrong without a jump, as that of a paused machine does', async () => {
  answers = true;
  await tick();
  // Both clocks of the machine stood still.
  slept = 45 * MINUTE;
  guard.compare();
  await tick();
  await tick();
  expect(Math.abs(world.now() - hand.now() - slept)).toBeLessThan(2 * SECOND);
  expect(guard.look().aheadMs).toBeLessThan(-44 * MINUTE);
});

test('before a start anything wrong with the clock is known, and a Discord that does not answer is asked twice', async () => {
  set = 13 * HOUR;
  expect(await settleClock(world, ask)).toMatchObject({ sure: false });
  expect(asked).toBe(6);
  answers = true;
  expect(await settleClock(world, ask)).toMatchObject({ sure: true });
  expect(Math.abs(world.now() - hand.now())).toBeLessThan(2 * SECOND);
});
