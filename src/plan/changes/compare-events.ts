import { CHANGE_KINDS, type ChangeKind, type EventChange } from '../../model/change.ts';
import { type EdgeName, kindOfEdge } from '../../model/edge.ts';
import { type Certainty, isCalledOff, type ListEvent } from '../../model/event.ts';
import type { DatedEvent } from '../reminders/derive-agenda.ts';
import { restsBecause } from '../reminders/match-filter.ts';
import { compareDates, followedDates } from './compare-dates.ts';
import { nameCorrections } from './name-corrections.ts';
import { sameFields } from './same-value.ts';

/** A rank for each certainty, to tell up from down; `null` for those that have none. */
const SURENESS: Readonly<Record<Certainty, number | null>> = {
  confirmed: 3,
  expected: 2,
  tentative: 1,
  threatened: 1,
  cancelled: null,
  postponed: null,
  done: null,
};

/**
 * Returns the changes between two lists, in the order of the new one, then the removals. Both must hold every event,
 * those without an edge too: otherwise an event that becomes exact would be new. Further dates of an entry that repeats
 * already are text. The edges of events that look alike
 * are never read, so they may be derived on demand.
 */
export function compareLists(before: readonly DatedEvent[], after: readonly DatedEvent[]): EventChange[] {
  const old = new Map(before.map((dated) => [dated.event.id, dated]));
  // A repeating entry that goes on for longer is no news; its reminders that are due by now are settled all the same.
  const repeating = new Set(before.flatMap(({ event }) => event.series ?? []));
  const isNextOfSeries = ({ event: { id, series } }: DatedEvent) =>
    series !== undefined && repeating.has(series) && !old.has(id);
  const found = after.flatMap((dated) =>
    isNextOfSeries(dated)
      ? [wholeChange('text only', null, dated)]
      : compareEvents(old.get(dated.event.id) ?? null, dated),
  );
  const kept = new Set(after.map(({ event }) => event.id));
  return [...found, ...before.flatMap((dated) => (kept.has(dated.event.id) ? [] : compareEvents(dated, null)))];
}

/**
 * Returns the changes between two states of one event, in the order of `CHANGE_KINDS`; empty exactly when people can
 * see no difference. `null` stands for an event that was not, or no longer is, in the list. A change that moves no date
 * and no certainty (another claim, the far end of a range, the zone or the hour of a day that opens) is `text only`.
 */
export function compareEvents(before: DatedEvent | null, after: DatedEvent | null): EventChange[] {
  if (before === null || after === null) {
    if (after !== null) return [wholeChange('new', null, after)];
    return before === null ? [] : [wholeChange('removed', before, null)];
  }
  if (looksAlike(before.event, after.event)) return [];
  const statusKinds = findStatusKinds(before.event, after.event);
  // A cancellation or a return names its dates itself; while the event is called off, a date that moves is text.
  const saysDates =
    isCalledOff(before.event.certainty) || isCalledOff(after.event.certainty) || statusKinds.includes('restored');
  const dates = saysDates ? [] : compareDates(before, after);
  const found = [
    ...statusKinds.map((kind) => wholeChange(kind, before, after)),
    ...dates.map((date) => namePart({ ...wholeChange(date.kind, before, after), ...date })),
    ...dateCertaintyChanges(before, after, new Set(dates.map(({ edge }) => edge))),
  ];
  if (found.length === 0) {
    const corrected = nameCorrections(before.event, after.event);
    found.push({ ...wholeChange('text only', before, after), ...(corrected.length === 0 ? {} : { corrected }) });
  }
  return found.sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind));
}

/** Changes of the event as a whole: its outcome, whether it still takes place, its certainty. */
function findStatusKinds(before: ListEvent, after: ListEvent): ChangeKind[] {
  const [was, is] = [before.certainty, after.certainty];
  const kinds: ChangeKind[] = before.outcome === null && after.outcome !== null ? ['outcome'] : [];
  if (was !== is && isCalledOff(is)) return [...kinds, is];
  if (restsBecause(before) !== null && restsBecause(after) === null) return ['restored'];
  const moved = certaintyKind(was, is);
  return moved === null ? kinds : [...kinds, moved];
}

/**
 * Changes of the dates' certainty alone: `edge` names the date, and the two certainties are the date's. A change of the
 * event's own certainty covers its dates; a date that moved is reported with its present certainty.
 */
function dateCertaintyChanges(before: DatedEvent, after: DatedEvent, moved: ReadonlySet<EdgeName>): EventChange[] {
  if (certaintyKind(before.event.certainty, after.event.certainty) !== null) return [];
  if (restsBecause(before.event) !== null || restsBecause(after.event) !== null) return [];
  const certaintyBefore = before.event.dateCertainty ?? before.event.certainty;
  const certaintyAfter = after.event.dateCertainty ?? after.event.certainty;
  const kind = certaintyKind(certaintyBefore, certaintyAfter);
  if (kind === null) return [];
  const old = new Map(followedDates(before).map((date) => [date.name, date.side]));
  return followedDates(after).flatMap(({ name: edge, side }) =>
    // The first day speaks for the last.
    moved.has(edge) || !old.has(edge) || (kindOfEdge(edge) === 'last-day' && after.event.remind?.includes('first'))
      ? []
      : [
          namePart({
            ...wholeChange(kind, before, after),
            edge,
            before: old.get(edge) ?? null,
            after: side,
            certaintyBefore,
            certaintyAfter,
          }),
        ],
  );
}

/** `confirmed` is one step surer or more, `became tentative` one less; the text names both certainties. */
function certaintyKind(was: Certainty, is: Certainty): 'confirmed' | 'became tentative' | null {
  const [from, to] = [SURENESS[was], SURENESS[is]];
  if (from === null || to === null || from === to) return null;
  return to > from ? 'confirmed' : 'became tentative';
}

/** A change of one of several dates of a kind names which: "the trial deadline (the abstract)". */
function namePart(change: EventChange): EventChange {
  const part = change.after?.part ?? change.before?.part;
  if (part === undefined) return change;
  return { ...change, title: `${change.title} (${part})`, phrase: `${change.phrase} (${part})` };
}

function wholeChange(kind: ChangeKind, before: DatedEvent | null, after: DatedEvent | null): EventChange {
  const event = after?.event ?? before?.event;
  if (event === undefined) throw new Error('A change needs an event on one side at least.');
  const [old, now] = [before, after].map((dated) => (dated === null ? [] : followedDates(dated)));
  const main = now?.[0] ?? null;
  return {
    event: event.id,
    kind,
    edge: null,
    title: event.title,
    phrase: event.phrase,
    ...(event.plural ? { plural: true } : {}),
    before: (old?.find((date) => date.name === main?.name) ?? old?.[0])?.side ?? null,
    after: main?.side ?? null,
    certaintyBefore: before?.event.certainty ?? null,
    certaintyAfter: after?.event.certainty ?? null,
    outcome: kind === 'outcome' ? (after?.event.outcome?.what ?? null) : null,
  };
}

/** The fields of an event that no message shows: its place in the list, when it was last checked, data for replays. */
const UNSEEN: ReadonlySet<string> = new Set([
  'origin',
  'lastVerified',
  'archive',
  'knownUntil',
  'certaintyFrom',
  'textsFrom',
  'series',
] satisfies (keyof ListEvent)[]);

/**
 * Whether people can see no difference between two states of an event. Field by field, because most events of a long
 * list are unchanged.
 */
export function looksAlike(before: ListEvent, after: ListEvent): boolean {
  return before === after || sameFields(before, after, UNSEEN);
}
