import { requireManager } from '../call/check-channel.ts';
import type { PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readPage } from '../call/turn-pages.ts';
import { doctorAnswer } from './answer.ts';
import { examineServer } from './examine-server.ts';

/** A press on Previous or Next below `/doctor`: `doctor:<page>` looks again and turns the page in place. */
export const pressDoctor: PressHandler<CommandContext> = {
  action: 'doctor',
  async handle(call, context) {
    const guild = requireManager(call);
    const view = await examineServer({ guild, here: call.channel.id, page: readPage(call.args[0]) }, context);
    return { message: doctorAnswer(view), private: true, update: true };
  },
};
