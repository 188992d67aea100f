import { channelMention } from '../../render/card/describe-wish.ts';
import { requireManager } from '../call/allow-call.ts';
import { chooseChannel } from '../call/choose-channel.ts';
import { type Command, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { stoppedReason } from '../call/find-subscription.ts';
import { unsubscribeAnswer } from './unsubscribe-answer.ts';
import { subscribeText } from './words.ts';

/**
 * `/unsubscribe`: no more reminders for a channel. A subscription of the settings file would come back with the next
 * start; it is replaced by a paused one made by command, which wins over the file's.
 */
export const unsubscribe: Command<CommandContext> = {
  shape: {
    name: 'unsubscribe',
    description: subscribeText('unsubscribe'),
    for: 'manage',
    options: [{ name: 'channel', description: subscribeText('unsubscribeChannel'), type: 'channel' }],
  },
  async handle(call, context) {
    const guild = requireManager(call);
    const channel = chooseChannel(call);
    const found = await context.registry.subscription(channel.id);
    const mention = channelMention(channel.id);
    if (found === null || found.guild !== guild) {
      throw new CommandRefusal(subscribeText('unsubscribeNothing', { channel: mention }));
    }
    if (found.paused === stoppedReason()) {
      throw new CommandRefusal(subscribeText('unsubscribeAlready', { channel: mention }));
    }
    const { unsettled: _, ...subscription } = found;
    if (subscription.madeBy === 'settings') {
      const since = context.world.now();
      await context.registry.putSubscription({ ...subscription, since, madeBy: 'command', paused: stoppedReason() });
    } else {
      await context.registry.removeSubscription(channel.id);
    }
    context.changed();
    return { message: unsubscribeAnswer(subscription, context.defaults().leads), private: true };
  },
};
