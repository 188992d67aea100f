import { stillHolds } from '../deliver/compose/changes-to-report.ts';
import type { EventsById } from '../deliver/compose/compose-context.ts';
import { dateToldBy } from '../deliver/compose/compose-correction.ts';
import type { Instant } from '../model/date.ts';
import type { PostContent } from '../model/post.ts';
import { makeReservation } from '../outbox/make-reservation.ts';
import type { ClaimedPost, MomentRow, Outbox } from '../outbox/outbox.ts';
import type { Catalogue } from './catalogue.ts';
import { correctionPost } from './plan-change-posts.ts';
import type { Roster } from './roster.ts';

/** What a message that the list has overtaken on its way is set right with. */
export type OvertakenParts = {
  readonly outbox: Pick<Outbox, 'moments' | 'reserve' | 'settledList' | 'changes'>;
  readonly roster: Pick<Roster, 'find'>;
  /** The list in force. */
  catalogue(): Catalogue;
  now(): Instant;
};

/** Follows posts from their words to their end. */
export type OvertakenCorrector = {
  /** A post's message is about to be made from the list in force. */
  composing(post: ClaimedPost): void;
  /**
   * Its message stands in the channel. To be called before the ledger says so, since a process that dies in between asks
   * again, and after, since a list may be settled in between. Throws when the ledger fails.
   */
  stands(post: ClaimedPost, message: string): Promise<void>;
};

/**
 * Whoever settles a list corrects what was told by then. A message that was still on its way, or whose answer was lost, is
 * set right by this, as soon as it is known to stand: where the list in force no longer says what it told. Reads nothing
 * of a post whose dates stand.
 */
export function makeOvertakenCorrector(parts: OvertakenParts): OvertakenCorrector {
  const { outbox, roster } = parts;
  const composedFrom = new WeakMap<ClaimedPost, Catalogue>();
  return {
    composing: (post) => void composedFrom.set(post, parts.catalogue()),
    async stands(post, message) {
      const [list, now] = [parts.catalogue(), parts.now()];
      // An attempt that was never answered may have said what an earlier list did.
      const from = post.firstUnanswered === null ? (composedFrom.get(post) ?? null) : null;
      const facts = { post, from, list, now };
      const reworded = await isReworded(outbox, facts);
      if (overtaken(post.moments, facts).length === 0 && !reworded) return;
      const row = roster.find(post.channel);
      if (row === null || row.paused !== null) return;
      const events = [...new Set(post.moments.map(({ event }) => event))];
      const rows = await outbox.moments({ channels: [post.channel], events });
      const isTold = ({ state }: MomentRow): boolean => state === 'reserved' || state === 'sent';
      const told = rows.filter((moment) => moment.post === post.id && isTold(moment));
      if (told.length === 0 || (overtaken(told, facts).length === 0 && !reworded)) return;
      const revision = (await outbox.settledList())?.revision ?? 0;
      const posts = [correctionPost({ post: post.id, message }, post, revision, now)];
      await outbox.reserve(makeReservation({ posts }));
    },
  };
}

/** More changes than one list has between two attempts. */
const MOST_CHANGES = 500;

/**
 * Whether a reminder's words, its title or how sure it is, may be those of an earlier list. What a notice told is left as
 * it was told. Only a post that was attempted before, or whose list was replaced under it, costs more than a comparison.
 */
async function isReworded(
  outbox: Pick<Outbox, 'changes'>,
  { post, from, list }: { readonly post: ClaimedPost; readonly from: Catalogue | null; readonly list: Catalogue },
): Promise<boolean> {
  if (post.kind === 'notice' || from === list) return false;
  if (from !== null) {
    const text = (catalogue: Catalogue, id: string) => JSON.stringify(catalogue.find(id)?.event);
    return post.moments.some(({ event }) => text(from, event) !== text(list, event));
  }
  if (post.firstUnanswered === null) return false;
  // It was not attempted before it was due.
  const changes = await outbox.changes({ since: post.due - 1, limit: MOST_CHANGES });
  return changes.some((change) => post.moments.some(({ event }) => event === change.event));
}

/**
 * The rows of a post whose dates the list no longer has as the post told them. `from` is the list that a notice's message
 * was made from; `null` where that is not known.
 */
export function overtaken(
  rows: readonly MomentRow[],
  wish: {
    readonly post: PostContent;
    readonly from: EventsById | null;
    readonly list: EventsById;
    readonly now: Instant;
  },
): MomentRow[] {
  const { post, from, list, now } = wish;
  return rows.filter((row) => {
    const { state, now: date } = dateToldBy(row, list);
    if (state === 'stands') return false;
    // A list that is tidied up after the date takes nothing back.
    if (state === 'removed' && row.anchor <= now) return false;
    if (post.kind !== 'notice') return true;
    // A notice may have told just that: "cancelled" is right while the event is cancelled.
    if (from === null) return post.body.changes.some((one) => one.event === row.event && !stillHolds(one, list));
    const before = dateToldBy(row, from);
    return before.state !== state || before.now !== date;
  });
}
