import { expect, test } from 'vitest';
import type { Message } from '../../src/model/message.ts';
import { attempt, claimOne, handedBack, LEASE_MS, NOW, post, reservation, sent } from '../build/build-posts.ts';
import type { Fixture } from './exercise-outbox.ts';

const rich: Message = {
  content: 'One hour left: “truce” \u0000 \u{1f552}',
  ping: '42',
  cards: [
    {
      title: 't',
      colour: 0xff8800,
      description: null,
      fields: [{ name: 'n', value: 'v', inline: true }],
      footer: 'f',
      event: 'truce',
    },
  ],
  controls: [[{ type: 'link', url: 'https://example.org/?a=1&b=2', label: 'Details' }]],
  files: [
    { name: 'a.ics', contentType: 'text/calendar', data: Uint8Array.from({ length: 256 }, (_, byte) => byte) },
    { name: 'empty', contentType: 'text/plain', data: new Uint8Array() },
  ],
};

export function exerciseAttempts(fixture: Fixture): void {
  test('recordAttempt keeps the message as it was attempted, byte for byte, files included', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const held = await claimOne(outbox);
    expect(await outbox.recordAttempt({ post: held.id, lease: held.lease, now: NOW, payload: rich })).toBe(true);
    await outbox.settle(handedBack(held, { readyAt: NOW }));
    expect((await claimOne(outbox)).payload).toEqual(rich);
  });

  test('recordAttempt counts attempts and keeps the first that was never answered', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const first = await claimOne(outbox);
    await attempt(outbox, first, NOW + 10);
    await outbox.settle(handedBack(first, { readyAt: NOW + 20, unanswered: true }));
    const second = await claimOne(outbox, NOW + 20);
    expect(second).toMatchObject({ attempts: 1, firstUnanswered: NOW + 10 });
    await attempt(outbox, second, NOW + 30, 'again');
    await outbox.settle(handedBack(second, { readyAt: NOW + 40, unanswered: true }));
    const third = await claimOne(outbox, NOW + 40);
    expect(third).toMatchObject({ attempts: 2, firstUnanswered: NOW + 10, payload: { content: 'again' } });
  });

  test('a post says whether an attempt may stand: from before it is made until its answer says that it does not', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const held = await claimOne(outbox);
    const row = async () => outbox.post(held.id);
    expect(await row()).toMatchObject({ firstUnanswered: null, payload: null });
    await attempt(outbox, held, NOW + 10);
    expect(await row()).toMatchObject({ firstUnanswered: NOW + 10, payload: { content: 'hello' } });
    await outbox.settle(handedBack(held, { readyAt: NOW + 20 }));
    expect(await row()).toMatchObject({ firstUnanswered: null, payload: { content: 'hello' } });
    const again = await claimOne(outbox, NOW + 20);
    await attempt(outbox, again, NOW + 30);
    await outbox.settle(handedBack(again, { readyAt: NOW + 40, unanswered: true }));
    expect(await row()).toMatchObject({ firstUnanswered: NOW + 30 });
  });

  test('recordAttempt refuses when the lease has expired, at the very instant too, and changes nothing', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const held = await claimOne(outbox);
    expect(await attempt(outbox, held, NOW + LEASE_MS)).toBe(false);
    expect(await claimOne(outbox, NOW + LEASE_MS)).toMatchObject({ attempts: 0, payload: null });
    const again = await claimOne(outbox, NOW + 2 * LEASE_MS);
    expect(await attempt(outbox, again, NOW + 3 * LEASE_MS - 1)).toBe(true);
  });

  test('recordAttempt refuses with a lease that another claimer has taken over, or that never was', async () => {
    const { outbox, rival } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const lost = await claimOne(outbox);
    const owner = await claimOne(rival, NOW + LEASE_MS);
    expect(await attempt(outbox, lost, NOW + LEASE_MS)).toBe(false);
    expect(await attempt(outbox, { id: owner.id, lease: 'made up' }, NOW + LEASE_MS)).toBe(false);
    expect(await attempt(outbox, { id: 'made up', lease: owner.lease }, NOW + LEASE_MS)).toBe(false);
    expect(await attempt(rival, owner, NOW + LEASE_MS)).toBe(true);
  });

  test('recordAttempt refuses when the post has ended', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const held = await claimOne(outbox);
    await outbox.settle(sent(held));
    expect(await attempt(outbox, held)).toBe(false);
  });
}
