import { expect, test } from 'vitest';
import { leadName } from '../../src/model/lead.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { DEFAULT_GRACE } from '../../src/plan/reminders/decide-send.ts';
import { planWindow } from '../../src/plan/reminders/plan-window.ts';
import { at, buildClaim, buildEvent, expires, opens, takesEffect } from '../build/build-events.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';
import { agendaOf } from './derive-all.ts';

const truce = buildEvent('truce', [buildClaim('a', expires('2025-11-10'))]);
const tariff = buildEvent('tariff', [buildClaim('a', takesEffect('2025-11-01'))]);
const forum = buildEvent('forum', [buildClaim('a', opens('2025-10-31'))], { zone: 'Asia/Seoul' });

/** What a tick at `now` makes of the window since `from` for one channel: each lead with what becomes of it. */
function plan(event: typeof truce, zone: string, from: string, now: string, more: Partial<Subscription> = {}) {
  const settings = new Map([['guild', { guild: 'guild', zone, postingTime: null }]]);
  const subscriptions = [buildSubscription('channel', more)];
  const span = { from: at(from), to: at(now) };
  const { entries } = agendaOf({ list: [event], subscriptions, settings }, span);
  const { remind, catchUp, skip } = planWindow(entries, span.to, DEFAULT_GRACE);
  return Object.fromEntries([
    ...remind.map((moment) => [leadName(moment.lead), 'reminder']),
    ...catchUp.map((moment) => [leadName(moment.lead), 'catch-up']),
    ...skip.map(({ moment, reason }) => [leadName(moment.lead), reason]),
  ]);
}

const NY = 'America/New_York';

test('a window begins after its first instant and includes its last', () => {
  expect(plan(truce, NY, '2025-11-10T13:59:59Z', '2025-11-10T14:00:00Z')).toEqual({ '0d': 'reminder' });
  expect(plan(truce, NY, '2025-11-10T14:00:00Z', '2025-11-10T14:00:01Z')).toEqual({});
});

test('a window in which leads share an instant has one reminder and a row for each other', () => {
  expect(plan(tariff, NY, '2025-10-31T12:00:00Z', '2025-10-31T13:00:01Z')).toEqual({
    '0d': 'reminder',
    '1d': 'same instant',
  });
});

test('a window of a long outage has only the nearest of what was missed', () => {
  expect(plan(truce, NY, '2025-11-01T00:00:00Z', '2025-11-10T15:00:00Z')).toEqual({
    '7d': 'superseded',
    '1d': 'superseded',
    '0d': 'reminder',
  });
  expect(plan(truce, NY, '2025-11-01T00:00:00Z', '2025-11-11T04:10:00Z')).toEqual({
    '7d': 'superseded',
    '1d': 'superseded',
    '0d': 'superseded',
    '1h': 'reminder',
  });
});

test('a window beyond the grace of the nearest lead gives a catch-up while its anchor is ahead', () => {
  expect(plan(truce, NY, '2025-11-09T00:00:00Z', '2025-11-09T20:00:01Z')).toEqual({ '1d': 'catch-up' });
  expect(plan(truce, NY, '2025-11-11T03:00:00Z', '2025-11-11T04:30:01Z')).toEqual({ '1h': 'catch-up' });
});

test('a window that ends after the anchor gives rows and no message', () => {
  expect(plan(truce, NY, '2025-11-10T20:00:00Z', '2025-11-11T05:00:01Z')).toEqual({ '1h': 'too late' });
  expect(plan(truce, NY, '2025-11-01T00:00:00Z', '2025-12-01T00:00:00Z')).toEqual({
    '7d': 'superseded',
    '1d': 'superseded',
    '0d': 'superseded',
    '1h': 'too late',
  });
});

test('a tick a moment after a reminder that falls on the anchor itself still sends it', () => {
  // 09:00 in Seoul, where the forum opens at 09:00; no tick comes at the very millisecond.
  expect(plan(forum, 'Asia/Seoul', '2025-10-30T23:59:59Z', '2025-10-31T00:00:00Z')).toEqual({ '0d': 'reminder' });
  expect(plan(forum, 'Asia/Seoul', '2025-10-30T23:59:59.300Z', '2025-10-31T00:00:00.300Z')).toEqual({
    '0d': 'reminder',
  });
});

test('a window says nothing of what was due before the subscription began, which is not its business', () => {
  const since = at('2025-11-09T14:00:00Z');
  expect(plan(truce, NY, '2025-11-09T00:00:00Z', '2025-11-10T14:00:00Z', { since })).toEqual({ '0d': 'reminder' });
  expect(plan(truce, NY, '2025-11-09T00:00:00Z', '2025-11-09T15:00:00Z', { since: since - 1 })).toEqual({
    '1d': 'reminder',
  });
});

test('a window gives a muted channel rows and no messages', () => {
  expect(plan(truce, NY, '2025-11-09T00:00:00Z', '2025-11-10T15:00:00Z', { paused: 'switched off' })).toEqual({
    '1d': 'muted',
    '0d': 'muted',
  });
});

test('a window leaves out events that the channel does not want, and events that are off', () => {
  const filter = { topics: null, kinds: ['summit'] };
  expect(plan(truce, NY, '2025-11-01T00:00:00Z', '2025-11-10T15:00:00Z', { filter })).toEqual({});
  for (const certainty of ['cancelled', 'postponed', 'done'] as const) {
    expect(plan({ ...truce, certainty }, NY, '2025-11-01T00:00:00Z', '2025-11-10T15:00:00Z')).toEqual({});
  }
});
