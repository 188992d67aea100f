import type { Instant } from '../../model/date.ts';
import type { ListEvent } from '../../model/event.ts';
import { FRESH_DAYS } from '../../model/todo.ts';
import { formatRange } from '../../time/format.ts';
import { daysBetween, localDay } from '../../time/local.ts';
import { type Field, field } from '../card/build-fields.ts';
import { escapeText } from '../text/escape-text.ts';
import { eventCardText } from './event-words.ts';

/** When an event's entry was last checked against its sources; says so when that was long ago. */
export function freshnessField(event: ListEvent, checkedAt: string | null, now: Instant): Field | null {
  const name = eventCardText('checked');
  if (checkedAt !== null) return field(name, escapeText(checkedAt, 100));
  const { lastVerified } = event;
  const today = localDay(now, event.zone);
  // A rehearsal may stand before the day on which the list was made.
  if (lastVerified === null || lastVerified > today) return null;
  const day = formatRange(lastVerified, lastVerified);
  const stale = daysBetween(lastVerified, today) > FRESH_DAYS;
  return field(name, stale ? eventCardText('checkedLong', { day }) : day);
}

/** `Sources end 23 Oct 2025; not checked since.` for an archive whose makers knew nothing later; `null` before that day. */
export function archiveNote(event: ListEvent, now: Instant): string | null {
  const { archive, knownUntil } = event;
  if (!archive || knownUntil === null || localDay(now, event.zone) <= knownUntil) return null;
  return eventCardText('archive', { day: formatRange(knownUntil, knownUntil) });
}
