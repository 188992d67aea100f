import type { PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { eventsAnswer } from './answer.ts';
import { listPage } from './list-page.ts';

/**
 * A press on All dates below a board or a digest: the first page of what is ahead, for whoever pressed alone. The message
 * it sits on belongs to the channel and stays.
 */
export const pressDates: PressHandler<CommandContext> = {
  action: 'dates',
  async handle(call, context) {
    const everything = { topics: null, kinds: null };
    const view = await listPage({ part: 'upcoming', filter: everything, page: 0 }, call.guild, context);
    return { message: eventsAnswer(view), private: true };
  },
};
