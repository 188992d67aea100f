import { describe, expect, test } from 'vitest';
import { momentKey } from '../../src/model/moment.ts';
import type { Settlement } from '../../src/outbox/settlement.ts';
import {
  attempt,
  claim,
  claimOne,
  DUE,
  handedBack,
  LEASE_MS,
  moment,
  NOW,
  post,
  reservation,
  sent,
  WORLD,
} from '../build/build-posts.ts';
import type { Fixture, StoreFixture } from './exercise-outbox.ts';

export function exerciseSettling(fixture: Fixture): void {
  test('settle ends a sent post with its message and instant, and its moments with it', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a', 'b'])]));
    expect(await outbox.settle(sent(await claimOne(outbox), '777', DUE + 3))).toBe(true);
    expect(await outbox.posts({ channel: 'channel', limit: 1 })).toMatchObject([
      { state: 'sent', reason: 'on time', message: '777', sentAt: DUE + 3 },
    ]);
    expect(await ends(fixture())).toEqual({ a: 'sent: on time', b: 'sent: on time' });
    expect(await claim(outbox, { now: NOW + 10 * LEASE_MS })).toEqual([]);
  });

  test.each([
    { to: 'skipped', reason: 'event cancelled' },
    { to: 'dead', reason: 'unknown channel' },
    { to: 'uncertain', reason: 'blind, and the anchor has passed' },
  ] as const)('settle ends a $to post and its moments for good', async (end) => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const { id, lease } = await claimOne(outbox);
    expect(await outbox.settle({ post: id, lease, moments: [], ...end })).toBe(true);
    expect(await outbox.posts({ channel: 'channel', limit: 1 })).toMatchObject([
      { state: end.to, reason: end.reason, message: null, sentAt: null },
    ]);
    expect(await ends(fixture())).toEqual({ a: `${end.to}: ${end.reason}` });
    expect(await outbox.nextReady(WORLD)).toBeNull();
  });

  test('settle ends the moments named in their own way and the others as the post', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['cancelled', 'late', 'well'])]));
    const end = sent(await claimOne(outbox));
    await outbox.settle({
      ...end,
      moments: [
        { key: momentKey(moment('cancelled')), state: 'skipped', reason: 'event cancelled' },
        { key: momentKey(moment('late')), state: 'sent', reason: 'late' },
      ],
    });
    expect(await ends(fixture())).toEqual({
      cancelled: 'skipped: event cancelled',
      late: 'sent: late',
      well: 'sent: on time',
    });
  });

  test('settle never touches a moment of another post, nor one that has ended', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a', 'b']), post(['other'], { ordinal: 1 })]));
    const skip = (event: string) => ({ key: momentKey(moment(event)), state: 'skipped', reason: 'muted' }) as const;
    await outbox.settle(handedBack(await claimOne(outbox), { readyAt: NOW, moments: [skip('a'), skip('other')] }));
    const dead = { key: momentKey(moment('a')), state: 'dead', reason: 'gave up' } as const;
    await outbox.settle({ ...sent(await claimOne(outbox)), moments: [dead] });
    expect(await ends(fixture())).toEqual({ a: 'skipped: muted', b: 'sent: on time', other: 'reserved: null' });
  });

  test('settle keeps the rest reserved when a post is handed back, and hands out only those', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['gone', 'stays'])]));
    const first = await claimOne(outbox);
    const gone = { key: momentKey(moment('gone')), state: 'skipped', reason: 'event moved' } as const;
    expect(await outbox.settle(handedBack(first, { readyAt: NOW, moments: [gone] }))).toBe(true);
    const again = await claimOne(outbox);
    expect(again.moments.map((row) => row.event)).toEqual(['stays']);
    expect(again.nonce).toBe(first.nonce);
  });

  test('settle skips a post that is handed back with no moment left', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const gone = { key: momentKey(moment('a')), state: 'skipped', reason: 'muted' } as const;
    await outbox.settle(handedBack(await claimOne(outbox), { moments: [gone] }));
    expect(await outbox.posts({ channel: 'channel', limit: 1 })).toMatchObject([{ state: 'skipped', reason: 'muted' }]);
    expect(await outbox.nextReady(WORLD)).toBeNull();
  });

  test('settle counts no attempt when a post is handed back unattempted, even one recorded under this lease', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const first = await claimOne(outbox);
    await attempt(outbox, first);
    await outbox.settle(handedBack(first, { readyAt: NOW, attempted: false }));
    expect(await claimOne(outbox)).toMatchObject({ attempts: 0, firstUnanswered: null });
  });

  test('settle forgets the unanswered attempt once one was answered', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const first = await claimOne(outbox);
    await attempt(outbox, first);
    await outbox.settle(handedBack(first, { readyAt: NOW, unanswered: false }));
    expect(await claimOne(outbox)).toMatchObject({ attempts: 1, firstUnanswered: null });
  });

  test('settle keeps an earlier unanswered attempt over a lease that attempted nothing', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const first = await claimOne(outbox);
    await attempt(outbox, first, NOW + 1);
    const back = { readyAt: NOW + 2, unanswered: true };
    await outbox.settle(handedBack(first, back));
    await outbox.settle(handedBack(await claimOne(outbox, NOW + 2), { ...back, attempted: false }));
    expect(await claimOne(outbox, NOW + 3)).toMatchObject({ attempts: 1, firstUnanswered: NOW + 1 });
  });

  describe('settle with a lease that is lost', () => {
    const endings: [string, (held: { id: string; lease: string }) => Settlement][] = [
      ['sent', (held) => sent(held)],
      ['waiting', (held) => handedBack(held)],
      ['skipped', ({ id, lease }) => ({ post: id, lease, moments: [], to: 'skipped', reason: 'muted' })],
      ['dead', ({ id, lease }) => ({ post: id, lease, moments: [], to: 'dead', reason: 'gave up' })],
      ['uncertain', ({ id, lease }) => ({ post: id, lease, moments: [], to: 'uncertain', reason: 'blind' })],
    ];
    test.each(endings)('settle changes nothing with a lease that is lost, and says so: %s', async (_, end) => {
      const { outbox, rival } = fixture();
      await outbox.reserve(reservation([post(['a'])]));
      const lost = await claimOne(outbox);
      const owner = await claimOne(rival, NOW + LEASE_MS);
      const mute = { key: momentKey(moment('a')), state: 'skipped', reason: 'muted' } as const;
      expect(await outbox.settle({ ...end(lost), moments: [mute] })).toBe(false);
      expect(await ends(fixture())).toEqual({ a: 'reserved: null' });
      expect(await rival.settle(sent(owner))).toBe(true);
      expect(await rival.settle(end(owner))).toBe(false);
      expect(await ends(fixture())).toEqual({ a: 'sent: on time' });
    });
  });

  test('settle still takes the answer of a lease that ran out while nobody else took it', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const held = await claimOne(outbox);
    expect(await outbox.settle(sent(held, '5', DUE + 10 * LEASE_MS))).toBe(true);
  });
}

/** Every moment's end by its event. */
async function ends({ outbox }: StoreFixture): Promise<Record<string, string>> {
  const rows = await outbox.moments({ channels: null, events: null });
  return Object.fromEntries(rows.map((row) => [row.event, `${row.state}: ${row.reason}`]));
}
