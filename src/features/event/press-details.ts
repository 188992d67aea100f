import { indexList } from '../../list/index/index-list.ts';
import { CommandRefusal, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { callText } from '../call/words.ts';
import { showEvent } from './show-event.ts';

/**
 * A press on Details below a reminder, `details:<event>~<mark>`: the event in full. For the one who pressed alone, since
 * many press on one message, and with the event as the list has it now.
 */
export const pressDetails: PressHandler<CommandContext> = {
  action: 'details',
  async handle(call, context) {
    const listed = indexList(context.list(), context.edges).byId.get(call.args[0] ?? '');
    if (listed === undefined) throw new CommandRefusal(callText('eventGone'));
    return { message: await showEvent(listed, call, context), private: true };
  },
};
