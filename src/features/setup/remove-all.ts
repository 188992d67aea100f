import { closeBoard } from '../call/close-board.ts';
import type { Call, Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { stoppedReason } from '../call/find-subscription.ts';
import { type CardPlace, removed, requireCard } from './show-card.ts';

/**
 * Removes all that a channel gets: its reminders, its board, its digests. A subscription of the settings file would come
 * back at the next start, so it is replaced by a paused one, which wins over the file's.
 */
export function removeAll(place: CardPlace, call: Call, context: CommandContext): Promise<Reply> {
  return context.inTurn(call.user, async () => {
    const { subscription, board, digests, now } = await requireCard(place, context);
    const { registry } = context;
    if (subscription.madeBy === 'settings') {
      await registry.putSubscription({ ...subscription, since: now, madeBy: 'command', paused: stoppedReason() });
    } else await registry.removeSubscription(place.channel);
    if (board !== null) await closeBoard(board, context, now);
    for (const { channel, kind } of digests) await registry.removeRecurring(channel, kind);
    context.changed();
    return removed(place, context);
  });
}
