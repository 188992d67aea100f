import { indexList } from '../../list/index/index-list.ts';
import { requireManager } from '../call/allow-call.ts';
import { type Command, CommandRefusal } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { nextReminders } from '../call/preview-reminders.ts';
import { readClock, wishOf } from '../call/read-clock.ts';
import { resumeAnswer } from './answer.ts';
import { liveEnd, writePause } from './pause.ts';
import { pauseText } from './words.ts';

/** `/resume`: the pause of this server ends now. What fell due in it is not posted. */
export const resume: Command<CommandContext> = {
  shape: { name: 'resume', description: pauseText('resume'), for: 'manage', options: [] },
  async handle(call, context) {
    const guild = requireManager(call);
    const now = context.world.now();
    const clock = await readClock(guild, context);
    const before = liveEnd(clock.pausedUntil, now);
    if (before === null) throw new CommandRefusal(pauseText('notPaused'));
    const index = indexList(context.list(), context.edges);
    const defaults = context.defaults();
    const rows = (await context.registry.subscriptions()).filter((row) => row.guild === guild && row.paused === null);
    const [next = null] = rows
      .flatMap((row) =>
        nextReminders(index, wishOf(row, { ...clock, pausedUntil: null }, defaults), now, 1).map((reminder) => ({
          channel: row.channel,
          reminder,
        })),
      )
      .sort((a, b) => a.reminder.due - b.reminder.due);
    const message = resumeAnswer({ before, next, zone: clock.zone });
    await writePause(guild, null, context);
    return { message, private: true };
  },
};
