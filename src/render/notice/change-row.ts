import type { Correction, EventChange } from '../../model/change.ts';
import type { Instant, LocalDay } from '../../model/date.ts';
import { type EventId, type ListEvent, publicationOf } from '../../model/event.ts';
import { formatDay, formatRange, localDay } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { certaintyText } from '../text/words.ts';
import { cardSide } from './changed-date.ts';
import { changeName } from './notice-head.ts';
import { noticeText } from './notice-words.ts';

/** A change of the list, and when the program took it over. */
export type DatedChange = { readonly at: Instant; readonly change: EventChange };

/** Where and when rows are read, and the list as it is now. */
export type RowSeen = {
  readonly now: Instant;
  readonly zone: Reader;
  readonly events: ReadonlyMap<EventId, ListEvent>;
};

/** Room of one row: eight of them fit into a card's description together. */
const MOST = { title: 70, outcome: 150, source: 50 };

/**
 * One change on one line: its day in the reader's zone, the event, what kind of change, old → new, and its source: `• 9
 * Nov · **U.S.–China truce**: extended · through 10 Nov 2025 → through 31 Jan 2026 · Ministry, 9 Nov 2025`. Escaped.
 */
export function changeRow(dated: DatedChange, seen: RowSeen): string {
  const { change, at } = dated;
  const row = noticeText('changeRow', {
    day: shortDay(localDay(at, zoneOf(seen.zone)), localDay(seen.now, zoneOf(seen.zone))),
    title: titleOf({ id: change.event, title: change.title }, MOST.title),
    kind: noticeText(changeName(change).title),
  });
  const what = whatChanged(change, seen);
  return withSource(what === null ? row : noticeText('changeRowWhat', { row, what }), dated, seen);
}

function shortDay(day: LocalDay, today: LocalDay): string {
  return day.slice(0, 4) === today.slice(0, 4) ? formatDay(day, 'weekday-short') : formatDay(day, 'weekday-year');
}

/** Old and new in few words; `null` where the kind is enough. Escaped. */
export function whatChanged(change: EventChange, seen: RowSeen): string | null {
  const { before, after, certaintyBefore, certaintyAfter } = change;
  const side = (which: typeof before) => cardSide(which, seen);
  switch (change.kind) {
    case 'outcome':
      return escapeText(change.outcome ?? '', MOST.outcome) || null;
    case 'confirmed':
    case 'became tentative':
      if (certaintyBefore === null || certaintyAfter === null) return null;
      return noticeText('changeMove', {
        before: certaintyText(`${certaintyBefore}`),
        after: certaintyText(`${certaintyAfter}`),
      });
    case 'new':
    case 'restored':
      return after === null ? null : side(after);
    case 'cancelled':
    case 'postponed':
    case 'removed':
      return before === null ? null : noticeText('changeWas', { date: side(before) });
    case 'text only':
      return movedWords(side(before), side(after)) ?? correctedWords(change.corrected ?? []);
    default:
      return movedWords(side(before), side(after));
  }
}

function movedWords(before: string, after: string): string | null {
  return before === after ? null : noticeText('changeMove', { before, after });
}

/** The first thing that was corrected, old → new where both are short; the others are counted. */
function correctedWords([first, ...others]: readonly Correction[]): string | null {
  if (first === undefined) return null;
  const { part, source, before, after } = first;
  const name = noticeText(`part-${part}`, { source: source === null ? '' : escapeText(source, MOST.source) });
  const show = (text: string) => (part === 'source day' ? formatRange(text, text) : escapeText(text, MOST.title));
  const words =
    before === null || after === null
      ? name
      : noticeText('correctedMove', { part: name, before: show(before), after: show(after) });
  return others.length === 0 ? words : noticeText('correctedMore', { first: words, count: others.length });
}

/**
 * The source of a change: a date that moved names it; a change that moved no date rests on the source that had published
 * last by then. `null` for a correction of words and a removal, which are the list's own.
 */
export function changeSource({ change, at }: DatedChange, { events }: RowSeen): ChangeSource | null {
  const event = events.get(change.event);
  switch (change.kind) {
    case 'text only':
    case 'removed':
      return null;
    case 'outcome': {
      const outcome = event?.outcome?.what === change.outcome ? event?.outcome?.source : null;
      return outcome ? { source: outcome.name, published: null } : null;
    }
    case 'confirmed':
    case 'became tentative':
    case 'cancelled':
    case 'postponed':
    case 'restored': {
      const known = (event?.claims ?? []).filter((claim) => publicationOf(claim) <= localDay(at, event?.zone ?? 'UTC'));
      const last = known.toSorted((a, b) => publicationOf(b).localeCompare(publicationOf(a)))[0];
      return last === undefined ? null : { source: last.source.name, published: last.published };
    }
    default:
      return change.after === null ? null : { source: change.after.source, published: change.after.published };
  }
}

/** Who said so, as the list names it, and on which day. */
export type ChangeSource = { readonly source: string; readonly published: LocalDay | null };

function withSource(row: string, dated: DatedChange, seen: RowSeen): string {
  const found = changeSource(dated, seen);
  if (found === null) return row;
  const { source, published } = found;
  if (published === null) return noticeText('changeRowOutcome', { row, source: escapeText(source, MOST.source) });
  return noticeText('changeRowSource', {
    row,
    source: escapeText(source, MOST.source),
    published: formatRange(published, published),
  });
}
