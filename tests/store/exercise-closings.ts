import { describe, expect, test } from 'vitest';
import { ofGuild } from '../../src/model/subscription.ts';
import type { Closing } from '../../src/outbox/registry.ts';
import { claimOne, DUE, moment, post, reservation, subscription } from '../build/build-posts.ts';
import { type OpenFixture, useFixture } from './exercise-outbox.ts';

/** What the registry guarantees of channels that close to the bot. */
export function exerciseClosings(database: string, make: OpenFixture): void {
  describe(`channels that close, over ${database}`, () => {
    const fixture = useFixture(make);
    const closing = (more: Partial<Closing> = {}) => ({
      ...({ guild: 'guild', channel: 'channel', reason: 'missing access', since: DUE + 9, post: 'none' } as const),
      ...more,
    });
    const recurring = { guild: 'guild', channel: 'channel', time: null, since: DUE, paused: null } as const;

    test('closing a channel pauses all that the channel gets at once, notes it, and touches no other channel', async () => {
      const { registry } = fixture();
      for (const channel of ['channel', 'other']) await registry.putSubscription(subscription(channel));
      await registry.putRecurring({ ...recurring, kind: 'board', weekday: null });
      await registry.putRecurring({ ...recurring, kind: 'weekly', weekday: 1 });
      const [revision, since] = [await registry.revision(), DUE + 9];
      expect(await registry.pauseChannel(closing())).toBe(true);
      expect((await registry.recurring()).map(({ paused }) => paused)).toEqual(['missing access', 'missing access']);
      expect((await registry.subscriptionsSince(revision)).rows).toMatchObject([
        { channel: 'channel', paused: 'missing access' },
      ]);
      const { post: _, ...noted } = closing();
      expect(await registry.closings()).toEqual([
        { ...noted, missedFrom: since, tries: 0, nextLook: 0, gone: null, reopened: null },
      ]);
    });

    test('closing a channel pauses what is left to pause, and says when there is nothing', async () => {
      const { registry } = fixture();
      expect(await registry.pauseChannel(closing())).toBe(false);
      await registry.putSubscription(subscription('channel'));
      expect(await registry.pauseChannel(closing())).toBe(true);
      const [before, revision] = [await registry.subscription('channel'), await registry.revision()];
      expect(await registry.pauseChannel(closing({ since: DUE + 10, reason: 'unknown channel' }))).toBe(false);
      expect(await registry.closings()).toMatchObject([{ since: DUE + 9, reason: 'missing access' }]);
      expect(await registry.revision()).toBe(revision);
      await registry.putRecurring({ ...recurring, kind: 'board', weekday: null });
      expect(await registry.pauseChannel(closing({ since: DUE + 11 }))).toBe(true);
      expect(await registry.subscription('channel')).toEqual(before);
      expect(await registry.closings()).toMatchObject([{ since: DUE + 11 }]);
    });

    test('closing a channel notes from when on things were missed: the refused post, and what waited behind it', async () => {
      const { registry, outbox } = fixture();
      await registry.putSubscription(subscription('channel'));
      const at = (event: string, due: number) => post([], { due, moments: [moment(event, { due })] });
      await outbox.reserve(reservation([at('long ago', DUE - 90)]));
      const old = await claimOne(outbox);
      await outbox.settle({ post: old.id, lease: old.lease, to: 'skipped', reason: 'muted', moments: [] });
      await outbox.reserve(reservation([at('refused', DUE - 50), at('waiting', DUE - 20)]));
      const refused = await claimOne(outbox);
      await outbox.settle({
        post: refused.id,
        lease: refused.lease,
        to: 'dead',
        reason: 'missing access',
        moments: [],
      });
      await registry.pauseChannel({ ...closing({ since: DUE }), post: refused.id });
      expect(await registry.closings()).toMatchObject([{ since: DUE, missedFrom: DUE - 50 }]);
    });

    test('a channel that is open again gets all that rested because it closed, and nothing that a person has paused', async () => {
      const { registry } = fixture();
      for (const channel of ['channel', 'other']) await registry.putSubscription(subscription(channel));
      await registry.putRecurring({ ...recurring, kind: 'board', weekday: null, paused: 'deleted twice' });
      await registry.putRecurring({ ...recurring, kind: 'weekly', weekday: 1 });
      await registry.pauseSubscription('other', 'by hand', DUE);
      await registry.pauseChannel(closing());
      const [noted] = await registry.closings();
      if (noted === undefined) throw new Error('There is no note.');
      await registry.noteClosing({ ...noted, tries: 2, nextLook: 77 });
      const at = DUE + 99;
      expect(await registry.reopenChannel({ guild: 'guild', channel: 'other', at })).toBe(false);
      expect(await registry.reopenChannel({ guild: 'guild', channel: 'channel', at })).toBe(true);
      expect(await registry.reopenChannel({ guild: 'guild', channel: 'channel', at: at + 1 })).toBe(false);
      expect(await registry.subscription('channel')).toMatchObject({
        ...{ paused: null, since: at, unsettled: { cause: 'created' } },
      });
      expect((await registry.subscription('other'))?.paused).toBe('by hand');
      expect((await registry.recurring()).map(({ kind, paused }) => [kind, paused])).toEqual([
        ['board', 'deleted twice'],
        ['weekly', null],
      ]);
      expect(await registry.closings()).toEqual([{ ...noted, tries: 2, nextLook: 77, reopened: at }]);
    });

    test('what managers were told is noted once for each server, and forgotten with it', async () => {
      const { registry } = fixture();
      expect(await registry.noteTold('guild', 'closed 1')).toBe(true);
      expect(await registry.noteTold('guild', 'closed 1')).toBe(false);
      expect(await registry.noteTold('guild', 'closed 2')).toBe(true);
      expect(await registry.noteTold('other', 'closed 1')).toBe(true);
      await registry.forget(ofGuild('guild'));
      expect(await registry.noteTold('guild', 'closed 1')).toBe(true);
    });

    test('the note of a closed channel is forgotten with its server', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('channel'));
      await registry.pauseChannel(closing());
      await registry.forget(ofGuild('other'));
      expect(await registry.closings()).toHaveLength(1);
      await registry.forget(ofGuild('guild'));
      expect(await registry.closings()).toEqual([]);
    });
  });
}
