import { expect, test } from 'vitest';
import type { Outbox } from '../../src/outbox/outbox.ts';
import { claimOne, DUE, keyed, moment, post, reservation, sent } from '../build/build-posts.ts';
import type { Fixture } from './exercise-outbox.ts';

const DAY = 86_400_000;
/** The date of these events, a day after they are due. */
const DATE = DUE + DAY;

export function exerciseDropping(fixture: Fixture): void {
  test('what ended and whose date is past is dropped, posts with their moments and moments without a post', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])], { skipped: [{ moment: moment('b'), reason: 'too late' }] }));
    await outbox.settle(sent(await claimOne(outbox)));
    expect(await drop(outbox, DATE)).toBe(0);
    expect(await drop(outbox, DATE + 1)).toBe(2);
    expect(await outbox.moments({ channels: null, events: null })).toEqual([]);
    expect(await outbox.posts({ channel: 'channel', limit: 9 })).toEqual([]);
    expect(await outbox.summary()).toMatchObject({ sent: 0 });
  });

  test('what is open stays, however old, and so does what a kept event was part of', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'], { channel: 'open' }), post(['kept', 'a'])]));
    const first = await claimOne(outbox);
    const ended = first.channel === 'open' ? await claimOne(outbox) : first;
    await outbox.settle(sent(ended));
    expect(await drop(outbox, DATE + 400 * DAY, ['kept'])).toBe(0);
    expect(await outbox.moments({ channels: null, events: null })).toHaveLength(3);
    expect(await drop(outbox, DATE + 400 * DAY)).toBe(1);
    expect(await outbox.moments({ channels: null, events: null })).toMatchObject([{ channel: 'open', event: 'a' }]);
  });

  test('posts without a date go by when they were due, and a board stays', async () => {
    const { outbox } = fixture();
    const digest = keyed('digest', {}, { kind: 'digest', body: { kind: 'daily', day: '2025-10-25' } });
    const board = keyed('board', { channel: 'board' }, { kind: 'board', body: { print: '' } });
    await outbox.reserve(reservation([digest, board]));
    for (let turn = 0; turn < 2; turn += 1) await outbox.settle(sent(await claimOne(outbox), `10${turn}`));
    expect(await drop(outbox, DUE)).toBe(0);
    expect(await drop(outbox, DUE + 1)).toBe(1);
    expect(await outbox.postByKey('digest')).toBeNull();
    expect(await outbox.postByKey('board')).not.toBeNull();
  });

  test('a reminder that was dropped is new when it is reserved again', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    await outbox.settle(sent(await claimOne(outbox)));
    expect(await outbox.reserve(reservation([post(['a'])]))).toBe(0);
    await drop(outbox, DATE + 1);
    expect(await outbox.reserve(reservation([post(['a'])]))).toBe(1);
  });
}

/** Goes through all of it, two rows at a time. */
async function drop(outbox: Outbox, before: number, keep: readonly string[] = []): Promise<number> {
  let dropped = 0;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Outbox['dropPast']>> = await outbox.dropPast({ before, keep, cursor, limit: 2 });
    dropped += page.dropped;
    cursor = page.next;
  } while (cursor !== null);
  return dropped;
}
