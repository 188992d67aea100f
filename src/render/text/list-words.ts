/** One event as one line. */
export const list = {
  row: '{{date}} · {{title}} · {{standing}}',
  rowDistance: '{{date}} · {{title}} · {{standing}} · {{distance}}',
  struck: '~~{{date}}~~',
  dateApart: '{{certainty}}, date {{date}}',
  underWay: 'under way by its dates',
  wasDue: 'was due; outcome not recorded',
  open: '{{title}}: {{says}} ({{source}})',
} as const;
