import { expect, test } from 'vitest';
import { claim, claimOne, DUE, moment, NOW, post, reservation, sent } from '../build/build-posts.ts';
import type { Fixture } from './exercise-outbox.ts';

export function exerciseReading(fixture: Fixture): void {
  test('moments are narrowed by channels, by events, and by both', async () => {
    const { outbox } = fixture();
    await outbox.reserve(
      reservation([
        post(['a', 'b'], { channel: '1' }),
        post(['a', 'c'], { channel: '2' }),
        post(['a'], { channel: '3' }),
      ]),
    );
    const found = async (channels: string[] | null, events: string[] | null) =>
      (await outbox.moments({ channels, events })).map((row) => `${row.channel}${row.event}`).sort();
    expect(await found(null, null)).toEqual(['1a', '1b', '2a', '2c', '3a']);
    expect(await found(['1', '3'], null)).toEqual(['1a', '1b', '3a']);
    expect(await found(null, ['b', 'c'])).toEqual(['1b', '2c']);
    expect(await found(['2'], ['a', 'b'])).toEqual(['2a']);
    expect(await found([], null)).toEqual([]);
    expect(await found(['1'], [])).toEqual([]);
  });

  test('moments are found among more ids than a statement takes parameters', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a'])]));
    const many = Array.from({ length: 40_000 }, (_, at) => `event-${at}`);
    expect(await outbox.moments({ channels: null, events: [...many, 'a'] })).toHaveLength(1);
  });

  test('a moment is read whole', async () => {
    const { outbox } = fixture();
    const lead = { unit: 'minutes', count: 90 } as const;
    await outbox.reserve(reservation([], { skipped: [{ moment: moment('a', { lead }), reason: 'muted' }] }));
    const { event, edge, sourceDate, owner, channel, due, anchor } = moment('a');
    expect(await outbox.moments({ channels: null, events: null })).toEqual([
      {
        event,
        edge,
        sourceDate,
        owner,
        channel,
        due,
        anchor,
        lead,
        state: 'skipped',
        reason: 'muted',
        post: null,
      },
    ]);
  });

  test('a channel’s posts are listed newest first, as many as asked for', async () => {
    const { outbox } = fixture();
    const at = (due: number, ordinal: number) => post([`${due}-${ordinal}`], { due, ordinal });
    await outbox.reserve(reservation([at(DUE, 0), at(DUE + 2, 0), at(DUE + 2, 1), at(DUE + 1, 0)]));
    await outbox.reserve(reservation([post(['elsewhere'], { channel: 'other', due: DUE + 9 })]));
    const posts = await outbox.posts({ channel: 'channel', limit: 3 });
    expect(posts.map((row) => [row.due - DUE, row.ordinal])).toEqual([
      [2, 1],
      [2, 0],
      [1, 0],
    ]);
  });

  test('posts of all channels that are open, dead or uncertain are listed', async () => {
    const { outbox } = fixture();
    const channels = ['sent', 'skipped', 'dead', 'uncertain', 'sending', 'waiting'];
    await outbox.reserve(reservation(channels.map((channel, at) => post(['x'], { channel, urgency: DUE + at }))));
    for (const { id, lease, channel } of await claim(outbox, { limit: 5 })) {
      const held = { post: id, lease, moments: [] };
      if (channel === 'sent') await outbox.settle(sent({ id, lease }));
      if (channel === 'skipped') await outbox.settle({ ...held, to: 'skipped', reason: 'muted' });
      if (channel === 'dead') await outbox.settle({ ...held, to: 'dead', reason: 'gave up' });
      if (channel === 'uncertain') await outbox.settle({ ...held, to: 'uncertain', reason: 'blind' });
    }
    const listed = (await outbox.posts({ channel: null, limit: 9 })).map((row) => row.state);
    expect(listed.sort()).toEqual(['dead', 'sending', 'uncertain', 'waiting']);
    expect(await outbox.summary()).toEqual({
      waiting: 1,
      sending: 1,
      sent: 1,
      dead: 1,
      uncertain: 1,
      lastSentAt: DUE,
    });
  });

  test('an empty state has a summary of nothing', async () => {
    expect(await fixture().outbox.summary()).toEqual({
      waiting: 0,
      sending: 0,
      sent: 0,
      dead: 0,
      uncertain: 0,
      lastSentAt: null,
    });
  });

  test('the newest message known to be in a channel is found, and none where only removed ones were', async () => {
    const { outbox } = fixture();
    await outbox.reserve(reservation([post(['a']), post(['b'], { ordinal: 1 }), post(['c'], { ordinal: 2 })]));
    expect(await outbox.lastMessage('channel')).toBeNull();
    await outbox.settle(sent(await claimOne(outbox), null, DUE + 9));
    expect(await outbox.lastMessage('channel')).toBeNull();
    await outbox.settle(sent(await claimOne(outbox), 'older', DUE));
    await outbox.settle(sent(await claimOne(outbox, NOW), 'newer', DUE + 5));
    expect(await outbox.lastMessage('channel')).toBe('newer');
    expect(await outbox.lastMessage('other')).toBeNull();
    expect((await outbox.summary()).lastSentAt).toBe(DUE + 9);
    expect((await outbox.recent(2)).map(({ sentAt, message }) => [sentAt, message])).toEqual([
      [DUE + 9, null],
      [DUE + 5, 'newer'],
    ]);
  });
}
