import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isLocalDay, isLocalTime } from '../../src/time/local.ts';
import { type DaySpan, readDayWords } from '../../src/time/read-day-words.ts';

/** A Monday. */
const TODAY = '2026-11-30';

const shown = ({ from, through, time }: DaySpan) =>
  `${from}${through === from ? '' : `..${through}`}${time === null ? '' : ` ${time}`}`;

async function read(text: string, toward: 'past' | 'future', today = TODAY) {
  const reading = await readDayWords(text, { today, toward });
  return reading.kind === 'none' ? [] : reading.kind === 'one' ? [shown(reading.value)] : reading.values.map(shown);
}

test.each([
  ['2026-11-05', '2026-11-05'],
  ['today', '2026-11-30'],
  ['yesterday', '2026-11-29'],
  ['last Friday', '2026-11-27'],
  ['Friday', '2026-11-27'],
  ['since Friday', '2026-11-27'],
  ['3 days ago', '2026-11-27'],
  ['two weeks ago', '2026-11-16'],
  ['a month ago', '2026-10-30'],
  ['last week', '2026-11-23..2026-11-29'],
  ['this week', '2026-11-30..2026-12-06'],
  ['last month', '2026-10-01..2026-10-31'],
  ['last year', '2025-01-01..2025-12-31'],
  ['5 Nov', '2026-11-05'],
  ['November 5', '2026-11-05'],
  ['Nov 5th, 2025', '2025-11-05'],
  ['5 December', '2025-12-05'],
  ['in November', '2026-11-01..2026-11-30'],
  ['December', '2025-12-01..2025-12-31'],
  ['October 2025', '2025-10-01..2025-10-31'],
  ['23.10.2025', '2025-10-23'],
  ['13/10/2025', '2025-10-13'],
  ['10/13/2025', '2025-10-13'],
])('looking back, %j is %s', async (text, days) => {
  expect(await read(text, 'past')).toEqual([days]);
});

test.each([
  ['tomorrow', '2026-12-01'],
  ['tomorrow 8am', '2026-12-01 08:00'],
  ['tomorrow at 18:30', '2026-12-01 18:30'],
  ['2026-12-05 08:00', '2026-12-05 08:00'],
  ['2026-12-05 8am', '2026-12-05 08:00'],
  ['Friday', '2026-12-04'],
  ['Monday', '2026-12-07'],
  ['next Friday', '2026-12-11'],
  ['until Friday 9am', '2026-12-04 09:00'],
  ['in 3 days', '2026-12-03'],
  ['in two weeks', '2026-12-14'],
  ['next week', '2026-12-07..2026-12-13'],
  ['this month', '2026-11-01..2026-11-30'],
  ['next month', '2026-12-01..2026-12-31'],
  ['in November', '2026-11-01..2026-11-30'],
  ['March', '2027-03-01..2027-03-31'],
  ['5 Jan', '2027-01-05'],
  ['31 December', '2026-12-31'],
])('looking ahead, %j is %s', async (text, days) => {
  expect(await read(text, 'future')).toEqual([days]);
});

test('a day and a month in numbers are asked back where the order is open', async () => {
  expect(await read('3/4/2026', 'past')).toEqual(['2026-04-03', '2026-03-04']);
  expect(await read('4/4/2026', 'past')).toEqual(['2026-04-04']);
});

test.each([
  '',
  'soon',
  '2026-02-30',
  '30 February',
  'Friday or so',
  'the truce',
  '@everyone',
  '99/99',
  '-1d',
  '0d',
  '5',
  'from A to B',
])('the words %j name no day', async (text) => {
  expect(await read(text, 'past')).toEqual([]);
});

test('whatever words are taken for days, the days and times exist', async () => {
  const piece = fc.constantFrom(
    '3',
    '31',
    '2026',
    'feb',
    'friday',
    'last',
    'next',
    'week',
    'ago',
    '/',
    ' ',
    'in',
    '8am',
    '-',
  );
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.array(piece, { maxLength: 7 }).map((all) => all.join(' ')),
  );
  await fc.assert(
    fc.asyncProperty(words, fc.constantFrom('past', 'future'), async (text, toward) => {
      const reading = await readDayWords(text, { today: TODAY, toward });
      const spans = reading.kind === 'none' ? [] : reading.kind === 'one' ? [reading.value] : reading.values;
      for (const { from, through, time } of spans) {
        expect([from, through].every(isLocalDay) && from <= through).toBe(true);
        if (time !== null) expect(isLocalTime(time)).toBe(true);
      }
    }),
  );
});
