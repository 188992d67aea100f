import { randomBytes } from 'node:crypto';
import { calendarName, printOfSecret, SECRET_BYTES } from '../../model/channel-calendar.ts';
import { CommandRefusal, type PressCall, type Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { saveChoice } from '../call/find-subscription.ts';
import { makeChange } from './save-change.ts';
import type { CardPlace } from './show-card.ts';
import { setupText } from './words.ts';

/**
 * Makes the address of a channel's calendar, in place of an earlier one, and shows it once: of its secret only a print is
 * kept. With `end` the channel has none any more.
 */
export function changeCalendar(
  place: CardPlace,
  end: boolean,
  call: PressCall,
  context: CommandContext,
): Promise<Reply> {
  return makeChange(place, call, context, async (state) => {
    const { calendarsAt } = context;
    const { calendar: before, ...rest } = state.subscription;
    if (end && before === undefined) return { open: 'calendar' };
    if (end) {
      await saveChoice(rest, state, context);
      return { open: 'calendar', note: setupText('calendarEnded') };
    }
    if (calendarsAt === null) throw new CommandRefusal(setupText('noCalendars'));
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    await saveChoice({ ...rest, calendar: printOfSecret(secret) }, state, context);
    const link = `${calendarsAt}${calendarName({ channel: place.channel, secret })}`;
    const ended = before === undefined ? '' : `\n${setupText('calendarReplaced')}`;
    return { open: 'calendar', note: `${setupText('calendarMade', { link })}${ended}` };
  });
}
