import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { eventCard } from '../../src/render/event/render-event-card.ts';
import { at } from '../build/build-events.ts';
import { redated } from '../build/notice-views.ts';
import { AAM, claim, day, EVENTS, event, ILKHA, range, SUMMIT, TALKS, TRUCE } from '../build/sample-events.ts';
import { fieldsOf } from '../build/sample-views.ts';

function fullCard(entry: ListEvent, now: string): string[] {
  const seen = { events: EVENTS, now: at(now), zone: 'America/New_York', reminders: null };
  return fieldsOf(eventCard({ event: entry, edges: deriveEdges(entry), ...seen }));
}

describe('an event in full', () => {
  test('an event in full shows the chain of its dates, the one that holds in bold, with what set it', () => {
    const history = [
      { label: 'Geneva, May 2025: 90 days', day: null, source: ILKHA },
      { label: 'London', day: '2025-11-10', source: ILKHA },
    ];
    expect(fullCard({ ...TRUCE, history }, '2025-10-20T13:00Z')).toContain(
      'History: Geneva, May 2025: 90 days (ILKHA) → London: **10 Nov 2025** (ILKHA)',
    );
    expect(fullCard(TRUCE, '2025-10-20T13:00Z').join('\n')).not.toContain('History');
  });

  test('a date that came back stands at the end of its chain once more', () => {
    const history = ['2025-11-10', '2025-12-01'].map((day) => ({ label: null, day, source: null }));
    expect(fullCard({ ...TRUCE, history }, '2025-10-20T13:00Z')).toContain(
      'History: 10 Nov 2025 → 1 Dec 2025 → **10 Nov 2025** (ILKHA)',
    );
  });

  test('a chain too long for its field loses its oldest steps', () => {
    const history = Array.from({ length: 20 }, (_, at) => ({
      label: `${at} ${'step '.repeat(14)}`,
      day: null,
      source: ILKHA,
    }));
    const chain = fullCard({ ...TRUCE, history }, '2025-10-20T13:00Z').find((one) => one.startsWith('History'));
    expect(chain).toMatch(/^History: … → 1\d step .* → \*\*10 Nov 2025\*\* \(ILKHA\)$/);
    expect(chain?.length).toBeLessThanOrEqual(1024);
  });

  test('an event in full gives each of the four policy dates its own line', () => {
    const tariff = event({
      claims: [
        claim({ date: day('announced', '2025-10-11') }),
        claim({ date: day('takes-effect', '2025-11-01') }),
        claim({ date: { role: 'expires', approximate: false, precision: 'year', year: 2026 } }),
        claim({ source: AAM, date: day('ended', '2026-02-03', true) }),
      ],
    });
    const fields = fullCard(tariff, '2025-10-20T13:00Z');
    expect(fields[0]).toMatch(/^Takes effect: Sat 1 Nov, 12:00 a\.m\. New York/);
    expect(fields.slice(1, 4)).toEqual(['Announced: 11 Oct 2025', 'Expires: 2026', 'Ended: Around 3 Feb 2026']);
  });

  test('of two claims on one policy date the newer credible one is shown', () => {
    const tariff = event({
      claims: [
        claim({ date: day('takes-effect', '2025-11-01') }),
        claim({ date: day('announced', '2025-10-11') }),
        claim({ source: AAM, published: '2025-10-23', date: day('announced', '2025-10-10') }),
        claim({ source: AAM, published: '2025-10-24', date: day('announced', '2025-10-09'), credible: false }),
      ],
    });
    expect(fullCard(tariff, '2025-10-25T13:00Z')).toContain('Announced: 10 Oct 2025');
  });
});

describe('while the days of a range run', () => {
  const summit = redated(SUMMIT, range('2025-10-26', '2025-10-28'));
  const when = (entry: ListEvent, now: string) => fullCard(entry, now)[0];

  test.each([
    [
      'not on its first, whose hour is not known',
      '2025-10-26T23:59+08:00',
      'Expected to open: 26–28 Oct 2025, Kuala Lumpur',
    ],
    ['on its second day', '2025-10-26T16:00Z', expect.stringMatching(/^When: .*; day 2 of 3$/)],
    ['to the end of its last day', '2025-10-28T23:59+08:00', expect.stringMatching(/; day 3 of 3$/)],
    ['and after it', '2025-10-29T00:00+08:00', 'Was due to open: 26–28 Oct 2025, Kuala Lumpur'],
  ])('while the days of a range run its day is named: %s', (_when, now, expected) => {
    expect(when(summit, now)).toEqual(expected);
  });

  test('nothing is under way of what is cancelled, of a single day or "around" its days', () => {
    const rough = { ...range('2025-10-26', '2025-10-28'), approximate: true };
    for (const entry of [
      { ...summit, certainty: 'cancelled' as const },
      redated(SUMMIT, day('opens', '2025-10-26')),
      redated(SUMMIT, rough),
    ]) {
      expect(when(entry, '2025-10-27T12:00+08:00')).not.toMatch(/day \d of/);
    }
  });
});

test('an event in full names what would keep it from happening, in its present state', () => {
  expect(fullCard({ ...TRUCE, unless: [TALKS.id] }, '2025-11-03T09:00-05:00')).toContain(
    'Unless: U.S.–China trade talks in Malaysia (24–27 Oct 2025: passed)',
  );
});
