import { expect, test } from 'vitest';
import { occasionName } from '../../src/model/moment.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import {
  attempt,
  claim,
  claimOne,
  DUE,
  handedBack,
  LEASE_MS,
  NOW,
  post,
  reservation,
  sent,
  WORLD,
} from '../build/build-posts.ts';
import type { Fixture } from './exercise-outbox.ts';

export function exerciseClaims(fixture: Fixture): void {
  test('claim hands out the most urgent first: by nearest anchor, then due, then ordinal', async () => {
    const { outbox } = fixture();
    await outbox.reserve(
      reservation([
        post(['far'], { channel: 'a', urgency: DUE + 9 }),
        post(['second'], { channel: 'b', urgency: DUE + 1, ordinal: 1 }),
        post(['first'], { channel: 'c', urgency: DUE + 1 }),
        post(['later'], { channel: 'd', urgency: DUE + 1, due: DUE + 1 }),
      ]),
    );
    const events = (await claim(outbox)).map((one) => one.moments[0]?.event);
    expect(events).toEqual(['first', 'second', 'later', 'far']);
  });

  test('claim lets servers take turns among equally urgent posts: ten channels do not wait for another four hundred', async () => {
    const { outbox } = fixture();
    const of = (guild: string, count: number) =>
      Array.from({ length: count }, (_, at) => post(['x'], { owner: ofGuild(guild), channel: `${guild}-${at}` }));
    await outbox.reserve(
      reservation([...of('many', 400), ...of('few', 10), post(['x'], { channel: 'p', ordinal: 1 })]),
    );
    const first = await claim(outbox, { limit: 20 });
    expect(Map.groupBy(first, ({ channel }) => channel.split('-')[0]).get('few')).toHaveLength(10);
    const rest = await claim(outbox, { limit: 500 });
    expect(rest.at(-1)?.channel).toBe('p');
  });

  test('claim hands out at most the limit, and nothing for a limit of nothing', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation(['a', 'b', 'c'].map((channel) => post(['x'], { channel }))));
    expect(await claim(outbox, { limit: 0 })).toEqual([]);
    expect(await claim(outbox, { limit: 2 })).toHaveLength(2);
    expect(await claim(outbox, { limit: 2 })).toHaveLength(1);
  });

  test('a claimed post holds everything that was planned, and the moments in their order', async () => {
    const { outbox } = fixture();
    const plan = post(['z', 'a'], { kind: 'catch-up', ordinal: 3, addedLate: true, urgency: DUE + 5 });
    await outbox.reserve(reservation([plan]));
    const { moments, ...claimed } = await claimOne(outbox);
    const { moments: _, ...planned } = plan;
    expect(claimed).toMatchObject({ ...planned, attempts: 0, firstUnanswered: null, payload: null });
    expect(claimed.leaseUntil).toBe(NOW + LEASE_MS);
    expect(moments.map((row) => [row.event, occasionName(row), row.state])).toEqual([
      ['z', '1d', 'reserved'],
      ['a', '1d', 'reserved'],
    ]);
  });

  test('claim hands out one post of a channel at a time, in the order of their ordinals', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['b'], { ordinal: 1 }), post(['a']), post(['c'], { ordinal: 2 })]));
    const [first, ...others] = await claim(outbox);
    expect([first?.ordinal, others.length]).toEqual([0, 0]);
    expect(await claim(outbox)).toEqual([]);
    if (first) await outbox.settle(sent(first));
    expect((await claim(outbox)).map((one) => one.ordinal)).toEqual([1]);
  });

  test('claim lets the next post of a channel pass one that was handed back and is not ready', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a']), post(['b'], { ordinal: 1 })]));
    await outbox.settle(handedBack(await claimOne(outbox), { readyAt: NOW + 5000 }));
    expect((await claimOne(outbox)).ordinal).toBe(1);
  });

  test('claim leaves out the channels it is asked to leave out', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation(['a', 'b', 'c'].map((channel) => post(['x'], { channel }))));
    const claimed = await claim(outbox, { except: ['a', 'c', "'; drop table posts; --"] });
    expect(claimed.map((one) => one.channel)).toEqual(['b']);
  });

  test('claim leaves out a post that was handed back until the instant it is ready', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    await outbox.settle(handedBack(await claimOne(outbox), { readyAt: NOW + 5000 }));
    expect(await claim(outbox, { now: NOW + 4999 })).toEqual([]);
    expect(await claim(outbox, { now: NOW + 5000 })).toHaveLength(1);
  });

  test('claim gives a post to one of two claimers at once, never to both', async () => {
    const { outbox, rival } = fixture();
    const channels = Array.from({ length: 40 }, (_, at) => `c${at}`);
    await outbox.reserve(reservation(channels.map((channel) => post(['x'], { channel }))));
    const rounds = Array.from({ length: 10 }, (_, at) => claim(at % 2 === 0 ? outbox : rival, { limit: 5 }));
    const claimed = (await Promise.all(rounds)).flat();
    expect(new Set(claimed.map((one) => one.id)).size).toBe(claimed.length);
    expect(claimed).toHaveLength(40);
  });

  test('claim hands out a post again when its lease has run out, under another lease and with what was tried', async () => {
    const { outbox, rival } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const first = await claimOne(outbox);
    await attempt(outbox, first, NOW + 1);
    expect(await claim(rival, { now: NOW + LEASE_MS - 1 })).toEqual([]);
    const second = await claimOne(rival, NOW + LEASE_MS);
    expect(second).toMatchObject({ id: first.id, nonce: first.nonce, attempts: 1, firstUnanswered: NOW + 1 });
    expect(second.lease).not.toBe(first.lease);
    expect(second.payload?.content).toBe('hello');
  });

  test('an owner that starts anew frees every lease at once', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation(['a', 'b', 'c'].map((channel) => post(['x'], { channel }))));
    const [dead] = await claim(outbox, { limit: 2 });
    expect(await outbox.releaseDead()).toBe(2);
    expect(await outbox.releaseDead()).toBe(0);
    expect(await claim(outbox)).toHaveLength(3);
    if (dead) expect(await outbox.settle(sent(dead))).toBe(false);
  });

  test('the outbox says when the next post is ready: nothing open, at once, after a backoff, when a lease ends', async () => {
    const { outbox } = fixture();
    expect(await outbox.nextReady(WORLD)).toBeNull();
    await outbox.reserve(reservation([post(['a'])]));
    expect(await outbox.nextReady(WORLD)).toBeLessThanOrEqual(NOW);
    const held = await claimOne(outbox);
    expect(await outbox.nextReady(WORLD)).toBe(NOW + LEASE_MS);
    await outbox.settle(handedBack(held, { readyAt: NOW + 5000 }));
    expect(await outbox.nextReady(WORLD)).toBe(NOW + 5000);
    await outbox.settle(sent(await claimOne(outbox, NOW + 5000)));
    expect(await outbox.nextReady(WORLD)).toBeNull();
  });

  test('the outbox does not call a post ready while its channel is held, so that no loop spins', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a']), post(['b'], { ordinal: 1 })]));
    await claimOne(outbox);
    expect(await outbox.nextReady(WORLD)).toBe(NOW + LEASE_MS);
  });
}
