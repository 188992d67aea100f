import type { EventsById } from '../deliver/compose/compose-context.ts';
import { checkAnnouncedDate } from '../deliver/compose/compose-correction.ts';
import type { Instant } from '../model/date.ts';
import type { PostContent } from '../model/post.ts';
import { type ClaimedPost, type MomentRow, makeReservation, type Outbox, type PlannedPost } from '../outbox/outbox.ts';
import { keyedPost, type SubscriptionRow } from '../outbox/registry.ts';
import { URGENCY_MS } from '../outbox/urgency.ts';
import { stillHolds } from '../plan/changes/net-changes.ts';
import type { Catalogue } from './catalogue.ts';
import type { Roster } from './roster.ts';

/** The parts that corrections are made from. */
export type CorrectorParts = {
  readonly outbox: Pick<Outbox, 'post' | 'posts' | 'moments' | 'reserve' | 'settledList' | 'changes'>;
  readonly roster: Pick<Roster, 'find'>;
  /** The list in force. */
  catalogue(): Catalogue;
  now(): Instant;
};

/**
 * The one author of corrections: decides which sent messages of a channel no longer hold, and makes the edits that
 * correct them.
 */
export type Corrector = {
  /** After a change of the list: edits of the messages that these posts left in the channel. */
  afterChange(place: Place, posts: readonly string[], revision: number, now: Instant): Promise<PlannedPost[]>;
  /**
   * After a resume: edits of messages that have ceased to hold while the channel was closed to the bot, or not
   * subscribed, when nothing could be corrected. `rows` are all that the outbox has of the channel; those are corrected
   * whose date is ahead, as it was announced or as it is now.
   */
  afterAbsence(
    row: SubscriptionRow,
    rows: readonly MomentRow[],
    list: EventsById,
    now: Instant,
  ): Promise<PlannedPost[]>;
  /** A post's message is about to be made from the list in force. */
  composing(post: ClaimedPost): void;
  /**
   * After a send: corrects the post's message where the list in force no longer says the same, because it was on its
   * way, or its answer lost, when that list was settled. Call it before the outbox records the send, since a process
   * that dies in between asks again, and after, since a list may be settled in between. Reads nothing of a post whose
   * dates hold. Throws when the outbox fails.
   */
  stands(post: ClaimedPost, message: string): Promise<void>;
};

type Place = Pick<PlannedPost, 'owner' | 'channel'>;

/** Makes the corrector. Corrections after a send it reserves itself; the other two leave that to their caller. */
export function makeCorrector(parts: CorrectorParts): Corrector {
  const { outbox, roster } = parts;
  const composedFrom = new WeakMap<ClaimedPost, Catalogue>();
  const settledRevision = async (): Promise<number> => (await outbox.settledList())?.revision ?? 0;

  const afterChange: Corrector['afterChange'] = async (place, posts, revision, now) => {
    const found = await Promise.all(posts.map((id) => outbox.post(id)));
    // A post that left no message has nothing to correct.
    return found.flatMap((post) =>
      post === null || post.message === null
        ? []
        : [correctionPost({ post: post.id, message: post.message }, place, revision, now)],
    );
  };
  /** Corrections that were made before their notice stood have no link to it: they are made once more. */
  const linkEarlier = async (notice: ClaimedPost<'notice'>): Promise<void> => {
    if ((await outbox.post(notice.id))?.message == null) return;
    const { revision, changes } = notice.body;
    const recent = await outbox.posts({ channel: notice.channel, limit: MOST_RECENT });
    const events = new Set(changes.map(({ event }) => event));
    const posts = recent.flatMap((one) => {
      if (one.kind !== 'correction' || one.state !== 'sent' || one.body.revision !== revision) return [];
      const shown = one.payload?.cards.some(({ event }) => event !== null && events.has(event)) ?? false;
      if (!shown || one.edits === null) return [];
      const again = correctionPost({ post: one.body.post, message: one.edits }, notice, revision, parts.now());
      return [{ ...again, key: `${again.key} linked to ${notice.id}` }];
    });
    if (posts.length > 0) await outbox.reserve(makeReservation({ posts }));
  };
  return {
    afterChange,
    async afterAbsence(row, rows, list, now) {
      if (row.unsettled?.cause !== 'created' || row.paused !== null) return [];
      const isAhead = ({ event, anchor }: MomentRow): boolean =>
        anchor > now || (list.find(event)?.edges.some((edge) => edge.anchor > now) ?? false);
      const stale = rows.filter(
        (announced) =>
          announced.state === 'sent' && isAhead(announced) && checkAnnouncedDate(announced, list).state !== 'stands',
      );
      const posts = [...new Set(stale.flatMap(({ post }) => post ?? []))];
      if (posts.length === 0) return [];
      const planned = await afterChange(row, posts, await settledRevision(), now);
      // One of the same revision may have been dropped when the channel closed: this is another.
      return planned.map((post) => ({ ...post, key: `${post.key} since ${row.since}` }));
    },
    composing: (post) => void composedFrom.set(post, parts.catalogue()),
    async stands(post, message) {
      if (post.kind === 'notice') await linkEarlier(post);
      const [list, now] = [parts.catalogue(), parts.now()];
      // An attempt that was never answered may have shown an earlier list.
      const from = post.firstUnanswered === null ? (composedFrom.get(post) ?? null) : null;
      const facts = { post, from, list, now };
      const reworded = await isReworded(outbox, facts);
      if (overtaken(post.moments, facts).length === 0 && !reworded) return;
      const row = roster.find(post.channel);
      if (row === null || row.paused !== null) return;
      const events = [...new Set(post.moments.map(({ event }) => event))];
      const rows = await outbox.moments({ channels: [post.channel], events });
      const isAnnounced = ({ state }: MomentRow): boolean => state === 'reserved' || state === 'sent';
      const announced = rows.filter((moment) => moment.post === post.id && isAnnounced(moment));
      if (announced.length === 0 || (overtaken(announced, facts).length === 0 && !reworded)) return;
      const posts = [correctionPost({ post: post.id, message }, post, await settledRevision(), now)];
      await outbox.reserve(makeReservation({ posts }));
    },
  };
}

/** An edit of the one message that the post left. */
function correctionPost(
  { post, message }: { readonly post: string; readonly message: string },
  { owner, channel }: Place,
  revision: number,
  now: Instant,
): PlannedPost {
  const key = `correct ${post} #${revision}`;
  const bare = { kind: 'correction', owner, channel, due: now, urgency: now + URGENCY_MS.correction } as const;
  return keyedPost({ ...bare, key, body: { post, revision }, edits: message });
}

/** More messages than a channel gets between a change of the list and the notice of it. */
const MOST_RECENT = 50;

/** More changes than one list has between two attempts. */
const MOST_CHANGES = 500;

/**
 * Whether a reminder's title or certainty may be those of an earlier list. Notices stay as they were sent. Only a post
 * that was attempted before, or whose list was replaced under it, costs more than a comparison.
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
  return changes.some(({ change }) => post.moments.some(({ event }) => event === change.event));
}

/**
 * The rows of a post whose dates in the list are no longer those that the post showed. `from` is the list that a
 * notice's message was made from; `null` where that is not known.
 */
export function overtaken(
  rows: readonly MomentRow[],
  facts: {
    readonly post: PostContent;
    readonly from: EventsById | null;
    readonly list: EventsById;
    readonly now: Instant;
  },
): MomentRow[] {
  const { post, from, list, now } = facts;
  return rows.filter((row) => {
    const { state, now: date } = checkAnnouncedDate(row, list);
    if (state === 'stands') return false;
    // Tidying up the list after the date withdraws nothing.
    if (state === 'removed' && row.anchor <= now) return false;
    if (post.kind !== 'notice') return true;
    // A notice may have reported just that: "cancelled" is right while the event is cancelled.
    if (from === null)
      return post.body.changes.some((one) => one.event === row.event && !stillHolds(one, list.find(one.event)));
    const before = checkAnnouncedDate(row, from);
    return before.state !== state || before.now !== date;
  });
}
