import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { ruleFromWords } from '../../src/list/repeat/read-series.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { expandRule } from '../../src/time/expand-rule.ts';
import { goodList, read } from '../build/list-texts.ts';

const lines = (...entries: string[]) =>
  `zone: America/New_York\nevents:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`;

/** The days of a rule in words, from a day on. */
function days(start: string, every: string, on?: string | number, count = 4): readonly string[] {
  const answer = ruleFromWords({ every, on, count }, start);
  return 'rule' in answer ? (expandRule(answer.rule, start, 400) ?? []) : [`no ${answer.fault}`];
}

/** Every day from one on, with its weekday (0 for Sunday), by counting: nothing of the program's. */
function* daysFrom(
  start: string,
): Generator<{ readonly day: string; readonly weekday: number; readonly date: number }> {
  for (let at = Date.parse(start); ; at += 86_400_000) {
    const date = new Date(at);
    yield { day: date.toISOString().slice(0, 10), weekday: date.getUTCDay(), date: date.getUTCDate() };
  }
}

function firstDays(
  start: string,
  count: number,
  fits: (one: { weekday: number; date: number; day: string }) => boolean,
) {
  const found: string[] = [];
  for (const one of daysFrom(start)) {
    if (fits(one)) found.push(one.day);
    if (found.length === count) break;
  }
  return found;
}

const lengthOf = (day: string) => new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate();

describe('a rule in words', () => {
  test('a rule has the days that counting finds: third Fridays, last business days, Mondays and Thursdays, last days', () => {
    const start = '2027-01-01';
    expect(days(start, 'month', 'third Friday', 120)).toEqual(
      firstDays(start, 120, ({ weekday, date }) => weekday === 5 && date > 14 && date <= 21),
    );
    expect(days(start, 'month', 'last business day', 120)).toEqual(
      firstDays(start, 120, ({ weekday, date, day }) => {
        const left = lengthOf(day) - date;
        return weekday >= 1 && weekday <= 5 && (left === 0 || (weekday === 5 && left <= 2));
      }),
    );
    expect(days(start, 'week', 'Monday and Thursday', 200)).toEqual(
      firstDays(start, 200, ({ weekday }) => weekday === 1 || weekday === 4),
    );
    expect(days(start, 'month', 'last day', 60)).toEqual(
      firstDays(start, 60, ({ date, day }) => date === lengthOf(day)),
    );
    expect(days(start, 'month', 31, 30)).toEqual(firstDays(start, 30, ({ date }) => date === 31));
  });

  test.each([
    ['2027-01-15', 'quarter', undefined, ['2027-01-15', '2027-04-15', '2027-07-15', '2027-10-15']],
    ['2027-01-04', '2 weeks', undefined, ['2027-01-04', '2027-01-18', '2027-02-01', '2027-02-15']],
    ['2027-11-01', 'year', 'first Tuesday', ['2027-11-02', '2028-11-07', '2029-11-06', '2030-11-05']],
    ['2024-02-29', 'year', undefined, ['2024-02-29', '2028-02-29', '2032-02-29', '2036-02-29']],
    ['2027-01-01', '3 days', undefined, ['2027-01-01', '2027-01-04', '2027-01-07', '2027-01-10']],
    ['2027-01-01', 'month', 'the 15th', ['2027-01-15', '2027-02-15', '2027-03-15', '2027-04-15']],
    ['2027-01-01', 'month', 'Friday', ['no on']],
    ['2027-01-01', 'week', 'third Friday', ['no on']],
    ['2027-01-01', 'decade', undefined, ['no every']],
  ])('from %s, every %s on %s is %j', (start, every, on, wanted) => {
    expect(days(start, every, on)).toEqual(wanted);
  });

  test.each([
    '',
    'FREQ=HOURLY;COUNT=2',
    'COUNT=2',
    'FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2;COUNT=2',
    'FREQ=DAILY;X=1',
    'DTSTART=20270101',
  ])('%j is no rule of days', (rule) => expect(expandRule(rule, '2027-01-01', 10)).toBeNull());

  test('a rule that is long and wrong is refused at once', () => {
    const began = performance.now();
    expect(expandRule(`FREQ=MONTHLY;BYMONTHDAY=${'1'.repeat(270)}x;COUNT=2`, '2027-01-01', 10)).toBeNull();
    expect(expandRule(`FREQ=MONTHLY;BYDAY=${'1FR'.repeat(90)}x;COUNT=2`, '2027-01-01', 10)).toBeNull();
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  test('a rule of RFC 5545 may stand with its name, in any case, and ends with the day of its UNTIL', () => {
    expect(expandRule('RRULE:freq=weekly;until=20270115T235959Z', '2027-01-01', 10)).toEqual([
      '2027-01-01',
      '2027-01-08',
      '2027-01-15',
    ]);
  });
});

const CPI =
  'id: cpi, title: Consumer prices, at: 2027-01-01 8:30 a.m., repeats: { every: month, on: third Friday, until: 2027-06-30 }';

/** The dates of a list by id: the start of the day or the minute, in UTC. */
function dates(text: string): Record<string, string> {
  const { all } = makeCatalogue(goodList(text));
  return Object.fromEntries(
    all.map(({ event, edges }) => [event.id, new Date(edges[0]?.anchor ?? 0).toISOString().slice(0, 16)]),
  );
}

describe('an entry that repeats', () => {
  test('each date of an entry that repeats is an event with an id for good, at its hour over a change of clocks', () => {
    expect(dates(lines(CPI))).toEqual({
      'cpi-2027-01-15': '2027-01-15T13:30',
      'cpi-2027-02-19': '2027-02-19T13:30',
      'cpi-2027-03-19': '2027-03-19T12:30',
      'cpi-2027-04-16': '2027-04-16T12:30',
      'cpi-2027-05-21': '2027-05-21T12:30',
      'cpi-2027-06-18': '2027-06-18T12:30',
    });
  });

  test('one date may be moved, called off, or have its outcome, and keeps its id; the others stay', () => {
    const odd = [
      '2027-01-15: { outcome: { what: 2.4%, day: 2027-01-15 } }',
      '2027-02-19: { cancelled: true, certaintyNote: no funds }',
      '2027-03-19: { moved: 2027-03-18 }',
      '2027-04-16: { moved: 2027-04-15 2 p.m., certainty: tentative }',
    ];
    const list = goodList(lines(`${CPI}, occurrences: { ${odd.join(', ')} }`));
    const of = (id: string) => list.events.find((event) => event.id === id);
    expect(list.events).toHaveLength(6);
    expect(of('cpi-2027-01-15')?.outcome).toEqual({ what: '2.4%', day: '2027-01-15', source: null });
    expect(of('cpi-2027-02-19')).toMatchObject({ certainty: 'cancelled', certaintyNote: 'no funds', series: 'cpi' });
    expect(of('cpi-2027-03-19')).toMatchObject({
      claims: [{ date: { precision: 'minute', minute: '2027-03-18T08:30' } }],
      history: [{ day: '2027-03-19' }],
    });
    expect(of('cpi-2027-04-16')).toMatchObject({
      certainty: 'tentative',
      claims: [{ date: { precision: 'minute', minute: '2027-04-15T14:00' } }],
    });
    expect(of('cpi-2027-05-21')).toMatchObject({ certainty: 'confirmed', history: [], outcome: null });
  });

  test('a date that is moved is told as one that moved, and an entry that goes on for longer is no news', () => {
    const before = makeCatalogue(goodList(lines(CPI))).all;
    const moved = makeCatalogue(goodList(lines(`${CPI}, occurrences: { 2027-03-19: { moved: 2027-03-18 } }`))).all;
    expect(compareLists(before, moved).map(({ event, kind }) => `${event} ${kind}`)).toEqual([
      'cpi-2027-03-19 earlier',
    ]);
    const longer = makeCatalogue(goodList(lines(CPI.replace('06-30', '12-31')))).all;
    const further = compareLists(before, longer).map(({ event, kind }) => `${event} ${kind}`);
    expect(further).toHaveLength(6);
    expect(further[0]).toBe('cpi-2027-07-16 text only');
    expect(compareLists([], before).every(({ kind }) => kind === 'new')).toBe(true);
  });

  test('a deadline and a day repeat as a minute does, by words and by a rule of RFC 5545', () => {
    const words = dates(lines('title: Filing, due: 2027-01-31, repeats: { every: quarter, on: last day, count: 3 }'));
    expect(words).toEqual({
      'filing-2027-01-31': '2027-02-01T05:00',
      'filing-2027-04-30': '2027-05-01T04:00',
      'filing-2027-07-31': '2027-08-01T04:00',
    });
    expect(
      dates(lines('title: Filing, due: 2027-01-31, rrule: FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=3')),
    ).toEqual(words);
  });

  test('the dates of all that repeats count for the limit of a list', () => {
    const many = Array.from(
      { length: 13 },
      (_, index) => `title: Day ${index}, on: 2027-01-01, repeats: { every: day, count: 400 }`,
    );
    const { problems } = read(lines(...many));
    expect(problems.map(({ message, found }) => [message, found])).toEqual([['There are too many events.', '5,200']]);
  });

  test('check says how often an entry repeats, and from when to when', () => {
    expect(read(lines(CPI)).notes).toEqual(['1.yaml: cpi repeats 6 times, from cpi-2027-01-15 to cpi-2027-06-18.']);
  });
});
