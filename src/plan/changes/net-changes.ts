import type { DatedSide, EventChange } from '../../model/change.ts';
import { EDGE_KINDS, firstDay, isAnchored, isExact } from '../../model/date.ts';
import { type Edge, type EdgeName, edgeName } from '../../model/edge.ts';
import { type Certainty, type Claim, isCalledOff, LIVING_CERTAINTIES, type ListEvent } from '../../model/event.ts';
import type { DatedEvent } from '../reminders/derive-agenda.ts';
import { restsBecause } from '../reminders/match-filter.ts';
import { followedDates } from './compare-dates.ts';
import { compareEvents } from './compare-events.ts';

/**
 * Sums up the changes of one event for people who have read none of them: the state before the first change against the
 * state that holds now. A date that went A, B, A leaves no change, and one that went A, B, C leaves one from A to C.
 * `all` are oldest first, whole revisions; `present` is `null` for an event that the list no longer has. Kinds are
 * worked out anew.
 */
export function netChanges(all: readonly EventChange[], present: DatedEvent | null): EventChange[] {
  const first = all.find(isOfEvent);
  const wasListed = first === undefined || first.certaintyBefore !== null;
  if (present === null) return wasListed ? goneChanges(all) : [];
  if (!wasListed) return compareEvents(null, present).map((change) => ({ ...change, kind: first.kind }));
  const found = compareEvents(stateBefore(all, present), present);
  // An edit of words is known only from a change that says so: a state that people have not read cannot show it.
  return found.filter(({ kind }) => kind !== 'text only' || all.some((change) => change.kind === 'text only'));
}

/** The same without what is no news: an event that is new to them, and already called off or over. */
function netNews(all: readonly EventChange[], present: DatedEvent | null): EventChange[] {
  return netChanges(all, present).filter(
    ({ kind }) => kind !== 'new' || present === null || restsBecause(present.event) === null,
  );
}

/**
 * Returns the changes of one event that a notice reports: `mine` are its own, `unread` those of earlier notices that
 * people have not read. The later notice then speaks for both, and a date that went A, B, A is not mentioned at all.
 */
export function newsToReport(
  unread: readonly EventChange[],
  mine: readonly EventChange[],
  present: DatedEvent | null,
): readonly EventChange[] {
  if (unread.length > 0) return netNews([...unread, ...mine], present);
  return mine.filter((change) => stillHolds(change, present));
}

/**
 * Whether a change has not been overtaken by a later one; `present` is its event now, `null` where the list has lost
 * it.
 */
export function stillHolds(change: EventChange, present: DatedEvent | null): boolean {
  if (present === null || change.kind === 'removed') return present === null && change.kind === 'removed';
  const { event, edges } = present;
  const isOff = isCalledOff(event.certainty);
  switch (change.kind) {
    case 'cancelled':
    case 'postponed':
      return event.certainty === change.kind;
    case 'outcome':
    case 'text only':
      return true;
    case 'confirmed':
    case 'became tentative': {
      const now = change.edge === null ? event.certainty : (event.dateCertainty ?? event.certainty);
      return now === change.certaintyAfter;
    }
    default: {
      if (isOff || change.edge === null || change.after === null) return !isOff;
      const edge = edges.find(({ name }) => name === change.edge);
      return (edge?.sourceDate ?? null) === change.after.sourceDate;
    }
  }
}

/** The changes of an event that the list has lost: it is gone from the state that was last read. */
function goneChanges(all: readonly EventChange[]): EventChange[] {
  const removed = all.findLast(({ kind }) => kind === 'removed');
  const first = all.find(isOfEvent);
  if (removed === undefined || first === undefined) return [];
  const dated = all.find(({ edge, before }) => edge === null || before?.date.role === edge);
  return [{ ...removed, before: dated?.before ?? removed.before, certaintyBefore: first.certaintyBefore }];
}

/** Whether the certainties of a change are the event's, not those of its date. */
function isOfEvent({ kind, edge }: EventChange): boolean {
  return edge === null || (kind !== 'confirmed' && kind !== 'became tentative');
}

/** Rebuilds the event before the first change; fields that no change names were as they are now. */
function stateBefore(all: readonly EventChange[], present: DatedEvent): DatedEvent {
  const { event } = present;
  const sides = datesBefore(all, present);
  const ofDate = all.find((change) => !isOfEvent(change));
  const dateCertainty = ofDate === undefined ? event.dateCertainty : ofDate.certaintyBefore;
  return {
    event: {
      ...event,
      certainty: all.find(isOfEvent)?.certaintyBefore ?? event.certainty,
      dateCertainty,
      // At any one time, all dates of an event are in one zone.
      zone: sides[0]?.zone ?? event.zone,
      outcome: outcomeBefore(all, event),
      claims: sides.map(claimOf),
      follow: null,
    },
    edges: sides.flatMap((side) => edgesOf(event, side)),
  };
}

/** The dates before the changes, one for each edge at most. */
function datesBefore(all: readonly EventChange[], present: DatedEvent): DatedSide[] {
  const before = new Map<EdgeName, DatedSide | null>();
  const keep = (name: EdgeName | null, side: DatedSide | null) => {
    if (name !== null && !before.has(name)) before.set(name, side);
  };
  const movesAny = all.some((change) => change.edge !== null && isOfEvent(change));
  for (const change of all) {
    keep(nameOfSide(change.before), change.before);
    // A date that was of another kind, or none, was not one of this kind.
    keep(change.edge, null);
    // Where no change moves a date, the one that stood for the event was the only one: it had none of this kind.
    if (!movesAny && change.before?.date.role !== change.after?.date.role) keep(nameOfSide(change.after), null);
  }
  for (const { name, side } of followedDates(present)) keep(name, side);
  return [...before.values()].filter((side) => side !== null);
}

const LIVING: ReadonlySet<Certainty | null> = new Set(LIVING_CERTAINTIES);

/** An outcome recorded since was not there before, and one that was withdrawn was. */
function outcomeBefore(all: readonly EventChange[], event: ListEvent): ListEvent['outcome'] {
  const change = all.find(({ kind }) => kind === 'outcome' || kind === 'restored');
  if (change === undefined) return event.outcome;
  // An event restored from a living certainty had an outcome that was withdrawn.
  const stood = LIVING.has(change.certaintyBefore);
  return change.kind === 'restored' && stood ? { what: '', day: null, source: null } : null;
}

/** The name of the edge on which a side of a change stands; `null` where it marks none. */
function nameOfSide(side: DatedSide | null): EdgeName | null {
  const kind = EDGE_KINDS.find((one) => one === side?.date.role);
  return kind === undefined ? null : edgeName(kind, side?.part ?? null);
}

function claimOf({ date, source, published, part }: DatedSide): Claim {
  const named = { id: source, name: source, fullName: null, url: null };
  const bare = { dates: part ?? null, certainty: null, says: null, url: null, credible: true, doubt: null };
  return { source: named, published, date, ...bare };
}

function edgesOf({ id }: ListEvent, side: DatedSide): Edge[] {
  const { date, sourceDate, anchor, zone } = side;
  const kind = EDGE_KINDS.find((one) => one === date.role);
  if (kind === undefined || !isAnchored(date) || sourceDate === null || anchor === null) return [];
  const day = firstDay(date);
  const exact = isExact(date) && side.hourOpen !== true;
  const part = side.part ?? null;
  const followed = { part, name: edgeName(kind, part), date, claim: claimOf(side), reason: 'only claim' } as const;
  return [{ event: id, kind, sourceDate, day, zone, anchor, exact, ...followed }];
}
