import { indexList } from '../../list/index/index-list.ts';
import { isForCallerAlone } from '../call/allow-call.ts';
import type { Command } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeEvent, EVENT_OPTION, requireEvent } from '../call/event-option.ts';
import { showEvent } from './show-event.ts';
import { eventText } from './words.ts';

/** `/event`: one event in full. */
export const event: Command<CommandContext> = {
  shape: {
    name: 'event',
    description: eventText('event'),
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
