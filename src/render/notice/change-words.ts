import { makeTexts } from '../text/text.ts';

/** The words of `/changes`: what the list said before, and what it says now. */
export const changeText = makeTexts('changes', {
  title: 'What changed in the list',
  line_one: 'Since {{day}}: {{count}} change.',
  line_other: 'Since {{day}}: {{count}} changes.',
  linePage_one: 'Since {{day}}: {{count}} change, page {{page}} of {{pages}}.',
  linePage_other: 'Since {{day}}: {{count}} changes, page {{page}} of {{pages}}.',
  lineMost: 'Since {{day}}: more than {{count}} changes, page {{page}} of {{pages}}.',
  none: 'Nothing in the list has changed since {{day}}.',
  noneTry: 'To look further back: `/changes since:30d`, or a day such as `since:{{day}}`.',
  most: 'Only the newest {{count}} are shown. A later day shows fewer.',
  daysIn: 'Days as in {{city}}. Newest first.',
  row: '• {{day}} · **{{title}}**: {{kind}}',
  rowWhat: '{{row}} · {{what}}',
  rowSource: '{{row}} · {{source}}, {{published}}',
  rowSourceOnly: '{{row}} · {{source}}',
  move: '{{before}} → {{after}}',
  was: 'was {{date}}',
  badSince:
    '`{{typed}}` is no day I can count from. Write a day such as `{{day}}`, or how far back: `7d`, `2w`, `today`, `yesterday`.',
  future: '`{{typed}}` has not come yet, so nothing can have changed since. Write a day up to `{{day}}`.',
});
