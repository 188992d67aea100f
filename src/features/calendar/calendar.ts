import { calendarEntries } from '../../render/calendar/calendar-entry.ts';
import { calendarText } from '../../render/calendar/calendar-words.ts';
import { plainTitleOf } from '../../render/text/event-name.ts';
import { CommandRefusal, type PressHandler } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { requireListed } from '../call/event-option.ts';
import { readPersonClock } from '../call/find-subscription.ts';
import type { Feature } from '../call/offer-feature.ts';
import { readClock } from '../call/read-clock.ts';

/**
 * A press on Add to calendar, `calendar:<event>~<mark>`: a file with the dates as the list has them now, for the person
 * who pressed only. A month or a year is no date that a calendar could show without inventing a day.
 */
const pressCalendar: PressHandler<CommandContext> = {
  action: 'calendar',
  async handle(call, context) {
    const { event, edges } = requireListed(call.args[0], context);
    const now = context.world.now();
    const entries = calendarEntries(event, edges, now);
    if (entries.length === 0) {
      throw new CommandRefusal(calendarText('noDate', { title: plainTitleOf(event, 100) }));
    }
    // The calendar library takes as long to load as all other answers together, so it must not delay the start.
    const { calendarAnswer } = await import('./answer.ts');
    const { reader } = await (call.guild === null ? readPersonClock(call, context) : readClock(call.guild, context));
    return { message: calendarAnswer(event, entries, { now, reader }), private: true };
  },
};

export const feature: Feature = { presses: [pressCalendar] };
