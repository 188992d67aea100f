import { makeTexts } from '../../render/text/text.ts';

/** The words of `/dates timeline`. */
export const timelineText = makeTexts('timeline', {
  timeline: 'A picture of the dates ahead: what, when, how sure, and what moved',
  span: 'How far ahead; a quarter of a year if left out',
  theme: 'Dark or light; dark if left out',
  week: 'Week',
  month: 'Month',
  quarter: 'Quarter',
  year: 'Year',
  dark: 'Dark',
  light: 'Light',
  title: 'What is ahead',
  titleOf: '{{topic}}: what is ahead',
  line: 'Dates from {{from}} to {{through}}.',
  none: 'No dates from {{from}} to {{through}}.',
  noneFor: 'No dates for {{topic}} from {{from}} to {{through}}.',
  failed: 'The picture could not be drawn just now. `/dates list` has the same dates.',
});
