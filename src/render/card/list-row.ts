import type { ClaimDate, Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { type Claim, type EventId, isCalledOff, isHourOpen, type ListEvent } from '../../model/event.ts';
import { shownClaim } from '../../plan/claims/choose-claim.ts';
import { localDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { datePhase, eventPhase } from '../dates/date-phase.ts';
import { claimedDate, rowDate, withPart } from '../dates/date-phrases.ts';
import { wasReportedAfter } from '../event/compare-claims.ts';
import { escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { certaintyText, dateText, listText } from '../text/words.ts';

/** One event in a list, at one edge or, where it has none, with the known part of its date. */
export type ListRowView = {
  readonly event: ListEvent;
  readonly edge: Edge | null;
  /** For the names of events that others happen during. */
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The channel's. */
  readonly zone: Reader;
  /** True for a message that stays for days, such as a board: a past event is struck through even where its outcome is known. */
  readonly stands?: boolean;
};

const TITLE = 80;
const OUTCOME = 120;

/**
 * One event as one line for a card: `Sat 1 Nov · **100% U.S. tariff** · threatened`; `March 2027 · **Product X launch** ·
 * expected`; a past event struck through, or with its outcome. Its date as the source gives it, an hour with its place, and
 * no countdown. At most about 350 characters; everything from the list in it is escaped.
 */
export function listRow(view: ListRowView): string {
  const { event, edge, now, zone } = view;
  const claim: Claim | null = edge?.claim ?? shownClaim(event);
  const date: ClaimDate | null = edge?.date ?? claim?.date ?? null;
  const year = localDay(now, event.zone).slice(0, 4);
  const shown =
    date === null
      ? dateText('noDate')
      : withPart(
          rowDate(date, year, { events: view.events, zone: event.zone, reader: zone, hourOpen: isHourOpen(event) }),
          edge?.part ?? null,
        );
  const title = titleOf(event, TITLE);
  const phase = edge === null ? eventPhase(event, view.events, now) : datePhase(edge.date, edge.zone, now, edge.anchor);
  const row = (words: string, status: string | null): string =>
    status === null ? listText('row', { date: words, title }) : listText('rowStatus', { date: words, title, status });
  const status = statusWords(event);
  if (event.outcome !== null) {
    return row(view.stands === true ? strikeThrough(shown) : shown, escapeText(event.outcome.what, OUTCOME));
  }
  if (isCalledOff(event.certainty)) return row(strikeThrough(shown), status);
  if (event.certainty === 'done') return row(shown, status);
  if (phase === 'behind') {
    const reported = claim !== null && date !== null && wasReportedAfter(claim, date);
    return reported ? row(shown, status) : row(strikeThrough(shown), listText('wasDue'));
  }
  return row(shown, phase === 'under way' ? listText('underWay') : status);
}

/** An event without an exact date: what is known of it, and its source's words: `2026 · Trump’s visit to China: … (ILKHA)`. */
export function openRow(event: ListEvent, events: ReadonlyMap<EventId, ListEvent>): string {
  const claim = shownClaim(event) ?? event.claims[0] ?? null;
  const title = titleOf(event, TITLE);
  const known = claim?.date == null || claim.date.precision === 'none' ? null : claim.date;
  const date =
    known === null ? dateText('noDate') : claimedDate(known, { events, zone: event.zone, reader: event.zone });
  const status = statusWords(event);
  const row = status === null ? listText('row', { date, title }) : listText('rowStatus', { date, title, status });
  if (claim === null || claim.says === null) return row;
  return listText('openSays', { row, says: escapeText(claim.says, 150), source: escapeText(claim.source.name, 40) });
}

function strikeThrough(date: string): string {
  return listText('struck', { date });
}

/** `tentative`; `date expected` where the date alone is less sure; `null` for what is confirmed, which needs no word. */
export function statusWords(event: ListEvent): string | null {
  const { certainty, dateCertainty } = event;
  if (certainty !== 'confirmed') return certaintyText(`${certainty}`);
  if (dateCertainty === null || dateCertainty === 'confirmed') return null;
  return listText('dateApart', { date: certaintyText(`${dateCertainty}`) });
}
