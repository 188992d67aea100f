import { makeTexts } from '../text/text.ts';

/** The words of the picture of dates, and of its description for those who do not see it. */
export const pictureText = makeTexts('picture', {
  monthAhead: 'The month ahead',
  now: 'now',
  confirmed: 'confirmed',
  expected: 'expected',
  tentative: 'tentative',
  threatened: 'threatened',
  off: 'called off',
  moved: 'where it was',
  vague: 'no exact day',
  other: 'Other',
  more_one: '{{count}} more date',
  more_other: '{{count}} more dates',
  none: 'Nothing dated from {{from}} to {{through}}.',
  days: 'Days as each place counts them',
  described: 'Timeline from {{from}} to {{through}}.',
  lane: '{{name}}: {{items}}.',
  item: '{{date}} {{title}}',
  itemStatus: '{{date}} {{title}} ({{status}})',
  was: '{{status}}, was {{date}}',
  wasOnly: 'was {{date}}',
  and: '{{words}} {{more}}.',
});
