import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { Claim, EventId, ListEvent } from '../../model/event.ts';
import { currentClaims } from '../../plan/claims/choose-claim.ts';
import { formatDay, formatRange } from '../../time/format.ts';
import { localDay } from '../../time/local.ts';
import { asSentence, FIELD_VALUE, type Field, field, joinWithin } from '../card/build-fields.ts';
import { claimedDate } from '../dates/date-phrases.ts';
import { escapeText, plainText, safeAddress } from '../text/escape-text.ts';
import { weighClaims } from './compare-claims.ts';
import { eventCardText } from './event-words.ts';
import { followReason } from './follow-reason.ts';

/** How much of a card its sources may take. */
export type SourceRoom = { readonly says: number; readonly all: number };

/** What each source says, the followed one first: `ILKHA (19 Oct): from 1 November, … AAM (23 Oct): …, gives no date.` */
export function sourcesField(event: ListEvent, followed: Claim | null, now: Instant, room: SourceRoom): Field | null {
  const ordered = [...event.claims].sort((a, b) => Number(b === followed) - Number(a === followed));
  const year = localDay(now, event.zone).slice(0, 4);
  const only = new Set(ordered.map((claim) => claim.source.id)).size === 1 && ordered.length === 1;
  const parts = ordered.map((claim) => oneClaim(claim, year, only, room.says));
  return field(eventCardText(only ? 'source' : 'sources'), joinWithin(parts, ' ', Math.min(room.all, FIELD_VALUE)));
}

const NO_TITLES: ReadonlyMap<EventId, ListEvent> = new Map();

function oneClaim(claim: Claim, year: string, only: boolean, max: number): string {
  // A source with a date and no words of its own is told by its date; it is not silent.
  const dated = claim.date === null ? eventCardText('silent') : claimedDate(claim.date, NO_TITLES);
  const said = claim.says === null ? dated : escapeText(claim.says, max);
  const says = claim.credible ? said : doubted(said, claim.doubt, max);
  const published = claim.published.startsWith(year)
    ? formatDay(claim.published, 'day-short')
    : formatRange(claim.published, claim.published);
  return asSentence(eventCardText(only ? 'onlySource' : 'says', { source: sourceName(claim), published, says }));
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

/** Where credible sources differ on the date: who says what, and which one reminders follow and why (rules 5, 14). */
export function differenceField(
  event: ListEvent,
  edge: Edge,
  events: ReadonlyMap<EventId, ListEvent>,
  now: Instant,
): Field | null {
  if (weighClaims(event, edge) !== 'differ') return null;
  const claims = currentClaims(event).filter((claim) => claim.date.role === edge.kind);
  const parts = claims.map((claim) => {
    const said = { source: escapeText(claim.source.name, 60), date: claimedDate(claim.date, events) };
    const words =
      claim.dates === null
        ? eventCardText('claimed', said)
        : eventCardText('claimedOf', { ...said, dates: escapeText(claim.dates, 80) });
    return asSentence(claim.credible ? words : doubted(words, claim.doubt, 80));
  });
  const reason = followReason(event, edge, now);
  return field(eventCardText('datesDiffer'), `${joinWithin(parts, ' ', FIELD_VALUE - reason.length - 1)} ${reason}`);
}
