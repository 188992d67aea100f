/** The board: the one message of a channel that lists what is ahead. It stands for days, so it says no distances in words. */
export const board = {
  line_one: 'Dates ahead: {{count}}. Next: {{first}}.',
  line_other: 'Dates ahead: {{count}}. Next: {{first}}.',
  lineNone: 'Dates ahead: no exact date at present.',
  lineNoneLast: 'Dates ahead: no exact date at present. The last one was {{day}}.',
  first: '{{what}}, {{date}} ({{place}}), {{certainty}}',
  firstBrief: '{{what}}, {{date}}, {{certainty}}',

  title: 'Dates ahead',
  none: 'No exact date ahead.',
  noneLast: 'No exact date ahead. The last one was {{day}}.',
  heading: '**{{name}}**',
  thisWeek: 'This week',
  nextWeek: 'Next week',
  weekOf: 'Week of {{day}}',
  later: 'Later',
  noExactDay: 'No exact day',
  row: '• {{row}}',
  more_one: '… and {{count}} more: `/events`',
  more_other: '… and {{count}} more: `/events`',
  shown: 'Shown here',
  footer: 'As of {{day}} in {{city}} · list {{version}} · changes with the list, and at midnight there',
  allDates: 'All dates',
  repeated: 'Possibly posted twice: the bot could not see whether this had reached the channel before.',

  offLine: 'This board is switched off. Its dates are not kept up any more.',
  offTitle: 'Board switched off',
  offText:
    'Switched off {{day}}. For the dates as they stand now: `/next`, `/events`. To have a board again: `/board`.',

  // Why one rests.
  deletedTwice: 'Its message was deleted twice',

  // /board
  made: 'The board is on its way. It lists what is ahead and keeps itself up to date.',
  resumed: 'The board is active again and shows the dates as they stand.',
  thereAlready: 'There is a board already, so nothing was changed.',
  switchedOff: 'The board is switched off. Its message says so and stays as it is.',
  answerTitle: 'Board',
  linkField: 'Where',
  link: '[The board]({{link}})',
  showsField: 'Shows',
  whenField: 'Kept up',
  when: 'At every change of the list, when a date passes, and at midnight in {{city}}. It pings nobody.',
  pinField: 'Pin',
  pinned: 'It is pinned when it is posted.',
  notPinned:
    'I may not pin it: I need **Pin Messages** in {{channel}}. Pin it by hand, or grant that, switch the board off and on.',
  pinUnknown: 'It is pinned if I may.',
  wasPaused: 'It rested. {{reason}}',
  deletedHow: 'If somebody deletes it, it is posted once more at its next change.',
  back: 'To have it back: `/board`.',
  offNothing: '{{channel}} has no board, so nothing was changed.',
} as const;
