import { makeTexts } from './text.ts';

/** One event as one line. */
export const listText = makeTexts('list', {
  row: '{{date}} · {{title}} · {{standing}}',
  rowDistance: '{{date}} · {{title}} · {{standing}} · {{distance}}',
  struck: '~~{{date}}~~',
  dateApart: '{{certainty}}, date {{date}}',
  underWay: 'under way by its dates',
  wasDue: 'was due; outcome not recorded',
  open: '{{title}}: {{says}} ({{source}})',
});
