import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { orderEvents } from '../../src/list/index/order-events.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { EventFilter } from '../../src/model/subscription.ts';
import { type BoardPlan, planBoard } from '../../src/plan/recurring/plan-board.ts';
import { at, buildClaim, buildEvent, expires, opens, takesEffect } from '../build/build-events.ts';

const ALL: EventFilter = { topics: null, kinds: null };
const tariff = (id: string, day: string, more: Partial<ListEvent> = {}) =>
  buildEvent(id, [buildClaim('office', takesEffect(day))], more);

function plan(
  events: readonly ListEvent[],
  now: string,
  request: { zone?: string; filter?: EventFilter } = {},
): BoardPlan {
  const index = makeCatalogue({ version: 'v', files: [], events }).index();
  const { zone = 'America/New_York', filter = ALL } = request;
  return planBoard(orderEvents(index, at(now)), filter, { now: at(now), zone });
}

/** Headings with the ids below them. */
const shape = ({ groups }: BoardPlan) =>
  groups.map(({ when, monday, rows }) => `${monday ?? when}: ${rows.map(({ event }) => event.id).join(' ')}`);

// Thursday 30 October 2025; clocks in New York go back on Sunday 2 November.
const NOW = '2025-10-30T16:00:00Z';

describe('weeks of a board', () => {
  test('a board has the weeks of the reader’s calendar, soonest first, and what is far off under one heading', () => {
    const events = ['2025-10-31', '2025-11-02', '2025-11-03', '2025-11-12', '2025-12-01', '2026-02-01'].map((day) =>
      tariff(`on-${day}`, day),
    );
    expect(shape(plan(events.toReversed(), NOW))).toEqual([
      'this week: on-2025-10-31 on-2025-11-02',
      'next week: on-2025-11-03',
      '2025-11-10: on-2025-11-12',
      'later: on-2025-12-01 on-2026-02-01',
    ]);
  });

  test('a day on a board is counted as its source names it, not as the reader would', () => {
    // Saturday night in New York: Sunday already in Seoul, where Monday begins in a few hours.
    const summit = buildEvent('summit', [buildClaim('office', opens('2025-11-03'))], { zone: 'Asia/Seoul' });
    expect(shape(plan([summit], '2025-11-02T13:00:00Z'))).toEqual(['next week: summit']);
    expect(shape(plan([summit], '2025-11-02T23:00:00Z'))).toEqual(['next week: summit']);
  });

  test('a day that is still ahead somewhere else is never put into a week that is over', () => {
    const deadline = buildEvent('deadline', [buildClaim('office', expires('2025-11-02'))], {
      zone: 'America/Los_Angeles',
    });
    // Monday morning in Seoul, Sunday in Los Angeles.
    expect(shape(plan([deadline], '2025-11-02T23:00:00Z', { zone: 'Asia/Seoul' }))).toEqual(['this week: deadline']);
  });

  test('what is on stands before what is ahead, and events without a day have no week', () => {
    const range = {
      role: 'opens',
      approximate: false,
      precision: 'range',
      from: '2025-10-29',
      through: '2025-11-01',
    } as const;
    const month = { role: 'opens', approximate: false, precision: 'month', month: '2025-12' } as const;
    const found = plan(
      [
        tariff('ahead', '2025-10-31'),
        buildEvent('on', [buildClaim('office', range)]),
        buildEvent('vague', [buildClaim('office', month)]),
        buildEvent('silent', [buildClaim('office', null)]),
      ],
      NOW,
    );
    expect(shape(found)).toEqual(['this week: on ahead']);
    expect(found.open.map(({ id }) => id)).toEqual(['vague', 'silent']);
    expect(found.ahead).toBe(1);
    expect(found.next?.event.id).toBe('ahead');
  });

  test('a board has only what the filter wants', () => {
    const events = [tariff('a', '2025-10-31', { topics: ['ships'] }), tariff('b', '2025-11-01', { topics: ['steel'] })];
    const found = plan(events, NOW, { filter: { topics: ['steel'], kinds: null } });
    expect(shape(found)).toEqual(['this week: b']);
    expect(found.ahead).toBe(1);
  });
});

describe('the past on a board', () => {
  const truce = buildEvent('truce', [buildClaim('office', expires('2025-11-10'))]);
  const shown = (now: string, event = truce) =>
    plan([event], now).groups.flatMap(({ rows }) => rows.map((row) => row.event.id));

  test('what is past is shown on a board through the day after its end, then no more', () => {
    expect(shown('2025-11-11T04:59:59Z')).toEqual(['truce']);
    expect(shown('2025-11-11T05:00:00Z')).toEqual(['truce']);
    expect(shown('2025-11-12T04:59:59Z')).toEqual(['truce']);
    expect(shown('2025-11-12T05:00:00Z')).toEqual([]);
  });

  test('what is past is shown so long with an outcome too, also one that was known before the end', () => {
    const ended = { ...truce, outcome: { what: 'Lapsed', day: null, source: null } };
    expect(shown('2025-11-11T12:00:00Z', ended)).toEqual(['truce']);
    expect(shown('2025-11-12T05:00:00Z', ended)).toEqual([]);
    // The truce has no edge behind before its end: what is settled long before is no date of this week.
    expect(shown('2025-11-03T12:00:00Z', ended)).toEqual([]);
  });

  test('a board gives the last day where nothing is ahead', () => {
    expect(plan([truce], '2025-12-01T12:00:00Z')).toMatchObject({
      groups: [],
      ahead: 0,
      next: null,
      lastDay: '2025-11-10',
    });
    expect(plan([truce], '2025-11-01T12:00:00Z').lastDay).toBeNull();
    expect(plan([], '2025-11-01T12:00:00Z').lastDay).toBeNull();
  });
});

describe('changes of a board by itself', () => {
  const changes = (events: readonly ListEvent[], now: string, zone = 'America/New_York') =>
    new Date(plan(events, now, { zone }).changesAt).toISOString();

  test('a board changes at midnight of the server, where clocks change too', () => {
    expect(changes([], NOW)).toBe('2025-10-31T04:00:00.000Z');
    expect(changes([], '2025-11-02T12:00:00Z')).toBe('2025-11-03T05:00:00.000Z');
    // Midnight does not exist in Cairo on 25 April 2025: the day begins at 01:00.
    expect(changes([], '2025-04-24T12:00:00Z', 'Africa/Cairo')).toBe('2025-04-24T22:00:00.000Z');
    expect(changes([], '2025-10-31T04:00:00Z')).toBe('2025-11-01T04:00:00.000Z');
  });

  test('a board changes when an anchor passes, when what is on ends, when a vague month is over', () => {
    const summit = buildEvent('summit', [buildClaim('office', opens('2025-10-31'))], { zone: 'Asia/Seoul' });
    expect(changes([summit], NOW)).toBe('2025-10-31T00:00:00.000Z');
    // It is under way until the day is over in Seoul.
    expect(changes([summit], '2025-10-31T05:00:00Z')).toBe('2025-10-31T15:00:00.000Z');
    const month = { role: 'opens', approximate: false, precision: 'month', month: '2025-10' } as const;
    const vague = buildEvent('vague', [buildClaim('office', month)], { zone: 'Asia/Seoul' });
    expect(changes([vague], '2025-10-31T05:00:00Z')).toBe('2025-10-31T15:00:00.000Z');
  });

  test('a board does not change for what the filter leaves out', () => {
    const summit = buildEvent('summit', [buildClaim('office', opens('2025-10-31'))], { zone: 'Asia/Seoul' });
    const filter: EventFilter = { topics: ['steel'], kinds: null };
    expect(plan([summit], NOW, { filter }).changesAt).toBe(at('2025-10-31T04:00:00Z'));
  });
});
