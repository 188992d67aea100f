import { makeTexts } from '../text/text.ts';

/** What is said where no command can say it: to what is unknown, forbidden, too late or broken. */
export const dispatcherText = makeTexts('desk', {
  failed: 'Something went wrong here, and it has been noted. Nothing was changed. ({{id}})',
  forManagers: 'This command is for members with the "Manage Server" permission. Nothing was changed.',
  formTooLate: 'This took too long to open, and nothing was changed. Please press it again.',
  notShown: 'This answer could not be shown, and that has been noted. ({{id}})',
  notUnderstood: 'This kind of command is not known here. Type / to see the commands there are.',
  oldCommand:
    'This command is no longer known here. Type / to see the commands there are; a new one may take a minute to show.',
  oldControl: 'This control belongs to an older version and no longer works. Use the command again for a fresh one.',
  serversOnly: 'This works in servers only. Add the bot to a server and use the command in a channel there.',
});
