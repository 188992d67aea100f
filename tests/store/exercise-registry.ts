import { describe, expect, test } from 'vitest';
import { ofGuild } from '../../src/model/subscription.ts';
import { DUE, post, reservation, subscription } from '../build/build-posts.ts';
import { type OpenFixture, useFixture } from './exercise-outbox.ts';

/** Every guarantee of the registry port. Any database that stands behind it runs this, unchanged. */
export function exerciseRegistry(database: string, make: OpenFixture): void {
  describe(`the registry over ${database}`, () => {
    const fixture = useFixture(make);
    const settle = async (channel: string) => {
      const version = (await fixture().registry.subscription(channel))?.version ?? 0;
      await fixture().outbox.reserve(reservation([], { settledChannels: [{ channel, version }] }));
    };
    const topics = (...names: string[]) => ({ topics: names, kinds: null });

    test('a new registry is empty at revision 0', async () => {
      const { registry } = fixture();
      expect(await registry.revision()).toBe(0);
      expect(await registry.subscriptions()).toEqual([]);
      expect(await registry.guildSettings()).toEqual([]);
      expect(await registry.subscription('a')).toBeNull();
    });

    test('the registry keeps a subscription whole', async () => {
      const { registry } = fixture();
      const row = subscription('a', {
        filter: { topics: ['trade', 'Ä'], kinds: [] },
        leads: [
          { unit: 'days', count: 7 },
          { unit: 'minutes', count: 0 },
        ],
        role: '99',
        pingFor: [],
        notices: { earlier: 'ping', 'text only': 'nothing' },
        madeBy: 'settings',
        paused: 'the bot may not write here',
      });
      expect(await registry.putSubscription(row)).toEqual({ before: null });
      expect(await registry.subscription('a')).toEqual({ ...row, unsettled: { cause: 'created' }, version: 1 });
    });

    test('the registry keeps what only some subscriptions have: whole, and each by itself', async () => {
      const { registry } = fixture();
      const week = [{ unit: 'days', count: 7 }] as const;
      const parts = {
        leadsByKind: { tariff: week, truce: [] },
        leadsByEvent: { 'ünruhe "x"': week },
        quiet: { from: '22:00', until: '07:30' },
        pingless: ['catch-up', 'notice'],
      } as const;
      const filter = {
        topics: null,
        kinds: null,
        regions: ['asia'],
        certainties: ['confirmed'],
        words: { allow: ['soy'], block: ['“'] },
        events: ['a'],
        muted: ['b'],
      } as const;
      const rows = [
        subscription('all', { ...parts, filter }),
        subscription('quiet', { quiet: parts.quiet }),
        subscription('person', { owner: { kind: 'person', user: '7' }, fallback: { guild: '1', channel: '2' } }),
        subscription('none', { quiet: null, owner: { kind: 'person', user: '8' }, fallback: null }),
        subscription('plain'),
      ];
      for (const row of rows) {
        await registry.putSubscription(row);
        expect(await registry.subscription(row.channel)).toStrictEqual({
          ...row,
          unsettled: { cause: 'created' },
          version: expect.any(Number),
        });
        expect(await registry.putSubscription(subscription(row.channel))).toStrictEqual({ before: row });
        expect(await registry.removeSubscription(row.channel)).toStrictEqual(subscription(row.channel));
      }
    });

    test('a replaced subscription is marked as changed, with the filter and the leads before, and what it was is returned', async () => {
      const { registry } = fixture();
      const old = subscription('a', { filter: topics('trade') });
      await registry.putSubscription(old);
      await settle('a');
      expect(await registry.putSubscription(subscription('a', { filter: topics('summits') }))).toEqual({ before: old });
      const row = await registry.subscription('a');
      expect(row?.unsettled).toEqual({ cause: 'changed', before: topics('trade'), asked: { leads: null } });
      expect(row?.filter).toEqual(topics('summits'));
    });

    test('the older mark of a change that is not settled yet is kept', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('new'));
      await registry.putSubscription(subscription('new', { filter: topics('trade') }));
      expect((await registry.subscription('new'))?.unsettled).toEqual({ cause: 'created' });
      await settle('new');
      await registry.putSubscription(subscription('new', { filter: topics('second') }));
      await registry.putSubscription(subscription('new', { filter: topics('third') }));
      expect((await registry.subscription('new'))?.unsettled).toEqual({
        cause: 'changed',
        before: topics('trade'),
        asked: { leads: null },
      });
    });

    test('removing a subscription returns what it was, and keeps its history', async () => {
      const { registry, outbox } = fixture();
      const row = subscription('channel');
      await registry.putSubscription(row);
      await outbox.reserve(reservation([post(['a'])]));
      expect(await registry.removeSubscription('channel')).toEqual(row);
      expect(await registry.removeSubscription('channel')).toBeNull();
      expect(await registry.subscription('channel')).toBeNull();
      expect(await outbox.moments({ channels: ['channel'], events: null })).toHaveLength(1);
    });

    test('a subscription made again after its removal counts as created', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      await registry.removeSubscription('a');
      expect(await registry.putSubscription(subscription('a'))).toEqual({ before: null });
      expect((await registry.subscription('a'))?.unsettled).toEqual({ cause: 'created' });
    });

    test('pausing gives a reason and moves nothing else', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      expect(await registry.pauseSubscription('a', 'missing access', DUE + 5)).toBe(true);
      expect(await registry.subscription('a')).toEqual({
        ...subscription('a', { paused: 'missing access' }),
        unsettled: null,
        version: expect.any(Number),
      });
    });

    test('pausing changes only what is not paused, and keeps the first reason', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      expect(await registry.pauseSubscription('a', 'missing access', DUE + 5)).toBe(true);
      const before = await registry.subscription('a');
      expect(await registry.pauseSubscription('a', 'missing access', DUE + 6)).toBe(false);
      expect(await registry.pauseSubscription('a', 'unknown channel', DUE + 7)).toBe(false);
      expect(await registry.subscription('a')).toEqual(before);
    });

    test('a resumed subscription counts as created, with its window beginning then', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      await registry.putSubscription(subscription('a', { filter: topics('trade') }));
      await registry.pauseSubscription('a', 'by hand', DUE + 5);
      await registry.pauseSubscription('a', null, DUE + 9);
      expect(await registry.subscription('a')).toMatchObject({
        paused: null,
        since: DUE + 9,
        unsettled: { cause: 'created' },
      });
    });

    test('a paused subscription that is put anew counts as resumed', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      await registry.pauseSubscription('a', 'by hand', DUE);
      await registry.putSubscription(subscription('a', { since: DUE + 7 }));
      expect((await registry.subscription('a'))?.unsettled).toEqual({ cause: 'created' });
    });

    test('the window of an active subscription is left alone when it is resumed once more', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      const revision = await registry.revision();
      expect(await registry.pauseSubscription('a', null, DUE + 9)).toBe(true);
      expect(await registry.subscription('a')).toMatchObject({ since: DUE, unsettled: null });
      expect(await registry.revision()).toBe(revision);
      expect(await registry.pauseSubscription('nowhere', null, DUE)).toBe(false);
    });

    test('every write of a subscription or a clock raises the revision, and nothing else does', async () => {
      const { registry } = fixture();
      const revisions = [await registry.revision()];
      const note = async () => revisions.push(await registry.revision());
      await registry.putSubscription(subscription('a'));
      await note();
      await registry.pauseSubscription('a', 'by hand', DUE);
      await note();
      await registry.putGuildSettings({ guild: 'guild', zone: 'UTC', postingTime: null }, DUE);
      await note();
      await registry.removeSubscription('a');
      await note();
      await registry.forget(ofGuild('guild'));
      await note();
      expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
      await registry.remember('commands', 'shape');
      await registry.subscriptions();
      expect(await registry.revision()).toBe(revisions.at(-1));
    });

    test('the registry names what was changed after a revision, and how many there are', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await registry.putSubscription(subscription('b', { owner: ofGuild('there') }));
      const since = await registry.revision();
      expect(await registry.subscriptionsSince(since)).toEqual({ rows: [], count: 2 });
      expect((await registry.subscriptionsSince(0)).rows).toHaveLength(2);
      await registry.pauseSubscription('a', 'by hand', DUE);
      await registry.removeSubscription('b');
      const { rows, count } = await registry.subscriptionsSince(since);
      expect([rows, count]).toEqual([[await registry.subscription('a')], 1]);
      await registry.putGuildSettings({ guild: 'guild', zone: 'UTC', postingTime: null }, DUE);
      expect((await registry.subscriptionsSince(since + 2)).rows).toEqual([await registry.subscription('a')]);
    });

    test('the registry remembers facts by name, and no name reaches the store’s own', async () => {
      const { registry, outbox } = fixture();
      expect(await registry.recall('commands')).toBeNull();
      await registry.remember('commands', 'one');
      await registry.remember('commands', 'two');
      expect(await registry.recall('commands')).toBe('two');
      await registry.remember('watermark', '99');
      await registry.remember('registry.revision', '99');
      expect(await outbox.watermark()).toBeNull();
      expect(await registry.revision()).toBe(0);
      expect(await registry.recall('clock')).toBeNull();
    });
  });
}
