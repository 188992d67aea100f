import { requireManager } from '../call/allow-call.ts';
import type { PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { doctorAnswer } from './answer.ts';
import { examineServer } from './examine-server.ts';

/** A press on Previous or Next below `/doctor`: `doctor:<page>` looks again and turns the page in place. */
export const pressDoctor: PressHandler<CommandContext> = {
  action: 'doctor',
  async handle(call, context) {
    const guild = requireManager(call);
    const count = Number(call.args[0] ?? '');
    const page = Number.isInteger(count) ? count : 0;
    const view = await examineServer({ guild, here: call.channel.id, page }, context);
    return { message: doctorAnswer(view), private: true, update: true };
  },
};
