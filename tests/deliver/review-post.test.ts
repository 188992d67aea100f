import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reviewPost } from '../../src/deliver/review-post.ts';
import type { ReminderKind } from '../../src/model/post.ts';
import type { ClaimedPost } from '../../src/outbox/outbox.ts';
import {
  ANCHOR,
  buildReadyDelivery,
  type DeliveryFixture,
  DUE,
  makeMoment,
  makePost,
  makeTariff,
  readEnd,
  scriptedSender,
} from '../build/build-delivery.ts';
import { at, buildClaim } from '../build/build-events.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';

let fixture: DeliveryFixture;
beforeEach(async () => {
  fixture = await buildReadyDelivery();
});
afterEach(() => fixture.close());

async function claimReminder(): Promise<ClaimedPost<ReminderKind>> {
  const post = await fixture.claim();
  if (post.body !== null) throw new Error('Another post was claimed.');
  return post;
}

/** The decision on the one moment of the post, in words. */
async function review(now: number): Promise<string> {
  const found = await reviewPost(await claimReminder(), fixture.parts(scriptedSender()), now);
  if (found.send[0] !== undefined) return found.send[0].late ? 'send late' : 'send';
  return found.catchUp.length > 0 ? 'catch up' : `skip: ${found.skip[0]?.reason}`;
}

describe('just before the send, time is looked at again', () => {
  const minutes = (count: number) => DUE + count * 60_000;
  test.each([
    [2, 'send'],
    [2.1, 'send late'],
    [30, 'send late'],
    [30.1, 'catch up'],
    [60, 'catch up'],
    [60.1, 'skip: too late'],
  ])(
    'just before the send a reminder is judged by the time left: %d minutes after the hour before it: %s',
    async (late, decision) => {
      expect(await review(minutes(late))).toBe(decision);
    },
  );
});

describe('the last look at event and subscription', () => {
  const moved = { role: 'takes-effect', approximate: false, precision: 'minute', minute: '2026-05-04T18:00' } as const;
  test.each<[string, () => void]>([
    ['event cancelled', () => fixture.events.set('tariff', makeTariff('tariff', { certainty: 'cancelled' }))],
    ['event postponed', () => fixture.events.set('tariff', makeTariff('tariff', { certainty: 'postponed' }))],
    ['event over', () => fixture.events.set('tariff', makeTariff('tariff', { certainty: 'done' }))],
    ['event removed', () => fixture.events.delete('tariff')],
    [
      'event moved',
      () => fixture.events.set('tariff', makeTariff('tariff', { claims: [buildClaim('office', moved)] })),
    ],
    ['unsubscribed', () => fixture.subscriptions.delete('channel')],
    ['muted', () => fixture.subscriptions.set('channel', buildSubscription('channel', { paused: 'closed' }))],
    ['muted', () => fixture.pauses.set('guild', DUE + 60_000)],
    [
      'muted',
      () =>
        fixture.subscriptions.set(
          'channel',
          buildSubscription('channel', { filter: { topics: null, kinds: null, muted: ['tariff'] } }),
        ),
    ],
    [
      'no longer wanted',
      () =>
        fixture.subscriptions.set(
          'channel',
          buildSubscription('channel', { filter: { topics: null, kinds: ['visit'] } }),
        ),
    ],
  ])('just before the send event and subscription are read again: %s, and it is not sent', async (reason, change) => {
    change();
    expect(await review(DUE + 1_000)).toBe(`skip: ${reason}`);
  });

  test('a new title is no reason to stay silent', async () => {
    fixture.events.set('tariff', makeTariff('tariff', { title: 'Another title' }));
    expect(await review(DUE + 1_000)).toBe('send');
  });
});

describe('the nearest of several that are due', () => {
  test('a reminder that waited is superseded once a nearer one of the same date is due', async () => {
    await fixture.reserve(makePost([makeMoment('tariff', '45m', ANCHOR - 45 * 60_000)]));
    const first = await claimReminder();
    expect(first.moments[0]?.lead).toEqual({ unit: 'minutes', count: 60 });
    const found = await reviewPost(first, fixture.parts(scriptedSender()), ANCHOR - 44 * 60_000);
    expect(found.skip).toMatchObject([{ reason: 'superseded' }]);
  });

  test('a reminder is not superseded by a nearer one that was itself skipped, nor by one of another event', async () => {
    const nearer = makeMoment('tariff', '45m', ANCHOR - 45 * 60_000);
    const skipped = [{ moment: nearer, reason: 'told by notice' as const }];
    await fixture.outbox.reserve({ posts: [], skipped, watermark: null, settledChannels: [], settledList: null });
    await fixture.reserve(makePost([makeMoment('visit', '45m', ANCHOR - 45 * 60_000)]));
    expect(await review(ANCHOR - 44 * 60_000)).toBe('send late');
  });
});

test('the hour before overtakes the morning’s reminder of the day itself, never the other way round', async () => {
  await fixture.reserve(makePost([makeMoment('tariff', '0d', at('2026-05-04T09:00:00Z'))]));
  fixture.world.moveTo(DUE + 5 * 60_000);
  const sender = scriptedSender();
  await fixture.step(sender);
  await fixture.step(sender);
  expect(sender.sends.map(({ message }) => message.content)).toEqual(['late tariff 1h']);
  const { moments } = await readEnd(fixture);
  expect(moments).toEqual({ 'tariff 1h': 'sent: late', 'tariff 0d': 'skipped: superseded' });
});

describe('the instant of the clock of a row', () => {
  test('a server that moved from Los Angeles to Seoul is reminded of the day itself, not of the day before', async () => {
    // The evening before, 23:15 in Los Angeles, is later than 00:15 of the day itself in Seoul.
    const dues = [
      ['1d', '2026-05-04T06:15:00Z'],
      ['0d', '2026-05-03T15:15:00Z'],
    ] as const;
    await fixture.outbox.reserve({
      posts: dues.map(([lead, due]) => makePost([makeMoment('visit', lead, at(due))], { addedLate: true })),
      skipped: [],
      watermark: null,
      settledChannels: [],
      settledList: null,
    });
    fixture.events.clear();
    fixture.events.set('visit', makeTariff('visit'));
    fixture.world.moveTo(at('2026-05-04T06:20:00Z'));
    const sender = scriptedSender();
    for (let step = 0; step <= dues.length; step += 1) await fixture.step(sender);
    const { moments } = await readEnd(fixture);
    expect(moments).toMatchObject({ 'visit 0d': 'sent: added late', 'visit 1d': 'skipped: superseded' });
  });
});
