import { describe, expect, it } from 'vitest';
import type { Standing } from '../../src/model/standing.ts';
import { type MakeBench, useBench } from './exercise-outbox.ts';
import { DUE } from './make-posts.ts';

const NEW = { count: 0, print: null, remade: 0 };

/** A board of a channel; `more` makes it a digest. */
function standing(channel: string, more: Partial<Standing> = {}): Standing {
  return { guild: 'guild', channel, kind: 'board', time: null, weekday: null, since: DUE, paused: null, ...more };
}

/** Every guarantee about boards and digests. Any database that stands behind the registry runs this, unchanged. */
export function exerciseStanding(database: string, make: MakeBench): void {
  describe(`boards and digests over ${database}`, () => {
    const bench = useBench(make);
    const weekly = standing('a', { kind: 'weekly', time: '07:30', weekday: 7, paused: 'by hand' });

    it('has none in an empty state', async () => {
      expect(await bench().registry.standing()).toEqual([]);
    });

    it('keeps each whole, one of a kind for each channel, and a board with a state', async () => {
      const { registry } = bench();
      const wishes = [standing('b'), weekly, standing('a'), standing('a', { kind: 'daily' })];
      for (const wish of wishes) expect(await registry.putStanding(wish)).toEqual({ before: null });
      expect(await registry.standing()).toEqual([
        { ...standing('a'), board: NEW },
        { ...standing('a', { kind: 'daily' }), board: null },
        { ...weekly, board: null },
        { ...standing('b'), board: NEW },
      ]);
    });

    it('replaces the one of the same kind and tells what it was', async () => {
      const { registry } = bench();
      await registry.putStanding(weekly);
      const next = { ...weekly, weekday: 1, paused: null, since: DUE + 5 };
      expect(await registry.putStanding(next)).toEqual({ before: weekly });
      expect(await registry.standing()).toEqual([{ ...next, board: null }]);
    });

    it('notes what a board shows, and begins anew when the board is put again', async () => {
      const { registry } = bench();
      await registry.putStanding(standing('a'));
      const state = { count: 3, print: 'ä “1”', remade: 1 };
      await registry.noteBoard('a', state);
      expect(await registry.standing()).toEqual([{ ...standing('a'), board: state }]);
      const again = standing('a', { since: DUE + 9 });
      expect(await registry.putStanding(again)).toEqual({ before: standing('a') });
      expect(await registry.standing()).toEqual([{ ...again, board: NEW }]);
    });

    it('notes nothing where there is no board, a digest of the channel included', async () => {
      const { registry } = bench();
      await registry.putStanding(weekly);
      await registry.noteBoard('a', { count: 3, print: null, remade: 0 });
      await registry.noteBoard('b', { count: 3, print: null, remade: 0 });
      expect(await registry.standing()).toEqual([{ ...weekly, board: null }]);
    });

    it('pauses and resumes, keeps the rest, and says where there is none', async () => {
      const { registry } = bench();
      await registry.putStanding(standing('a'));
      await registry.noteBoard('a', { count: 2, print: 'p', remade: 0 });
      expect(await registry.pauseStanding('a', 'board', 'missing access')).toBe(true);
      expect(await registry.standing()).toMatchObject([{ paused: 'missing access', board: { count: 2 } }]);
      expect(await registry.pauseStanding('a', 'board', null)).toBe(true);
      expect(await registry.standing()).toMatchObject([{ paused: null, since: DUE, board: { count: 2 } }]);
      expect(await registry.pauseStanding('a', 'daily', null)).toBe(false);
      expect(await registry.pauseStanding('b', 'board', 'x')).toBe(false);
    });

    it('removes one and tells what it was', async () => {
      const { registry } = bench();
      await registry.putStanding(standing('a'));
      await registry.putStanding(weekly);
      expect(await registry.removeStanding('a', 'board')).toEqual(standing('a'));
      expect(await registry.removeStanding('a', 'board')).toBeNull();
      expect((await registry.standing()).map((row) => row.kind)).toEqual(['weekly']);
    });

    it('goes with its server, and no other server’s does', async () => {
      const { registry } = bench();
      await registry.putStanding(standing('a'));
      await registry.putStanding(standing('b', { guild: 'there' }));
      await registry.removeGuild('guild');
      expect((await registry.standing()).map((row) => row.channel)).toEqual(['b']);
    });

    it('raises the revision with every change of a wish, but not with what a board shows or a wish to change nothing', async () => {
      const { registry } = bench();
      const raised = async (act: () => Promise<unknown>) => {
        const before = await registry.revision();
        await act();
        return (await registry.revision()) > before;
      };
      expect(await raised(() => registry.putStanding(standing('a')))).toBe(true);
      expect(await raised(() => registry.noteBoard('a', { count: 1, print: 'p', remade: 0 }))).toBe(false);
      expect(await raised(() => registry.pauseStanding('a', 'board', 'rest'))).toBe(true);
      expect(await raised(() => registry.pauseStanding('a', 'board', 'rest'))).toBe(false);
      expect(await raised(() => registry.removeStanding('a', 'daily'))).toBe(false);
      expect(await raised(() => registry.removeStanding('a', 'board'))).toBe(true);
    });
  });
}
