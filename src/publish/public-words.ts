import { makeTexts } from '../render/text/text.ts';

/** The words of what is published. They are plain text: the page escapes all of it. */
export const publicText = makeTexts('public', {
  // The top of the page.
  ahead_one: '{{count}} date ahead.',
  ahead_other: '{{count}} dates ahead.',
  noneAhead: 'No date is ahead.',
  next: 'Next:',
  asOf: 'As of {{day}}.',
  lastChange: 'Last change on {{day}}.',
  // Its parts.
  aheadTitle: 'What is ahead',
  openTitle: 'No exact date yet',
  changesTitle: 'What changed',
  noChange: 'Nothing has changed since these dates were first published.',
  pastTitle: 'What is past',
  pastCount_one: '{{count}} date',
  pastCount_other: '{{count}} dates',
  more_one: 'And {{count}} more, in the calendar and the data.',
  more_other: 'And {{count}} more, in the calendar and the data.',
  picture: 'The months ahead',
  was: 'was {{date}}',
  sourcesDiffer: 'sources differ',
  // How to follow.
  follow: 'Follow these dates',
  subscribe: 'Add to your calendar',
  subscribeHow:
    'In your calendar, choose “Subscribe” or “From URL” and give it this address. A date that moves then moves there too.',
  topics: 'One topic alone:',
  changesFeed: 'Changes for feed readers (Atom)',
  data: 'The dates as data (JSON)',
  schema: 'schema',
  // The foot.
  places: 'Days and hours are those of each place.',
  madeBy: 'Made with Datewatch. This page sets no cookie and loads nothing from elsewhere.',
  // Feeds.
  feedTitle: '{{title}}: changes',
  changeTitle: '{{title}}: {{kind}}',
  sourceDay: '{{source}}, {{day}}',
  calendarAbout: 'Dates as their sources give them. What is cancelled says so; what moves, moves here too.',
  topicName: '{{title}}: {{topic}}',
  // Badges.
  badgeNext: 'next date',
  badgeNone: 'none ahead',
  badgeUpdated: 'dates updated',
  badgeNever: 'never',
});
