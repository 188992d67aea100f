import { describe, expect, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { buildClaim, buildEvent, expires, opens, takesEffect } from '../build/build-events.ts';

/** The edges of an event in Kuala Lumpur or New York, as text. */
function edges(date: ClaimDate, more = {}) {
  return deriveEdges(buildEvent('event', [buildClaim('a', date)], more)).map(
    (edge) =>
      `${edge.kind} ${edge.sourceDate} ${new Date(edge.anchor).toISOString()} ${edge.exact ? 'exact' : 'a day'}`,
  );
}

const kl = { zone: 'Asia/Kuala_Lumpur' };

describe('the table of edges and anchors (product rule 2)', () => {
  test.each(['opens', 'closes', 'due', 'takes-effect', 'expires'] as const)(
    'a minute dates its edge at that instant, exactly: %s',
    (role) => {
      const date: ClaimDate = { role, approximate: false, precision: 'minute', minute: '2025-11-01T14:30' };
      expect(edges(date)).toEqual([`${role} 2025-11-01T14:30 2025-11-01T18:30:00.000Z exact`]);
    },
  );

  test('a day by which something is due is dated by the end of that day in its zone, exactly', () => {
    const due = { ...opens('2026-12-12'), role: 'due' } as const;
    expect(edges(due)).toEqual(['due 2026-12-12 2026-12-13T05:00:00.000Z exact']);
    expect(edges(due, { zone: 'AoE' })).toEqual(['due 2026-12-12 2026-12-13T12:00:00.000Z exact']);
    expect(edges(due, { zone: 'UTC+5:30' })).toEqual(['due 2026-12-12 2026-12-12T18:30:00.000Z exact']);
    const minute = { role: 'due', approximate: false, precision: 'minute', minute: '2026-12-12T23:59' } as const;
    expect(edges(minute, { zone: 'UTC-8' })).toEqual(['due 2026-12-12T23:59 2026-12-13T07:59:00.000Z exact']);
  });

  test('a day on which something happens opens at 09:00 there and has no known hour', () => {
    expect(edges(opens('2025-10-26'), kl)).toEqual(['opens 2025-10-26 2025-10-26T01:00:00.000Z a day']);
  });

  test('a range in which something happens is dated by its first day', () => {
    const range: ClaimDate = {
      role: 'opens',
      approximate: false,
      precision: 'range',
      from: '2025-10-26',
      through: '2025-10-28',
    };
    expect(edges(range, kl)).toEqual(['opens 2025-10-26 2025-10-26T01:00:00.000Z a day']);
  });

  test('the list may give another opening hour, which moves the anchor and makes it no more exact', () => {
    expect(edges(opens('2025-10-26'), { ...kl, opensAt: '14:30' })).toEqual([
      'opens 2025-10-26 2025-10-26T06:30:00.000Z a day',
    ]);
  });

  test('a day on which something takes effect is dated by the first instant of it', () => {
    expect(edges(takesEffect('2025-11-01'))).toEqual(['takes-effect 2025-11-01 2025-11-01T04:00:00.000Z exact']);
    // Clocks in Santiago skip from 24:00 to 01:00, so that day begins at 01:00.
    expect(edges(takesEffect('2025-09-07'), { zone: 'America/Santiago' })).toEqual([
      'takes-effect 2025-09-07 2025-09-07T04:00:00.000Z exact',
    ]);
  });

  test('a day through which something holds is dated by the end of that day', () => {
    expect(edges(expires('2025-11-10'))).toEqual(['expires 2025-11-10 2025-11-11T05:00:00.000Z exact']);
    expect(edges({ ...expires('2025-11-10'), role: 'closes' })).toEqual([
      'closes 2025-11-10 2025-11-11T05:00:00.000Z exact',
    ]);
  });

  test.each(['opens', 'closes', 'takes-effect', 'expires'] as const)(
    'what is only "around" a day or an hour is no exact anchor: %s',
    (role) => {
      const around = { role, approximate: true } as const;
      expect(edges({ ...around, precision: 'minute', minute: '2025-11-01T14:30' })).toEqual([
        `${role} 2025-11-01T14:30 2025-11-01T18:30:00.000Z a day`,
      ]);
      expect(edges({ ...around, precision: 'day', day: '2025-11-01' })).toEqual([expect.stringMatching(/ a day$/)]);
    },
  );

  test.each([
    ['"during" another event', { role: 'opens', approximate: false, precision: 'during', event: 'apec' }],
    ['a month', { role: 'opens', approximate: false, precision: 'month', month: '2025-11' }],
    ['a year', { role: 'expires', approximate: false, precision: 'year', year: 2026 }],
    ['nothing', { role: 'opens', approximate: false, precision: 'none' }],
    ['a day of announcement', { role: 'announced', approximate: false, precision: 'day', day: '2025-10-23' }],
    ['a day on which it ended', { role: 'ended', approximate: false, precision: 'day', day: '2025-10-23' }],
  ] as const)('there is no edge for %s', (_what, date) => {
    expect(edges(date)).toEqual([]);
  });

  test('a silent source and an event without claims give no edge', () => {
    expect(deriveEdges(buildEvent('event', [buildClaim('a', null)]))).toEqual([]);
    expect(deriveEdges(buildEvent('event', []))).toEqual([]);
  });
});

test('an event may have several edges, soonest first, each with the claim it follows', () => {
  const event = buildEvent('event', [
    buildClaim('a', expires('2025-11-10')),
    buildClaim('b', takesEffect('2025-11-01')),
  ]);
  expect(deriveEdges(event).map((edge) => [edge.kind, edge.claim.source.id, edge.reason])).toEqual([
    ['takes-effect', 'b', 'only claim'],
    ['expires', 'a', 'only claim'],
  ]);
});

test('the far end of a range is not part of the date that a key holds', () => {
  const range = (through: string): ClaimDate => ({
    role: 'opens',
    approximate: false,
    precision: 'range',
    from: '2025-10-26',
    through,
  });
  expect(edges(range('2025-10-28'))).toEqual(edges(range('2025-10-31')));
});
