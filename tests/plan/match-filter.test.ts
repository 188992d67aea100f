import { describe, expect, test } from 'vitest';
import { clockOf, groupClocks } from '../../src/plan/group-clocks.ts';
import { wantsEvent } from '../../src/plan/match-filter.ts';
import { buildEvent, buildSubscription, DEFAULTS, leads } from './build.ts';

describe('a filter', () => {
  const event = buildEvent('event', [], { kind: 'tariff', topics: ['tariffs', 'trade-talks'] });

  test.each([
    ['of nothing wants all', null, null, true],
    ['wants an event with any of its topics', ['summits', 'tariffs'], null, true],
    ['does not want one with none of them', ['summits'], null, false],
    ['wants an event of its kinds', null, ['tariff'], true],
    ['does not want other kinds', null, ['summit'], false],
    ['of topics and kinds wants what has both', ['tariffs'], ['summit'], false],
    ['of no topic at all wants nothing', [], null, false],
  ])('%s', (_what, topics, kinds, wanted) => {
    expect(wantsEvent({ topics, kinds }, event)).toBe(wanted);
  });
});

describe('subscriptions with one clock', () => {
  const settings = new Map([
    ['seoul', { guild: 'seoul', zone: 'Asia/Seoul', postingTime: null }],
    ['late', { guild: 'late', zone: null, postingTime: '18:00' }],
  ]);

  test('a server’s settings come before the defaults, each for itself', () => {
    const clock = (guild: string) => clockOf(buildSubscription('1', { guild }), settings, DEFAULTS);
    expect(clock('seoul')).toEqual({ zone: 'Asia/Seoul', postingTime: '09:00', leads: null });
    expect(clock('late')).toEqual({ zone: 'UTC', postingTime: '18:00', leads: null });
    expect(clock('other')).toEqual({ zone: 'UTC', postingTime: '09:00', leads: null });
  });

  test('are derived together, others apart, none is left out', () => {
    const groups = groupClocks(
      [
        buildSubscription('1'),
        buildSubscription('2', { guild: 'seoul' }),
        buildSubscription('3', { filter: { topics: ['x'], kinds: null } }),
        buildSubscription('4', { leads: leads('1d') }),
        buildSubscription('5', { guild: 'late' }),
      ],
      settings,
      DEFAULTS,
    );
    expect(groups.map((group) => group.subscriptions.map((one) => one.channel))).toEqual([
      ['1', '3'],
      ['2'],
      ['4'],
      ['5'],
    ]);
  });
});
