import { makeTexts } from '../../render/text/text.ts';

/** The words of `/help`. */
export const helpText = makeTexts('help', {
  help: 'What to type, on one screen',
  helpLine: 'I watch dates and remind you before them.',
  helpTitle: 'What to type',
  helpNext: '`/dates next` · what is coming up',
  helpRemind: '`/remind me` · a reminder for you alone, or press **Remind me** below a message',
  helpSetup: '`/datewatch setup` · what a channel gets, and when',
  helpShow: '`/dates show` · one date in full, with its sources',
  helpAll: 'All commands',
  helpAllLine: 'All commands. Type / and the first word: Discord shows the rest.',
  helpCommand: '{{name}} {{does}}',
  helpMessages: 'In the menu of a message (hold it, or right-click), under Apps',
  helpManage: 'For members with Manage Server',
  helpManageMore: 'More for members with Manage Server',
  helpLeads: 'Times before a date',
  helpLeadsText:
    '`7d 1d 0d`: 7 days before, the day before, on the day. `1h` or `15m` before, or `at` the moment, where the hour is known.',
  helpDates: 'About the dates',
  helpDatesText: 'Each date is given as its source gives it, in its own place. Where sources differ, you see both.',
});
