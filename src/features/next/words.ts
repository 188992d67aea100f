import { makeTexts } from '../../render/text/text.ts';

/** The words of `/dates next`. */
export const nextText = makeTexts('next', {
  addDates: 'Add dates',
  pastHow: '`/dates list when:Past` shows what has passed.',
  addDatesHow: 'Put a file in `data/` (README, "Add an event").',
  stillOpen: 'Still open, no exact day',
  nextTitle: 'Next dates',
  nextIs: 'Next: {{sentence}}',
  nextNone: 'No exact date ahead.',
  nextNoneFor: 'No exact date ahead for {{filter}}.',
  nextOnNow: 'On now',
  nextOpenPoints: '↳ still open: {{points}}',
  pointCertainty: 'whether it comes at all',
  pointDate: 'the exact date',
  pointHour: 'the hour',
  pointZone: 'the time zone',
  pointOneReport: 'only one report gives the date',
  pointDisputed: 'reports differ on the date',
  pointHangsOn: 'depends on {{names}}',
  pointDoubt: 'a report is doubted',
  next: 'The nearest dates, and what is still open about each',
  nextCount: 'How many dates, 1 to 10',
});
