import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClaimDate } from '../../src/model/date.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { deriveDueLeads } from '../../src/plan/reminders/derive-due-leads.ts';
import { addDays } from '../../src/time/local.ts';
import { buildClaim, buildEvent } from '../build/build-events.ts';
import { searchInstant, wallClock } from '../time/intl-oracle.ts';

/** Zones that change their clocks, each with its changes of 2025 and 2026 (or the days around which others change). */
const CHANGES: Record<string, readonly string[]> = {
  'America/New_York': ['2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
  'America/Los_Angeles': ['2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
  'America/Havana': ['2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
  'America/Santiago': ['2025-04-06', '2025-09-07', '2026-04-05', '2026-09-06'],
  'America/St_Johns': ['2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
  'Europe/London': ['2025-03-30', '2025-10-26', '2026-03-29', '2026-10-25'],
  'Africa/Cairo': ['2025-04-25', '2025-10-31', '2026-04-24', '2026-10-30'],
  'Africa/Casablanca': ['2025-02-23', '2025-04-06', '2026-02-15', '2026-03-22'],
  'Asia/Beirut': ['2025-03-30', '2025-10-26', '2026-03-29', '2026-10-25'],
  'Australia/Lord_Howe': ['2025-04-06', '2025-10-05', '2026-04-05', '2026-10-04'],
  'Pacific/Chatham': ['2025-04-06', '2025-09-28', '2026-04-05', '2026-09-27'],
  'Pacific/Kiritimati': ['2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
  'Pacific/Pago_Pago': ['2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01'],
  'Asia/Kathmandu': ['2025-03-30', '2025-10-26', '2026-03-29', '2026-10-25'],
};
const EVERYWHERE = fc.constantFrom(...Object.keys(CHANGES));

/** Any minute, more often those in which clocks change. */
const postingTime = fc
  .oneof(fc.nat({ max: 1439 }), fc.nat({ max: 3 * 60 }))
  .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));

const role = fc.constantFrom('opens' as const, 'takes-effect' as const, 'expires' as const);

describe.each(Object.entries(CHANGES))('day leads in %s around its changes of clocks', (zone, changes) => {
  test('a day lead is due at the posting time of the latest day that is not after the anchor', () => {
    const near = fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -2, max: 4 }))
      .map(([day, n]) => addDays(day, n));
    fc.assert(
      fc.property(near, EVERYWHERE, role, fc.nat({ max: 8 }), postingTime, (day, eventZone, kind, count, time) => {
        const date: ClaimDate = { role: kind, approximate: false, precision: 'day', day };
        const [edge] = deriveEdges(buildEvent('event', [buildClaim('a', date)], { zone: eventZone }));
        if (edge === undefined) throw new Error('no edge');
        const due = (days: number) =>
          deriveDueLeads(edge, [{ unit: 'days', count: days }], { zone, postingTime: time, leads: null }).due[0]?.due ??
          Number.NaN;
        const mine = due(count);
        const onDay = [0, 1, 2, 3].map((back) => searchInstant(`${addDays(day, -count - back)}T${time}`, zone));
        const expected = onDay.find((instant) => instant <= edge.anchor);
        expect(mine).toBe(expected);
        expect(mine).toBeLessThanOrEqual(edge.anchor);
        expect(due(count + 1)).toBeLessThanOrEqual(mine);
        // But for a skipped time, the reader's clock shows the posting time itself.
        if (onDay.some((instant) => wallClock(instant, zone).slice(11) !== time)) return;
        expect(wallClock(mine, zone).slice(11)).toBe(time);
      }),
      { seed: 2025, numRuns: 60 },
    );
  });
});
