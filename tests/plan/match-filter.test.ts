import { describe, expect, test } from 'vitest';
import { type EventFilter, ofGuild } from '../../src/model/subscription.ts';
import { clockOf, groupClocks } from '../../src/plan/reminders/group-clocks.ts';
import { passesFilter, wantsEvent } from '../../src/plan/reminders/match-filter.ts';
import { buildEvent } from '../build/build-events.ts';
import { buildSubscription, DEFAULTS, leads, settingsFrom } from '../build/build-subscriptions.ts';

describe('a filter of topics and kinds', () => {
  const event = buildEvent('event', [], { kind: 'tariff', topics: ['tariffs', 'trade-talks'] });

  test.each([
    ['of nothing wants all', null, null, true],
    ['wants an event with any of its topics', ['summits', 'tariffs'], null, true],
    ['does not want one with none of them', ['summits'], null, false],
    ['wants an event of its kinds', null, ['tariff'], true],
    ['does not want other kinds', null, ['summit'], false],
    ['of topics and kinds wants what has both', ['tariffs'], ['summit'], false],
    ['of no topic at all wants nothing', [], null, false],
  ])('a filter %s', (_what, topics, kinds, wanted) => {
    expect(wantsEvent({ topics, kinds }, event)).toBe(wanted);
  });
});

describe('a filter with further parts', () => {
  const event = buildEvent('asean-summit', [], {
    title: 'Gipfel in São Paulo: “Trade Talks”',
    phrase: 'the summit',
    certainty: 'expected',
    regions: ['asia', 'americas'],
  });
  const wants = (more: Partial<EventFilter>) => wantsEvent({ topics: null, kinds: null, ...more }, event);
  const words = (allow: string[], block: string[] = []) => wants({ words: { allow, block } });

  test.each([
    ['wants any of its regions', { regions: ['africa', 'asia'] }, true],
    ['does not want other regions', { regions: ['africa'] }, false],
    ['wants its certainty', { certainties: ['confirmed', 'expected'] }, true],
    ['does not want other certainties', { certainties: ['confirmed'] }, false],
    ['wants the one event that is named', { events: ['other', 'asean-summit'] }, true],
    ['does not want what is not named', { events: [] }, false],
    ['does not want what is muted', { muted: ['asean-summit'] }, false],
    ['wants what is not muted', { muted: ['asean'] }, true],
    ['asks for nothing where it is null', { regions: null, certainties: null, events: null }, true],
    ['stands beside the others: all must be passed', { regions: ['asia'], certainties: ['confirmed'] }, false],
  ] as const)('a filter with further parts %s', (_what, more, wanted) => {
    expect(wants(more)).toBe(wanted);
  });

  test('a filter lets pass what is muted, so that its reminders end as muted', () => {
    expect(passesFilter({ topics: null, kinds: null, muted: ['asean-summit'] }, event)).toBe(true);
  });

  test.each([
    [['SAO paulo']],
    [['são']],
    [['trade talks']],
    [['sum']],
    [['ASEAN']],
    [['nothing', 'gipfel']],
    [[]],
    [['…', '']],
  ])('the words %j fit, whatever case and accents', (allow) => {
    expect(words(allow)).toBe(true);
  });

  test.each([[['ummit']], [['paulo sao']], [['talks the']], [['nothing']]])(
    'the words %j do not fit: not inside a word, not in another order, not across two texts',
    (allow) => {
      expect(words(allow)).toBe(false);
    },
  );

  test('a blocked word is stronger than an allowed one, and one of mere signs blocks nothing', () => {
    expect(words(['summit'], ['gipfel'])).toBe(false);
    expect(words([], ['!!!', ' '])).toBe(true);
  });

  test('a word that an event is about is found in all of its texts, and blocks by its title, phrase and id alone', () => {
    const more = {
      ...event,
      summary: 'Trump and Xi may meet',
      stakes: 'Soybean orders',
      place: 'Kuala Lumpur',
      topics: ['rare-earths'],
    };
    const filter = (allow: string[], block: string[] = []) => ({ topics: null, kinds: null, words: { allow, block } });
    for (const word of ['trump', 'soybean', 'kuala lumpur', 'rare', 'americas']) {
      expect(wantsEvent(filter([word]), more)).toBe(true);
      expect(wantsEvent(filter([], [word]), more)).toBe(true);
    }
    expect(wantsEvent(filter(['meet soybean']), more)).toBe(false);
  });

  test('where a script has no spaces a word is found anywhere', () => {
    const chinese = { ...event, title: '美中关税休战' };
    expect(wantsEvent({ topics: null, kinds: null, words: { allow: ['关税'], block: [] } }, chinese)).toBe(true);
    expect(wantsEvent({ topics: null, kinds: null, words: { allow: [], block: ['休战'] } }, chinese)).toBe(false);
  });
});

describe('subscriptions with one clock', () => {
  const settings = settingsFrom(
    new Map([
      ['seoul', { guild: 'seoul', zone: 'Asia/Seoul', postingTime: null }],
      ['late', { guild: 'late', zone: null, postingTime: '18:00' }],
    ]),
  );

  test('a server’s settings come before the defaults, each for itself', () => {
    const clock = (guild: string) => clockOf(buildSubscription('1', { owner: ofGuild(guild) }), settings, DEFAULTS);
    expect(clock('seoul')).toEqual({ zone: 'Asia/Seoul', postingTime: '09:00', leads: null });
    expect(clock('late')).toEqual({ zone: 'UTC', postingTime: '18:00', leads: null });
    expect(clock('other')).toEqual({ zone: 'UTC', postingTime: '09:00', leads: null });
  });

  test('subscriptions differ by leads of a kind, of an event and by quiet hours, and not by the order in which they were named', () => {
    const ofTwo = { tariff: leads('3d'), summit: leads('1d') };
    const turned = { summit: leads('1d'), tariff: leads('3d') };
    const groups = groupClocks(
      [
        buildSubscription('1', { leadsByKind: ofTwo }),
        buildSubscription('2', { leadsByKind: turned }),
        buildSubscription('3', { leadsByKind: { tariff: leads('3d') } }),
        buildSubscription('4', { leadsByEvent: { tariff: leads('3d') } }),
        buildSubscription('5', { quiet: { from: '22:00', until: '07:00' } }),
        buildSubscription('6', { quiet: null }),
        buildSubscription('7', { quiet: { from: '22:00', until: '07:30' } }),
        buildSubscription('8'),
      ],
      settings,
      DEFAULTS,
    );
    expect(groups.map((group) => group.subscriptions.map((one) => one.channel).join())).toEqual([
      '1,2',
      '3',
      '4',
      '5',
      '6,8',
      '7',
    ]);
    expect(groups[0]?.clock).toMatchObject({ leadsByKind: ofTwo });
    expect(groups[3]?.clock).toMatchObject({ quiet: { from: '22:00', until: '07:00' } });
  });

  test('subscriptions with one clock are derived together, others apart, and none is left out', () => {
    const groups = groupClocks(
      [
        buildSubscription('1'),
        buildSubscription('2', { owner: ofGuild('seoul') }),
        buildSubscription('3', { filter: { topics: ['x'], kinds: null } }),
        buildSubscription('4', { leads: leads('1d') }),
        buildSubscription('5', { owner: ofGuild('late') }),
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

describe('the importance of an event', () => {
  const [high, normal, low] = [
    buildEvent('high', [], { importance: 'high' }),
    buildEvent('normal', []),
    buildEvent('low', [], { importance: 'low' }),
  ];
  const ALL = { topics: null, kinds: null };

  test('a filter without importances wants every event, and one with them those that it names', () => {
    const wanted = (filter: EventFilter) => [high, normal, low].map((event) => wantsEvent(filter, event));
    expect(wanted(ALL)).toEqual([true, true, true]);
    expect(wanted({ ...ALL, importances: ['high'] })).toEqual([true, false, false]);
    expect(wanted({ ...ALL, importances: ['normal', 'low'] })).toEqual([false, true, true]);
  });

  test('subscriptions that ask for reminders of low importance are one clock, and those that do not another', () => {
    const settings = () => null;
    const asks = buildSubscription('a', { filter: { ...ALL, importances: ['high', 'low'] } });
    const others = buildSubscription('b', { filter: { ...ALL, importances: ['high'] } });
    expect(clockOf(asks, settings, DEFAULTS).low).toBe(true);
    expect('low' in clockOf(others, settings, DEFAULTS)).toBe(false);
    expect(groupClocks([asks, others, asks], settings, DEFAULTS)).toHaveLength(2);
  });
});
