import type { ClaimedPost } from '../outbox/outbox.ts';
import type { Sender } from './sender.ts';

/**
 * Pins a board's message where the bot may. Once, when it is new: whoever unpins it has a reason. A board without a pin is
 * whole, so nothing follows from a refusal.
 */
export async function pinBoard(
  { channel, edits }: Pick<ClaimedPost, 'channel' | 'edits'>,
  message: string,
  parts: { readonly sender: Pick<Sender, 'pin'>; slot(): Promise<boolean> },
): Promise<void> {
  if (edits !== null || !(await parts.slot())) return;
  await parts.sender.pin({ channel, message });
}
