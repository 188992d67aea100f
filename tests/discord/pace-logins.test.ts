import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loginWait, noteLogin, readLogins, sessionsWait } from '../../src/discord/gateway/pace-logins.ts';

const NOW = Date.UTC(2026, 10, 30, 12);
const MINUTE = 60_000;
const ago = (...minutes: number[]) => minutes.map((one) => NOW - one * MINUTE);

test('the first ten logins of an hour wait for nothing', () => {
  expect(loginWait([], NOW, 1_000)).toBe(0);
  expect(loginWait(ago(9, 8, 7, 6, 5, 4, 3, 2, 1), NOW, 1_000)).toBe(0);
});

test('the login after them waits 15 seconds from the last, and each further one twice as long', () => {
  const ten = ago(10, 9, 8, 7, 6, 5, 4, 3, 2, 0);
  expect(loginWait(ten, NOW, 1_000)).toBe(15_000);
  expect(loginWait([...ten, NOW], NOW, 1_000)).toBe(30_000);
  expect(loginWait([...ten, NOW, NOW], NOW + 20_000, 1_000)).toBe(40_000);
});

test('a bot that Discord allows more logins a day has more free ones', () => {
  expect(
    loginWait(
      Array.from({ length: 99 }, () => NOW),
      NOW,
      10_000,
    ),
  ).toBe(0);
  expect(
    loginWait(
      Array.from({ length: 100 }, () => NOW),
      NOW,
      10_000,
    ),
  ).toBe(15_000);
});

test('logins of more than an hour ago count no more, nor those of a clock that was ahead', () => {
  expect(
    loginWait(
      Array.from({ length: 50 }, () => NOW - 61 * MINUTE),
      NOW,
      1_000,
    ),
  ).toBe(0);
  expect(
    loginWait(
      Array.from({ length: 50 }, () => NOW + MINUTE),
      NOW,
      1_000,
    ),
  ).toBe(0);
});

test('a process that dies within a second of its login and is always started again keeps most of the day’s logins', () => {
  let now = NOW;
  let note: string | null = null;
  let logins = 0;
  while (now < NOW + 24 * 60 * MINUTE) {
    const before = readLogins(note);
    now += loginWait(before, now, 1_000);
    note = noteLogin(before, now);
    logins += 1;
    now += 1_000;
  }
  expect(logins).toBeLessThan(450);
});

test('a note that is none, whoever wrote it, is no login', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string(), fc.constant(null)), (text) => {
      expect(loginWait(readLogins(text), NOW, 1_000)).toBeGreaterThanOrEqual(0);
    }),
  );
  expect(readLogins('{"a":1}')).toEqual([]);
});

test('where Discord leaves a twentieth of the day’s logins or less, they wait until it gives new ones', () => {
  expect(sessionsWait({ total: 1_000, remaining: 51, reset_after: 5_000 })).toBe(0);
  expect(sessionsWait({ total: 1_000, remaining: 50, reset_after: 5_000 })).toBe(5_000);
  expect(sessionsWait({ total: 1_000, remaining: 0, reset_after: 0 })).toBe(1_000);
});
