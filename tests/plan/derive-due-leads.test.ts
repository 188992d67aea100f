import { describe, expect, test } from 'vitest';
import type { Edge } from '../../src/model/edge.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { leadName } from '../../src/model/lead.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { deriveDueLeads, leadsFor } from '../../src/plan/reminders/derive-due-leads.ts';
import { localWithOffset } from '../../src/time/local.ts';
import { buildClaim, buildEvent, expires, opens, takesEffect } from '../build/build-events.ts';
import { LEAD_DEFAULTS, leads } from '../build/build-subscriptions.ts';

const tariff = buildEvent('tariff', [buildClaim('a', takesEffect('2025-11-01'))]);
const truce = buildEvent('truce', [buildClaim('a', expires('2025-11-10'))]);
const summit = buildEvent('summit', [buildClaim('a', opens('2025-10-26'))], { zone: 'Asia/Kuala_Lumpur' });

function onlyEdge(event: ListEvent): Edge {
  const [edge] = deriveEdges(event);
  if (edge === undefined) throw new Error(`${event.id} has no edge`);
  return edge;
}

/** What each lead comes to: its local time in the zone, `same` where a shorter one took its place, or `no hour`. */
function table(event: ListEvent, zone: string, text: string, postingTime = '09:00') {
  const { due, idle } = deriveDueLeads(onlyEdge(event), leads(text), { zone, postingTime, leads: null });
  return Object.fromEntries([
    ...due.map((one) => [leadName(one.lead), localWithOffset(one.due, zone).slice(0, 16)]),
    ...idle.map((one) => [leadName(one.lead), one.why]),
  ]);
}

const NY = 'America/New_York';
const LA = 'America/Los_Angeles';

describe('the table of product rule 3', () => {
  test.each([
    [
      'tariff 1d and 0d in New York: both 31 Oct, once',
      tariff,
      NY,
      '1d 0d',
      { '1d': 'same instant', '0d': '2025-10-31T09:00' },
    ],
    ['tariff 1d in New York: 31 Oct', tariff, NY, '1d', { '1d': '2025-10-31T09:00' }],
    ['tariff 1d in Los Angeles: 31 Oct', tariff, LA, '1d', { '1d': '2025-10-31T09:00' }],
    ['tariff 1d in Seoul: 31 Oct', tariff, 'Asia/Seoul', '1d', { '1d': '2025-10-31T09:00' }],
    ['tariff 0d in New York: 31 Oct', tariff, NY, '0d', { '0d': '2025-10-31T09:00' }],
    ['tariff 1d and 0d in Los Angeles: once', tariff, LA, '1d 0d', { '1d': 'same instant', '0d': '2025-10-31T09:00' }],
    ['tariff 0d in Seoul: 1 Nov', tariff, 'Asia/Seoul', '0d', { '0d': '2025-11-01T09:00' }],
    ['truce in New York: 9 and 10 Nov', truce, NY, '1d 0d', { '1d': '2025-11-09T09:00', '0d': '2025-11-10T09:00' }],
    ['truce in Los Angeles: 9 and 10 Nov', truce, LA, '1d 0d', { '1d': '2025-11-09T09:00', '0d': '2025-11-10T09:00' }],
    [
      'truce in Seoul: 9 and 10 Nov',
      truce,
      'Asia/Seoul',
      '1d 0d',
      { '1d': '2025-11-09T09:00', '0d': '2025-11-10T09:00' },
    ],
    ['truce 1h in New York: 10 Nov 23:00', truce, NY, '1h', { '1h': '2025-11-10T23:00' }],
    ['truce 1h in Los Angeles: 10 Nov 20:00', truce, LA, '1h', { '1h': '2025-11-10T20:00' }],
    ['truce 1h in Seoul: 11 Nov 13:00', truce, 'Asia/Seoul', '1h', { '1h': '2025-11-11T13:00' }],
    ['summit in New York: both 25 Oct, once', summit, NY, '1d 0d', { '1d': 'same instant', '0d': '2025-10-25T09:00' }],
    [
      'summit in Los Angeles: both 25 Oct, once',
      summit,
      LA,
      '1d 0d',
      { '1d': 'same instant', '0d': '2025-10-25T09:00' },
    ],
    [
      'summit in Seoul: 25 and 26 Oct',
      summit,
      'Asia/Seoul',
      '1d 0d',
      { '1d': '2025-10-25T09:00', '0d': '2025-10-26T09:00' },
    ],
  ])('a lead is due as the table of product rule 3 says: %s', (_what, event, zone, text, expected) => {
    expect(table(event, zone, text)).toEqual(expected);
  });

  test("the morning of the day itself is judged in each zone: the tariff's in Seoul is 20:00 on 31 Oct in New York, the summit's in New York 21:00 in Kuala Lumpur", () => {
    const clock = (zone: string) => ({ zone, postingTime: '09:00', leads: null });
    const inSeoul = deriveDueLeads(onlyEdge(tariff), leads('0d'), clock('Asia/Seoul')).due[0]?.due ?? 0;
    const inNewYork = deriveDueLeads(onlyEdge(summit), leads('0d'), clock(NY)).due[0]?.due ?? 0;
    expect(localWithOffset(inSeoul, NY)).toBe('2025-10-31T20:00-04:00');
    expect(localWithOffset(inNewYork, 'Asia/Kuala_Lumpur')).toBe('2025-10-25T21:00+08:00');
  });
});

test('leads of a few hours and minutes do nothing for a day on which something opens: it has no known hour', () => {
  expect(table(summit, NY, '1h 15m at')).toEqual({
    '1h': 'no known hour',
    '15m': 'no known hour',
    at: 'no known hour',
  });
});

test('leads of a few hours and minutes are exact where the anchor is: the end of a day, the start of a day, a minute', () => {
  expect(table(truce, 'UTC', '90m 15m at')).toEqual({
    '90m': '2025-11-11T03:30',
    '15m': '2025-11-11T04:45',
    at: '2025-11-11T05:00',
  });
  const minute = buildEvent('call', [
    buildClaim('a', { role: 'opens', approximate: false, precision: 'minute', minute: '2025-11-02T01:30' }),
  ]);
  // 01:30 comes twice that night; the first is meant.
  expect(table(minute, 'UTC', '1h at')).toEqual({ '1h': '2025-11-02T04:30', at: '2025-11-02T05:30' });
});

test('leads of a few hours do nothing for a deadline that is only "around" a day: mornings do', () => {
  const around = buildEvent('around', [buildClaim('a', { ...expires('2025-11-10'), approximate: true })]);
  expect(table(around, NY, '1d 1h at')).toEqual({
    '1d': '2025-11-09T09:00',
    '1h': 'no known hour',
    at: 'no known hour',
  });
});

test('24h before is not 1d before: one is exact, the other is for the morning', () => {
  expect(table(truce, NY, '24h 1d')).toEqual({ '24h': '2025-11-10T00:00', '1d': '2025-11-09T09:00' });
});

test('leads that fall on one instant are one reminder, the shortest: 1h and the day itself, where the posting time is an hour before the end', () => {
  expect(table(truce, NY, '1h 0d', '23:00')).toEqual({ '1h': 'same instant', '0d': '2025-11-10T23:00' });
});

test('equal leads in two spellings are one', () => {
  expect(table(truce, NY, '7d 1w 60m 1h')).toEqual({ '7d': '2025-11-03T09:00', '1h': '2025-11-10T23:00' });
});

test('a posting time exactly at the anchor is not after it', () => {
  // 09:00 in Seoul is 08:00 in Kuala Lumpur; at 10:00 it is the opening itself, a minute later it is past it.
  expect(table(summit, 'Asia/Seoul', '0d', '10:00')).toEqual({ '0d': '2025-10-26T10:00' });
  expect(table(summit, 'Asia/Seoul', '0d', '10:01')).toEqual({ '0d': '2025-10-25T10:01' });
});

test('the posting time steps back two days where the subscription is a whole day behind the event', () => {
  const kiritimati = buildEvent('dawn', [buildClaim('a', takesEffect('2025-11-01'))], { zone: 'Pacific/Kiritimati' });
  // 1 Nov begins there on 31 Oct 10:00Z, which is 30 Oct 23:00 in Pago Pago.
  expect(table(kiritimati, 'Pacific/Pago_Pago', '0d', '23:30')).toEqual({ '0d': '2025-10-29T23:30' });
});

test('a posting time that is skipped or comes twice in the reader’s zone follows RFC 5545', () => {
  const march = buildEvent('march', [buildClaim('a', expires('2026-03-08'))]);
  const november = buildEvent('november', [buildClaim('a', expires('2025-11-02'))]);
  expect(table(march, NY, '0d', '02:30')).toEqual({ '0d': '2026-03-08T03:30' });
  expect(
    deriveDueLeads(onlyEdge(november), leads('0d'), { zone: NY, postingTime: '01:30', leads: null }).due[0]?.due,
  ).toBe(Date.parse('2025-11-02T05:30:00Z'));
});

describe('which leads apply', () => {
  const clock = { zone: NY, postingTime: '09:00', leads: null };

  test('the leads 7d 1d 0d apply by default, and 1h besides for deadlines', () => {
    expect(leadsFor(summit, onlyEdge(summit), clock, LEAD_DEFAULTS).map(leadName)).toEqual(['7d', '1d', '0d']);
    expect(leadsFor(truce, onlyEdge(truce), clock, LEAD_DEFAULTS).map(leadName)).toEqual(['7d', '1d', '0d', '1h']);
  });

  test('the leads of the event’s kind come before the general ones, and the subscription’s own before all', () => {
    const defaults = { ...LEAD_DEFAULTS, byKind: { tariff: leads('3d') } };
    expect(leadsFor(truce, onlyEdge(truce), clock, defaults).map(leadName)).toEqual(['3d']);
    expect(leadsFor(truce, onlyEdge(truce), { ...clock, leads: leads('2h') }, defaults).map(leadName)).toEqual(['2h']);
  });
});

describe('the leads of one entry', () => {
  const clock = { zone: NY, postingTime: '09:00', leads: leads('7d 1h') };
  const names = (event: ListEvent, more = {}) =>
    leadsFor(event, onlyEdge(event), { ...clock, ...more }, LEAD_DEFAULTS)
      .map(leadName)
      .join(' ');

  test('an entry that names leads has them in place of those of the channel and of its kind', () => {
    const own = { ...truce, leads: leads('14d 1d') };
    expect(names(own)).toBe('14d 1d');
    expect(names(own, { leads: null })).toBe('14d 1d');
    expect(names(own, { leadsByKind: { tariff: leads('3d') } })).toBe('14d 1d');
  });

  test('an entry with leads brings none to those who asked for none, and a person their own', () => {
    const own = { ...truce, leads: leads('14d 1d') };
    expect(names(own, { leadsByKind: { tariff: [] } })).toBe('');
    expect(names(own, { leads: [] })).toBe('');
    expect(names(own, { leadsByEvent: { truce: leads('2h') } })).toBe('2h');
  });

  test('an event of low importance is reminded of only to those who asked for such, or for it', () => {
    const low: ListEvent = { ...truce, importance: 'low' };
    expect(names(low)).toBe('');
    expect(names({ ...low, leads: leads('1d') })).toBe('');
    expect(names(low, { low: true })).toBe('7d 1h');
    expect(names(low, { leadsByEvent: { truce: leads('2h') } })).toBe('2h');
    expect(names({ ...truce, importance: 'high' })).toBe('7d 1h');
  });
});
