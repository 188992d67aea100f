import { makeTexts } from '../text/text.ts';

/** What those who run the program should know: in the log, and in the answers to managers. */
export const alarmText = makeTexts('alarms', {
  ahead:
    'The stored time lies ahead of this clock, so nothing is sent until it has caught up. Check the clock of the machine.',
  jumped:
    'The clock of this machine jumped forward by more than a minute and Discord has not confirmed it. Nothing is sent until it does. Check the clock of the machine.',
  jumpOver: 'The clock of this machine is believed again.',
  silent: 'No tick for {{seconds}} seconds. The program ends, so that it can be started anew.',
  failing: 'No tick has succeeded for {{seconds}} seconds. {{why}} The program ends, so that it can be started anew.',
  stuck:
    'Datewatch did not stop within {{seconds}} seconds and ends as it is. The next start takes over what was under way.',
  banned:
    "Discord's front has banned this address for a while. Everything waits; one request at a time asks whether it is over.",
  deaf: '{{why}} Commands no longer arrive; reminders still go out. It takes a new start once that is mended.',
  datesAhead_one: '{{count}} exact date is ahead; the nearest is {{title}}, {{day}}.',
  datesAhead_other: '{{count}} exact dates are ahead; the nearest is {{title}}, {{day}}.',
  nothingAhead: 'No exact date is ahead. Add dates in the data folder: see README, "Add an event".',
  nothingMore:
    'No exact date is ahead. The last one was {{day}}. Add dates in the data folder: see README, "Add an event".',
});
