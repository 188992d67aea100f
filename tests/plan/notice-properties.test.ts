import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANGE_KINDS, type ChangeKind, type EventChange } from '../../src/model/change.ts';
import type { Occasion } from '../../src/model/moment.ts';
import { ofGuild, type Subscription } from '../../src/model/subscription.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { type AnnouncedMoment, noticeMoments, planNotices } from '../../src/plan/changes/plan-notices.ts';
import { restsBecause } from '../../src/plan/reminders/match-filter.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';
import { list as anyList, eventWith, SPAN } from './arbitraries.ts';
import { dated } from './derive-all.ts';

describe('any change of any list', () => {
  const way = fc.constantFrom('ping' as const, 'post' as const, 'edit' as const, 'nothing' as const);
  const notices = fc.dictionary(fc.constantFrom(...CHANGE_KINDS), way) as fc.Arbitrary<
    Subscription['notices'] & object
  >;
  const story = fc.record({
    before: anyList,
    after: fc.oneof(anyList, fc.tuple(eventWith('e0'), eventWith('e1'))),
    notices,
    now: fc.integer({ min: SPAN.from, max: SPAN.to }),
    announced: fc.uniqueArray(
      fc
        .record({
          event: fc.constantFrom('e0', 'e1', 'e2', 'e3', 'e4'),
          edge: fc.constantFrom('opens', 'closes', 'takes-effect', 'expires'),
          occasion: fc.constantFrom<Occasion>(
            { lead: { unit: 'days', count: 7 } },
            { lead: { unit: 'days', count: 1 } },
            { lead: null, revision: 1 },
          ),
          post: fc.constantFrom('p0', 'p1', 'p2', 'p3'),
        })
        .map(({ occasion, ...rest }) => ({ ...rest, ...occasion })),
    ),
  });
  const runs = { seed: 20251110, numRuns: 150 };
  type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;
  const lived = (one: Story, announcedMore: readonly AnnouncedMoment[] = []) => {
    const changes = compareLists(dated(one.before), dated(one.after));
    const events = new Map(one.after.map((event) => [event.id, event]));
    const subscription = buildSubscription('c', { notices: one.notices, role: 'r' });
    const request = { subscription, changes, event: (id: string) => events.get(id) ?? null, revision: 5, now: one.now };
    return { changes, result: planNotices({ ...request, announced: [...one.announced, ...announcedMore] }) };
  };
  const MOVES: readonly ChangeKind[] = ['earlier', 'later', 'extended', 'became exact', 'withdrawn'];

  test('no change of any list says anything twice, corrects a message twice, or pings without saying something', () => {
    fc.assert(
      fc.property(story, (one) => {
        const { result } = lived(one);
        expect(new Set(result.say).size).toBe(result.say.length);
        expect(new Set(result.correct).size).toBe(result.correct.length);
        if (result.ping) expect(result.say.length).toBeGreaterThan(0);
        const own = noticeMoments(result.say, { owner: ofGuild('g'), channel: 'c' }, 5, one.now).map(
          ({ event, edge }) => ({
            event,
            edge,
            lead: null,
            revision: 5,
            post: 'own',
          }),
        );
        expect(lived(one, own).result).toEqual({ say: [], ping: false, correct: result.correct });
      }),
      runs,
    );
  });

  test('any change of a list reaches every channel that was notified of a date that moves, whatever it chose, and sets its messages right', () => {
    fc.assert(
      fc.property(story, (one) => {
        const { changes, result } = lived(one);
        for (const change of changes.filter(({ kind }) => MOVES.includes(kind))) {
          const posts = one.announced.filter(({ event, edge }) => event === change.event && edge === change.edge);
          for (const { post } of posts) expect(result.correct).toContain(post);
        }
      }),
      runs,
    );
  });

  test('no change of any list disturbs people with news of which no exact date lies ahead and one lies behind, but for the closing line', () => {
    fc.assert(
      fc.property(story, (one) => {
        const anchors = (change: EventChange) =>
          [change.before, change.after].flatMap((side) => (side?.anchor == null ? [] : [side.anchor]));
        for (const change of lived(one).result.say) {
          if (change.kind === 'outcome') continue;
          const known = anchors(change);
          const isPast = known.length === 2 && known.every((anchor) => anchor <= one.now);
          expect(isPast, `${change.event} ${change.kind}`).toBe(false);
        }
      }),
      runs,
    );
  });

  test('no change of any list is news to a channel that was never notified when the event has gone, or came when it was over', () => {
    fc.assert(
      fc.property(story, (one) => {
        const { result } = lived({ ...one, announced: [] });
        expect(result.correct).toEqual([]);
        for (const change of result.say) {
          expect(['removed', 'outcome']).not.toContain(change.kind);
          const event = one.after.find(({ id }) => id === change.event);
          if (change.kind === 'new' && event) expect(restsBecause(event)).toBeNull();
        }
      }),
      runs,
    );
  });
});
