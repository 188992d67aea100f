import { describe, expect, test } from 'vitest';
import { REST_REASONS } from '../../src/model/post.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { DEFAULT_GRACE, decideSend, type PendingMoment } from '../../src/plan/reminders/decide-send.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';

const event = buildEvent('truce', [buildClaim('a', expires('2025-11-10'))]);
const [edge = null] = deriveEdges(event);
const [lead = { unit: 'days', count: 1 } as const] = leads('1d');
const DUE = at('2025-11-09T14:00:00Z');
const channel = buildSubscription('channel');

function decide(
  more: Partial<PendingMoment<null>> = {},
  how: { now?: number; patient?: boolean; to?: typeof channel | null; pausedUntil?: number } = {},
) {
  const pending = { row: null, lead, due: DUE, anchor: at('2025-11-11T05:00:00Z'), sourceDate: '2025-11-10' };
  const now = how.now ?? DUE;
  const to = how.to === undefined ? channel : how.to;
  return decideSend(
    { ...pending, event, edge, overtaken: false, ...more },
    to,
    now,
    DEFAULT_GRACE,
    how.patient ?? false,
    how.pausedUntil,
  );
}

const skipped = (reason: string) => ({ act: 'skip', reason });

describe('the last look before a reminder goes out (product rule 8)', () => {
  test('a reminder that still stands is sent', () => {
    expect(decide()).toEqual({ act: 'send', late: false });
  });

  test('a reminder that is late within its grace is sent and says so; beyond it, it goes into the catch-up', () => {
    expect(decide({}, { now: DUE + 6 * 3_600_000 })).toEqual({ act: 'send', late: true });
    expect(decide({}, { now: DUE + 6 * 3_600_000 + 1 })).toEqual({ act: 'catch up' });
  });

  test('a catch-up and what was added late are sent however late, until the anchor', () => {
    expect(decide({}, { now: DUE + 20 * 3_600_000, patient: true })).toEqual({ act: 'send', late: true });
    expect(decide({}, { now: at('2025-11-11T05:00:00Z') + 1, patient: true })).toEqual(skipped('too late'));
  });

  test.each(['cancelled', 'postponed', 'done'] as const)(
    'a reminder is not sent for an event that is %s by now',
    (certainty) => {
      const reason = certainty === 'done' ? 'event over' : `event ${certainty}`;
      expect(decide({ event: { ...event, certainty } })).toEqual(skipped(reason));
    },
  );

  test('a reminder is not sent for an event whose outcome is known', () => {
    const outcome = { what: 'extended', day: null, source: null };
    expect(decide({ event: { ...event, outcome } })).toEqual(skipped('event over'));
  });

  test('a reminder is not sent for an event that somebody has muted here meanwhile', () => {
    const muted = { topics: null, kinds: null, muted: ['other', 'truce'] };
    expect(decide({}, { to: { ...channel, filter: muted } })).toEqual(skipped('muted'));
    const others = { topics: null, kinds: null, muted: ['other'] };
    expect(decide({}, { to: { ...channel, filter: others } })).toEqual({ act: 'send', late: false });
  });

  test('a reminder is not sent while the server is paused, and is sent again from the end of the pause on', () => {
    expect(decide({}, { pausedUntil: DUE + 1 })).toEqual(skipped('muted'));
    expect(decide({}, { pausedUntil: DUE + 1, patient: true })).toEqual(skipped('muted'));
    expect(decide({}, { pausedUntil: DUE })).toEqual({ act: 'send', late: false });
  });

  test('a reminder is not sent for a date that has moved, or that is no longer given', () => {
    expect(decide({ sourceDate: '2025-11-12' })).toEqual(skipped('event moved'));
    expect(decide({ edge: null })).toEqual(skipped('event moved'));
  });

  test('a reminder is not sent for an event that the list no longer holds', () => {
    expect(decide({ event: null, edge: null })).toEqual(skipped('event removed'));
  });

  test('a reminder is not sent to a channel that is unsubscribed, muted, or wants other events by now', () => {
    expect(decide({}, { to: null })).toEqual(skipped('unsubscribed'));
    expect(decide({}, { to: { ...channel, paused: 'switched off' } })).toEqual(skipped('muted'));
    const filter = { topics: null, kinds: ['summit'] };
    expect(decide({}, { to: { ...channel, filter } })).toEqual(skipped('no longer wanted'));
  });

  test('a reminder is tried in a channel that rests because it closed: it may be open again', () => {
    for (const paused of REST_REASONS) expect(decide({}, { to: { ...channel, paused } }).act).toBe('send');
  });

  test('a reminder is not sent when a nearer one of the same edge is due by now', () => {
    expect(decide({ overtaken: true })).toEqual(skipped('superseded'));
  });

  test('the anchor as it stands now decides what is too late, not the one it was reserved with', () => {
    if (edge === null) throw new Error('no edge');
    expect(decide({ edge: { ...edge, anchor: DUE + 60_000 } }, { now: DUE + 60_001 })).toEqual(skipped('too late'));
    expect(decide({ anchor: DUE - 1, edge })).toEqual({ act: 'send', late: false });
  });
});
