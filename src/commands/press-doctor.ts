import { doctorAnswer } from '../render/answers/doctor-answer.ts';
import { requireManager } from './allow-call.ts';
import type { PressHandler } from './command.ts';
import type { CommandContext } from './context.ts';
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
