import { describe, expect, test } from 'vitest';
import { type Attempt, decideSettlement, foundSettlement, retryDelay } from '../../src/deliver/decide-settlement.ts';
import type { SendResult } from '../../src/deliver/sender.ts';
import type { ClaimedPost } from '../../src/outbox/outbox.ts';
import { realWorld } from '../../src/time/real-world.ts';

const KEY = { event: 'tariff', edge: 'takes-effect', sourceDate: '2026-05-04', channel: 'channel' } as const;
const SENT = [{ key: { ...KEY, lead: { unit: 'minutes', count: 60 } }, state: 'sent', reason: 'late' }] as const;
const SKIPPED = [
  { key: { ...KEY, lead: { unit: 'days', count: 1 } }, state: 'skipped', reason: 'superseded' },
] as const;
const NOW = { world: 7_000, machine: 100_000, random: 0.5 };

const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  post: 'post',
  lease: 'lease',
  attempts: 1,
  unanswered: false,
  sent: SENT,
  reason: 'late',
  skipped: SKIPPED,
  ...more,
});
const settle = (result: SendResult, more: Partial<Attempt> = {}) => decideSettlement(attempt(more), result, NOW);

describe('each answer of Discord', () => {
  test.each<[string, SendResult, object]>([
    [
      'sent',
      { kind: 'sent', message: '77' },
      { to: 'sent', reason: 'late', message: '77', at: 7_000, moments: [...SENT, ...SKIPPED] },
    ],
    [
      'delivered, then removed by somebody',
      { kind: 'removed' },
      { to: 'sent', reason: 'delivered and removed', message: null, at: 7_000, moments: [...SENT, ...SKIPPED] },
    ],
    [
      'closed for this channel',
      { kind: 'closed', reason: 'missing permission', why: '403' },
      { to: 'dead', reason: 'missing permission', moments: SKIPPED },
    ],
    ['refused content', { kind: 'refused', why: '400' }, { to: 'dead', reason: 'refused content', moments: SKIPPED }],
    [
      'a limit of the channel: waits as told and counts no attempt',
      { kind: 'wait', ms: 1_500, scope: 'channel', why: '429' },
      { to: 'waiting', reason: '429', readyAt: 101_500, attempted: false, unanswered: false, moments: [] },
    ],
    [
      'a global limit: likewise',
      { kind: 'wait', ms: 900, scope: 'global', why: '429' },
      { to: 'waiting', reason: '429', readyAt: 100_900, attempted: false, unanswered: false, moments: [] },
    ],
    [
      'a ban: likewise',
      { kind: 'banned', ms: 600_000, why: 'ban' },
      { to: 'waiting', reason: 'ban', readyAt: 700_000, attempted: false, unanswered: false, moments: [] },
    ],
    [
      'a ban of hours: no longer than any wait is set, since a longer one would count as a clock set back',
      { kind: 'banned', ms: 3 * 3_600_000, why: 'ban' },
      { to: 'waiting', reason: 'ban', readyAt: 1_000_000, attempted: false, unanswered: false, moments: [] },
    ],
    [
      'credentials gone: back at once, no attempt',
      { kind: 'credentials', why: '401' },
      { to: 'waiting', reason: '401', readyAt: 100_000, attempted: false, unanswered: false, moments: [] },
    ],
    [
      'surely not delivered: backoff',
      { kind: 'failed', why: 'refused' },
      { to: 'waiting', reason: 'refused', readyAt: 100_750, attempted: true, unanswered: false, moments: [] },
    ],
    [
      'perhaps delivered: backoff, and unanswered from now on',
      { kind: 'perhaps', why: '502' },
      { to: 'waiting', reason: '502', readyAt: 100_750, attempted: true, unanswered: true, moments: [] },
    ],
  ])('each answer of Discord ends, or hands back, a post in its own way: %s', (_, result, expected) => {
    expect(settle(result)).toEqual({ post: 'post', lease: 'lease', ...expected });
  });
});

describe('an attempt that was never answered', () => {
  test.each<[SendResult]>([
    [{ kind: 'wait', ms: 1, scope: 'channel', why: '' }],
    [{ kind: 'banned', ms: 1, why: '' }],
    [{ kind: 'credentials', why: '' }],
    [{ kind: 'failed', why: '' }],
    [{ kind: 'perhaps', why: '' }],
  ])('an attempt that was never answered stays so until something is known: after %o', (result) => {
    expect(settle(result, { unanswered: true })).toMatchObject({ to: 'waiting', unanswered: true });
  });
});

describe('the end of trying', () => {
  test('a post that surely never arrived is dead at the 200th attempt', () => {
    expect(settle({ kind: 'failed', why: 'x' }, { attempts: 199 })).toMatchObject({ to: 'waiting' });
    expect(settle({ kind: 'failed', why: 'x' }, { attempts: 200 })).toMatchObject({ to: 'dead', reason: 'gave up' });
  });

  test('a post that may have arrived is uncertain at the 200th attempt, and says why', () => {
    expect(settle({ kind: 'perhaps', why: '502' }, { attempts: 200 })).toMatchObject({
      to: 'uncertain',
      reason: '502',
    });
    const earlier = settle({ kind: 'failed', why: 'x' }, { attempts: 200, unanswered: true });
    expect(earlier).toMatchObject({ to: 'uncertain' });
  });

  test('a post waits double from a second to five minutes, each between half of it and the whole', () => {
    const waits = [1, 2, 3, 9, 10, 200].map((attempts) => [retryDelay(attempts, 0), retryDelay(attempts, 1)]);
    expect(waits).toEqual([
      [500, 1_000],
      [1_000, 2_000],
      [2_000, 4_000],
      [128_000, 256_000],
      [150_000, 300_000],
      [150_000, 300_000],
    ]);
  });
});

test('of a message that is found, the events that it does not name were left out of it', () => {
  const post = {
    ...{ id: 'post', lease: 'lease', kind: 'reminder', addedLate: false, payload: null, channel: 'channel' },
    moments: ['tariff', 'truce'].map((event) => ({ ...KEY, event, lead: SENT[0].key.lead, due: 6_000 })),
  } as unknown as ClaimedPost;
  const found = { message: '77', at: 7_000, shown: null };
  const statesOf = (events: readonly string[]) =>
    foundSettlement(post, { ...found, events }, realWorld({ now: () => 7_000, monotonic: () => 0 })).moments.map(
      ({ state, reason }) => [state, reason],
    );
  expect(statesOf(['truce'])).toEqual([
    ['skipped', 'nothing to say'],
    ['sent', 'on time'],
  ]);
  expect(statesOf([])).toEqual([
    ['sent', 'on time'],
    ['sent', 'on time'],
  ]);
});
