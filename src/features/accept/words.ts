import { makeTexts } from '../../render/text/text.ts';

/** The words of the button that accepts a shorter list. */
export const acceptText = makeTexts('accept', {
  line: 'The shorter list of dates was accepted.',
  title: 'The shorter list was accepted',
  text: '{{user}} accepted it. It takes effect within seconds, and channels that were told of what is gone are notified.',
  elsewhere: 'This can be decided in the channel of the maintainers only. Nothing was changed.',
  gone: 'That list is no longer held back: it was changed again, or it is in force. Nothing was changed.',
});
