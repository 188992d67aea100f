import { expect, test } from 'vitest';
import { watchBan } from '../../src/deliver/run-delivery.ts';
import type { SendResult } from '../../src/deliver/sender.ts';

const BANNED: SendResult = { kind: 'banned', ms: 600_000, why: 'a page' };
const SENT: SendResult = { kind: 'sent', message: '1' };

function watch() {
  const time = { now: 1_000 };
  const reported: (string | null)[] = [];
  return {
    time,
    reported,
    ...watchBan(
      () => time.now,
      (why) => reported.push(why),
    ),
  };
}

test('a ban begins with its first sign, is reported once, and ends with the first answer of Discord', () => {
  const ban = watch();
  expect(ban.isOn()).toBe(false);
  ban.handle(BANNED, 900);
  ban.handle(BANNED, 950);
  expect(ban.isOn()).toBe(true);
  ban.handle(SENT, 1_001);
  ban.handle(SENT, 1_002);
  expect(ban.isOn()).toBe(false);
  expect(ban.reported).toEqual(['a page', null]);
});

test('the success of a request that began before the newest sign of a ban does not end it', () => {
  const ban = watch();
  ban.handle(BANNED, 900);
  ban.handle(SENT, 999);
  ban.handle(SENT, 1_000);
  expect(ban.isOn()).toBe(true);
  ban.time.now = 5_000;
  ban.handle(BANNED, 1_100);
  ban.handle(SENT, 4_000);
  expect(ban.isOn()).toBe(true);
  expect(ban.reported).toEqual(['a page']);
});

test.for<[SendResult, boolean]>([
  [SENT, false],
  [{ kind: 'removed' }, false],
  [{ kind: 'closed', reason: 'missing access', why: '403 (50001)' }, false],
  [{ kind: 'refused', why: '400 (50035)' }, false],
  [{ kind: 'perhaps', why: 'the connection broke' }, true],
  [{ kind: 'failed', why: 'no connection' }, true],
  [{ kind: 'wait', scope: 'channel', ms: 250, why: 'the limit known from earlier answers' }, true],
  [{ kind: 'wait', scope: 'global', ms: 250, why: 'too many refused requests' }, true],
  [{ kind: 'credentials', why: '401' }, true],
])('only an answer that is surely Discord’s own ends a ban: %o', ([result, isOn]) => {
  const ban = watch();
  ban.handle(BANNED, 900);
  ban.handle(result, 1_001);
  expect(ban.isOn()).toBe(isOn);
});
