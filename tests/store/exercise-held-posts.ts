import { expect, test } from 'vitest';
import { LONGEST_WAIT_MS } from '../../src/outbox/post-states.ts';
import {
  attempt,
  claim,
  claimOne,
  DUE,
  handedBack,
  keyed,
  LEASE_MS,
  NOW,
  post,
  reservation,
  sent,
} from '../build/build-posts.ts';
import type { Fixture } from './exercise-outbox.ts';

const HELD = DUE + 8 * 3_600_000;

/** Posts that are reserved before they are due, and a machine clock that is set back. */
export function exerciseHeldPosts(fixture: Fixture): void {
  test('a held post is handed out at the instant it is due in the world, and not a millisecond before', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'], { due: HELD })]));
    expect(await claim(outbox, { world: HELD - 1, now: NOW + 9e9 })).toEqual([]);
    expect(await claim(outbox, { world: HELD })).toHaveLength(1);
  });

  test('a held post keeps no later post of its channel waiting, however urgent it is itself', async () => {
    const { outbox } = fixture();
    const held = keyed('moved', { due: HELD, urgency: DUE + 1 });
    await outbox.reserve(reservation([held, post(['b'], { urgency: DUE + 9 })]));
    const passing = await claimOne(outbox, NOW, DUE);
    expect(passing.moments.map((row) => row.event)).toEqual(['b']);
    await outbox.settle(sent(passing));
    expect(await claim(outbox, { world: DUE })).toEqual([]);
    expect((await claimOne(outbox, NOW, HELD)).key).toBe('moved');
  });

  test('a held post takes its turn by urgency once it is due', async () => {
    const { outbox } = fixture();
    const held = post(['held'], { due: HELD, urgency: HELD + 1 });
    await outbox.reserve(reservation([post(['far'], { urgency: HELD + 9 }), held]));
    expect((await claimOne(outbox, NOW, HELD)).moments.map((row) => row.event)).toEqual(['held']);
  });

  test('the outbox says when the next held post falls due, and does not call it ready before', async () => {
    const { outbox } = fixture();
    expect(await outbox.nextHeld(DUE)).toBeNull();
    await outbox.reserve(
      reservation([post(['a'], { channel: '1', due: HELD + 5 }), post(['b'], { channel: '2', due: HELD })]),
    );
    expect(await outbox.nextReady(HELD - 1)).toBeNull();
    expect(await outbox.nextHeld(HELD - 1)).toBe(HELD);
    expect(await outbox.nextReady(HELD)).toBeLessThanOrEqual(NOW);
    expect(await outbox.nextHeld(HELD)).toBe(HELD + 5);
    expect(await outbox.nextHeld(HELD + 5)).toBeNull();
  });

  test('a post is no longer held when it is being sent, has ended, or waits for another attempt', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'], { due: HELD })]));
    const held = await claimOne(outbox, NOW, HELD);
    expect(await outbox.nextHeld(HELD)).toBeNull();
    await outbox.settle(handedBack(held, { readyAt: NOW + 5000 }));
    expect([await outbox.nextHeld(HELD), await outbox.nextReady(HELD)]).toEqual([null, NOW + 5000]);
    await outbox.settle(sent(await claimOne(outbox, NOW + 5000, HELD)));
    expect(await outbox.nextHeld(DUE)).toBeNull();
  });

  test('a post is held once: reserving its key again with another instant changes nothing', async () => {
    const { outbox } = fixture();
    const held = keyed('moved', { due: HELD });
    await outbox.reserve(reservation([held]));
    expect(await outbox.reserve(reservation([{ ...held, due: DUE }]))).toBe(0);
    expect(await outbox.nextHeld(DUE)).toBe(HELD);
  });

  test('a held post is brought forward with what it says, in its channel alone, and never put off', async () => {
    const { outbox } = fixture();
    await outbox.reserve(
      reservation([
        post(['a'], { channel: '1', due: HELD }),
        post(['b'], { channel: '2', due: HELD }),
        post(['c'], { channel: '1', due: DUE }),
      ]),
    );
    expect(await outbox.bringForward({ channel: '1', due: HELD - 5 })).toBe(1);
    expect(await outbox.bringForward({ channel: '1', due: HELD + 5 })).toBe(0);
    expect(await outbox.nextHeld(DUE)).toBe(HELD - 5);
    expect(await outbox.nextHeld(HELD - 5)).toBe(HELD);
    const [posted] = await outbox.posts({ channel: '1', limit: 5 }).then((rows) => rows.filter((row) => row.due > DUE));
    expect(posted?.due).toBe(HELD - 5);
  });

  test('a held post that is being sent is not moved any more', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'], { channel: '1', due: HELD })]));
    await claimOne(outbox, NOW, HELD);
    expect(await outbox.bringForward({ channel: '1', due: DUE })).toBe(0);
  });

  test('a held post stays held over a restart of the owner', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'], { due: HELD })]));
    expect(await outbox.releaseDead()).toBe(0);
    expect(await claim(outbox, { world: HELD - 1 })).toEqual([]);
  });

  test('a post that waits for longer than any wait is ready: the clock was ahead when that was written', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    await outbox.settle(handedBack(await claimOne(outbox), { readyAt: NOW + 1000 }));
    const setBack = (ms: number) => claim(outbox, { now: NOW + 1000 - ms });
    expect(await setBack(1)).toEqual([]);
    expect(await setBack(LONGEST_WAIT_MS)).toEqual([]);
    expect(await setBack(LONGEST_WAIT_MS + 1)).toHaveLength(1);
  });

  test('a lease that would last for longer than any wait holds neither its post nor its channel', async () => {
    const { outbox, rival } = fixture();
    await outbox.reserve(reservation([post(['a']), post(['b'], { ordinal: 1 })]));
    const lost = await claimOne(rival);
    const setBack = NOW - 2 * LONGEST_WAIT_MS;
    const taken = await claimOne(outbox, setBack);
    expect(taken.id).toBe(lost.id);
    expect(taken.leaseUntil).toBe(setBack + LEASE_MS);
    expect(await attempt(rival, lost, setBack)).toBe(false);
    expect(await attempt(outbox, taken, setBack)).toBe(true);
  });
}
