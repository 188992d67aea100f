import { makeTexts } from '../text/text.ts';

/**
 * The board: the one message of a channel that lists the dates ahead. It stays for days, so it gives no distances in
 * words.
 */
export const boardText = makeTexts('board', {
  line_one: 'Dates ahead: {{count}}. Next: {{first}}.',
  line_other: 'Dates ahead: {{count}}. Next: {{first}}.',
  lineNone: 'No exact dates ahead.',
  lineNoneLast: 'No exact dates ahead. The last was {{day}}.',
  first: '{{title}}, {{date}}',
  firstUnsure: '{{title}}, {{date}} ({{status}})',
  title: 'Dates ahead',
  none: 'No exact dates ahead.',
  noneLast: 'No exact dates ahead. The last was {{day}}.',
  heading: '**{{name}}**',
  thisWeek: 'This week',
  nextWeek: 'Next week',
  weekOf: 'Week of {{day}}',
  later: 'Later',
  noExactDay: 'No exact day',
  row: '• {{row}}',
  more_one: '… and {{count}} more: `/dates list`',
  more_other: '… and {{count}} more: `/dates list`',
  shown: 'Shown here',
  footer: 'As of {{day}}, {{city}}',
  allDates: 'All dates',
  repeated: 'Possibly repeated: I could not see whether this had arrived before.',
  offLine: 'This board is switched off. Its dates are not kept up any more.',
  offTitle: 'Board switched off',
  offText:
    'Switched off {{day}}. For the dates as they stand now: `/dates next`, `/dates list`. To have a board again: `/datewatch setup`.',
  pinNotAllowed:
    'Discord did not let me pin it: I need **Pin Messages** in {{channel}}. Pin it by hand, or grant that, switch the board off and on.',
  pinRefused:
    'Discord refused to pin it: {{channel}} may have as many pins as it takes. Remove one there, then pin it by hand.',
  pinFailed: 'Discord did not pin it. Pin it by hand in {{channel}}.',
  unpinned: '**Board not pinned:** {{channel}}. {{why}}',
});

/** Digests: dates ahead, changes and open dates, at a time of day. */
export const digestText = makeTexts('digest', {
  // Lock-screen lines.
  ahead_one: 'Next {{days}} days: {{first}}.',
  ahead_other: 'Next {{days}} days: {{count}} dates, first {{first}}.',
  none: 'No exact date in the next {{days}} days.',
  withNews: '{{line}} {{news}}',
  newsDates_one: '{{count}} date changed.',
  newsDates_other: '{{count}} dates changed.',
  newsNew_one: '{{count}} new entry.',
  newsNew_other: '{{count}} new entries.',
  newsOutcomes_one: '{{count}} outcome recorded.',
  newsOutcomes_other: '{{count}} outcomes recorded.',
  newsChanges_one: '{{count}} date changed.',
  newsChanges_other: '{{count}} dates changed.',
  newsOf: '{{news}} {{titles}}.',
  // Cards.
  title: 'The next {{days}} days',
  lateFirst: 'Late',
  onNow: 'On now',
  aheadField: 'Ahead',
  changedField: 'Changed since {{when}}',
  openField: 'Still open, no exact day',
  nothingAhead: 'Nothing with an exact date.',
  late: 'Late: was due {{due}}.',
  moreEvents_one: '… and {{count}} more: `/dates list`',
  moreEvents_other: '… and {{count}} more: `/dates list`',
  moreChanges_one: '… and {{count}} more: `/dates changes`',
  moreChanges_other: '… and {{count}} more: `/dates changes`',
  // On the card of a channel.
  weekday1: 'Monday',
  weekday2: 'Tuesday',
  weekday3: 'Wednesday',
  weekday4: 'Thursday',
  weekday5: 'Friday',
  weekday6: 'Saturday',
  weekday7: 'Sunday',
  whatDaily: 'a digest every day at {{time}}',
  whatWeekly: 'a digest every {{weekday}} at {{time}}',
  footer: 'Days in {{city}}',
});
