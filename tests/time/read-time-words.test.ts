import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadName } from '../../src/model/lead.ts';
import { isLocalTime } from '../../src/time/local.ts';
import { readLeadWords } from '../../src/time/read-lead-words.ts';
import { readTimeOfDay, readTimeSpan } from '../../src/time/read-time-of-day.ts';

test.each([
  ['7am', '07:00'],
  ['7', '07:00'],
  ['07', '07:00'],
  ['19', '19:00'],
  ['19:30', '19:30'],
  ['7.30 pm', '19:30'],
  ['7:30 p.m.', '19:30'],
  ['9:00', '09:00'],
  ['0:05', '00:05'],
  ['12am', '00:00'],
  ['12 pm', '12:00'],
  ['12', '12:00'],
  ['noon', '12:00'],
  ['Midnight', '00:00'],
  ['930', '09:30'],
  ['1930', '19:30'],
  ['19h30', '19:30'],
  ['8h', '08:00'],
  ['at 8', '08:00'],
  ["8 o'clock", '08:00'],
  ['8 in the morning', '08:00'],
  ['9 in the evening', '21:00'],
  ['０９:００', '09:00'],
  [' 7 AM ', '07:00'],
])('the time %j is %s', (text, time) => {
  expect(readTimeOfDay(text)).toBe(time);
});

test.each(['', 'soon', '24:00', '25', '12:60', '13pm', '0am', '-1:00', '09:00:00', '7xm', '7 m', 'am', '@everyone'])(
  'the words %j are no time of day',
  (text) => {
    expect(readTimeOfDay(text)).toBeNull();
  },
);

test.each([
  ['10pm-7am', ['22:00-07:00']],
  ['22:00-07:00', ['22:00-07:00']],
  ['22:00–7:00', ['22:00-07:00']],
  ['22 to 7', ['22:00-07:00']],
  ['from 10 p.m. until 7 a.m.', ['22:00-07:00']],
  ['between 10pm and 7am', ['22:00-07:00']],
  ['10-7am', ['22:00-07:00']],
  ['10pm-7', ['22:00-07:00']],
  ['midnight to 8', ['00:00-08:00']],
  ['noon-1pm', ['12:00-13:00']],
  ['10-7', ['22:00-07:00', '10:00-19:00']],
  ['9-5', ['21:00-05:00', '09:00-17:00']],
  ['22:00-22:00', ['22:00-22:00']],
  ['nights', []],
  ['22:00', []],
  ['22:00-25:00', []],
  ['-', []],
])('the hours %j may be %o', (text, spans) => {
  const read = readTimeSpan(text);
  const values = read.kind === 'none' ? [] : read.kind === 'one' ? [read.value] : read.values;
  expect(values.map(({ from, until }) => `${from}-${until}`)).toEqual(spans);
});

test.each([
  ['7d 1d 1h', '7d 1d 1h'],
  ['1h,1d;7d', '7d 1d 1h'],
  ['3 days', '3d'],
  ['3d', '3d'],
  ['3 days before', '3d'],
  ['tomorrow', '1d'],
  ['the day before', '1d'],
  ['day before', '1d'],
  ['a day ahead', '1d'],
  ['an hour before', '1h'],
  ['a week', '7d'],
  ['in a week', '7d'],
  ['two weeks', '14d'],
  ['a fortnight', '14d'],
  ['a month', '30d'],
  ['half an hour before', '30m'],
  ['30 min', '30m'],
  ['90 minutes', '90m'],
  ['on the day', '0d'],
  ['same day', '0d'],
  ['the day itself', '0d'],
  ['at', 'at'],
  ['at the start', 'at'],
  ['a week before, the day before and an hour before', '7d 1d 1h'],
  ['3 days 1 day', '3d 1d'],
  ['2 Weeks & 1 Hour', '14d 1h'],
  ['7 3 1', '7d 3d 1d'],
  ['7, 1', '7d 1d'],
  ['1d 24h 1440m', '1d 24h'],
])('the leads %j are %s', (text, leads) => {
  const read = readLeadWords(text);
  expect(read.kind === 'leads' ? read.leads.map(leadName).join(' ') : read).toBe(leads);
});

test('a number alone may count days or hours', () => {
  expect(readLeadWords('3')).toEqual({
    kind: 'several',
    values: [
      { unit: 'days', count: 3 },
      { unit: 'minutes', count: 180 },
    ],
  });
});

test.each([
  ['3 moons', ['3 moons']],
  ['7d soon 1h', ['soon']],
  ['400d', ['400d']],
  ['1d, later', ['later']],
  ['3 business days', ['3 business days']],
  ['__proto__', ['__proto__']],
  ['constructor days', ['constructor days']],
])('in the leads %j the words %o mean nothing', (text, bad) => {
  expect(readLeadWords(text)).toEqual({ kind: 'bad', bad });
});

test('leads without a word are none, and more than ten are too many', () => {
  expect(readLeadWords(' , ')).toEqual({ kind: 'none' });
  expect(readLeadWords('1d 2d 3d 4d 5d 6d 7d 8d 9d 10d 11d')).toEqual({ kind: 'too many', count: 11 });
});

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        '7',
        '12',
        'am',
        'pm',
        '-',
        ':',
        '30',
        ' ',
        'noon',
        'a',
        'week',
        'day',
        'before',
        'the',
        'h',
        ',',
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);

test('whatever words are taken for a time, hours or leads, the value is a valid one', () => {
  fc.assert(
    fc.property(words, (text) => {
      const time = readTimeOfDay(text);
      if (time !== null) expect(isLocalTime(time)).toBe(true);
      const span = readTimeSpan(text);
      const spans = span.kind === 'none' ? [] : span.kind === 'one' ? [span.value] : span.values;
      for (const { from, until } of spans) expect([from, until].every(isLocalTime)).toBe(true);
      const read = readLeadWords(text);
      if (read.kind === 'leads') {
        const typed = read.leads.map(leadName).join(' ');
        expect(readLeadWords(typed)).toEqual(read);
      }
    }),
  );
});
