import { makeTexts } from '../../render/text/text.ts';

/** The words of `/help`. */
export const helpText = makeTexts('help', {
  helpLine: 'Datewatch reminds this server of dates set by others.',
  helpTitle: 'What I can do',
  helpCommand: '`/{{name}}` {{does}}',
  helpManage: 'For those who may manage the server',
  helpManageMore: 'More for those who may manage the server',
  helpLeads: 'How to write reminders',
  helpLeadsText:
    '`7d 1d 0d`: 7 days before, the day before, on the day, at the posting time. `1h` or `15m` before, or `at` the moment, where the hour is known.',
  helpDates: 'About the dates',
  helpDatesText:
    'Each date stands as its source gives it, in its own place. Where reports differ, all of them are shown.',
  help: 'What I can do, and how to write reminders',
});
