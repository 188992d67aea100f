import { describe, expect, test } from 'vitest';
import type { Recurring } from '../../src/model/recurring.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { DUE } from '../build/build-posts.ts';
import { type OpenFixture, useFixture } from './exercise-outbox.ts';

const NEW = { count: 0, print: null, remade: 0 };

/** A board of a channel; `more` makes it a digest. */
function recurring(channel: string, more: Partial<Recurring> = {}): Recurring {
  return { guild: 'guild', channel, kind: 'board', time: null, weekday: null, since: DUE, paused: null, ...more };
}

/** Every guarantee about boards and digests. Any database that stands behind the registry runs this, unchanged. */
export function exerciseRecurring(database: string, make: OpenFixture): void {
  describe(`boards and digests over ${database}`, () => {
    const fixture = useFixture(make);
    const weekly = recurring('a', { kind: 'weekly', time: '07:30', weekday: 7, paused: 'by hand' });

    test('an empty state has no boards and digests', async () => {
      expect(await fixture().registry.recurring()).toEqual([]);
    });

    test('each board and digest is kept whole, one of a kind for each channel, and a board with a state', async () => {
      const { registry } = fixture();
      const rows = [recurring('b'), weekly, recurring('a'), recurring('a', { kind: 'daily' })];
      for (const row of rows) expect(await registry.putRecurring(row)).toEqual({ before: null });
      expect(await registry.recurring()).toEqual([
        { ...recurring('a'), board: NEW },
        { ...recurring('a', { kind: 'daily' }), board: null },
        { ...weekly, board: null },
        { ...recurring('b'), board: NEW },
      ]);
    });

    test('putting one replaces the one of the same kind and returns what it was', async () => {
      const { registry } = fixture();
      await registry.putRecurring(weekly);
      const next = { ...weekly, weekday: 1, paused: null, since: DUE + 5 };
      expect(await registry.putRecurring(next)).toEqual({ before: weekly });
      expect(await registry.recurring()).toEqual([{ ...next, board: null }]);
    });

    test('the store notes what a board shows, and begins anew when the board is put again', async () => {
      const { registry } = fixture();
      await registry.putRecurring(recurring('a'));
      const state = { count: 3, print: 'ä “1”', remade: 1 };
      await registry.noteBoard('a', state);
      expect(await registry.recurring()).toEqual([{ ...recurring('a'), board: state }]);
      const again = recurring('a', { since: DUE + 9 });
      expect(await registry.putRecurring(again)).toEqual({ before: recurring('a') });
      expect(await registry.recurring()).toEqual([{ ...again, board: NEW }]);
    });

    test('the store notes nothing where there is no board, a digest of the channel included', async () => {
      const { registry } = fixture();
      await registry.putRecurring(weekly);
      await registry.noteBoard('a', { count: 3, print: null, remade: 0 });
      await registry.noteBoard('b', { count: 3, print: null, remade: 0 });
      expect(await registry.recurring()).toEqual([{ ...weekly, board: null }]);
    });

    test('pausing and resuming keep the rest, and say where there is none', async () => {
      const { registry } = fixture();
      await registry.putRecurring(recurring('a'));
      await registry.noteBoard('a', { count: 2, print: 'p', remade: 0 });
      expect(await registry.pauseRecurring('a', 'board', 'missing access')).toBe(true);
      expect(await registry.recurring()).toMatchObject([{ paused: 'missing access', board: { count: 2 } }]);
      expect(await registry.pauseRecurring('a', 'board', null)).toBe(true);
      expect(await registry.recurring()).toMatchObject([{ paused: null, since: DUE, board: { count: 2 } }]);
      expect(await registry.pauseRecurring('a', 'daily', null)).toBe(false);
      expect(await registry.pauseRecurring('b', 'board', 'x')).toBe(false);
    });

    test('removing one returns what it was', async () => {
      const { registry } = fixture();
      await registry.putRecurring(recurring('a'));
      await registry.putRecurring(weekly);
      expect(await registry.removeRecurring('a', 'board')).toEqual(recurring('a'));
      expect(await registry.removeRecurring('a', 'board')).toBeNull();
      expect((await registry.recurring()).map((row) => row.kind)).toEqual(['weekly']);
    });

    test('boards and digests go with their server, and no other server’s do', async () => {
      const { registry } = fixture();
      await registry.putRecurring(recurring('a'));
      await registry.putRecurring(recurring('b', { guild: 'there' }));
      await registry.forget(ofGuild('guild'));
      expect((await registry.recurring()).map((row) => row.channel)).toEqual(['b']);
    });

    test('every change of what was asked for raises the revision, but not what a board shows, or a change of nothing', async () => {
      const { registry } = fixture();
      const raised = async (act: () => Promise<unknown>) => {
        const before = await registry.revision();
        await act();
        return (await registry.revision()) > before;
      };
      expect(await raised(() => registry.putRecurring(recurring('a')))).toBe(true);
      expect(await raised(() => registry.noteBoard('a', { count: 1, print: 'p', remade: 0 }))).toBe(false);
      expect(await raised(() => registry.pauseRecurring('a', 'board', 'rest'))).toBe(true);
      expect(await raised(() => registry.pauseRecurring('a', 'board', 'rest'))).toBe(false);
      expect(await raised(() => registry.removeRecurring('a', 'daily'))).toBe(false);
      expect(await raised(() => registry.removeRecurring('a', 'board'))).toBe(true);
    });
  });
}
