import { calendarEntries } from '../render/calendar-entry.ts';
import { plainTitleOf } from '../render/event-name.ts';
import { text } from '../render/text.ts';
import { CommandRefusal, type PressHandler } from './command.ts';
import type { CommandContext } from './context.ts';
import { requireListed } from './show-remind.ts';

/**
 * A press on Add to calendar, `calendar:<event>~<mark>`: for the one who pressed alone, a file with the dates as the list
 * has them now. A month or a year is no date that a calendar could show without inventing a day.
 */
export const pressCalendar: PressHandler<CommandContext> = {
  action: 'calendar',
  async handle(call, context) {
    const { event, edges } = requireListed(call.args[0], context);
    const now = context.world.now();
    const entries = calendarEntries(event, edges, now);
    if (entries.length === 0) {
      throw new CommandRefusal(text('calendar.noDate', { title: plainTitleOf(event, 100) }));
    }
    // The calendar library is as long in loading as all other answers together: no start is to wait for it.
    const { calendarAnswer } = await import('../render/answers/calendar-answer.ts');
    return { message: calendarAnswer(event, entries, now), private: true };
  },
};
