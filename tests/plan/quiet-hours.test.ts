import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Edge } from '../../src/model/edge.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { leadName } from '../../src/model/lead.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { deriveDueLeads } from '../../src/plan/reminders/derive-due-leads.ts';
import { quietEnd } from '../../src/plan/reminders/judge-silence.ts';
import { addDays, atLocal, localDay, localWithOffset } from '../../src/time/local.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { leads } from '../build/build-subscriptions.ts';
import { claimDate, leadsOrDefaults, postingTime, quiet, zone } from './arbitraries.ts';

const NY = 'America/New_York';
const NIGHT = { from: '22:00', until: '07:00' };
const HOUR_MS = 3_600_000;

function endOf(instant: string, hours = NIGHT, where = NY): string | null {
  const end = quietEnd(at(instant), { zone: where, quiet: hours });
  return end === null ? null : localWithOffset(end, where);
}

test('quiet hours over midnight hold the evening and the early morning, their first minute, and not their end', () => {
  expect(endOf('2025-06-10T21:59:59-04:00')).toBeNull();
  expect(endOf('2025-06-10T22:00:00-04:00')).toBe('2025-06-11T07:00-04:00');
  expect(endOf('2025-06-11T06:59:59-04:00')).toBe('2025-06-11T07:00-04:00');
  expect(endOf('2025-06-11T07:00:00-04:00')).toBeNull();
});

test('quiet hours may lie within one day, or reach up to midnight', () => {
  const lunch = { from: '12:00', until: '13:30' };
  expect(endOf('2025-06-10T12:45:00-04:00', lunch)).toBe('2025-06-10T13:30-04:00');
  expect(endOf('2025-06-10T13:45:00-04:00', lunch)).toBeNull();
  expect(endOf('2025-06-10T23:30:00-04:00', { from: '23:00', until: '00:00' })).toBe('2025-06-11T00:00-04:00');
});

test('quiet hours last an hour less or more in the nights in which clocks change', () => {
  expect(endOf('2026-03-07T22:00:00-05:00')).toBe('2026-03-08T07:00-04:00');
  expect(endOf('2025-11-01T22:00:00-04:00')).toBe('2025-11-02T07:00-05:00');
});

test('quiet hours whose end is skipped or comes twice follow RFC 5545', () => {
  expect(endOf('2026-03-08T01:00:00-05:00', { from: '22:00', until: '02:30' })).toBe('2026-03-08T03:30-04:00');
  expect(endOf('2025-11-02T00:30:00-04:00', { from: '22:00', until: '01:30' })).toBe('2025-11-02T01:30-04:00');
});

test('no quiet hours, or some from one minute to the same, hold nothing', () => {
  expect(quietEnd(at('2025-06-10T23:00:00Z'), { zone: NY })).toBeNull();
  expect(quietEnd(at('2025-06-10T23:00:00Z'), { zone: NY, quiet: null })).toBeNull();
  expect(endOf('2025-06-10T23:00:00Z', { from: '09:00', until: '09:00' })).toBeNull();
});

/** What each lead comes to, by its local time, or why it is no reminder of its own. */
function table(event: ListEvent, text: string, time: string, hours = NIGHT) {
  const [edge] = deriveEdges(event);
  if (edge === undefined) throw new Error('no edge');
  const clock = { zone: NY, postingTime: time, leads: null, quiet: hours };
  const { due, idle } = deriveDueLeads(edge, leads(text), clock);
  return Object.fromEntries([
    ...due.map((one) => [leadName(one.lead), localWithOffset(one.due, NY).slice(0, 16)]),
    ...idle.map((one) => [leadName(one.lead), one.why]),
  ]);
}

describe('leads in quiet hours', () => {
  const truce = buildEvent('truce', [buildClaim('a', expires('2025-11-10'))]);
  const minute = (text: string) =>
    buildEvent('call', [buildClaim('a', { role: 'opens', approximate: false, precision: 'minute', minute: text })]);

  test('a lead in quiet hours is due at their end, one outside them at its own instant', () => {
    expect(table(truce, '1d', '23:30')).toEqual({ '1d': '2025-11-10T07:00' });
    expect(table(truce, '1d', '09:00')).toEqual({ '1d': '2025-11-09T09:00' });
  });

  test('a lead is due in quiet hours where the date comes before their end, or with it', () => {
    expect(table(truce, '1h 15m at', '09:00')).toEqual({
      '1h': '2025-11-10T23:00',
      '15m': '2025-11-10T23:45',
      at: '2025-11-11T00:00',
    });
    expect(table(minute('2025-11-05T07:00'), '1h', '09:00')).toEqual({ '1h': '2025-11-05T06:00' });
    expect(table(minute('2025-11-05T07:01'), '1h', '09:00')).toEqual({ '1h': '2025-11-05T07:00' });
  });

  test('a lead in quiet hours is one reminder with the others that their end brings together, and with what is due then anyway', () => {
    expect(table(minute('2025-11-05T08:00'), '3h 2h 1h', '09:00')).toEqual({
      '3h': 'same instant',
      '2h': 'same instant',
      '1h': '2025-11-05T07:00',
    });
    expect(table(minute('2025-11-05T12:00'), '7h 0d', '07:00')).toEqual({
      '7h': 'same instant',
      '0d': '2025-11-05T07:00',
    });
  });
});

describe('whatever the hours, zones, dates and leads', () => {
  const edge: fc.Arbitrary<Edge> = fc
    .tuple(claimDate, zone)
    .map(([date, where]) => deriveEdges(buildEvent('event', [buildClaim('a', date)], { zone: where }))[0])
    .filter((found): found is Edge => found !== undefined);

  test('no lead is due after its anchor, before its own instant, in quiet hours without need, or later than they last', () => {
    let moved = 0;
    fc.assert(
      fc.property(edge, leadsOrDefaults, zone, postingTime, quiet, (one, chosen, where, time, hours) => {
        const clock = { zone: where, postingTime: time, leads: null };
        const wanted = chosen ?? leads('7d 1d 0d 1h');
        for (const lead of wanted) {
          const own = deriveDueLeads(one, [lead], clock).due[0]?.due ?? null;
          const due = deriveDueLeads(one, [lead], { ...clock, quiet: hours }).due[0]?.due ?? null;
          if (own === null || due === null) {
            expect(due).toBe(own);
            continue;
          }
          if (due !== own) moved += 1;
          expect(due).toBeLessThanOrEqual(one.anchor);
          expect(due).toBeGreaterThanOrEqual(own);
          expect(due - own).toBeLessThanOrEqual(lengthOf(hours) + 2 * HOUR_MS);
          const end = quietEndByHand(due, hours, where);
          if (end !== null) expect(end).toBeGreaterThanOrEqual(one.anchor);
        }
      }),
      { seed: 22, numRuns: 300 },
    );
    // Else the property would hold for code that moves nothing.
    expect(moved).toBeGreaterThan(300);
  });
});

/** Written another way than the code: every span of a week is looked through, and the latest end of those that hold it counts. */
function quietEndByHand(instant: number, { from, until }: typeof NIGHT, where: string): number | null {
  const today = localDay(instant, where);
  const ends = [-3, -2, -1, 0, 1, 2, 3].flatMap((offset) => {
    const day = addDays(today, offset);
    const start = atLocal(day, from, where);
    const end = atLocal(until > from ? day : addDays(day, 1), until, where);
    return start <= instant && instant < end ? [end] : [];
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

function lengthOf({ from, until }: typeof NIGHT): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return ((minutes(until) - minutes(from) + 1440) % 1440) * 60_000;
}
