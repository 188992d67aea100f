import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DateAnswer, judgeDates, realWorld } from '../../src/time/real-world.ts';
import { handMachine } from '../build/hand-machine.ts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Discord's clock stands at the rising one, and its answers take so long. */
const answer = (asked: number, ms = 40, by = 0): DateAnswer => ({
  discordNow: Math.floor((asked + ms / 2 + by) / SECOND) * SECOND,
  asked,
  came: asked + ms,
});
const three = (by = 0) => [answer(10_300, 40, by), answer(10_800, 40, by), answer(11_300, 40, by)];

describe('three dates of Discord', () => {
  test.each([
    ['a clock that is right is followed', 0, 0, 0],
    ['a clock that is four seconds off is followed', 4_000, 4_000, 4_000],
    ['a clock that is seven seconds ahead is not', 7_000, 7_000, 0],
    ['a clock that is 45 minutes behind is not', -45 * MINUTE, -45 * MINUTE, 0],
    ['a world that is right already stays where it is', 13 * HOUR, 20, 20],
  ])('%s', (_what, wall, world, expected) => {
    const right = judgeDates(three(), { wall, world, wasOff: false });
    expect(Math.abs((right ?? Number.NaN) - expected)).toBeLessThanOrEqual(SECOND);
    if (world === expected) expect(right).toBe(expected);
  });

  test('two dates prove nothing, nor do three of which one contradicts the others', () => {
    const clocks = { wall: HOUR, world: HOUR, wasOff: false };
    expect(judgeDates(three().slice(1), clocks)).toBeNull();
    expect(judgeDates([...three().slice(1), answer(11_800, 40, -10 * SECOND)], clocks)).toBeNull();
  });

  test('an answer that took long leaves open what a quick one knows', () => {
    const slow = [answer(1_000, 9_000), answer(12_000, 8_000), answer(21_000, 7_000)];
    expect(judgeDates(slow, { wall: 8_000, world: 8_000, wasOff: false })).toBe(8_000);
    expect(judgeDates([...slow.slice(1), answer(30_000)], { wall: 8_000, world: 8_000, wasOff: false })).toBeLessThan(
      SECOND,
    );
  });
});

/** What happens next: a second passes, the clock is set, the machine sleeps, Discord is asked. */
const STEP = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 90_000 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ what: fc.constant('set' as const), ms: fc.integer({ min: -20 * HOUR, max: 240 * HOUR }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('set' as const), ms: fc.integer({ min: -90_000, max: 90_000 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('sleep' as const), ms: fc.integer({ min: 2_000, max: 20 * HOUR }) }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('ask' as const), ms: fc.integer({ min: 1, max: 3_000 }) }) },
);

test('whatever jumps and lies the machine’s clock tells, a time that is sure and not doubted is Discord’s to within six seconds and the time of the slowest answer', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20 * HOUR, max: 20 * HOUR }), fc.array(STEP, { maxLength: 60 }), (lie, steps) => {
      const hand = handMachine();
      let set = lie;
      let slept = 0;
      let slowest = 0;
      const world = realWorld({ ...hand, now: () => hand.now() + set });
      const discord = () => hand.now() + slept;
      for (const { what, ms } of steps) {
        if (what === 'pass') hand.advance(ms);
        else if (what === 'set') set += ms;
        else if (what === 'sleep') {
          slept += ms;
          set += ms;
        } else {
          slowest = Math.max(slowest, ms);
          for (let times = 0; times < 3; times += 1) {
            const asked = hand.monotonic();
            const discordNow = Math.floor(discord() / SECOND) * SECOND;
            hand.advance(ms);
            world.hear({ discordNow, asked, came: hand.monotonic() });
          }
        }
        const { sure, doubted } = world.standing();
        if (sure && !doubted) expect(Math.abs(world.now() - discord())).toBeLessThanOrEqual(6 * SECOND + slowest);
      }
    }),
    { numRuns: 1_000, seed: 20_261_130 },
  );
});

test('a clock that is set changes nothing by itself, before Discord was ever asked', () => {
  const hand = handMachine();
  let set = 0;
  const world = realWorld({ ...hand, now: () => hand.now() + set });
  for (const by of [-10 * MINUTE, 30 * SECOND, -20 * SECOND]) {
    set += by;
    hand.advance(SECOND);
    expect(Math.abs(world.now() - hand.now())).toBeLessThan(20);
  }
});

test('a clock that is slewed as fast as NTP does is followed without a doubt', () => {
  const hand = handMachine();
  const world = realWorld({ ...hand, now: () => hand.now() + hand.monotonic() * 0.0005 });
  for (let ticks = 0; ticks < 200_000; ticks += 1) {
    hand.advance(SECOND);
    world.now();
  }
  expect(Math.abs(world.now() - hand.now() - hand.monotonic() * 0.0005)).toBeLessThan(50);
  expect(world.standing().doubted).toBe(false);
});

test('a wrong clock that is set right while Discord is known is followed again at once, and nobody doubts it', () => {
  const hand = handMachine();
  let set = 13 * HOUR;
  const world = realWorld({ ...hand, now: () => hand.now() + set });
  for (let times = 0; times < 3; times += 1) {
    const at = hand.monotonic();
    world.hear({ discordNow: Math.floor(hand.now() / SECOND) * SECOND, asked: at, came: at });
  }
  expect(world.standing().aheadMs).toBeGreaterThan(12 * HOUR);
  hand.advance(SECOND);
  set = 0;
  expect(world.now()).toBe(hand.now());
  expect(world.standing()).toMatchObject({ sure: true, doubted: false, asks: false, aheadMs: 0 });
});
