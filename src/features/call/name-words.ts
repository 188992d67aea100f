import { makeTexts } from '../../render/text/text.ts';

/** Names of edges and of kinds of change, as people choose them and as answers call them. */
export const nameText = makeTexts('names', {
  opens: 'opens',
  closes: 'closes',
  'takes-effect': 'takes effect',
  expires: 'ends',
  earlier: 'earlier date',
  later: 'later date',
  extended: 'deadline extended',
  confirmed: 'confirmed, or more sure',
  'became tentative': 'in doubt, or less sure',
  'became exact': 'day or hour set',
  withdrawn: 'day or hour withdrawn',
  cancelled: 'cancelled',
  postponed: 'postponed, no new date',
  restored: 'on again',
  outcome: 'outcome recorded',
  new: 'new entry',
  removed: 'removed from the list',
  'text only': 'details corrected',
});
