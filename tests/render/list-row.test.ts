import { expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { listRow, openRow } from '../../src/render/card/list-row.ts';
import { at } from '../build/build-events.ts';
import {
  APEC,
  claim,
  day,
  EVENTS,
  event,
  ILKHA,
  MEETING,
  SUMMIT,
  TALKS,
  TARIFF,
  TRUCE,
  VISIT,
  XI_VISIT,
} from '../build/sample-events.ts';

function row(entry: ListEvent, now: string, zone = 'America/New_York'): string {
  return listRow({ event: entry, edge: deriveEdges(entry)[0] ?? null, events: EVENTS, now: at(now), zone });
}

test.each<[string, ListEvent, string, string]>([
  [
    'what is not confirmed says how sure it is',
    TARIFF,
    '2025-10-19T13:00Z',
    'Sat 1 Nov · **100% U.S. tariff on Chinese imports** · threatened',
  ],
  [
    'what is confirmed needs no word, and no row counts down',
    TRUCE,
    '2025-10-19T13:00Z',
    'through Mon 10 Nov · **U.S.–China tariff truce**',
  ],
  ['a range that spans two months', APEC, '2025-10-24T13:00Z', '31 Oct – 1 Nov · **APEC forum**'],
  [
    'a date less sure than its event says so',
    SUMMIT,
    '2025-10-25T13:00Z',
    '26–28 Oct · **ASEAN summit** · date expected',
  ],
  ['between its days it is under way', SUMMIT, '2025-10-27T13:00Z', '26–28 Oct · **ASEAN summit** · under way'],
  ['a year without a day', VISIT, '2025-10-19T13:00Z', '2026 · **Trump’s visit to China** · tentative'],
  ['no date', XI_VISIT, '2025-10-19T13:00Z', 'no date set · **Xi’s visit to the U.S.** · tentative'],
  [
    'during another event',
    MEETING,
    '2025-10-19T13:00Z',
    'during APEC forum · **Trump–Xi meeting at APEC** · tentative',
  ],
  [
    'what happens during something past is past',
    MEETING,
    '2026-11-22T13:00Z',
    '~~during APEC forum~~ · **Trump–Xi meeting at APEC** · passed',
  ],
  [
    'past, nothing recorded',
    TARIFF,
    '2026-11-22T13:00Z',
    '~~Sat 1 Nov 2025~~ · **100% U.S. tariff on Chinese imports** · passed',
  ],
  [
    'past, recorded',
    { ...TARIFF, outcome: { what: 'Not imposed', day: null, source: null } },
    '2026-11-22T13:00Z',
    'Sat 1 Nov 2025 · **100% U.S. tariff on Chinese imports** · Not imposed',
  ],
  [
    'cancelled',
    { ...TALKS, certainty: 'cancelled', dateCertainty: null },
    '2025-10-19T13:00Z',
    '~~24–27 Oct~~ · **U.S.–China trade talks in Malaysia** · cancelled',
  ],
])('a row of a list says how an event stands: %s', (_rule, entry, now, shown) => {
  expect(row(entry, now)).toBe(shown);
});

test('a source that reports a past day does not leave its outcome open', () => {
  const fees = event({
    title: 'Port fees',
    claims: [claim({ date: day('takes-effect', '2025-10-14'), certainty: 'confirmed' })],
  });
  expect(row(fees, '2025-10-20T13:00Z')).toBe('Tue 14 Oct · **Port fees**');
});

test('a year that has begun is not yet past', () => {
  expect(row(VISIT, '2026-11-22T13:00Z')).toBe('2026 · **Trump’s visit to China** · tentative');
  expect(row(VISIT, '2027-01-01T13:00Z')).toContain('passed');
});

test('titles are escaped and cut', () => {
  const shown = row({ ...TARIFF, title: `**[x](https://evil.example)** ${'y'.repeat(500)}` }, '2025-10-19T13:00Z');
  expect(shown).toContain('\\*\\*\\[x\\](https\\://evil.example)\\*\\*');
  expect(shown.length).toBeLessThan(200);
});

test('a row for what is still open says what is known of its date, what its source says, and who', () => {
  expect(openRow(VISIT, EVENTS)).toBe(
    '2026 · **Trump’s visit to China** · tentative: planned for 2026; no day or month (ILKHA)',
  );
  expect(openRow(XI_VISIT, EVENTS)).toBe(
    'no date given · **Xi’s visit to the U.S.** · tentative: possible, no date (ILKHA)',
  );
});
test('a row for what is still open without any words says that no date is given', () => {
  expect(openRow(event({ claims: [claim({ source: ILKHA })] }), EVENTS)).toBe('no date given · **An event**');
});
