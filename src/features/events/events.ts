import type { EventFilter } from '../../model/subscription.ts';
import { isForCallerAlone } from '../call/check-channel.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { completeWord, KIND_OPTION, readFilter, TOPIC_OPTION } from '../call/read-filter.ts';
import { eventsAnswer } from './answer.ts';
import { listPage } from './list-page.ts';
import { eventsText } from './words.ts';

const SHAPE = {
  name: 'events',
  description: eventsText('events'),
  for: 'everyone',
  inDirect: true,
  options: [
    {
      name: 'when',
      description: eventsText('eventsWhen'),
      type: 'string',
      choices: [
        { name: eventsText('eventsWhenUpcoming'), value: 'upcoming' },
        { name: eventsText('eventsWhenPast'), value: 'past' },
        { name: eventsText('eventsWhenAll'), value: 'all' },
      ],
    },
    TOPIC_OPTION,
    KIND_OPTION,
  ],
} as const satisfies CommandShape;

/** `/events`: the list, in pages with buttons. */
export const events: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const index = context.index();
    // One topic and one kind: both must fit into the id of the page's buttons.
    const filter: EventFilter = readFilter(call.options, index, { most: 1, setting: false });
    const view = await listPage({ part: call.options.when ?? 'upcoming', filter, page: 0 }, call.guild, context);
    return { message: eventsAnswer(view), private: isForCallerAlone(call) };
  },
  async complete(_call, focused, context) {
    return completeWord(focused, context.index());
  },
};
