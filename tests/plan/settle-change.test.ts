import { describe, expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { type NoticeMoment, occasionName } from '../../src/model/moment.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import { at, buildClaim, buildEvent, expires, takesEffect } from '../build/build-events.ts';
import { buildMoment, buildSubscription, leads } from '../build/build-subscriptions.ts';
import { type ChannelCase, memoryLedger } from './memory-ledger.ts';

const NY = 'America/New_York';
const ALL = { topics: null, kinds: null };
const truce = (day: string, more: Partial<ListEvent> = {}) =>
  buildEvent('truce', [buildClaim('a', expires(day))], { topics: ['tariffs'], ...more });

function caseFor(events: readonly ListEvent[], more: Partial<Subscription> = {}): ChannelCase {
  return { list: events, subscription: buildSubscription('channel', more), zone: NY, postingTime: '09:00' };
}

/** Every row as "date lead: outcome", in the order they were written. */
function story(ledger: ReturnType<typeof memoryLedger>): string[] {
  return [...ledger.rows.values()].map((row) => `${row.sourceDate} ${occasionName(row)}: ${row.outcome}`);
}

describe('muted events and pauses', () => {
  const now = at('2025-11-04T12:00:00Z');

  test('what is muted, or falls in a pause, gets its rows when it changes, and is made up for neither then nor later', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const muted = caseFor([truce('2025-11-10')], { filter: { topics: null, kinds: null, muted: ['truce'] } });
    ledger.settle(muted, { cause: 'list' }, now);
    expect(story(ledger)).toEqual(['2025-11-10 7d: muted']);
    const heard = caseFor([truce('2025-11-10')]);
    ledger.settle(heard, { cause: 'changed', before: muted.subscription.filter, asked: { leads: null } }, now);
    expect(story(ledger)).toEqual(['2025-11-10 7d: muted']);
  });

  test('what falls in a pause is added late from the end of the pause on, not before', () => {
    const channel = { ...caseFor([truce('2025-11-10')]), pausedUntil: now };
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    ledger.settle(channel, { cause: 'list' }, now);
    expect(story(ledger)).toEqual(['2025-11-10 7d: added late']);
    const earlier = memoryLedger(at('2025-11-01T00:00:00Z'));
    earlier.settle(channel, { cause: 'list' }, now - 1);
    expect(story(earlier)).toEqual(['2025-11-10 7d: muted']);
  });

  test('what was due before the subscription began stays that, and leads of one instant stay one', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const channel = caseFor([truce('2025-11-10')], {
      since: now,
      filter: { topics: null, kinds: null, muted: ['truce'] },
    });
    ledger.settle(channel, { cause: 'created' }, now);
    expect(story(ledger)).toEqual(['2025-11-10 7d: before subscription']);
  });
});

test('a change that brings the date nearer adds the nearest missed lead late, and gives the farther ones rows', () => {
  const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
  ledger.tick(caseFor([truce('2025-12-10')]), at('2025-11-09T20:00:00Z'));
  ledger.settle(caseFor([truce('2025-11-10')]), { cause: 'list' }, at('2025-11-09T20:00:00Z'));
  expect(story(ledger)).toEqual(['2025-11-10 1d: added late', '2025-11-10 7d: before change']);
});

test('a change there and back, A to B to A, repeats nothing', () => {
  const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
  const a = caseFor([truce('2025-11-10')]);
  const b = caseFor([truce('2025-11-12')]);
  ledger.tick(a, at('2025-11-03T14:00:00Z'));
  expect(story(ledger)).toEqual(['2025-11-10 7d: reminder']);
  ledger.tick(a, at('2025-11-04T12:00:00Z'));
  ledger.settle(b, { cause: 'list' }, at('2025-11-04T12:00:00Z'));
  ledger.tick(b, at('2025-11-05T14:00:00Z'));
  ledger.settle(a, { cause: 'list' }, at('2025-11-05T15:00:00Z'));
  expect(story(ledger)).toEqual(['2025-11-10 7d: reminder', '2025-11-12 7d: reminder']);
});

test('a change there and back after a lead was missed adds what was missed, once', () => {
  const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
  const a = caseFor([truce('2025-11-10')], { leads: leads('7d 1d') });
  const b = caseFor([truce('2025-11-30')], { leads: leads('7d 1d') });
  ledger.tick(a, at('2025-11-03T14:00:00Z'));
  ledger.settle(b, { cause: 'list' }, at('2025-11-08T12:00:00Z'));
  ledger.tick(b, at('2025-11-09T16:00:00Z'));
  ledger.settle(a, { cause: 'list' }, at('2025-11-09T16:00:00Z'));
  ledger.settle(a, { cause: 'list' }, at('2025-11-09T16:00:01Z'));
  expect(story(ledger)).toEqual(['2025-11-10 7d: reminder', '2025-11-10 1d: added late']);
});

test('a change of a title, a text or the far end of a range re-arms nothing', () => {
  const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
  ledger.settle(caseFor([truce('2025-11-10')]), { cause: 'created' }, at('2025-11-01T00:00:00Z'));
  ledger.tick(caseFor([truce('2025-11-10')]), at('2025-11-03T14:00:00Z'));
  const renamed = caseFor([truce('2025-11-10', { title: 'Truce', summary: 'A typo mended' })]);
  expect(ledger.settle(renamed, { cause: 'list' }, at('2025-11-03T14:00:01Z'))).toMatchObject({
    addLate: [],
    skip: [],
  });
});

test.each(['cancelled', 'postponed', 'done'] as const)(
  'a change that makes an event %s asks for no reminder',
  (certainty) => {
    const ledger = memoryLedger(at('2025-11-09T15:00:00Z'));
    const plan = ledger.settle(
      caseFor([truce('2025-11-10', { certainty })]),
      { cause: 'list' },
      at('2025-11-09T16:00:00Z'),
    );
    expect(plan).toMatchObject({ addLate: [], skip: [] });
  },
);

test('a change whose anchor has passed already adds nothing: what it says would be false', () => {
  const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
  const plan = ledger.settle(caseFor([truce('2025-11-10')]), { cause: 'list' }, at('2025-11-11T05:00:00Z'));
  expect(plan).toMatchObject({ addLate: [], skip: [] });
});

describe('changes of leads, zone and posting time', () => {
  test('other leads post nothing that was due before they were chosen, and what falls due after that', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const event = truce('2025-11-10');
    ledger.tick(caseFor([event], { leads: leads('1d') }), at('2025-11-09T14:00:00Z'));
    const since = at('2025-11-10T15:00:00Z');
    const change = { cause: 'changed', before: ALL, asked: { leads: leads('1d') } } as const;
    // 0d was due at 14:00Z, an hour ago.
    ledger.settle(caseFor([event], { leads: leads('7d 1d 0d 1h'), since }), change, since);
    expect(story(ledger)).toEqual([
      '2025-11-10 1d: reminder',
      '2025-11-10 7d: not asked for then',
      '2025-11-10 0d: not asked for then',
    ]);
    // A crash kept it from being settled at once.
    const later = memoryLedger(at('2025-11-01T00:00:00Z'));
    later.settle(caseFor([event], { leads: leads('0d 1h'), since }), change, at('2025-11-11T04:20:00Z'));
    expect(story(later)).toEqual(['2025-11-10 1h: added late', '2025-11-10 0d: not asked for then']);
  });

  test('a lead that was asked for before the leads changed too, and that no tick has seen, is owed all the same', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const since = at('2025-11-09T15:00:00Z');
    const change = { cause: 'changed', before: ALL, asked: { leads: leads('7d 1d') } } as const;
    ledger.settle(caseFor([truce('2025-11-10')], { leads: leads('2d 1d'), since }), change, since);
    expect(story(ledger)).toEqual(['2025-11-10 1d: added late', '2025-11-10 2d: not asked for then']);
  });

  test('other default leads post nothing that was due before they held, and a moved date is still told', () => {
    const now = at('2025-11-09T15:00:00Z');
    const defaults = { events: leads('7d'), deadlines: leads('7d'), byKind: {} };
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    ledger.tick(caseFor([truce('2025-11-10')], { leads: leads('7d') }), now);
    ledger.settle(caseFor([truce('2025-11-10')]), { cause: 'list', defaults }, now);
    expect(story(ledger)).toEqual(['2025-11-10 7d: catch-up', '2025-11-10 1d: not asked for then']);
    ledger.settle(caseFor([truce('2025-11-11')]), { cause: 'list', defaults }, now);
    expect(story(ledger).at(-1)).toBe('2025-11-11 7d: added late');
  });

  test('the last hour is nearer than the morning of the same day: 0d is not added after 1h was sent', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const event = truce('2025-11-10');
    ledger.tick(caseFor([event], { leads: leads('1h') }), at('2025-11-11T04:00:00Z'));
    const change = { cause: 'changed', before: ALL, asked: { leads: leads('0d 1h') } } as const;
    ledger.settle(caseFor([event], { leads: leads('0d 1h') }), change, at('2025-11-11T04:20:00Z'));
    expect(story(ledger)).toEqual(['2025-11-10 1h: reminder', '2025-11-10 0d: before change']);
  });

  test('a zone in which the same lead is due later posts it no second time', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const inSeoul = { ...caseFor([truce('2025-11-10')], { leads: leads('1d') }), zone: 'Asia/Seoul' };
    const inNewYork = caseFor([truce('2025-11-10')], { leads: leads('1d') });
    ledger.tick(inSeoul, at('2025-11-09T00:00:00Z'));
    ledger.settle(inNewYork, { cause: 'list' }, at('2025-11-09T01:00:00Z'));
    ledger.tick(inNewYork, at('2025-11-09T14:00:00Z'));
    expect(story(ledger)).toEqual(['2025-11-10 1d: reminder']);
  });

  test('a change of leads, zone or posting time that brings nothing forward asks for nothing', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const plan = ledger.settle(caseFor([truce('2025-12-24')]), { cause: 'list' }, at('2025-11-10T10:00:00Z'));
    expect(plan).toMatchObject({ addLate: [], skip: [] });
  });
});

describe('new and resumed subscriptions', () => {
  const now = at('2025-11-09T20:00:00Z');

  test('a new subscription, a resumed one and the first start post nothing for the past, and every lead that has passed gets a row that says so', () => {
    const ledger = memoryLedger(now);
    ledger.settle(caseFor([truce('2025-11-10')], { since: now }), { cause: 'created' }, now);
    expect(story(ledger)).toEqual(['2025-11-10 7d: before subscription', '2025-11-10 1d: before subscription']);
    expect(ledger.posted).toEqual([]);
  });

  test('a new subscription is still owed what fell due after it began, though it is settled only later', () => {
    const ledger = memoryLedger(now);
    const afterOutage = at('2025-11-10T15:00:00Z');
    ledger.settle(caseFor([truce('2025-11-10')], { since: now }), { cause: 'created' }, afterOutage);
    expect(story(ledger)).toEqual([
      '2025-11-10 0d: added late',
      '2025-11-10 7d: before subscription',
      '2025-11-10 1d: before subscription',
    ]);
  });

  test('events that a changed filter lets in are new to that channel, the others are not', () => {
    const ledger = memoryLedger(now);
    const other = buildEvent('tariff', [buildClaim('a', takesEffect('2025-11-12'))], { topics: ['ships'] });
    const channel = caseFor([truce('2025-11-10'), other], { since: now, leads: leads('7d') });
    const ships = { topics: ['ships'], kinds: null };
    ledger.settle(channel, { cause: 'changed', before: ships, asked: { leads: leads('7d') } }, now);
    expect(story(ledger)).toEqual(['2025-11-12 7d: added late', '2025-11-10 7d: not asked for then']);
  });

  test('a muted channel is settled when it is resumed, not before', () => {
    const ledger = memoryLedger(now);
    const plan = ledger.settle(caseFor([truce('2025-11-10')], { paused: 'closed' }), { cause: 'list' }, now);
    expect(plan).toMatchObject({ addLate: [], skip: [] });
  });
});

test('a missed lead that shares its instant with a shorter one is a row beside it, not a second reminder', () => {
  const ledger = memoryLedger(at('2025-10-31T00:00:00Z'));
  const tariff = buildEvent('tariff', [buildClaim('a', takesEffect('2025-11-01'))]);
  ledger.settle(caseFor([tariff], { leads: leads('1d 0d') }), { cause: 'list' }, at('2025-10-31T15:00:00Z'));
  expect(story(ledger)).toEqual(['2025-11-01 0d: added late', '2025-11-01 1d: same instant']);
});

describe('a notice of the same change', () => {
  const now = at('2025-11-09T20:00:00Z');
  const noticed = new Set(['truce|expires']);
  const noticeOf = (day: string, when: number): NoticeMoment => ({
    ...buildMoment('truce', 'at', when, { edge: 'expires', sourceDate: day, anchor: at('2025-11-11T05:00:00Z') }),
    lead: null,
    revision: 2,
  });

  test('a notice gives the date in place of the nearest lead that the move has passed; the farther ones get rows too', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const plan = ledger.settle(caseFor([truce('2025-11-10')]), { cause: 'list' }, now, noticed);
    expect(plan.addLate).toEqual([]);
    expect(story(ledger)).toEqual(['2025-11-10 7d: before change', '2025-11-10 1d: told by notice']);
  });

  test('a notice says nothing of another edge: its nearest lead is added late', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const tariff = buildEvent('tariff', [buildClaim('a', takesEffect('2025-11-11'))]);
    ledger.settle(caseFor([truce('2025-11-10'), tariff]), { cause: 'list' }, now, noticed);
    expect(story(ledger).filter((line) => line.endsWith('added late'))).toEqual(['2025-11-11 7d: added late']);
  });

  test('a notice keeps its place: a lead that was due before it and is chosen later is not added, one due after it is', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    const event = truce('2025-11-10');
    ledger.settle(caseFor([event], { leads: leads('7d') }), { cause: 'list' }, now, noticed);
    ledger.notice([noticeOf('2025-11-10', now)], now);
    const change = { cause: 'changed', before: ALL, asked: { leads: leads('7d 1d 0d') } } as const;
    const soon = ledger.settle(caseFor([event], { leads: leads('7d 1d') }), change, at('2025-11-09T21:00:00Z'));
    expect(soon).toMatchObject({ addLate: [], skip: [{ reason: 'before change' }] });
    const later = ledger.settle(caseFor([event], { leads: leads('7d 1d 0d') }), change, at('2025-11-10T15:00:00Z'));
    expect(later.addLate).toMatchObject([{ lead: { unit: 'days', count: 0 } }]);
  });

  test('a notice of another date does not count for this one', () => {
    const ledger = memoryLedger(at('2025-11-01T00:00:00Z'));
    ledger.notice([noticeOf('2025-11-20', now)], now);
    const plan = ledger.settle(caseFor([truce('2025-11-10')]), { cause: 'list' }, now);
    expect(plan.addLate).toMatchObject([{ sourceDate: '2025-11-10' }]);
  });
});
