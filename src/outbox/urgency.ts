import { DAY_MS } from '../model/date.ts';

/**
 * Ranks posts that count down to no date of their own, in milliseconds after now. A reminder ranks by its anchor, which
 * lies at most 366 days ahead.
 */
export const URGENCY_MS = {
  /** Behind every reminder but those of dates that are further ahead; a notice of a date goes before that date. */
  notice: 200 * DAY_MS,
  /** Behind every reminder: a digest is no deadline. */
  digest: 380 * DAY_MS,
  /** Behind everything that is still ahead: nobody is notified of an edit. */
  correction: 400 * DAY_MS,
  /** Behind every date that is ahead: a message to maintainers never delays a reminder. */
  maintainers: 400 * DAY_MS,
  /** Behind everything else: an edit of a message that is always there. */
  board: 450 * DAY_MS,
} as const;
