import { isSameDate } from '../../model/edge.ts';
import type { MomentRow } from '../../outbox/outbox.ts';

/**
 * Whether an earlier reminder of the same date stands in the channel, whose card says what a second one need not repeat
 * (docs/messages.md, rule 4). `rows` are the channel's of that event.
 */
export function hasCardAbove(
  row: Pick<MomentRow, 'post' | 'event' | 'edge' | 'sourceDate' | 'due'>,
  rows: readonly MomentRow[],
): boolean {
  return rows.some(
    (other) =>
      other.post !== row.post &&
      other.event === row.event &&
      other.lead !== null &&
      other.due < row.due &&
      other.state === 'sent' &&
      other.reason !== 'delivered and removed' &&
      isSameDate(other, row),
  );
}
