import { isForCallerAlone } from '../call/check-channel.ts';
import type { PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readPage } from '../call/turn-pages.ts';
import { eventsAnswer, PARTS } from './answer.ts';
import { listPage } from './list-page.ts';

/** A press on Previous or Next below a page of `/events`: `page:<part>:<topic>:<kind>:<page>` turns it in place. */
export const pressPage: PressHandler<CommandContext> = {
  action: 'page',
  async handle(call, context) {
    const [part = '', topic = '', kind = '', page] = call.args;
    const view = await listPage(
      {
        part: PARTS.find((known) => known === part) ?? 'upcoming',
        filter: { topics: topic === '' ? null : [topic], kinds: kind === '' ? null : [kind] },
        page: readPage(page),
      },
      call.guild,
      context,
    );
    return { message: eventsAnswer(view), private: isForCallerAlone(call), update: true };
  },
};
