import { isLocalDay, localDay } from '../../time/local.ts';
import { isForCallerAlone } from '../call/check-channel.ts';
import type { PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readClock } from '../call/read-clock.ts';
import { readPage } from '../call/turn-pages.ts';
import { changesAnswer } from './answer.ts';
import { changesPage } from './changes-page.ts';
import { readSince } from './read-since.ts';

/** A press on Previous or Next below a page of `/changes`: `changes:<day>:<page>` turns it in place. */
export const pressChanges: PressHandler<CommandContext> = {
  action: 'changes',
  async handle(call, context) {
    const [day = '', page] = call.args;
    const { zone } = await readClock(call.guild, context);
    const today = localDay(context.world.now(), zone);
    // An id that no button of ours has shows the page that the command begins with.
    const since = isLocalDay(day) && day <= today ? day : readSince(null, today);
    const view = await changesPage({ since, page: readPage(page) }, call.guild, context);
    return { message: changesAnswer(view), private: isForCallerAlone(call), update: true };
  },
};
