import type { Instant } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import { isSwitchedOff } from '../../model/post.ts';
import { isBoardKey, type Recurring } from '../../model/recurring.ts';
import { ofGuild } from '../../model/subscription.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import { planBoard } from '../../plan/recurring/plan-board.ts';
import { markReplay } from '../../render/card/adjust-message.ts';
import { renderBoard, renderBoardOff, withDatesButton } from '../../render/recurring/render-board.ts';
import { zoneOf } from '../../time/reader.ts';
import type { DrawnBoard, RecurringSeen } from './compose-context.ts';

type How = { readonly now: Instant; readonly replay: boolean; readonly possiblyRepeated: boolean };

/** Draws a channel's board without the button that belongs to a post, so that two of them can be compared. */
export function drawBoard(
  { guild, channel }: Pick<Recurring, 'guild' | 'channel'>,
  seen: RecurringSeen,
  { now, replay, possiblyRepeated }: How,
): DrawnBoard {
  const reader = seen.reader(ofGuild(guild));
  const filter = seen.filter(channel);
  const key = `${JSON.stringify(reader)} ${replay} ${possiblyRepeated} ${JSON.stringify(filter)}`;
  const before = seen.drawn.get(key);
  if (before !== undefined && before.drawnAt <= now && now < before.changesAt) return before;
  const { changesAt, ...plan } = planBoard(seen.order(now), filter, { now, zone: zoneOf(reader) });
  const message = renderBoard({
    ...plan,
    filter,
    list: seen.list,
    events: seen.events,
    now,
    zone: reader,
    possiblyRepeated,
  });
  const drawn = { message: replay ? markReplay(message) : message, changesAt, drawnAt: now };
  seen.drawn.set(key, drawn);
  return drawn;
}

/**
 * Builds the message of a board's post as it is true now; `null` where the board was switched off, or begun anew,
 * meanwhile.
 */
export function composeBoard(
  post: Pick<ClaimedPost<'board'>, 'owner' | 'channel' | 'nonce' | 'key' | 'body'>,
  seen: RecurringSeen,
  how: How,
): Message | null {
  const { off } = post.body;
  if (off !== undefined) {
    return renderBoardOff({ at: off, zone: seen.reader(post.owner), mark: post.nonce });
  }
  const row = seen.find(post.channel, 'board');
  if (row === null || isSwitchedOff(row.paused) || !isBoardKey(post.key, row)) return null;
  return withDatesButton(drawBoard(row, seen, how).message, post.nonce);
}
