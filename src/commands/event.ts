import { eventChoiceName } from '../render/answers/name-choice.ts';
import { unknownEvent } from '../render/answers/refuse.ts';
import { isForCallerAlone } from './allow-call.ts';
import { type Command, CommandRefusal } from './command.ts';
import type { CommandContext } from './context.ts';
import { findEvent, findEvents, nearestEvents } from './find-events.ts';
import { indexList } from './index-list.ts';
import { textOption } from './read-options.ts';
import { showEvent } from './show-event.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding (autocomplete) */
const MAX_CHOICES = 25;
/** Names offered when nothing fits. */
const OFFERED = 5;

/** `/event`: one event in full. */
export const event: Command<CommandContext> = {
  shape: {
    name: 'event',
    description: 'One event in full: dates, certainty, stakes, sources, and its reminders here',
    for: 'everyone',
    options: [
      {
        name: 'name',
        description: 'Part of its title or id',
        type: 'string',
        required: true,
        maxLength: 200,
        autocomplete: true,
      },
    ],
  },
  async handle(call, context) {
    const index = indexList(context.list(), context.edges);
    const now = context.world.now();
    const name = textOption(call, 'name') ?? '';
    const listed = findEvent(index, name, now);
    if (listed === null) {
      const near = nearestEvents(index, name, now, OFFERED).map((entry) => entry.event);
      throw new CommandRefusal(unknownEvent(name, near));
    }
    return { message: await showEvent(listed, call, context), private: isForCallerAlone(call) };
  },
  async complete(_call, { typed }, context) {
    const index = indexList(context.list(), context.edges);
    return findEvents(index, typed, context.world.now(), MAX_CHOICES).map((listed) => ({
      name: eventChoiceName(listed.event, listed.edges),
      value: listed.event.id,
    }));
  },
};
