import { describe, expect, test } from 'vitest';
import { publicationOf, textOf } from '../build/build-publication.ts';
import {
  GET_ICALENDAR,
  hasIcalendar,
  type ReadEntry,
  readWithIcalendar,
  readWithIcalJs,
} from '../build/read-calendar.ts';

const entry = (more: string) => `  - { id: filing, title: Filing, ${more} }\n`;
const list = (filing: string, talks = 'certainty: confirmed') => `covers: Made dates
zone: America/New_York
events:
${entry(filing)}  - { id: talks, title: "Talks, second round; \\"final\\"", from: 2027-03-01, through: 2027-03-03, topics: [trade-talks], ${talks} }
`;
const [JAN, FEB, MAR] = [Date.UTC(2027, 0, 5, 10), Date.UTC(2027, 1, 5, 10), Date.UTC(2027, 2, 5, 10)];
const FIRST = list('due: 2027-04-15 17:00');
const MOVED = list('due: 2027-05-20 17:00');
const CALLED_OFF = list('due: 2027-05-20 17:00', 'certainty: cancelled');

const feed = (steps: Parameters<typeof publicationOf>[0], now: number) =>
  textOf(publicationOf(steps, now), 'dates.ics');
const of = (entries: readonly ReadEntry[], id: string) => entries.find(({ uid }) => uid.startsWith(`${id}.`));

const PARSERS = [
  { name: 'ical.js', read: readWithIcalJs, missing: null },
  { name: 'python3-icalendar', read: readWithIcalendar, missing: hasIcalendar() ? null : GET_ICALENDAR },
] as const;

describe.each(PARSERS)('$name', ({ read, missing }) => {
  test.skipIf(missing !== null)(
    'a date that moves keeps its id in the feed, and comes later with a higher sequence' +
      (missing === null ? '' : ` (${missing})`),
    () => {
      const before = of(read(feed([[JAN, FIRST]], FEB)), 'filing');
      const after = of(
        read(
          feed(
            [
              [JAN, FIRST],
              [FEB, MOVED],
            ],
            FEB,
          ),
        ),
        'filing',
      );
      expect(before?.start).toBe('2027-04-15T21:00:00Z');
      expect(after?.start).toBe('2027-05-20T21:00:00Z');
      expect(after?.uid).toBe(before?.uid);
      expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.POSITIVE_INFINITY);
      expect(after?.modified).toBe('2027-02-05T10:00:00Z');
    },
  );

  test.skipIf(missing !== null)(
    'what is called off is cancelled in the feed for 90 days, and no other entry changes',
    () => {
      const steps = [
        [JAN, FIRST],
        [FEB, MOVED],
        [MAR, CALLED_OFF],
      ] as const;
      const before = read(feed(steps.slice(0, 2), MAR));
      const after = read(feed(steps, MAR + 89 * 86_400_000));
      expect(of(before, 'talks')).toMatchObject({ status: 'CONFIRMED', start: '2027-03-01' });
      expect(of(after, 'talks')).toMatchObject({
        status: 'CANCELLED',
        start: '2027-03-01',
        uid: of(before, 'talks')?.uid,
      });
      expect(of(after, 'talks')?.sequence).toBeGreaterThan(of(before, 'talks')?.sequence ?? 0);
      expect(of(after, 'filing')).toEqual(of(before, 'filing'));
      expect(of(read(feed(steps, MAR + 91 * 86_400_000)), 'talks')).toBeUndefined();
    },
  );
});

test('the feed of a list is the same text until one of its dates changes', () => {
  expect(feed([[JAN, FIRST]], JAN + 1)).toBe(feed([[JAN, FIRST]], FEB));
});

test('each topic has a calendar of its own with its dates alone', () => {
  const entries = readWithIcalJs(textOf(publicationOf([[JAN, FIRST]], FEB), 'topic-trade-talks.ics'));
  expect(entries.map(({ uid, summary }) => [uid, summary])).toEqual([
    ['talks.opens@datewatch', 'Talks, second round; "final"'],
  ]);
});

test('a calendar is told how often to ask, and no line of it is longer than 75 octets', () => {
  const text = feed([[JAN, FIRST]], FEB);
  expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n');
  expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
  expect(Math.max(...text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  expect(text).not.toContain('METHOD:');
});
