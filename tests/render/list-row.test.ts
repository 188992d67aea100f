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
    'an exact anchor counts by itself',
    TARIFF,
    '2025-10-19T13:00Z',
    'Sat 1 Nov · 100% U.S. tariff on Chinese imports · threatened · <t:1761969600:R>',
  ],
  [
    'the end of a day is its last minute',
    TRUCE,
    '2025-10-19T13:00Z',
    'through Mon 10 Nov · U.S.–China tariff truce · confirmed · <t:1762837140:R>',
  ],
  [
    'an opening day has its distance in words and no timestamp',
    APEC,
    '2025-10-24T13:00Z',
    '31 Oct – 1 Nov · APEC forum · confirmed · in 7 days',
  ],
  [
    'a date less sure than its event says so',
    SUMMIT,
    '2025-10-25T13:00Z',
    '26–28 Oct · ASEAN summit · confirmed, date expected · tomorrow there',
  ],
  [
    'between its days it is under way',
    SUMMIT,
    '2025-10-27T13:00Z',
    '26–28 Oct · ASEAN summit · confirmed, date expected · under way by its dates',
  ],
  ['a year without a day', VISIT, '2025-10-19T13:00Z', '2026, no day · Trump visits China · tentative'],
  ['no date', XI_VISIT, '2025-10-19T13:00Z', 'no date set · Xi visits the U.S. · tentative'],
  [
    'during another event',
    MEETING,
    '2025-10-19T13:00Z',
    'during APEC forum, day not given · Trump–Xi meeting at APEC · tentative',
  ],
  [
    'what happens during something past is past',
    MEETING,
    '2026-11-22T13:00Z',
    '~~during APEC forum, day not given~~ · Trump–Xi meeting at APEC · was due; outcome not recorded',
  ],
  [
    'past, nothing recorded',
    TARIFF,
    '2026-11-22T13:00Z',
    '~~Sat 1 Nov 2025~~ · 100% U.S. tariff on Chinese imports · was due; outcome not recorded',
  ],
  [
    'past, recorded',
    { ...TARIFF, outcome: { what: 'Not imposed', day: null, source: null } },
    '2026-11-22T13:00Z',
    'Sat 1 Nov 2025 · 100% U.S. tariff on Chinese imports · Not imposed',
  ],
  [
    'cancelled',
    { ...TALKS, certainty: 'cancelled', dateCertainty: null },
    '2025-10-19T13:00Z',
    '~~24–27 Oct~~ · U.S.–China trade talks in Malaysia · cancelled',
  ],
])('a row of a list says how an event stands: %s', (_rule, entry, now, shown) => {
  expect(row(entry, now)).toBe(shown);
});

test('a source that reports a past day does not leave its outcome open', () => {
  const fees = event({
    title: 'Port fees',
    claims: [claim({ date: day('takes-effect', '2025-10-14'), certainty: 'confirmed' })],
  });
  expect(row(fees, '2025-10-20T13:00Z')).toBe('Tue 14 Oct · Port fees · confirmed');
});

test('a year that has begun is not yet past', () => {
  expect(row(VISIT, '2026-11-22T13:00Z')).toBe('2026, no day · Trump visits China · tentative');
  expect(row(VISIT, '2027-01-01T13:00Z')).toContain('was due; outcome not recorded');
});

test('titles are escaped and cut', () => {
  const shown = row({ ...TARIFF, title: `**[x](https://evil.example)** ${'y'.repeat(500)}` }, '2025-10-19T13:00Z');
  expect(shown).toContain('\\*\\*\\[x\\](https\\://evil.example)\\*\\*');
  expect(shown.length).toBeLessThan(200);
});

test('a row for what is still open says what its source says, and who', () => {
  expect(openRow(VISIT)).toBe('Trump visits China: planned for 2026; no day or month (ILKHA)');
  expect(openRow(XI_VISIT)).toBe('Xi visits the U.S.: possible, no date (ILKHA)');
});
test('a row for what is still open without any words says that no date is given', () => {
  expect(openRow(event({ claims: [claim({ source: ILKHA })] }))).toBe('An event: no date given');
});
