import { expect, test } from 'vitest';
import { hindranceOf, retryAfter } from '../../src/app/start/decide-retry.ts';
import { RunError, StartError } from '../../src/app/start/start-error.ts';
import { ConnectError } from '../../src/discord/gateway/connect-error.ts';
import { StoreError } from '../../src/store/store-error.ts';

test.each([
  ['a wrong setting or list', new StartError('x'), 'settings'],
  ['a token that Discord does not accept', new ConnectError('token', 'x'), 'token'],
  ['Discord that cannot be reached', new ConnectError('network', 'x'), 'network'],
  ['a gateway that stays silent', new ConnectError('timeout', 'x'), 'network'],
  ['a full disk', new StoreError('full', 'x'), 'state'],
  ['ticks that stopped', new RunError('x'), 'fault'],
  ['a fault of the program', new TypeError('x'), 'fault'],
  ['anything else', 'x', 'fault'],
] as const)('%s keeps the program from running as %2$s', (_what, error, hindrance) => {
  expect(hindranceOf(error)).toBe(hindrance);
});

test('each wait is twice the one before, up to an hour, half a quarter more or less', () => {
  const waits = [1, 2, 3, 10, 1_000].map((attempt) => retryAfter('settings', attempt, 0.5));
  expect(waits).toEqual([60_000, 120_000, 240_000, 3_600_000, 3_600_000]);
  expect(retryAfter('settings', 1, 0)).toBe(45_000);
  expect(retryAfter('settings', 1, 0.999_999)).toBeLessThan(75_000);
});

test('Discord is asked again after seconds, and every five minutes in the end', () => {
  expect(retryAfter('network', 1, 0.5)).toBe(5_000);
  expect(retryAfter('network', 50, 0.5)).toBe(300_000);
});

test('a fault of the program is left to a new process', () => {
  expect(retryAfter('fault', 1, 0.5)).toBeNull();
});
