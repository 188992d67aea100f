import { makeTexts } from '../../render/text/text.ts';

/** The words of `/dates show`. */
export const eventText = makeTexts('event', {
  eventLine: '{{title}}: {{state}}.',
  eventContent: 'The dates, how sure they are, and who says so.',
  stateRunning: 'under way since {{day}}',
  stateOpen: 'no exact date, {{certainty}}',
  stateOver: 'over',
  stateInForce: 'since {{day}}, as far as recorded',
  event: 'One event in full: dates, certainty, stakes, sources, and its reminders here',
});
