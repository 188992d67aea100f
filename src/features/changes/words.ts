import { makeTexts } from '../../render/text/text.ts';

/** The words of `/dates changes`. */
export const changesText = makeTexts('changesAnswers', {
  changes: 'What changed in the list since a day: old and new dates, and who says so',
  changesSince: 'Such as last Friday, 3 days or 2026-10-23; a week if left out',
  title: 'What changed in the list',
  line_one: 'Since {{day}}: {{count}} change.',
  line_other: 'Since {{day}}: {{count}} changes.',
  linePage_one: 'Since {{day}}: {{count}} change, page {{page}} of {{pages}}.',
  linePage_other: 'Since {{day}}: {{count}} changes, page {{page}} of {{pages}}.',
  lineMost: 'Since {{day}}: more than {{count}} changes, page {{page}} of {{pages}}.',
  none: 'Nothing in the list has changed since {{day}}.',
  noneTry: 'To look further back: `/dates changes since:30d`, or a day such as `since:{{day}}`.',
  most: 'Only the newest {{count}} are shown. A later day shows fewer.',
  daysIn: 'Days in {{city}}. Newest first.',
  badSince: 'I didn’t understand `{{typed}}`. Try `last Friday` or `{{day}}`.',
  future: '`{{typed}}` has not come yet, so nothing can have changed since. Write a day up to `{{day}}`.',
});
