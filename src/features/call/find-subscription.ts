import type { ChannelId, GuildId, Subscription } from '../../model/subscription.ts';
import { channelMention } from '../../render/card/describe-wish.ts';
import { requireManager } from './allow-call.ts';
import { chooseChannel } from './choose-channel.ts';
import { type CommandCall, CommandRefusal } from './command.ts';
import type { CommandContext } from './context.ts';
import { callText } from './words.ts';

/** A subscription as its channel has it, without the ledger's marks. */
export type FoundSubscription = {
  readonly guild: GuildId;
  readonly channel: ChannelId;
  readonly found: Subscription;
};

/** The subscription of the channel a manager means, for commands that change one part of it. Refuses where there is none. */
export async function requireSubscription(call: CommandCall, context: CommandContext): Promise<FoundSubscription> {
  const guild = requireManager(call);
  const { id: channel } = chooseChannel(call);
  const row = await context.registry.subscription(channel);
  if (row === null || row.guild !== guild) {
    throw new CommandRefusal(callText('notSubscribed', { channel: channelMention(channel) }));
  }
  const { unsettled: _, version: __, ...found } = row;
  return { guild, channel, found };
}

/**
 * Writes one chosen part. The subscription is the command's from now on, whoever declared it, and its window stays where
 * it began: nothing that was due before is made up for but what the part itself brings (product rule 9).
 */
export async function saveChoice(changed: Subscription, context: CommandContext): Promise<void> {
  await context.registry.putSubscription({ ...changed, madeBy: 'command' });
  context.changed();
}

/** Why a subscription rests that the settings file declares and `/unsubscribe` stopped. */
export function stoppedReason(): string {
  return callText('stoppedReason');
}
