import type { ClaimedPost } from '../outbox/outbox.ts';
import type { Sender, SendResult } from './sender.ts';

/**
 * Pins a board's message where the bot may. Once, when it is new: whoever unpins it has a reason. A board without a pin is
 * whole, so nothing follows for it from a refusal; a limit or a ban concerns everything else all the same. `null` when
 * nothing was asked.
 */
export async function pinBoard(
  { channel, edits }: Pick<ClaimedPost, 'channel' | 'edits'>,
  message: string,
  parts: { readonly sender: Pick<Sender, 'pin'>; slot(): Promise<boolean> },
): Promise<SendResult | null> {
  if (edits !== null || !(await parts.slot())) return null;
  return parts.sender.pin({ channel, message });
}
