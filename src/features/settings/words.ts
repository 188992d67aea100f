import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch settings`. */
export const settingsText = makeTexts('settings', {
  settings: "This server's zone and the time of day for reminders; shows them when nothing is named",
  settingsPostingTime: 'When day reminders are posted, HH:MM',
  settingsZone: 'Time zone, such as America/New_York',
});
