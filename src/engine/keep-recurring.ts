import type { Instant } from '../model/date.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type BoardParts, makeBoardKeeper } from './keep-boards.ts';
import { makeDigestKeeper, type RecurringLook } from './keep-digests.ts';
import type { Roster } from './roster.ts';
import { sooner } from './sooner.ts';

/** Looks after boards and digests at each tick, and says when they need the next look. */
export type RecurringKeeper = (window: { readonly after: Instant; readonly upTo: Instant }) => Promise<RecurringLook>;

/** Makes the keeper of boards and digests. To be asked before the watermark moves, so that a crash loses no digest. */
export function makeRecurringKeeper(
  parts: Omit<BoardParts, 'outbox' | 'roster'> & { readonly outbox: Outbox; readonly roster: Roster },
): RecurringKeeper {
  const keepDigests = makeDigestKeeper(parts);
  const keepBoards = makeBoardKeeper(parts);
  return async (window) => {
    const digests = await keepDigests(window);
    const boards = await keepBoards(window.upTo);
    return { posts: digests.posts + boards.posts, next: sooner(digests.next, boards.next) };
  };
}
