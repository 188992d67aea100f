import type { Instant, Zone } from '../../model/date.ts';
import { FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import type { Claim, ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { FRESH_DAYS } from '../../model/todo.ts';
import { daysBetween, formatDay, formatRange, localDay } from '../../time/local.ts';
import { field, joinWithin } from '../card/build-card.ts';
import { claimedDate } from '../dates/date-phrases.ts';
import { asSentence, escapeText } from '../text/escape-text.ts';
import { eventCardText } from './event-words.ts';
import { sourceName } from './small-print.ts';

/** How much of a card its sources may take. */
export type SourceRoom = { readonly says: number; readonly all: number };

/**
 * The words of each source, the followed one first: `ILKHA (19 Oct): from 1 November, … AAM (23 Oct): …, gives no
 * date.`
 */
export function sourcesField(event: ListEvent, followed: Claim | null, now: Instant, room: SourceRoom): Field | null {
  const ordered = [...event.claims].sort((a, b) => Number(b === followed) - Number(a === followed));
  const year = localDay(now, event.zone).slice(0, 4);
  const only = new Set(ordered.map((claim) => claim.source.id)).size === 1 && ordered.length === 1;
  const parts = ordered.map((claim) => oneClaim(claim, event.zone, { year, only, max: room.says }));
  return field(eventCardText(only ? 'source' : 'sources'), joinWithin(parts, ' ', Math.min(room.all, FIELD_VALUE_MAX)));
}

type ClaimRoom = { readonly year: string; readonly only: boolean; readonly max: number };

function oneClaim(claim: Claim, zone: Zone, { year, only, max }: ClaimRoom): string {
  // A source with a date and no words of its own is shown by its date; it is not silent.
  const dated = claim.date === null ? eventCardText('silent') : claimedDate(claim.date, { events: new Map(), zone });
  const reported = claim.says === null ? dated : escapeText(claim.says, max);
  const says = claim.credible ? reported : doubted(reported, claim.doubt, max);
  const source = sourceName(claim);
  const day = claim.published;
  if (day === null) return asSentence(eventCardText('saysUndated', { source, says }));
  const published = day.startsWith(year) ? formatDay(day, 'day-short') : formatRange(day, day);
  return asSentence(eventCardText(only ? 'onlySource' : 'says', { source, published, says }));
}

function doubted(says: string, doubt: string | null, max: number): string {
  if (doubt === null) return eventCardText('doubtedPlain', { says });
  return eventCardText('doubted', { says, doubt: escapeText(doubt, max) });
}

/** When an event's entry was last checked against its sources, with a remark where that was long ago. */
export function freshnessField(event: ListEvent, now: Instant): Field | null {
  const name = eventCardText('checked');
  const { lastVerified } = event;
  const today = localDay(now, event.zone);
  // A rehearsal may run before the day on which the list was made.
  if (lastVerified === null || lastVerified > today) return null;
  const day = formatRange(lastVerified, lastVerified);
  const stale = daysBetween(lastVerified, today) > FRESH_DAYS;
  return field(name, stale ? eventCardText('checkedLong', { day }) : day);
}

/**
 * `Sources end 23 Oct 2025; not checked since.` for an archive whose makers knew nothing later; `null` before that day.
 */
export function archiveNote(event: ListEvent, now: Instant): string | null {
  const { archive, knownUntil } = event;
  if (!archive || knownUntil === null || localDay(now, event.zone) <= knownUntil) return null;
  return eventCardText('archive', { day: formatRange(knownUntil, knownUntil) });
}
