import type { Instant } from '../model/date.ts';
import type { DigestBody } from '../model/post-body.ts';
import { keyedPost, makeReservation } from '../outbox/make-reservation.ts';
import type { Outbox, PlannedPost } from '../outbox/outbox.ts';
import { type DueDigest, digestKey, nextDigest, planDigests } from '../plan/recurring/plan-digests.ts';
import type { Roster } from './roster.ts';

/** What a look at boards and digests did, and when the next one is needed; `null` when nothing stands to come. */
export type RecurringLook = { readonly posts: number; readonly next: Instant | null };

/** Behind every reminder, whose anchors lie at most 366 days ahead: a digest is no deadline. */
const URGENCY_MS = 380 * 86_400_000;

/**
 * Makes what reserves the digests of a window, at each tick; between two of them it only compares two numbers. Harmless to
 * repeat: a digest's key names its day.
 */
export function makeDigestKeeper(parts: {
  readonly outbox: Pick<Outbox, 'reserve'>;
  readonly roster: Pick<Roster, 'recurring' | 'place'>;
}): (window: { readonly after: Instant; readonly upTo: Instant }) => Promise<RecurringLook> {
  const { outbox, roster } = parts;
  let known: { readonly rows: unknown; readonly next: Instant | null } | null = null;
  return async (window) => {
    const rows = roster.recurring();
    const isQuiet = known?.rows === rows && (known.next === null || window.upTo < known.next);
    if (known !== null && isQuiet) return { posts: 0, next: known.next };
    const due = planDigests(rows, roster.place, window);
    const posts = due.length === 0 ? 0 : await outbox.reserve(makeReservation({ posts: due.map(postOf) }));
    const next = nextDigest(rows, roster.place, window.upTo);
    known = { rows, next };
    return { posts, next };
  };
}

function postOf({ recurring, day, due }: DueDigest): PlannedPost {
  const { guild, channel, kind } = recurring;
  const body: DigestBody = { kind: kind === 'weekly' ? 'weekly' : 'daily', day };
  return keyedPost({
    kind: 'digest',
    guild,
    channel,
    due,
    urgency: due + URGENCY_MS,
    key: digestKey(channel, kind, day),
    body,
  });
}
