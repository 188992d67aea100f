import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch digest`. */
export const digestAnswerText = makeTexts('digestAnswers', {
  digest: 'A summary of what is ahead and what changed, daily or weekly; without options, what is set',
  digestChannel: 'Which channel; this one if left out',
  digestEvery: 'Daily or weekly; a channel may have both',
  digestOff: 'True to switch it off',
  digestTime: 'When, such as 8am; the posting time if left out',
  digestWeekday: 'For a weekly one; Monday if left out',
});
