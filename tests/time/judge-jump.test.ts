import { describe, expect, test } from 'vitest';
import { type ClockReading, confirmJump, followDrift, judgeJump, surplusOf } from '../../src/time/judge-jump.ts';
import { at } from '../build/build-events.ts';

const BEFORE = at('2025-10-31T13:00:00Z');
const SECOND = 1_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const start: ClockReading = { at: BEFORE, monotonic: 0 };

describe('the wall clock since the last trusted reading', () => {
  test.each([
    ['goes with the monotonic one: steady', SECOND, SECOND, 'steady'],
    ['is corrected by a minute: steady', SECOND + MINUTE, SECOND, 'steady'],
    ['gains more than a minute: a jump forward', SECOND + MINUTE + 1, SECOND, 'jumped forward'],
    ['is set back by a minute: steady', SECOND - MINUTE, SECOND, 'steady'],
    ['is set back by more: a jump back', SECOND - MINUTE - 1, SECOND, 'jumped back'],
    ['passed a slow hour that was really an hour: steady', 60 * MINUTE, 60 * MINUTE, 'steady'],
    ['passed a night in which the machine slept: a jump forward', 480 * MINUTE, SECOND, 'jumped forward'],
    ['stood still for an hour: a jump back', 0, 60 * MINUTE, 'jumped back'],
  ])('since the last trusted reading the wall clock %s', (_what, wall, monotonic, expected) => {
    expect(judgeJump(start, { at: BEFORE + wall, monotonic })).toBe(expected);
  });
});

/** The trusted reading after so many days of ticks of a second, in each of which the wall clock gains `gain` ms. */
function followed(gain: number, days: number): { trusted: ClockReading; now: ClockReading } {
  let trusted = start;
  let now = start;
  for (let ticks = 0; ticks < (days * DAY) / SECOND; ticks += 1) {
    now = { at: now.at + SECOND + gain, monotonic: now.monotonic + SECOND };
    if (judgeJump(trusted, now) !== 'steady') break;
    trusted = followDrift(trusted, now);
  }
  return { trusted, now };
}

test.each([0.5, -0.5])('a clock slewed by %d ms a second, as fast as NTP does, stays steady for weeks', (gain) => {
  const { trusted, now } = followed(gain, 14);
  expect(now.monotonic).toBe(14 * DAY);
  expect(Math.abs(surplusOf(trusted, now))).toBeLessThan(1);
});

test('a clock that gains faster is doubted once it has gained a minute too much', () => {
  const { trusted, now } = followed(20, 14);
  expect(judgeJump(trusted, now)).toBe('jumped forward');
  expect(now.at - BEFORE - now.monotonic).toBeLessThan(MINUTE + 2 * SECOND + (MINUTE / 20) * 0.5);
});

test('a step is forgiven slowly: of forty seconds twenty are left after half a day or so', () => {
  const after = { at: BEFORE + 40 * SECOND + DAY / 2, monotonic: DAY / 2 };
  expect(surplusOf(followDrift(start, after), after)).toBe(40 * SECOND - 0.0005 * (DAY / 2));
});

describe('the other clock', () => {
  test.each([
    ['agrees', 0, null, { at: BEFORE, offset: 0 }],
    ['agrees to within a minute', -MINUTE, null, { at: BEFORE, offset: MINUTE }],
    ['does not agree', -MINUTE - 1, null, null],
    [
      'differs as it did before the jump: the trusted clock goes by that',
      -95 * SECOND,
      90 * SECOND,
      { at: BEFORE - 5 * SECOND, offset: 90 * SECOND },
    ],
    ['differs by more than it did, and by a minute', -151 * SECOND, 90 * SECOND, null],
    ['agrees, though it did not before the jump: the clock was put right', 0, -3 * DAY, { at: BEFORE, offset: 0 }],
  ])('beside a doubted clock the other one %s', (_what, otherBehind, offset, expected) => {
    expect(confirmJump(BEFORE, BEFORE + otherBehind, offset)).toEqual(expected);
  });
});
