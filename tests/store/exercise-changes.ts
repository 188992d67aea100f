import { expect, test } from 'vitest';
import type { EventList } from '../../src/model/event.ts';
import type { RecordedChange, Reservation } from '../../src/outbox/outbox.ts';
import { DUE, reservation, subscription } from '../build/build-posts.ts';
import { DEFAULTS } from '../build/build-subscriptions.ts';
import type { Fixture } from './exercise-outbox.ts';

const change = (event: string, at: number, outcome: string | null = null): RecordedChange => ({
  at,
  change: {
    ...{ event, kind: 'later', edge: null, title: event, phrase: event, before: null, after: null },
    ...{ certaintyBefore: null, certaintyAfter: null, outcome },
  },
});
const list = (version: string): EventList => ({ version, files: [], events: [] });

export function exerciseChanges(fixture: Fixture): void {
  const settleList = (version: string, changes: readonly RecordedChange[] = [], more: Partial<Reservation> = {}) =>
    fixture().outbox.reserve(
      reservation([], { settledList: { list: list(version), defaults: DEFAULTS, changes }, ...more }),
    );

  test('a reservation keeps the list it settled, and keeps it when the next one names none', async () => {
    const { outbox } = fixture();
    expect(await outbox.settledList()).toBeNull();
    expect(await outbox.lastList()).toBeNull();
    await settleList('v1 ä');
    await outbox.reserve(reservation([]));
    expect(await outbox.settledList()).toEqual({ version: 'v1 ä', defaults: DEFAULTS, revision: 1 });
    expect(await outbox.lastList()).toEqual(list('v1 ä'));
  });

  test('a reservation raises the revision with every list, also with one that was there before', async () => {
    const { outbox } = fixture();
    const revisions: (number | undefined)[] = [];
    for (const version of ['a', 'b', 'a']) {
      await settleList(version);
      revisions.push((await outbox.settledList())?.revision);
    }
    expect(revisions).toEqual([1, 2, 3]);
  });

  test('a settled change may be repeated: the list settled last is not counted again, nor are its changes', async () => {
    const { outbox } = fixture();
    for (let round = 0; round < 2; round += 1) await settleList('a', [change('truce', DUE)]);
    expect((await outbox.settledList())?.revision).toBe(1);
    expect(await outbox.changes({ since: DUE - 1, limit: 9 })).toEqual([change('truce', DUE)]);
  });

  test('the changes after an instant are read newest first, as many as asked for', async () => {
    const { outbox } = fixture();
    await settleList('a', [change('old', DUE), change('first', DUE + 5, '“10” ä'), change('second', DUE + 5)]);
    await settleList('b', [change('newest', DUE + 9), change('same instant', DUE + 5)]);
    const changes = async (since: number, limit: number) =>
      (await outbox.changes({ since, limit })).map(({ change }) => change.event);
    expect(await changes(DUE, 9)).toEqual(['newest', 'same instant', 'first', 'second']);
    expect(await changes(DUE - 1, 9)).toHaveLength(5);
    expect(await changes(DUE, 2)).toEqual(['newest', 'same instant']);
    expect(await changes(DUE + 9, 9)).toEqual([]);
    expect((await outbox.changes({ since: DUE, limit: 9 }))[2]).toEqual(change('first', DUE + 5, '“10” ä'));
  });

  test('a settled change clears the marks of the channels it settles, of no other, and says so by the revision', async () => {
    const { outbox, registry } = fixture();
    await registry.putSubscription(subscription('a'));
    await registry.putSubscription(subscription('b'));
    const before = await registry.revision();
    const version = (await registry.subscription('a'))?.version ?? -1;
    const settled = reservation([], { settledChannels: [{ channel: 'a', version }] });
    await outbox.reserve(settled);
    expect((await registry.subscriptions()).map((row) => row.unsettled)).toEqual([null, { cause: 'created' }]);
    const after = await registry.revision();
    expect(after).toBeGreaterThan(before);
    expect((await registry.subscription('a'))?.version).toBeGreaterThan(version);
    await outbox.reserve(settled);
    expect(await registry.revision()).toBe(after);
  });

  test.each([
    ['put again', async ({ registry }) => registry.putSubscription(subscription('a', { role: '7' }))],
    ['paused', async ({ registry }) => registry.pauseSubscription('a', 'by hand', DUE)],
    [
      'given another clock',
      async ({ registry }) => registry.putGuildSettings({ guild: 'guild', zone: 'UTC', postingTime: null }, DUE),
    ],
    [
      'removed and made anew',
      async ({ registry }) => {
        await registry.removeSubscription('a');
        await registry.putSubscription(subscription('a'));
      },
    ],
  ] satisfies [string, (fixture: ReturnType<Fixture>) => Promise<unknown>][])(
    'a settled change keeps the mark of a subscription that was %s after it was looked at',
    async (_, changeIt) => {
      const { outbox, registry } = fixture();
      await registry.putSubscription(subscription('a'));
      const seen = (await registry.subscription('a'))?.version ?? -1;
      await changeIt(fixture());
      const now = (await registry.subscription('a'))?.version ?? -1;
      expect(now).toBeGreaterThan(seen);
      await outbox.reserve(reservation([], { settledChannels: [{ channel: 'a', version: seen }] }));
      expect((await registry.subscription('a'))?.unsettled).toEqual({ cause: 'created' });
      await outbox.reserve(reservation([], { settledChannels: [{ channel: 'a', version: now }] }));
      expect((await registry.subscription('a'))?.unsettled).toBeNull();
    },
  );
}
