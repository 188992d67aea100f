import type { Instant } from '../../model/date.ts';
import type { BoardBody } from '../../model/post.ts';
import { boardKey } from '../../model/recurring.ts';
import { ofGuild } from '../../model/subscription.ts';
import { makeReservation, type Outbox } from '../../outbox/outbox.ts';
import { keyedPost, type RecurringRow, type Registry } from '../../outbox/registry.ts';
import { URGENCY_MS } from '../../outbox/urgency.ts';

/** Where boards are kept, and the posts that show them. */
export type BoardKeeper = { readonly registry: Registry; readonly outbox: Pick<Outbox, 'postByKey' | 'reserve'> };

/** The board's last post; `null` where none was made yet. */
export async function lastBoardPost({ channel, since, board }: RecurringRow, { outbox }: Pick<BoardKeeper, 'outbox'>) {
  if (board === null || board.count === 0) return null;
  return outbox.postByKey(boardKey(channel, since, board.count));
}

/**
 * Removes the board, and edits its message to say that it is no longer updated: it stays, and people would believe it.
 */
export async function closeBoard(row: RecurringRow, keeper: BoardKeeper, now: Instant): Promise<void> {
  const last = await lastBoardPost(row, keeper);
  const message = last?.message ?? last?.edits ?? null;
  await keeper.registry.removeRecurring(row.channel, 'board');
  if (message === null || row.paused !== null) return;
  const post = keyedPost({
    kind: 'board',
    owner: ofGuild(row.guild),
    channel: row.channel,
    due: now,
    urgency: now + URGENCY_MS.board,
    key: `board off ${row.channel} ${row.since}`,
    body: { print: '', off: now } satisfies BoardBody,
    edits: message,
  });
  await keeper.outbox.reserve(makeReservation({ posts: [post] }));
}
