import { requireManager } from '../call/check-channel.ts';
import { CommandRefusal, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readPage } from '../call/turn-pages.ts';
import { callText } from '../call/words.ts';
import { whyAnswer } from './answer.ts';
import { whyPage } from './why-page.ts';

/** A press on Previous or Next below `/why`: `why:<event>:<channel>:<page>` turns the page in place. */
export const pressWhy: PressHandler<CommandContext> = {
  action: 'why',
  async handle(call, context) {
    const guild = requireManager(call);
    const [event = '', channel = '', page] = call.args;
    const listed = context.index().byId.get(event);
    if (listed === undefined) throw new CommandRefusal(callText('eventGone'));
    const view = await whyPage(
      {
        listed,
        guild,
        here: call.channel.id,
        channel: /^\d{1,20}$/.test(channel) ? channel : null,
        page: readPage(page),
      },
      context,
    );
    return { message: whyAnswer(view), private: true, update: true };
  },
};
