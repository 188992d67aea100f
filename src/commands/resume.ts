import { resumeAnswer } from '../render/answers/pause-answer.ts';
import { text } from '../render/text.ts';
import { requireManager } from './allow-call.ts';
import { type Command, CommandRefusal } from './command.ts';
import type { CommandContext } from './context.ts';
import { indexList } from './index-list.ts';
import { liveEnd, writePause } from './pause.ts';
import { nextReminders } from './preview-reminders.ts';
import { readClock, wishOf } from './read-clock.ts';

/** `/resume`: the pause of this server ends now. What fell due in it is not posted. */
export const resume: Command<CommandContext> = {
  shape: { name: 'resume', description: text('commands.resume'), for: 'manage', options: [] },
  async handle(call, context) {
    const guild = requireManager(call);
    const now = context.world.now();
    const clock = await readClock(guild, context);
    const before = liveEnd(clock.pausedUntil, now);
    if (before === null) throw new CommandRefusal(text('choice.notPaused'));
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
