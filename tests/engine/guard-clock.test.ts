import { beforeEach, expect, test } from 'vitest';
import { type ClockGuard, makeClockGuard, type SeenTime } from '../../src/engine/guard-clock.ts';
import { realWorld } from '../../src/time/world.ts';
import { type HandMachine, handMachine } from '../build/hand-machine.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let hand: HandMachine;
let set: number;
let seen: SeenTime | null;
/** By how much Discord's clock is behind the machine's as it was before any step; `null` while it cannot be asked. */
let behind: number | null;
let asked: number;
/** What happens to the machine's clock while Discord is asked. */
let meanwhile: () => void;
let now: () => number;
let guard: ClockGuard;

beforeEach(() => {
  hand = handMachine();
  set = 0;
  seen = null;
  behind = null;
  asked = 0;
  meanwhile = () => undefined;
  now = () => hand.now() + set;
  const machine = { ...hand, now };
  guard = makeClockGuard({
    world: realWorld(machine),
    machine,
    async otherClock() {
      asked += 1;
      const answer = behind === null ? null : hand.now() - behind;
      meanwhile();
      return answer;
    },
    seenDate: () => seen,
  });
});

/** A second passes, and the clock is set by `step` in it; whether the tick at its end believes the clock. */
function tick(step = 0): Promise<boolean> {
  hand.advance(SECOND);
  set += step;
  return guard.believes(now());
}

/** An answer of Discord's comes by. */
function hear(): void {
  seen = { discordNow: hand.now() - (behind ?? 0), atMachine: now() };
}

/** The machine sleeps: its monotonic clock stands still meanwhile, and Discord's goes on. */
function sleep(ms: number): void {
  set += ms;
  if (behind !== null) behind -= ms;
}

test('a false clock is not trusted from the jump on, before any tick has seen it', async () => {
  expect(guard.trusts(now())).toBe(true);
  set = 3 * HOUR;
  expect(guard.trusts(now())).toBe(false);
  expect(await tick()).toBe(false);
  expect(guard.trusts(now())).toBe(false);
});

test('a false clock that is set back by less than it jumped is still false', async () => {
  expect(await tick(10 * HOUR)).toBe(false);
  expect(await tick(-2 * HOUR)).toBe(false);
  expect(guard.trusts(now())).toBe(false);
});

test('a false clock that is set right again is trusted at once, and believed at the next tick', async () => {
  expect(await tick(10 * HOUR)).toBe(false);
  set = 0;
  expect(guard.trusts(now())).toBe(true);
  expect(await tick()).toBe(true);
});

test('a clock that became false in steps of half a minute is doubted like one that jumped', async () => {
  behind = 0;
  const believed = [];
  for (let steps = 0; steps < 4; steps += 1) believed.push(await tick(30 * SECOND));
  expect(believed).toEqual([true, true, false, false]);
});

test('a clock that became false in steps is not made true by what Discord’s clock was seen to be between them', async () => {
  behind = 0;
  for (let steps = 0; steps < 4; steps += 1) {
    await tick(30 * SECOND);
    hear();
    await tick();
    hear();
  }
  expect(await tick()).toBe(false);
});

test('a clock that was put right while Discord was asked is not confirmed by its answer: the tick began with the false one', async () => {
  behind = 0;
  meanwhile = () => {
    set = 0;
  };
  expect(await tick(10 * HOUR)).toBe(false);
  expect(await tick()).toBe(true);
});

test('a machine that slept is believed as soon as Discord confirms its clock', async () => {
  behind = 0;
  await tick();
  sleep(8 * HOUR);
  expect(guard.trusts(now())).toBe(false);
  expect(await tick()).toBe(true);
  expect(guard.trusts(now())).toBe(true);
});

test('a machine that slept and is ninety seconds off as it always was is believed too', async () => {
  behind = 90 * SECOND;
  await tick();
  hear();
  await tick();
  sleep(8 * HOUR);
  expect(await tick()).toBe(true);
});

test('a machine that slept is judged by the offset it had, not by a header that came just before a step', async () => {
  behind = 90 * SECOND;
  await tick();
  hear();
  await tick();
  hear();
  await tick(50 * SECOND);
  sleep(8 * HOUR);
  expect(await tick()).toBe(true);
});

test('a machine that slept and is ninety seconds off as it never was is not believed', async () => {
  behind = 0;
  await tick();
  hear();
  await tick();
  sleep(8 * HOUR);
  expect(await tick(90 * SECOND)).toBe(false);
});

test('a machine that slept is not made true by a header that came after the sleep', async () => {
  behind = 0;
  await tick();
  set = 8 * HOUR;
  hear();
  expect(await tick()).toBe(false);
  expect(await tick()).toBe(false);
});

test('a clock that is set back is believed, and not trusted for posts before it has caught up to within a minute', async () => {
  await tick();
  guard.handled(now());
  expect(await tick(-10 * MINUTE)).toBe(true);
  expect(guard.trusts(now())).toBe(false);
  hand.advance(9 * MINUTE);
  expect(guard.trusts(now())).toBe(true);
});

test('Discord is asked again only ten seconds after it did not confirm', async () => {
  await tick(HOUR);
  for (let ticks = 0; ticks < 9; ticks += 1) await tick();
  expect(asked).toBe(1);
  await tick();
  expect(asked).toBe(2);
});
