import { expect, it } from 'vitest';
import { type MakeBench, useBench } from './exercise-outbox.ts';
import { attempt, claim, claimOne, DUE, handedBack, LEASE_MS, NOW, post, reservation, sent } from './make-posts.ts';

const catchUp = (events: string[]) => post(events, { kind: 'catch-up', due: DUE + 1 });

export function exerciseRehoming(make: MakeBench): void {
  const bench = useBench(make);

  it('moves all moments into a new post and skips the old one', async () => {
    const { outbox } = bench();
    await outbox.reserve(reservation([post(['a', 'b'])]));
    const { id, lease, nonce } = await claimOne(outbox);
    expect(await outbox.rehome({ from: id, lease, into: catchUp(['a', 'b']) })).toBe(true);
    const next = await claimOne(outbox);
    expect(next).toMatchObject({ kind: 'catch-up', due: DUE + 1 });
    expect(next.moments.map((row) => [row.event, row.state])).toEqual([
      ['a', 'reserved'],
      ['b', 'reserved'],
    ]);
    expect(next.nonce).not.toBe(nonce);
    const old = (await outbox.posts({ channel: 'channel', limit: 9 })).find((row) => row.id === id);
    expect(old).toMatchObject({ state: 'skipped', reason: 'moved into another post' });
  });

  it('leaves the rest in the old post, which stays held', async () => {
    const { outbox } = bench();
    await outbox.reserve(reservation([post(['a', 'b'])]));
    const held = await claimOne(outbox);
    await outbox.rehome({ from: held.id, lease: held.lease, into: catchUp(['b']) });
    expect(await claim(outbox)).toEqual([]);
    expect(await outbox.settle(sent(held))).toBe(true);
    expect((await claimOne(outbox)).moments.map((row) => row.event)).toEqual(['b']);
    expect(await outbox.moments({ channels: null, events: ['a'] })).toMatchObject([{ state: 'sent', post: held.id }]);
  });

  it('moves nothing that is not in the old post', async () => {
    const { outbox } = bench();
    await outbox.reserve(reservation([post(['a']), post(['other'], { ordinal: 1 })]));
    const { id, lease } = await claimOne(outbox);
    expect(await outbox.rehome({ from: id, lease, into: catchUp(['other', 'unknown']) })).toBe(true);
    expect(await outbox.posts({ channel: 'channel', limit: 9 })).toHaveLength(2);
  });

  it('changes nothing with a lost lease and says so', async () => {
    const { outbox, rival } = bench();
    await outbox.reserve(reservation([post(['a'])]));
    const { id, lease } = await claimOne(outbox);
    const owner = await claimOne(rival, NOW + LEASE_MS);
    expect(await outbox.rehome({ from: id, lease, into: catchUp(['a']) })).toBe(false);
    expect(await rival.settle(sent(owner))).toBe(true);
    expect(await outbox.posts({ channel: 'channel', limit: 9 })).toHaveLength(1);
  });

  it('moves what was refused before into a post with a message and a count of its own', async () => {
    const { outbox } = bench();
    await outbox.reserve(reservation([post(['a'])]));
    const first = await claimOne(outbox);
    await attempt(outbox, first);
    await outbox.settle(handedBack(first, { readyAt: NOW }));
    const { id, lease } = await claimOne(outbox);
    expect(await outbox.rehome({ from: id, lease, into: catchUp(['a']) })).toBe(true);
    expect(await claimOne(outbox)).toMatchObject({ kind: 'catch-up', attempts: 0, payload: null });
  });

  it('gives moments that move there and back a new nonce each time', async () => {
    const { outbox } = bench();
    await outbox.reserve(reservation([post(['a'])]));
    const nonces = new Set<string>();
    for (const into of [catchUp(['a']), post(['a']), catchUp(['a']), post(['a'])]) {
      const { id, lease, nonce } = await claimOne(outbox);
      nonces.add(nonce);
      expect(await outbox.rehome({ from: id, lease, into })).toBe(true);
    }
    expect(nonces.size).toBe(4);
  });
}
