import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch settings`. */
export const settingsText = makeTexts('settings', {
  settings: "This server's zone and the time of day for reminders; shows them when nothing is named",
  settingsPostingTime: 'When day reminders are posted, such as 7am',
  settingsZone: 'A city, a country or a zone, such as Seoul',
});
