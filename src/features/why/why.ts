import { chooseChannel, requireManager } from '../call/check-channel.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import { whyAnswer } from './answer.ts';
import { whyPage } from './why-page.ts';
import { whyText } from './words.ts';

const SHAPE = {
  name: 'why',
  description: whyText('why'),
  for: 'manage',
  options: [EVENT_OPTION, { name: 'channel', description: whyText('whyChannel'), type: 'channel' }],
} as const satisfies CommandShape;

/** `/why`: from the ledger, what was posted of an event and what was not and why; from the plan, what comes next. */
export const why: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const listed = requireEvent(call.options.event, context.index(), context.world.now());
    const channel = call.options.channel === null ? null : chooseChannel(call).id;
    const view = await whyPage({ listed, guild, here: call.channel.id, channel, page: 0 }, context);
    return { message: whyAnswer(view), private: true };
  },
  async complete(_call, { typed }, context) {
    return completeEvent(typed, context.index(), context.world.now());
  },
};
