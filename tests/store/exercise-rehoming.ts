import { expect, test } from 'vitest';
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

const catchUp = (events: string[]) => post(events, { kind: 'catch-up', due: DUE + 1 });

export function exerciseRehoming(fixture: Fixture): void {
  test('rehome moves all moments into a new post and skips the old one', async () => {
    const { outbox } = fixture();
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

  test('rehome leaves the rest in the old post, which stays held', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a', 'b'])]));
    const held = await claimOne(outbox);
    await outbox.rehome({ from: held.id, lease: held.lease, into: catchUp(['b']) });
    expect(await claim(outbox)).toEqual([]);
    expect(await outbox.settle(sent(held))).toBe(true);
    expect((await claimOne(outbox)).moments.map((row) => row.event)).toEqual(['b']);
    expect(await outbox.moments({ channels: null, events: ['a'] })).toMatchObject([{ state: 'sent', post: held.id }]);
  });

  test('rehome moves nothing that is not in the old post', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a']), post(['other'], { ordinal: 1 })]));
    const { id, lease } = await claimOne(outbox);
    expect(await outbox.rehome({ from: id, lease, into: catchUp(['other', 'unknown']) })).toBe(true);
    expect(await outbox.posts({ channel: 'channel', limit: 9 })).toHaveLength(2);
  });

  test('rehome changes nothing with a lost lease and says so', async () => {
    const { outbox, rival } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const { id, lease } = await claimOne(outbox);
    const owner = await claimOne(rival, NOW + LEASE_MS);
    expect(await outbox.rehome({ from: id, lease, into: catchUp(['a']) })).toBe(false);
    expect(await rival.settle(sent(owner))).toBe(true);
    expect(await outbox.posts({ channel: 'channel', limit: 9 })).toHaveLength(1);
  });

  test('rehome moves what was refused before into a post with a message and a count of its own', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const first = await claimOne(outbox);
    await attempt(outbox, first);
    await outbox.settle(handedBack(first, { readyAt: NOW }));
    const { id, lease } = await claimOne(outbox);
    expect(await outbox.rehome({ from: id, lease, into: catchUp(['a']) })).toBe(true);
    expect(await claimOne(outbox)).toMatchObject({ kind: 'catch-up', attempts: 0, payload: null });
  });

  test('rehome joins the catch-up that waits in the channel already: one for each channel, with the nearest anchor of both', async () => {
    const { outbox } = fixture();
    const waiting = post(['a'], { kind: 'catch-up', due: DUE + 5, urgency: DUE + 9e7 });
    await outbox.reserve(reservation([post(['b', 'c']), waiting]));
    const { id, lease } = await claimOne(outbox);
    const home = (await outbox.posts({ channel: 'channel', limit: 9 })).find((row) => row.kind === 'catch-up')?.id;
    expect(await outbox.rehome({ from: id, lease, into: catchUp(['b', 'c']) })).toBe(true);
    const joined = await claimOne(outbox);
    expect(joined).toMatchObject({ id: home, due: DUE + 5, urgency: DUE + 86_400_000 });
    expect(joined.moments.map((row) => row.event).sort()).toEqual(['a', 'b', 'c']);
    expect(await outbox.posts({ channel: 'channel', limit: 9 })).toHaveLength(2);
  });

  test.each([
    ['of another channel', { channel: 'other' }],
    ['of another kind', { kind: 'reminder' }],
    ['added late', { addedLate: true }],
    ['that edits a message', { edits: '7' }],
  ] as const)('rehome does not join a post %s', async (_, more) => {
    const { outbox } = fixture();
    const other = post(['other'], { kind: 'catch-up', urgency: DUE + 9e7, ...more });
    await outbox.reserve(reservation([post(['a']), other]));
    const { id, lease } = await claimOne(outbox);
    await outbox.rehome({ from: id, lease, into: catchUp(['a']) });
    expect((await claimOne(outbox)).moments.map((row) => row.event)).toEqual(['a']);
  });

  test('rehome does not join a post that was attempted, nor ping beside it', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([catchUp(['said'])]));
    const said = await claimOne(outbox);
    await attempt(outbox, said);
    await outbox.settle(handedBack(said, { readyAt: NOW + 9000, attempted: false }));
    await outbox.reserve(reservation([post(['a'])]));
    const { id, lease } = await claimOne(outbox);
    await outbox.rehome({ from: id, lease, into: catchUp(['a']) });
    const fresh = await claimOne(outbox);
    expect(fresh.id).not.toBe(said.id);
    expect([fresh.ordinal, fresh.moments.map((row) => row.event)]).toEqual([1, ['a']]);
  });

  test('rehome does not join a post that a slow worker may still be about to send', async () => {
    const { outbox, rival } = fixture();
    await outbox.reserve(reservation([catchUp(['slow'])]));
    const slow = await claimOne(rival);
    await outbox.reserve(reservation([post(['a'], { urgency: DUE })]));
    const { id, lease, kind } = await claimOne(outbox, NOW + LEASE_MS);
    expect(kind).toBe('reminder');
    await outbox.rehome({ from: id, lease, into: catchUp(['a']) });
    expect(await rival.settle(sent(slow))).toBe(true);
    expect(await outbox.moments({ channels: null, events: ['a'] })).toMatchObject([{ state: 'reserved' }]);
  });

  test('rehome puts at most ten moments into a post: fills what waits, then makes posts that never ping', async () => {
    const { outbox } = fixture();
    const events = Array.from({ length: 24 }, (_, at) => `event-${String(at).padStart(2, '0')}`);
    const waiting = post(['x', 'y', 'z'], { kind: 'catch-up', urgency: DUE + 9e7 });
    await outbox.reserve(reservation([post(events), waiting]));
    const { id, lease } = await claimOne(outbox);
    await outbox.rehome({ from: id, lease, into: catchUp(events) });
    const found: [number, number][] = [];
    const taken: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const held = await claimOne(outbox);
      found.push([held.ordinal, held.moments.length]);
      taken.push(...held.moments.map((row) => row.event));
      await outbox.settle(sent(held));
    }
    expect(found.sort()).toEqual([
      [0, 10],
      [1, 10],
      [2, 7],
    ]);
    expect(taken.sort()).toEqual([...events, 'x', 'y', 'z']);
    expect(await outbox.nextReady(WORLD)).toBeNull();
  });

  test('rehome makes a third post rather than fill one that is full', async () => {
    const { outbox } = fixture();
    const full = Array.from({ length: 10 }, (_, at) => `full-${at}`);
    await outbox.reserve(reservation([post(['a']), post(full, { kind: 'catch-up', urgency: DUE + 9e7 })]));
    const { id, lease } = await claimOne(outbox);
    await outbox.rehome({ from: id, lease, into: catchUp(['a']) });
    expect(await claimOne(outbox)).toMatchObject({ ordinal: 1, moments: [{ event: 'a' }] });
  });

  test('rehome gives moments that move there and back a new nonce each time', async () => {
    const { outbox } = fixture();
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
