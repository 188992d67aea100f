import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leadName } from '../../src/model/lead.ts';
import { keyText, momentKey } from '../../src/model/moment.ts';
import { packPosts } from '../../src/plan/reminders/pack-posts.ts';
import { at } from '../build/build-events.ts';
import { buildMoment } from '../build/build-subscriptions.ts';

const DUE = at('2025-10-31T13:00:00Z');
const reminder = { kind: 'reminder', addedLate: false, together: 'instant' } as const;
const catchUp = { kind: 'catch-up', addedLate: false, together: 'channel' } as const;

describe('moments of one channel and instant', () => {
  test('moments of one channel and instant are one post, most urgent first: the nearest anchor, then by name, then the shortest lead', () => {
    const moments = [
      buildMoment('far', '7d', DUE, { anchor: DUE + 9_000 }),
      buildMoment('b', '1d', DUE, { anchor: DUE + 2_000 }),
      buildMoment('a', '1d', DUE, { anchor: DUE + 2_000 }),
      buildMoment('b', '1h', DUE, { anchor: DUE + 2_000 }),
      buildMoment('near', '7d', DUE, { anchor: DUE + 1_000 }),
    ];
    const [post, ...more] = packPosts(moments, reminder);
    expect(more).toEqual([]);
    expect(post?.moments.map((moment) => moment.event)).toEqual(['near', 'a', 'b', 'b', 'far']);
    expect(post?.moments.map(({ lead }) => leadName(lead))).toEqual(['7d', '1d', '1h', '1d', '7d']);
    expect([post?.urgency, post?.due, post?.ordinal]).toEqual([DUE + 1_000, DUE, 0]);
  });

  test('moments of other instants and other channels are posts of their own', () => {
    const moments = [
      buildMoment('a', '1d', DUE),
      buildMoment('b', '1d', DUE + 1),
      buildMoment('a', '1d', DUE, { channel: 'other' }),
    ];
    expect(packPosts(moments, reminder).map((post) => [post.due, post.channel])).toEqual([
      [DUE, 'channel'],
      [DUE, 'other'],
      [DUE + 1, 'channel'],
    ]);
  });

  test('what is caught up is one post a channel, however many instants were missed', () => {
    const moments = [buildMoment('a', '1d', DUE - 50), buildMoment('b', '1d', DUE), buildMoment('c', '1d', DUE - 9)];
    const posts = packPosts(moments, catchUp);
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({ kind: 'catch-up', due: DUE });
    expect(posts[0]?.moments.map((moment) => moment.event)).toEqual(['a', 'c', 'b']);
  });
});

describe('the limits of a post', () => {
  const many = Array.from({ length: 11 }, (_, index) => buildMoment(`e${String(index).padStart(2, '0')}`, '1d', DUE));

  test('the eleventh card begins a second post, which does not ping', () => {
    expect(packPosts(many, reminder).map((post) => [post.ordinal, post.moments.length])).toEqual([
      [0, 10],
      [1, 1],
    ]);
    expect(packPosts(many.slice(0, 10), reminder)).toHaveLength(1);
  });
});

test('packing loses and doubles nothing, passes no limit, and does not depend on the order of what comes in', () => {
  const moment = fc
    .record({
      event: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm'),
      edge: fc.constantFrom('opens' as const, 'expires' as const),
      lead: fc.constantFrom('7d', '1d', '0d', '1h', 'at'),
      due: fc.integer({ min: 0, max: 2 }),
      ahead: fc.integer({ min: 0, max: 3 }),
      channel: fc.constantFrom('1', '2', '3'),
    })
    .map(({ event, edge, lead, due, ahead, channel }) =>
      buildMoment(event, lead, DUE + due, { edge, channel, anchor: DUE + due + ahead }),
    );
  const text = (one: Parameters<typeof momentKey>[0]) => keyText(momentKey(one));
  const moments = fc.uniqueArray(moment, { selector: text, maxLength: 60 });
  fc.assert(
    fc.property(moments, fc.constantFrom(reminder, catchUp), (all, how) => {
      const posts = packPosts(all, how);
      expect(posts.flatMap((post) => post.moments.map(text)).sort()).toEqual(all.map(text).sort());
      for (const post of posts) {
        expect(post.moments.length).toBeLessThanOrEqual(10);
        expect(post.moments.every((one) => one.channel === post.channel)).toBe(true);
        expect(post.due).toBe(Math.max(...post.moments.map((one) => one.due)));
        expect(post.urgency).toBe(Math.min(...post.moments.map((one) => one.anchor)));
        if (how.together === 'instant') expect(new Set(post.moments.map((one) => one.due)).size).toBe(1);
      }
      const places = posts.map((post) => `${how.together === 'instant' ? post.due : ''}|${post.channel}`);
      for (const place of new Set(places)) {
        const ordinals = posts.filter((_, index) => places[index] === place).map((post) => post.ordinal);
        expect(ordinals.sort((a, b) => a - b)).toEqual(ordinals.map((_, index) => index));
      }
      expect(packPosts([...all].reverse(), how)).toEqual(posts);
    }),
    { seed: 4, numRuns: 200 },
  );
});
