import type { Instant } from '../../model/date.ts';
import { FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { Claim, EventId, ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { FRESH_DAYS } from '../../model/todo.ts';
import { claimsOfEdge } from '../../plan/claims/choose-claim.ts';
import { daysBetween, formatDay, formatRange, localDay } from '../../time/local.ts';
import { field, joinWithin } from '../card/build-card.ts';
import { claimedDate } from '../dates/date-phrases.ts';
import { asSentence, escapeText, plainText, safeAddress } from '../text/escape-text.ts';
import { followReason, weighClaims } from './compare-claims.ts';
import { eventCardText } from './event-words.ts';

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
  const parts = ordered.map((claim) => oneClaim(claim, year, only, room.says));
  return field(eventCardText(only ? 'source' : 'sources'), joinWithin(parts, ' ', Math.min(room.all, FIELD_VALUE_MAX)));
}

const NO_TITLES: ReadonlyMap<EventId, ListEvent> = new Map();

function oneClaim(claim: Claim, year: string, only: boolean, max: number): string {
  // A source with a date and no words of its own is shown by its date; it is not silent.
  const dated = claim.date === null ? eventCardText('silent') : claimedDate(claim.date, NO_TITLES);
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

/**
 * A source's name, as a link where its address is known. Backslashes do nothing inside Discord's links, so the name in
 * one is the plain form.
 */
export function sourceName(claim: Claim): string {
  const address = safeAddress(claim.url ?? claim.source.url);
  if (address === null || address.length > 250) return escapeText(claim.source.name, 60);
  return `[${plainText(claim.source.name, 60)}](${address})`;
}

/**
 * Where credible sources differ on the date: the statement of each, and which one reminders follow and why (rules 5,
 * 14).
 */
export function differenceField(
  event: ListEvent,
  edge: Edge,
  events: ReadonlyMap<EventId, ListEvent>,
  now: Instant,
): Field | null {
  if (weighClaims(event, edge) !== 'differ') return null;
  const claims = claimsOfEdge(event, edge);
  const parts = claims.map((claim) => {
    const reported = { source: escapeText(claim.source.name, 60), date: claimedDate(claim.date, events) };
    const words =
      claim.dates === null
        ? eventCardText('claimed', reported)
        : eventCardText('claimedOf', { ...reported, dates: escapeText(claim.dates, 80) });
    return asSentence(claim.credible ? words : doubted(words, claim.doubt, 80));
  });
  const reason = followReason(event, edge, now);
  return field(
    eventCardText('datesDiffer'),
    `${joinWithin(parts, ' ', FIELD_VALUE_MAX - reason.length - 1)} ${reason}`,
  );
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
