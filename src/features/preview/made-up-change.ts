import type { ChangeKind, EventChange } from '../../model/change.ts';
import { type AnchoredDate, type ClaimDate, firstDay, isAnchored, type LocalDay } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { compareEvents } from '../../plan/changes/compare-events.ts';
import { deriveEdges } from '../../plan/claims/derive-edges.ts';
import type { DatedEvent } from '../../plan/reminders/derive-agenda.ts';
import { addDays } from '../../time/local.ts';
import { previewText } from './words.ts';

/** A change that did not happen, and the event after it; `null` where the event is then gone. */
export type MadeUpChange = { readonly change: EventChange; readonly after: DatedEvent | null };

/** How far a made-up date lies from the real one. */
const SHIFT_DAYS = 7;

/**
 * An event as if something had just happened to it: the other side is made up, and the change is the one that the
 * program itself finds between the two. `null` where no such change can happen to it (an opening day is never
 * extended).
 */
export function madeUpChange(kind: ChangeKind, dated: DatedEvent): MadeUpChange | null {
  const { event } = dated;
  // A last day moves with the days before it.
  const turn = madeUpTurn(kind, event, dated.edges.find((edge) => edge.kind !== 'last-day') ?? null);
  if (turn === null) return null;
  const [before, after] = turn.map((side) => side && { event: side, edges: deriveEdges(side) });
  const change = compareEvents(before ?? null, after ?? null).find((found) => found.kind === kind);
  return change === undefined ? null : { change, after: after ?? null };
}

/** The same edge with its date a week later; `null` where that is no longer a date. */
export function movedEdge(event: ListEvent, edge: Edge): Edge | null {
  const moved = deriveEdges(withDate(event, edge, shifted(edge, SHIFT_DAYS)));
  return moved.find(({ kind }) => kind === edge.kind) ?? null;
}

type Turn = readonly [before: ListEvent | null, after: ListEvent | null];

function madeUpTurn(kind: ChangeKind, event: ListEvent, edge: Edge | null): Turn | null {
  switch (kind) {
    case 'earlier':
      // Its real history leads to the real date, which is the new one here.
      return edge && [withoutHistory(withDate(event, edge, shifted(edge, SHIFT_DAYS))), withoutHistory(event)];
    case 'later':
    case 'extended':
      return edge && [event, withDate(event, edge, shifted(edge, SHIFT_DAYS))];
    case 'became exact':
      return edge && [withDate(event, edge, monthOf(edge)), event];
    case 'withdrawn':
      return edge && [event, withDate(event, edge, monthOf(edge))];
    case 'confirmed':
      return event.certainty === 'confirmed' || event.certainty === 'expected'
        ? [{ ...event, certainty: 'tentative' }, event]
        : [event, { ...event, certainty: 'confirmed' }];
    case 'became tentative':
      return event.certainty === 'tentative' || event.certainty === 'threatened'
        ? [{ ...event, certainty: 'confirmed' }, event]
        : [event, { ...event, certainty: 'tentative' }];
    case 'cancelled':
    case 'postponed':
      return [event, { ...event, certainty: kind }];
    case 'restored':
      return [{ ...event, certainty: 'cancelled' }, event];
    case 'outcome':
      return [event, { ...event, outcome: { what: previewText('madeUpOutcome'), day: null, source: null } }];
    case 'new':
      return [null, event];
    case 'removed':
      return [event, null];
    case 'text only':
      return [{ ...event, stakes: `${event.stakes ?? ''}.` }, event];
  }
}

function withoutHistory(event: ListEvent): ListEvent {
  return { ...event, history: [] };
}

/** Returns the event with another date at one edge, given by the source that is followed there. */
function withDate(event: ListEvent, edge: Edge, date: ClaimDate): ListEvent {
  const claims = event.claims
    .filter((claim) => claim === edge.claim || claim.date?.role !== edge.kind)
    .map((claim) => (claim === edge.claim ? { ...claim, date } : claim));
  return { ...event, claims };
}

function shifted({ date }: Edge, days: number): ClaimDate {
  return isAnchored(date) ? shiftedDate(date, days) : date;
}

function shiftedDate(date: AnchoredDate, days: number): ClaimDate {
  const move = (day: LocalDay) => addDays(day, days);
  if (date.precision === 'minute') return { ...date, minute: `${move(firstDay(date))}${date.minute.slice(10)}` };
  if (date.precision === 'day') return { ...date, day: move(date.day) };
  return { ...date, from: move(date.from), through: move(date.through) };
}

function monthOf({ date, day }: Edge): ClaimDate {
  return { role: date.role, approximate: false, precision: 'month', month: day.slice(0, 7) };
}
