import { expect, test } from 'vitest';
import { NONCE_LENGTH, nonceOf } from '../../src/outbox/derive-nonce.ts';
import { claim, claimOne, DUE, moment, post, reservation, sent } from '../build/build-posts.ts';
import type { Fixture } from './exercise-outbox.ts';

const everything = { channels: null, events: null };

export function exerciseReserving(fixture: Fixture): void {
  test('reserve makes one post of a plan, with its moments reserved in it', async () => {
    const { outbox } = fixture();
    expect(await outbox.reserve(reservation([post(['asean', 'truce'])]))).toBe(1);
    const rows = await outbox.moments(everything);
    expect(rows.map(({ event, state, reason }) => ({ event, state, reason }))).toEqual([
      { event: 'asean', state: 'reserved', reason: null },
      { event: 'truce', state: 'reserved', reason: null },
    ]);
    const [made] = await outbox.posts({ channel: 'channel', limit: 5 });
    expect(rows.map((row) => row.post)).toEqual([made?.id, made?.id]);
    expect(made).toMatchObject({ kind: 'reminder', due: DUE, state: 'waiting', attempts: 0, message: null });
  });

  test('reserve may be repeated: the second time changes nothing and makes no post', async () => {
    const { outbox } = fixture();
    const plan = reservation([post(['asean']), post(['truce'], { ordinal: 1 })], {
      skipped: [{ moment: moment('talks'), reason: 'same instant' }],
    });
    expect(await outbox.reserve(plan)).toBe(2);
    const before = await outbox.moments(everything);
    expect(await outbox.reserve(plan)).toBe(0);
    expect(await outbox.moments(everything)).toEqual(before);
    expect(await outbox.posts({ channel: null, limit: 9 })).toHaveLength(2);
  });

  test('reserve leaves a known moment where it is and makes a post of the new ones beside it', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['asean'])]));
    expect(await outbox.reserve(reservation([post(['asean', 'truce'])]))).toBe(1);
    const rows = await outbox.moments(everything);
    expect(rows.map((row) => row.event)).toEqual(['asean', 'truce']);
    expect(new Set(rows.map((row) => row.post)).size).toBe(2);
  });

  test('reserve gives the same post the same id and nonce in every state, and other channels other ones', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['asean']), post(['asean'], { channel: 'other' })]));
    const claimed = await claim(outbox);
    expect(new Set(claimed.map((one) => one.nonce)).size).toBe(2);
    for (const one of claimed) {
      expect(one.nonce).toBe(nonceOf(one.id));
      expect(one.nonce).toHaveLength(NONCE_LENGTH);
    }
  });

  test('reserve writes a moment planned twice at once only once', async () => {
    const { outbox } = fixture();
    const twice = post(['asean', 'asean']);
    expect(await outbox.reserve(reservation([twice, post(['asean'], { kind: 'catch-up' })]))).toBe(1);
    expect(await outbox.moments(everything)).toHaveLength(1);
  });

  test('reserve repeats nothing for a date that goes A, B, A, nor for a new title or time', async () => {
    const { outbox } = fixture();
    const on = (day: string, due: number) =>
      reservation([post([], { moments: [moment('truce', { sourceDate: day, due })], due })]);
    expect(await outbox.reserve(on('2025-11-10', DUE))).toBe(1);
    expect(await outbox.reserve(on('2025-11-12', DUE + 1))).toBe(1);
    await outbox.settle(sent(await claimOne(outbox)));
    expect(await outbox.reserve(on('2025-11-10', DUE + 2))).toBe(0);
    expect(await outbox.reserve(on('2025-11-12', DUE + 3))).toBe(0);
  });

  test('reserve keeps edges, leads and channels of one event apart', async () => {
    const { outbox } = fixture();
    const variants = [
      moment('truce'),
      moment('truce', { edge: 'expires' }),
      moment('truce', { lead: { unit: 'minutes', count: 60 } }),
      moment('truce', { channel: 'other' }),
    ];
    await outbox.reserve(reservation([post([], { moments: variants })]));
    expect(await outbox.moments(everything)).toHaveLength(4);
  });

  test('reserve makes no post without moments', async () => {
    const { outbox } = fixture();
    expect(await outbox.reserve(reservation([post([])]))).toBe(0);
    expect(await outbox.posts({ channel: null, limit: 9 })).toEqual([]);
  });

  test('reserve writes skipped moments with their reason, and never posts them afterwards', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([], { skipped: [{ moment: moment('asean'), reason: 'before change' }] }));
    expect(await outbox.reserve(reservation([post(['asean'])]))).toBe(0);
    expect(await outbox.moments(everything)).toMatchObject([
      { event: 'asean', state: 'skipped', reason: 'before change', post: null },
    ]);
  });

  test('an empty state has no watermark; reserve moves it on, and never back', async () => {
    const { outbox } = fixture();
    expect(await outbox.watermark()).toBeNull();
    await outbox.reserve(reservation([], { watermark: DUE }));
    expect(await outbox.watermark()).toBe(DUE);
    await outbox.reserve(reservation([], { watermark: DUE - 1 }));
    expect(await outbox.watermark()).toBe(DUE);
    await outbox.reserve(reservation([], { watermark: null }));
    expect(await outbox.watermark()).toBe(DUE);
    await outbox.reserve(reservation([], { watermark: DUE + 1 }));
    expect(await outbox.watermark()).toBe(DUE + 1);
  });

  test('takeBack moves the watermark back to now and leaves every row as it is', async () => {
    const { outbox } = fixture();
    const plan = reservation([post(['asean'])], {
      skipped: [{ moment: moment('talks'), reason: 'same instant' }],
      watermark: DUE + 10_000,
    });
    await outbox.reserve(plan);
    await outbox.settle(sent(await claimOne(outbox)));
    const [posts, moments] = [await outbox.posts({ channel: null, limit: 9 }), await outbox.moments(everything)];
    await outbox.takeBack(DUE - 10_000);
    expect(await outbox.watermark()).toBe(DUE - 10_000);
    expect(await outbox.reserve({ ...plan, watermark: DUE })).toBe(0);
    expect(await outbox.watermark()).toBe(DUE);
    expect(await outbox.posts({ channel: null, limit: 9 })).toEqual(posts);
    expect(await outbox.moments(everything)).toEqual(moments);
  });

  test('takeBack never moves the watermark on, and gives an empty state none', async () => {
    const { outbox } = fixture();
    await outbox.takeBack(DUE);
    expect(await outbox.watermark()).toBeNull();
    await outbox.reserve(reservation([], { watermark: DUE }));
    await outbox.takeBack(DUE + 1);
    expect(await outbox.watermark()).toBe(DUE);
  });

  test('reserve writes thousands of moments in several transactions and lets others act between them', async () => {
    const { outbox, breaths } = fixture();
    const posts = Array.from({ length: 1050 }, (_, at) => post([`event-${at}`, `more-${at}`], { channel: `c${at}` }));
    expect(await outbox.reserve(reservation(posts, { watermark: DUE }))).toBe(1050);
    expect(breaths()).toBeGreaterThanOrEqual(4);
    expect(await outbox.moments(everything)).toHaveLength(2100);
    expect(await outbox.watermark()).toBe(DUE);
  });

  test('reserve never cuts through a post, however many moments it has', async () => {
    const { outbox } = fixture();
    const events = Array.from({ length: 1200 }, (_, at) => `event-${at}`);
    expect(await outbox.reserve(reservation([post(['first']), post(events, { ordinal: 1 })]))).toBe(2);
    await outbox.settle(sent(await claimOne(outbox)));
    expect((await claimOne(outbox)).moments.map((row) => row.event)).toEqual(events);
  });
}
