import { makeTexts } from '../../render/text/text.ts';

/** The words of `/datewatch board`. */
export const boardAnswerText = makeTexts('boardAnswers', {
  board: 'One message in a channel that always lists what is ahead; it pings nobody',
  boardChannel: 'Which channel; this one if left out',
  boardOff: 'True to switch the board off',
});
