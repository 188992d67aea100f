import { describe, expect, test } from 'vitest';
import type { Recurring } from '../../src/model/recurring.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { OvertakenError, type Registry } from '../../src/outbox/registry.ts';
import { DUE, subscription } from '../build/build-posts.ts';
import { type OpenFixture, useFixture } from './exercise-outbox.ts';

/** What the registry guarantees to those who change a row from what they have read, beside others who do the same. */
export function exerciseOvertaking(database: string, make: OpenFixture): void {
  describe(`changes of the same by two workers over ${database}`, () => {
    const fixture = useFixture(make);
    const both = (): [Registry, Registry] => [fixture().registry, fixture().rivalRegistry];

    /** How many of the two were written, where both have read the same before. */
    async function race(write: (registry: Registry, at: 0 | 1) => Promise<unknown>): Promise<number> {
      const [one, other] = both();
      const ends = await Promise.allSettled([write(one, 0), write(other, 1)]);
      const failed = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
      for (const reason of failed) expect(reason).toBeInstanceOf(OvertakenError);
      return ends.length - failed.length;
    }

    test('of two changes of one subscription, made from the same state of it, one is written', async () => {
      const { registry } = fixture();
      const put = (over: { readonly version: number } | null) => (to: Registry, at: 0 | 1) =>
        to.putSubscription(subscription('a', { role: `90${at}` }), over);
      expect(await race(put(null))).toBe(1);
      const made = await registry.subscription('a');
      expect(await race(put(made))).toBe(1);
      expect(await race(put(made))).toBe(0);
      const current = await registry.subscription('a');
      expect(await race((to) => to.removeSubscription('a', current ?? { version: 0 }))).toBe(1);
      expect(await race(put(current))).toBe(0);
      expect(await registry.subscription('a')).toBeNull();
    });

    test('a change that was overtaken changes nothing, the revision neither', async () => {
      const { registry } = fixture();
      await registry.putSubscription(subscription('a'));
      await registry.putGuildSettings({ guild: 'guild', zone: 'Asia/Seoul', postingTime: null }, DUE);
      const before = [await registry.subscriptions(), await registry.guildSettings(), await registry.revision()];
      await expect(registry.putSubscription(subscription('a', { role: '9' }), null)).rejects.toThrow(OvertakenError);
      await expect(registry.removeSubscription('a', { version: 7 })).rejects.toThrow(OvertakenError);
      const other = { guild: 'guild', zone: null, postingTime: '07:00' } as const;
      await expect(registry.putGuildSettings(other, DUE + 1, null)).rejects.toThrow(OvertakenError);
      expect([await registry.subscriptions(), await registry.guildSettings(), await registry.revision()]).toEqual(
        before,
      );
    });

    test('a language that Discord tells meanwhile overtakes no change of settings', async () => {
      const { registry } = fixture();
      await registry.noteLocale(ofGuild('guild'), 'de');
      await registry.putGuildSettings({ guild: 'guild', zone: 'Asia/Seoul', postingTime: null }, DUE, null);
      expect(await registry.guildSettings()).toEqual([
        { guild: 'guild', zone: 'Asia/Seoul', postingTime: null, locale: 'de' },
      ]);
    });

    test('of two changes of a server’s or a person’s settings, made from the same state of them, one is written', async () => {
      const { registry } = fixture();
      const times = ['07:00', '08:00'] as const;
      const server = (at: 0 | 1) => ({ guild: 'guild', zone: null, postingTime: times[at] });
      expect(await race((to, at) => to.putGuildSettings(server(at), DUE, null))).toBe(1);
      const [made = null] = await registry.guildSettings();
      const pause = { guild: 'guild', zone: null, postingTime: made?.postingTime ?? null, pausedUntil: DUE };
      expect(await race((to, at) => to.putGuildSettings(at === 0 ? pause : server(1), DUE, made))).toBeGreaterThan(0);
      await registry.putGuildSettings(pause, DUE);
      expect(await race((to, at) => to.putGuildSettings(server(at), DUE, made))).toBe(0);
      const person = (at: 0 | 1) => ({ user: '500', zone: null, postingTime: times[at] });
      expect(await race((to, at) => to.putPersonSettings(person(at), DUE, null))).toBe(1);
      const [own = null] = await registry.personSettings();
      const next = { user: '500', zone: 'Asia/Seoul', postingTime: null };
      expect(await race((to) => to.putPersonSettings(next, DUE, own))).toBe(1);
      expect(await registry.personSettings()).toEqual([next]);
    });

    test('of two boards and digests that are made for one channel at once, one is, whatever their kinds', async () => {
      const { registry } = fixture();
      const digest = (kind: Recurring['kind']): Recurring => ({
        ...{ guild: 'guild', channel: 'a', kind, time: null, since: DUE, paused: null },
        weekday: kind === 'weekly' ? 1 : null,
      });
      expect(await race((to, at) => to.putRecurring(digest(at === 0 ? 'daily' : 'weekly'), []))).toBe(1);
      const there = await registry.recurring();
      expect(there).toHaveLength(1);
      // Another channel's are nothing to it.
      await registry.putRecurring({ ...digest('daily'), channel: 'b' }, []);
      await registry.putRecurring(digest('board'), there);
      await registry.noteBoard('a', { count: 1, print: 'p', remade: 0 });
      const known = (await registry.recurring()).filter(({ channel }) => channel === 'a');
      await registry.putRecurring({ ...digest('board'), since: DUE + 1 }, [...known].reverse());
      await expect(registry.putRecurring(digest('weekly'), known)).rejects.toThrow(OvertakenError);
    });

    test('of what several revise at once, nothing is lost', async () => {
      const { registry } = fixture();
      const add = (to: Registry) => to.revise('logins', (text) => `${text ?? ''}x`);
      await Promise.all([1, 2, 3, 4, 5].flatMap(() => both().map(add)));
      expect(await registry.recall('logins')).toBe('xxxxxxxxxx');
    });
  });
}
