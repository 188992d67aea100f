import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandRule } from '../../src/time/expand-rule.ts';
import { expandByHand, type HandRule, WEEKDAYS, type Weekday, writeRule } from '../build/expand-by-hand.ts';

const MOST = 40;
const BUSINESS = (['MO', 'TU', 'WE', 'TH', 'FR'] as const).map((day) => ({ nth: null, day }));

/** Both ways, which must agree. */
function both(rule: HandRule, start: string): readonly [string[] | null, string[]] {
  return [expandRule(writeRule(rule), start, MOST), expandByHand(rule, start, MOST)];
}

test.each<[string, HandRule, string, readonly string[]]>([
  [
    'every third Friday',
    { freq: 'MONTHLY', byDay: [{ nth: 3, day: 'FR' }], count: 3 },
    '2031-01-01',
    ['2031-01-17', '2031-02-21', '2031-03-21'],
  ],
  [
    'the last business day of each month',
    { freq: 'MONTHLY', byDay: BUSINESS, bySetPos: [-1], count: 3 },
    '2031-05-01',
    ['2031-05-30', '2031-06-30', '2031-07-31'],
  ],
  [
    'the first and the last of several days',
    { freq: 'MONTHLY', byDay: BUSINESS, bySetPos: [1, -1], count: 4 },
    '2031-02-10',
    ['2031-02-28', '2031-03-03', '2031-03-31', '2031-04-01'],
  ],
  [
    'over a change of the clocks',
    { freq: 'DAILY', count: 3 },
    '2031-03-08',
    ['2031-03-08', '2031-03-09', '2031-03-10'],
  ],
  [
    'an end that is the last day itself',
    { freq: 'WEEKLY', until: '2031-01-15' },
    '2031-01-01',
    ['2031-01-01', '2031-01-08', '2031-01-15'],
  ],
  [
    'leap days, in the years that have them',
    { freq: 'YEARLY', byMonth: [2], byMonthDay: [29], count: 3 },
    '2028-02-29',
    ['2028-02-29', '2032-02-29', '2036-02-29'],
  ],
  [
    'the 31st, in the months that have it',
    { freq: 'MONTHLY', byMonthDay: [31], count: 3 },
    '2031-01-31',
    ['2031-01-31', '2031-03-31', '2031-05-31'],
  ],
  [
    'the last day of February',
    { freq: 'YEARLY', byMonth: [2], byMonthDay: [-1], count: 3 },
    '2031-01-01',
    ['2031-02-28', '2032-02-29', '2033-02-28'],
  ],
  [
    'every other week, by a week that begins on Sunday',
    {
      freq: 'WEEKLY',
      interval: 2,
      wkst: 'SU',
      byDay: [
        { nth: null, day: 'TU' },
        { nth: null, day: 'SU' },
      ],
      count: 4,
    },
    '1997-08-05',
    ['1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'],
  ],
])('%s', (_title, rule, start, days) => {
  expect(both(rule, start)).toEqual([days, days]);
});

const weekday = fc.constantFrom<Weekday>(...WEEKDAYS);
const some = <T>(one: fc.Arbitrary<T>) => fc.uniqueArray(one, { minLength: 1, maxLength: 4 });
const months = some(fc.integer({ min: 1, max: 12 }));
const monthDays = some(fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 })));
const plainDays = fc
  .uniqueArray(weekday, { minLength: 1, maxLength: 7 })
  .map((days) => days.map((day) => ({ nth: null, day })));
const nthDays = some(
  fc
    .record({ nth: fc.constantFrom(-5, -4, -2, -1, 1, 2, 3, 4, 5), day: weekday })
    .map(({ nth, day }) => `${nth}${day}`),
).map((all) =>
  all.map((one) => ({
    nth: Number.parseInt(one, 10),
    day: WEEKDAYS.find((day) => one.endsWith(day)) ?? ('MO' as const),
  })),
);
const positions = some(fc.constantFrom(-3, -2, -1, 1, 2, 3, 10));
const start = fc
  .integer({ min: 0, max: 40_000 })
  .map((day) => new Date(Date.UTC(1995, 0, 1) + day * 86_400_000).toISOString().slice(0, 10));
const interval = fc.integer({ min: 1, max: 5 });

const rules: fc.Arbitrary<HandRule> = fc.oneof(
  fc.record(
    { freq: fc.constant('DAILY' as const), interval, byMonth: months, byDay: plainDays },
    { requiredKeys: ['freq'] },
  ),
  fc.record(
    { freq: fc.constant('WEEKLY' as const), interval, wkst: weekday, byMonth: months, byDay: plainDays },
    { requiredKeys: ['freq'] },
  ),
  fc.record(
    { freq: fc.constant('MONTHLY' as const), interval, byMonth: months, byMonthDay: monthDays },
    { requiredKeys: ['freq'] },
  ),
  fc.record({ freq: fc.constant('MONTHLY' as const), interval, byDay: nthDays }, { requiredKeys: ['freq', 'byDay'] }),
  fc.record(
    { freq: fc.constant('MONTHLY' as const), interval, byDay: plainDays, byMonthDay: monthDays, bySetPos: positions },
    { requiredKeys: ['freq', 'byDay', 'bySetPos'] },
  ),
  fc.record(
    { freq: fc.constant('YEARLY' as const), interval, byMonth: months, byMonthDay: monthDays },
    { requiredKeys: ['freq', 'byMonth'] },
  ),
  fc.record(
    { freq: fc.constant('YEARLY' as const), interval, byMonth: months, byDay: nthDays, bySetPos: positions },
    { requiredKeys: ['freq', 'byMonth', 'byDay'] },
  ),
  fc.record({ freq: fc.constant('YEARLY' as const), byDay: nthDays }),
);

test('whatever the rule, its days are those that counting by hand gives', () => {
  fc.assert(
    fc.property(
      rules,
      start,
      fc.option(fc.integer({ min: 1, max: 30 })),
      fc.option(fc.integer({ min: 0, max: 4_000 })),
      (rule, from, count, length) => {
        const end =
          length === null ? undefined : new Date(Date.parse(from) + length * 86_400_000).toISOString().slice(0, 10);
        // An end or a number, not both (RFC 5545).
        const limit = end !== undefined ? { until: end } : { count: count ?? MOST };
        const [ours, byHand] = both({ ...rule, ...limit }, from);
        expect(ours, `${from} ${writeRule({ ...rule, ...limit })}`).toEqual(byHand);
      },
    ),
    { numRuns: 40 },
  );
});
