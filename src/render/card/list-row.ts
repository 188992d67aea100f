import type { ClaimDate, Instant, Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import { type Claim, type EventId, isCalledOff, type ListEvent } from '../../model/event.ts';
import { shownClaim } from '../../plan/claims/choose-claim.ts';
import { localDay } from '../../time/local.ts';
import { datePhase, eventPhase } from '../dates/date-phase.ts';
import { dayDistance, lastMoment, rowDate, timestamp, withPart } from '../dates/date-phrases.ts';
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
  readonly zone: Zone;
  /**
   * True for a message that stays for days, such as a board: it gives no distance in words, which would be wrong by the
   * next day, and a past event is struck through even where its outcome is known.
   */
  readonly stands?: boolean;
};

const TITLE = 80;
const OUTCOME = 120;

/**
 * One event as one line for a card: `Sat 1 Nov · 100% U.S. tariff · threatened · <t:…:R>`; an opening day with its
 * distance in words; `2026, no day · Trump visits China · tentative`; a past event struck through, or with its outcome.
 * At most about 350 characters; everything from the list in it is escaped.
 */
export function listRow(view: ListRowView): string {
  const { event, edge, now, zone } = view;
  const claim: Claim | null = edge?.claim ?? shownClaim(event);
  const date: ClaimDate | null = edge?.date ?? claim?.date ?? null;
  const year = localDay(now, event.zone).slice(0, 4);
  const shown = date === null ? dateText('noDate') : withPart(rowDate(date, year, view.events), edge?.part ?? null);
  const title = titleOf(event, TITLE);
  const phase = edge === null ? eventPhase(event, view.events, now) : datePhase(edge.date, edge.zone, now, edge.anchor);
  const status = statusWords(event);
  if (event.outcome !== null) {
    const date = view.stands === true ? strikeThrough(shown) : shown;
    return listText('row', { date, title, status: escapeText(event.outcome.what, OUTCOME) });
  }
  if (isCalledOff(event.certainty)) {
    return listText('row', { date: strikeThrough(shown), title, status });
  }
  if (event.certainty === 'done') return listText('row', { date: shown, title, status });
  if (phase === 'behind') {
    const reported = claim !== null && date !== null && wasReportedAfter(claim, date);
    return listText('row', {
      date: reported ? shown : strikeThrough(shown),
      title,
      status: reported ? status : listText('wasDue'),
    });
  }
  if (phase === 'under way')
    return listText('rowDistance', { date: shown, title, status, distance: listText('underWay') });
  if (edge === null || (view.stands === true && !edge.exact)) return listText('row', { date: shown, title, status });
  const distance = edge.exact
    ? timestamp(lastMoment(edge), 'R')
    : dayDistance({ day: edge.day, zone: edge.zone, now, reader: zone, anchor: edge.anchor });
  return listText('rowDistance', { date: shown, title, status, distance });
}

/** An event with no exact date, with its source's words: `Trump visits China: planned for 2026 (ILKHA)`. */
export function openRow(event: ListEvent): string {
  const claim = shownClaim(event) ?? event.claims[0] ?? null;
  const title = titleOf(event, TITLE);
  if (claim === null || claim.says === null) return `${title}: ${dateText('noDate')}`;
  return listText('open', { title, says: escapeText(claim.says, 150), source: escapeText(claim.source.name, 40) });
}

function strikeThrough(date: string): string {
  return listText('struck', { date });
}

/** `confirmed`; `confirmed, date expected` where the date is less sure than the event. */
export function statusWords(event: ListEvent): string {
  const certainty = certaintyText(`${event.certainty}`);
  if (event.dateCertainty === null || event.dateCertainty === event.certainty) return certainty;
  return listText('dateApart', { certainty, date: certaintyText(`${event.dateCertainty}`) });
}
