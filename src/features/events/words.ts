import { makeTexts } from '../../render/text/text.ts';

/** The words of `/dates list`. */
export const eventsText = makeTexts('events', {
  eventsUpcoming: 'Upcoming dates',
  eventsPast: 'Past dates',
  eventsAll: 'All dates',
  eventsLine_one: '{{what}}: {{count}} event, page {{page}} of {{pages}}.',
  eventsLine_other: '{{what}}: {{count}} events, page {{page}} of {{pages}}.',
  eventsLineShort_one: '{{what}}: {{count}} event.',
  eventsLineShort_other: '{{what}}: {{count}} events.',
  eventsNone: '{{what}}: nothing found.',
  eventsNoneFor: '{{what}}: nothing found for {{filter}}.',
  eventsTry: 'Try `/dates list when:All`, or leave out topic and kind.',
  eventsFilter: 'Shown: {{filter}}',
  events: 'The list of dates, page by page',
  eventsWhen: 'Which part of the list; upcoming if left out',
  eventsWhenAll: 'All',
  eventsWhenPast: 'Past',
  eventsWhenUpcoming: 'Upcoming',
});
