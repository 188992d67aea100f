import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { calendarEntries } from '../../src/render/calendar/calendar-entry.ts';
import { calendarFile, googleLink } from '../../src/render/calendar/calendar-file.ts';
import { at } from '../build/build-events.ts';
import { APEC, event, SUMMIT, TALKS, TARIFF, TRUCE } from '../build/sample-events.ts';
import { parseCalendar } from './parse-calendar.ts';

const NOW = at('2025-10-28T12:00Z');

function entriesOf(entry: ListEvent) {
  return calendarEntries(entry, deriveEdges(entry), NOW);
}

function fileOf(entry: ListEvent, now = NOW): string {
  return new TextDecoder().decode(calendarFile(entry.id, entriesOf(entry), now).data);
}

/** The properties of the only entry, by name. */
function only(entry: ListEvent, now = NOW) {
  const [found, second] = parseCalendar(fileOf(entry, now)).events;
  if (found === undefined || second !== undefined) throw new Error('not one entry');
  return found;
}

const MINUTE = event({
  ...SUMMIT,
  id: 'filing',
  title: 'Comments close',
  claims: SUMMIT.claims.map((claim) => ({
    ...claim,
    date: { role: 'closes', approximate: false, precision: 'minute', minute: '2025-11-03T17:00' } as const,
  })),
});
const HOSTILE = event({
  ...SUMMIT,
  id: 'hostile',
  title: 'Talks\r\nEND:VEVENT\r\nBEGIN:VEVENT; a, b \\ "c" \u202Eabc',
  place: 'Here\nATTACH:https://evil.example',
  certaintyNote: `${'长'.repeat(200)} 🛳️ \\n; , :`,
  stakes: 'one\r\nX-EVIL:yes',
});

describe('a calendar file', () => {
  test.each([
    ['summit', SUMMIT],
    ['tariff', TARIFF],
    ['truce', TRUCE],
    ['filing', MINUTE],
    ['hostile', HOSTILE],
  ])('the calendar file of the %s reads as reviewed', async (name, entry) => {
    await expect(fileOf(entry)).toMatchFileSnapshot(join(import.meta.dirname, 'golden', `${name}.ics`));
  });

  test.each([SUMMIT, TARIFF, TRUCE, MINUTE, HOSTILE, TALKS, APEC])(
    'the calendar file of $id has lines of at most 75 octets that end in CR LF, and no other line break',
    (entry) => {
      const file = fileOf(entry);
      expect(file.endsWith('\r\n')).toBe(true);
      expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      expect(file.isWellFormed()).toBe(true);
    },
  );

  test('a calendar file names the days as the source names them, with the day after as its end', () => {
    expect(only(SUMMIT)).toMatchObject({ 'DTSTART;VALUE=DATE': '20251026', 'DTEND;VALUE=DATE': '20251029' });
    expect(only(TRUCE)).toMatchObject({ 'DTSTART;VALUE=DATE': '20251110', 'DTEND;VALUE=DATE': '20251111' });
    expect(only(TARIFF)).toMatchObject({ 'DTSTART;VALUE=DATE': '20251101', 'DTEND;VALUE=DATE': '20251102' });
  });

  test('a calendar file names a minute as an instant', () => {
    // 17:00 in Kuala Lumpur, eight hours ahead of UTC.
    expect(only(MINUTE)).toMatchObject({ DTSTART: '20251103T090000Z', DTSTAMP: '20251028T120000Z' });
  });

  test('a calendar file keeps the id of an event’s edge when its date moves, and raises the sequence', () => {
    const moved = event({
      ...TRUCE,
      claims: TRUCE.claims.map((claim) => ({
        ...claim,
        date: { role: 'expires', approximate: false, precision: 'day', day: '2026-01-31' } as const,
      })),
    });
    const [before, after] = [only(TRUCE), only(moved, NOW + 60_000)];
    expect(after['UID']).toBe(before['UID']);
    expect(Number(after['SEQUENCE'])).toBe(Number(before['SEQUENCE']) + 1);
    expect(after['DTSTART;VALUE=DATE']).toBe('20260131');
  });

  test.each([
    [{ certainty: 'confirmed', dateCertainty: null }, 'CONFIRMED'],
    [{ certainty: 'confirmed', dateCertainty: 'expected' }, 'TENTATIVE'],
    [{ certainty: 'expected', dateCertainty: null }, 'TENTATIVE'],
    [{ certainty: 'threatened', dateCertainty: null }, 'TENTATIVE'],
    [{ certainty: 'done', dateCertainty: null }, 'CONFIRMED'],
    [{ certainty: 'cancelled', dateCertainty: null }, 'CANCELLED'],
    [{ certainty: 'postponed', dateCertainty: null }, 'CANCELLED'],
  ] as const)('the calendar file of an event that is %o is %s', (over, status) => {
    expect(only(event({ ...SUMMIT, ...over }))['STATUS']).toBe(status);
  });

  test('a calendar file keeps hostile text as text: one entry, none of its lines a property', () => {
    const entry = only(HOSTILE);
    expect(entry['SUMMARY']).toBe('Talks END:VEVENT BEGIN:VEVENT; a, b \\ "c" abc');
    expect(entry['LOCATION']).toBe('Here ATTACH:https://evil.example');
    expect(Object.keys(entry).filter((name) => name.startsWith('ATTACH') || name === 'X-EVIL')).toEqual([]);
    expect(entry['DESCRIPTION']).toContain('At stake: one X-EVIL:yes.');
    expect(entry['DESCRIPTION']).toContain('长'.repeat(200));
  });

  test('a calendar file says who says so, how sure it is, and that a copy does not change by itself', () => {
    const { DESCRIPTION: text = '' } = only(TARIFF);
    expect(text).toContain('How sure: threatened.');
    expect(text).toContain('ILKHA (19 Oct 2025):');
    expect(text).toContain('does not change by itself');
  });

  test('a calendar file has no entry of an event without an exact date', () => {
    const undated = event({
      ...SUMMIT,
      claims: SUMMIT.claims.map((claim) => ({
        ...claim,
        date: { role: 'opens', approximate: false, precision: 'month', month: '2025-11' } as const,
      })),
    });
    expect(entriesOf(undated)).toEqual([]);
  });
});

describe('a link to Google Calendar', () => {
  test('a link to Google Calendar fills in what, when, where and as much of the rest as fits', () => {
    const [entry] = entriesOf(TRUCE);
    const link = new URL(entry === undefined ? '' : googleLink(entry));
    expect(`${link.origin}${link.pathname}`).toBe('https://calendar.google.com/calendar/render');
    expect(link.searchParams.get('text')).toBe('U.S.–China tariff truce: last day');
    expect(link.searchParams.get('dates')).toBe('20251110/20251111');
    expect(link.searchParams.get('details')).toContain('Date: through 10 Nov 2025');
  });

  test('a link to Google Calendar names a minute as an instant without length', () => {
    const [entry] = entriesOf(MINUTE);
    const link = new URL(entry === undefined ? '' : googleLink(entry));
    expect(link.searchParams.get('dates')).toBe('20251103T090000Z/20251103T090000Z');
  });

  test.each([SUMMIT, HOSTILE, event({ ...SUMMIT, title: '北'.repeat(200), place: '京'.repeat(100) })])(
    'a link to Google Calendar stays within the 512 characters of a button’s address',
    (entry) => {
      for (const one of entriesOf(entry)) {
        expect(googleLink(one).length).toBeLessThanOrEqual(512);
        expect(new URL(googleLink(one)).hostname).toBe('calendar.google.com');
      }
    },
  );
});

test('the parts of an event that are due have entries of their own, each at the instant that its zone gives', () => {
  const due = (dates: string, minute: string) => ({
    ...SUMMIT.claims[0],
    dates,
    date: { role: 'due', approximate: false, precision: 'minute', minute } as const,
  });
  const claims = [due('the abstract', '2026-12-05T23:59'), due('the paper', '2026-12-12T23:59')];
  const paper = event({ ...SUMMIT, id: 'cfp', title: 'Call', zone: 'AoE', claims: claims as ListEvent['claims'] });
  const { events } = parseCalendar(fileOf(paper));
  expect(events.map((one) => [one['UID'], one['SUMMARY'], one['DTSTART']])).toEqual([
    ['cfp.due-of-the-abstract@datewatch', 'Call (the abstract): due', '20261206T115900Z'],
    ['cfp.due-of-the-paper@datewatch', 'Call (the paper): due', '20261213T115900Z'],
  ]);
});
