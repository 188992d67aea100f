import type { Instant } from '../../model/date.ts';
import { type Edge, samePart } from '../../model/edge.ts';
import type { Claim, EventId, ListEvent } from '../../model/event.ts';
import { FRESH_DAYS } from '../../model/todo.ts';
import type { DatedClaim } from '../../plan/claims/choose-claim.ts';
import { daysBetween, formatDay, formatRange, localDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { claimedDate, countedWords, daysAway } from '../dates/date-phrases.ts';
import { escapeText, plainText, safeAddress } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { agree, claimsBeside, weighClaims } from './compare-claims.ts';
import { eventCardText } from './event-words.ts';

/** Two lines of small letters on a phone. Addresses behind names take no room there. */
const WIDTH = 100;
/** A link longer than this is left out: three of them must fit into a card. */
const ADDRESS_MAX = 250;
/** So near a date people act on it, and an old list is worth a word. */
const NEAR_DAYS = 7;
const OTHERS = 2;

/** A date whose sources are named, and the list and the instant for what they say. */
export type PrintedDate = {
  readonly event: ListEvent;
  readonly edge: Edge;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The reader's. */
  readonly zone: Reader;
};

/**
 * The small print of a date: from what it is counted, whose it is and when they said so, who says something else, what it depends on, and where the
 * list is old and the date near, that. Only an unofficial source is called the only one. Two lines on a phone: what does
 * not fit is behind Details, though that sources differ is always said.
 */
export function smallPrint(printed: PrintedDate, first: readonly string[] = []): string {
  const differ = weighClaims(printed.event, printed.edge) === 'differ';
  const parts = [
    ...first,
    ...countedFrom(printed),
    ...sourceParts(printed),
    ...staleness(printed),
    ...dependsOn(printed),
  ];
  const kept = fitParts(parts, WIDTH);
  const shown = kept.length >= first.length + sourceParts(printed).length;
  if (!differ || shown) return smallLetters(kept);
  return smallLetters([
    ...fitParts(parts, WIDTH - eventCardText('sourcesDiffer').length),
    eventCardText('sourcesDiffer'),
  ]);
}

/** The words that readers still need beside a date whose card stands above: that sources differ, that the list is old. */
export function cautions(printed: PrintedDate): string[] {
  const differ = weighClaims(printed.event, printed.edge) === 'differ';
  return [...(differ ? [eventCardText('sourcesDiffer')] : []), ...staleness(printed)];
}

/** Parts between dots in small letters; an empty text where there are none. */
export function smallLetters(parts: readonly string[]): string {
  return parts.length === 0 ? '' : `-# ${parts.join(' · ')}`;
}

/** As many parts as fit into so many units beside each other, where links count by their names. */
export function fitParts(parts: readonly string[], width: number): string[] {
  const kept: string[] = [];
  let used = 0;
  for (const part of parts) {
    const shown = part.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').length;
    if (kept.length > 0 && used + 3 + shown > width) break;
    used += (kept.length > 0 ? 3 : 0) + shown;
    kept.push(part);
  }
  return kept;
}

function sourceParts(printed: PrintedDate): string[] {
  const { event, edge, now } = printed;
  const year = localDay(now, event.zone).slice(0, 4);
  const others = claimsBeside(event, edge).filter(
    (claim) => claim.source.id !== edge.claim.source.id || claim.published !== edge.claim.published,
  );
  const { claim } = edge;
  // The list of whoever runs this is no news to them; its link is.
  if (claim.source.own === true && claim.url === null && others.length === 0) return [];
  const followed = sourceAndDay(claim, year);
  const alone = others.length === 0 && !edge.claim.source.official;
  return [
    alone ? eventCardText('onlyFrom', { source: followed }) : followed,
    ...others
      .slice(0, OTHERS)
      .map((claim) => (agree(claim.date, edge.date) ? sourceAndDay(claim, year) : otherDate(claim, printed))),
  ];
}

function countedFrom({ edge, events }: PrintedDate): string[] {
  const from = edge.date.countedFrom;
  return from === undefined ? [] : [countedWords(from, events)];
}

function otherDate(claim: DatedClaim, { edge, events, zone }: PrintedDate): string {
  const said = { source: sourceName(claim), date: claimedDate(claim.date, { events, zone: edge.zone, reader: zone }) };
  if (claim.dates === null || samePart(claim.dates, edge.claim.dates)) return eventCardText('otherSays', said);
  return eventCardText('otherSaysOf', { ...said, dates: escapeText(claim.dates, 40) });
}

/** `AAM, 23 Oct`, with the year where it is not `year`; the name is a link where its address is known. */
export function sourceAndDay(claim: Pick<Claim, 'source' | 'published' | 'url'>, year: string): string {
  const { published } = claim;
  if (published === null) return sourceName(claim);
  const day = published.startsWith(year) ? formatDay(published, 'day-short') : formatRange(published, published);
  return eventCardText('sourceDay', { source: sourceName(claim), day });
}

/**
 * A source's name, as a link where its address is known. Backslashes do nothing inside Discord's links, so the name in
 * one is the plain form.
 */
export function sourceName(claim: Pick<Claim, 'source' | 'url'>): string {
  const address = safeAddress(claim.url ?? claim.source.url);
  if (address === null || address.length > ADDRESS_MAX) return escapeText(claim.source.name, 60);
  return `[${plainText(claim.source.name, 60)}](${address})`;
}

function dependsOn({ event, events }: PrintedDate): string[] {
  const [id] = event.dependsOn;
  const other = id === undefined ? undefined : events.get(id);
  return other === undefined ? [] : [eventCardText('dependsOnOne', { title: titleOf(other, 50) })];
}

function staleness({ event, edge, now }: PrintedDate): string[] {
  const { lastVerified } = event;
  const away = daysAway({ day: edge.day, zone: edge.zone, now });
  const today = localDay(now, event.zone);
  // A rehearsal may run before the day on which the list was made.
  if (lastVerified === null || lastVerified > today || away < 0 || away > NEAR_DAYS) return [];
  if (daysBetween(lastVerified, today) <= FRESH_DAYS) return [];
  return [eventCardText('lastUpdated', { day: formatRange(lastVerified, lastVerified) })];
}
