import { makeTexts } from '../text/text.ts';

/** The words of calendar entries, and of the answer that offers them. In a file they are plain text. */
export const calendarText = makeTexts('calendar', {
  name: 'Datewatch',
  // After the title of an entry.
  ofPart: '{{title}} ({{part}})',
  closes: '{{title}}: closes',
  due: '{{title}}: due',
  lastDay: '{{title}}: last day',
  takesEffect: '{{title}}: takes effect',
  wouldTakeEffect: '{{title}}: would take effect',
  expires: '{{title}}: last day',
  expiresAt: '{{title}}: ends',
  unsure: '{{summary}} ({{certainty}})',
  around: '{{summary}}, around this day',
  // The lines of an entry's description.
  date: 'Date: {{date}}, {{place}}',
  endOfDay: 'It runs to the end of that day in {{city}}.',
  startOfDay: 'It counts from the start of that day in {{city}}.',
  howSure: 'How sure: {{certainty}}',
  dateSure: 'Its date is {{certainty}}.',
  stakes: 'At stake: {{stakes}}',
  says: '{{source}} ({{published}}): {{says}}',
  saysUndated: '{{source}}: {{says}}',
  copy: 'Written on {{day}}. This copy does not change by itself when the date does.',
  // The answer.
  line_one: '{{title}}: a calendar file.',
  line_other: '{{title}}: a calendar file with {{count}} dates.',
  rest: '{{title}}: a calendar file that takes it out of your calendar.',
  how: 'Open the file to put it into your calendar, or use the link for Google Calendar.',
  howRest:
    'It is {{certainty}} at present. Open the file, and the entry you added from here before is marked as cancelled.',
  stays: 'A copy in a calendar stays as it is when the date moves. **Remind me** tells you; then press this again.',
  entries: 'In it',
  entry: '• {{date}} · {{summary}}',
  google: 'Google Calendar',
  googleOf: 'Google Calendar: {{what}}',
  noDate:
    '{{title}} has no exact date yet, so there is nothing to put into a calendar. Press **Remind me** to hear when it has one.',
});
