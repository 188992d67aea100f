import { makeTexts } from '../text/text.ts';

/** How a message that was written at once, to see whether it arrives, ended. */
export const tryText = makeTexts('tries', {
  closed: 'Discord did not take it: {{reason}}',
  wait_one: 'Discord asks for a pause of {{count}} second in this channel. Try again after it.',
  wait_other: 'Discord asks for a pause of {{count}} seconds in this channel. Try again after it.',
  refused: 'Discord did not take this message. It has been noted in the log.',
  doubt: 'Discord did not answer in time. Look whether the message arrived, or try again.',
  failed: 'Discord could not be reached. Try again in a minute.',
});
