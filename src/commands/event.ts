import { text } from '../render/text.ts';
import { isForCallerAlone } from './allow-call.ts';
import type { Command } from './command.ts';
import type { CommandContext } from './context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from './event-option.ts';
import { indexList } from './index-list.ts';
import { showEvent } from './show-event.ts';

/** `/event`: one event in full. */
export const event: Command<CommandContext> = {
  shape: {
    name: 'event',
    description: text('commands.event'),
    for: 'everyone',
    inDirect: true,
    options: [{ ...EVENT_OPTION, name: 'name' }],
  },
  async handle(call, context) {
    const index = indexList(context.list(), context.edges);
    const listed = requireEvent(call, 'name', index, context.world.now());
    return { message: await showEvent(listed, call, context), private: isForCallerAlone(call) };
  },
  async complete(_call, { typed }, context) {
    return completeEvent(typed, indexList(context.list(), context.edges), context.world.now());
  },
};
