import { describe, expect, test } from 'vitest';
import { judgeJump } from '../../src/plan/judge-jump.ts';
import { at } from './build.ts';

const BEFORE = at('2025-10-31T13:00:00Z');
const SECOND = 1_000;
const MINUTE = 60_000;

describe('between two ticks the wall clock', () => {
  test.each([
    ['goes with the monotonic one: steady', SECOND, SECOND, 'steady'],
    ['is corrected by a minute: steady', SECOND + MINUTE, SECOND, 'steady'],
    ['gains more than a minute: a jump forward', SECOND + MINUTE + 1, SECOND, 'jumped forward'],
    ['is set back by a minute: steady', SECOND - MINUTE, SECOND, 'steady'],
    ['is set back by more: a jump back', SECOND - MINUTE - 1, SECOND, 'jumped back'],
    ['passed a slow hour that was really an hour: steady', 60 * MINUTE, 60 * MINUTE, 'steady'],
    ['passed a night in which the machine slept: a jump forward', 480 * MINUTE, SECOND, 'jumped forward'],
    ['stood still for an hour: a jump back', 0, 60 * MINUTE, 'jumped back'],
  ])('%s', (_what, wall, monotonic, expected) => {
    expect(judgeJump(BEFORE, BEFORE + wall, monotonic)).toBe(expected);
  });
});
