import { localDay } from '../../time/local.ts';
import { isForCallerAlone } from '../call/check-channel.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readClock } from '../call/read-clock.ts';
import { changesAnswer } from './answer.ts';
import { changesPage } from './changes-page.ts';
import { readSince } from './read-since.ts';
import { changesText } from './words.ts';

const SHAPE = {
  name: 'changes',
  description: changesText('changes'),
  for: 'everyone',
  inDirect: true,
  options: [
    {
      name: 'since',
      description: changesText('changesSince'),
      type: 'string',
      maxLength: 40,
    },
  ],
} as const satisfies CommandShape;

/** `/changes`: what changed in the list since a day, newest first. */
export const changes: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const { zone } = await readClock(call.guild, context);
    const since = readSince(call.options.since, localDay(context.world.now(), zone));
    const view = await changesPage({ since, page: 0 }, call.guild, context);
    return { message: changesAnswer(view), private: isForCallerAlone(call) };
  },
};
