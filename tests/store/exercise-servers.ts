import { describe, expect, test } from 'vitest';
import { personalKey } from '../../src/model/post.ts';
import { guildOf, ofGuild } from '../../src/model/subscription.ts';
import { claimOne, DUE, keyed, message, moment, post, reservation, sent, subscription } from '../build/build-posts.ts';
import { type OpenFixture, useFixture } from './exercise-outbox.ts';

/** What the registry guarantees of whole servers and persons: their clock, their pause, their removal. */
export function exerciseServers(database: string, make: OpenFixture): void {
  describe(`servers and persons over ${database}`, () => {
    const fixture = useFixture(make);
    const settle = async (channel: string) => {
      const version = (await fixture().registry.subscription(channel))?.version ?? 0;
      await fixture().outbox.reserve(reservation([], { settledChannels: [{ channel, version }] }));
    };
    const topics = (...names: string[]) => ({ topics: names, kinds: null });

    test('a server whose clock changes marks every subscription of its own, and no other server’s', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a', { filter: topics('trade') }));
      await registry.putSubscription(subscription('b', { owner: ofGuild('elsewhere') }));
      await registry.putSubscription(subscription('new'));
      await settle('a');
      await settle('b');
      const seoul = { guild: 'guild', zone: 'Asia/Seoul', postingTime: '08:30' };
      expect(await registry.putGuildSettings(seoul, DUE + 3)).toEqual({ before: null });
      expect(await registry.guildSettings()).toEqual([seoul]);
      expect(await registry.subscriptions()).toMatchObject([
        { channel: 'a', since: DUE + 3, unsettled: { cause: 'changed', before: topics('trade') } },
        { channel: 'b', since: DUE, unsettled: null },
        { channel: 'new', since: DUE + 3, unsettled: { cause: 'created' } },
      ]);
      const defaults = { guild: 'guild', zone: null, postingTime: null };
      expect(await registry.putGuildSettings(defaults, DUE + 4)).toEqual({ before: seoul });
      expect(await registry.guildSettings()).toEqual([defaults]);
    });

    test('a server is paused and resumed without touching its clock, its subscriptions or their windows', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      const clock = { guild: 'guild', zone: 'Asia/Seoul', postingTime: null };
      await registry.putGuildSettings(clock, DUE + 1);
      await settle('a');
      const before = await registry.subscription('a');
      const revision = await registry.revision();
      const paused = { ...clock, pausedUntil: DUE + 9 };
      expect(await registry.putGuildSettings(paused, DUE + 3)).toStrictEqual({ before: clock });
      expect(await registry.guildSettings()).toStrictEqual([paused]);
      expect(await registry.putGuildSettings({ ...clock, pausedUntil: null }, DUE + 4)).toStrictEqual({
        before: paused,
      });
      expect(await registry.guildSettings()).toStrictEqual([clock]);
      expect(await registry.subscription('a')).toEqual(before);
      expect(await registry.revision()).toBe(revision + 2);
    });

    test('pausing a server that has set no clock marks nothing', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      const paused = { guild: 'guild', zone: null, postingTime: null, pausedUntil: DUE + 9 };
      expect(await registry.putGuildSettings(paused, DUE + 3)).toEqual({ before: null });
      expect(await registry.subscription('a')).toMatchObject({ since: DUE, unsettled: null });
    });

    test('setting the clock alone ends no pause, and marks what the clock changes', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      const pause = { guild: 'guild', zone: null, postingTime: null, pausedUntil: DUE + 9 };
      await registry.putGuildSettings(pause, DUE);
      await registry.putGuildSettings({ guild: 'guild', zone: null, postingTime: '08:30' }, DUE + 3);
      expect(await registry.guildSettings()).toEqual([{ ...pause, postingTime: '08:30' }]);
      expect(await registry.subscription('a')).toMatchObject({ since: DUE + 3, unsettled: { cause: 'changed' } });
    });

    test('a server’s hours and language are kept, whatever else is set, and mark no subscription', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await settle('a');
      const revision = await registry.revision();
      await registry.noteLocale(ofGuild('guild'), 'de');
      expect(await registry.guildSettings()).toStrictEqual([
        { guild: 'guild', zone: null, postingTime: null, locale: 'de' },
      ]);
      expect(await registry.revision()).toBe(revision + 1);
      await registry.putGuildSettings({ guild: 'guild', zone: null, postingTime: null, hours: 12 }, DUE + 3);
      expect(await registry.subscription('a')).toMatchObject({ since: DUE, unsettled: null });
      await registry.putGuildSettings({ guild: 'guild', zone: 'Asia/Seoul', postingTime: '08:30' }, DUE + 4);
      await registry.noteLocale(ofGuild('guild'), 'en-GB');
      const kept = { guild: 'guild', zone: 'Asia/Seoul', postingTime: '08:30', hours: 12, locale: 'en-GB' } as const;
      expect(await registry.guildSettings()).toStrictEqual([kept]);
      const { hours: _, ...automatic } = kept;
      expect(await registry.putGuildSettings({ ...kept, hours: null }, DUE + 5)).toStrictEqual({ before: kept });
      expect(await registry.guildSettings()).toStrictEqual([automatic]);
    });

    test('a person’s language is kept beside their clock, and forgotten with them', async () => {
      const { registry } = fixture();
      const person = { kind: 'person', user: '7' } as const;
      await registry.noteLocale(person, 'fr');
      await registry.putPersonSettings({ user: '7', zone: 'Asia/Seoul', postingTime: null }, DUE);
      expect(await registry.personSettings()).toStrictEqual([
        { user: '7', zone: 'Asia/Seoul', postingTime: null, locale: 'fr' },
      ]);
      expect(await registry.guildSettings()).toEqual([]);
      await registry.forget(person);
      expect(await registry.personSettings()).toEqual([]);
    });

    test('removing a server removes every row of it and nothing of another', async () => {
      const { registry, outbox } = fixture();
      const there = { owner: ofGuild('there'), channel: 'there' };
      await registry.putSubscription(subscription('channel'));
      await registry.putSubscription(subscription('there', there));
      await registry.putGuildSettings({ guild: 'guild', zone: 'UTC', postingTime: null }, DUE);
      const elsewhere = post([], { ...there, urgency: DUE + 9e7, moments: [moment('b', there)] });
      await outbox.reserve(reservation([post(['a']), elsewhere]));
      const inFlight = await claimOne(outbox);
      expect(guildOf(inFlight.owner)).toBe('guild');
      await registry.forget(ofGuild('guild'));
      expect((await registry.subscriptions()).map((row) => guildOf(row.owner))).toEqual(['there']);
      expect(await registry.guildSettings()).toEqual([]);
      expect((await outbox.moments({ channels: null, events: null })).map((row) => guildOf(row.owner))).toEqual([
        'there',
      ]);
      expect((await outbox.posts({ channel: null, limit: 9 })).map((row) => guildOf(row.owner))).toEqual(['there']);
      expect(await outbox.settle(sent(inFlight))).toBe(false);
    });

    test('removing a server forgets what is remembered under its id, and nothing that merely looks like it', async () => {
      const { registry } = fixture();
      const names = ['left 12 7', 'left 123 7', 'left 412 7', 'left 7 3', 'commands'];
      for (const name of names) await registry.remember(name, 'kept');
      await registry.forget(ofGuild('12'));
      const kept = await Promise.all(names.map((name) => registry.recall(name)));
      expect(names.filter((_, at) => kept[at] !== null)).toEqual(['left 123 7', 'left 412 7', 'left 7 3', 'commands']);
    });

    test('the messages of a removed server leave the count of what was sent', async () => {
      const { registry, outbox } = fixture();
      const there = { owner: ofGuild('there'), channel: 'there' };
      await outbox.reserve(
        reservation([post(['a']), post(['b'], { ordinal: 1 }), post([], { ...there, moments: [moment('b', there)] })]),
      );
      for (let turn = 0; turn < 3; turn += 1) await outbox.settle(sent(await claimOne(outbox)));
      expect((await outbox.summary()).sent).toBe(3);
      await registry.forget(ofGuild('guild'));
      expect((await outbox.summary()).sent).toBe(1);
    });

    test('removing a person removes what a channel was sent in their stead, and nothing else that was sent there', async () => {
      const { registry, outbox } = fixture();
      const direct = { owner: { kind: 'person', user: '500' }, channel: '7500' } as const;
      await outbox.reserve(reservation([post([], { ...direct, moments: [moment('a', direct)] })]));
      await outbox.settle(sent(await claimOne(outbox)));
      const [refused] = await outbox.posts({ channel: '7500', limit: 1 });
      const instead = (id: string) =>
        keyed(personalKey(id), {}, { kind: 'personal', body: { user: '500', message: message('x') } });
      await outbox.reserve(reservation([instead(refused?.id ?? ''), instead('of somebody else'), post(['b'])]));
      for (let turn = 0; turn < 3; turn += 1) await outbox.settle(sent(await claimOne(outbox)));
      await registry.forget({ kind: 'person', user: '500' });
      const left = await outbox.posts({ channel: 'channel', limit: 9 });
      expect(left.map(({ kind, key }) => [kind, key]).sort()).toEqual([
        ['personal', 'personal of somebody else'],
        ['reminder', null],
      ]);
      expect((await outbox.summary()).sent).toBe(2);
    });
  });
}
