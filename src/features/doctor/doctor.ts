import { requireManager } from '../call/check-channel.ts';
import type { Command, CommandShape } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { doctorAnswer } from './answer.ts';
import { examineServer } from './examine-server.ts';
import { doctorText } from './words.ts';

const SHAPE = {
  name: 'doctor',
  description: doctorText('doctor'),
  for: 'manage',
  options: [],
} as const satisfies CommandShape;

/** `/doctor`: whether every channel of this server gets what it should, and what to mend. Changes nothing. */
export const doctor: Command<CommandContext, typeof SHAPE> = {
  shape: SHAPE,
  async handle(call, context) {
    const guild = requireManager(call);
    const view = await examineServer({ guild, here: call.channel.id, page: 0 }, context);
    return { message: doctorAnswer(view), private: true };
  },
};
