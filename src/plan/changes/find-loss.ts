import type { Claim, EventList, ListEvent } from '../../model/event.ts';

/** The difference between the list in force and a shorter new reading of it. */
export type ListLoss = {
  /** Events that are gone. */
  readonly gone: readonly ListEvent[];
  /** Events that are there and say less than before: a field, a claim or an earlier date is missing. */
  readonly poorer: readonly ListEvent[];
  /** Files of which no event is left. */
  readonly files: readonly string[];
  /** How many events the list in force has. */
  readonly of: number;
  /** Too much to be believed by itself, however long it stands: a whole file, or a quarter of the events and at least three. */
  readonly isLarge: boolean;
};

const LARGE_EVENTS = 3;
const LARGE_SHARE = 1 / 4;

/**
 * Finds what a new reading of the list lacks; `null` when it lacks nothing. A file that is written, copied or cut short
 * lacks what stood at its end, and often reads as a good list all the same. Events that moved to another file are no loss.
 * In steps of well below a millisecond.
 */
export function* lossSteps(inForce: EventList, next: EventList): Generator<void, ListLoss | null> {
  const kept = new Map(next.events.map((event) => [event.id, event]));
  const gone: ListEvent[] = [];
  const poorer: ListEvent[] = [];
  for (const event of inForce.events) {
    const now = kept.get(event.id);
    if (now === undefined) gone.push(event);
    else if (saysLess(event, now)) poorer.push(event);
    yield;
  }
  if (gone.length === 0 && poorer.length === 0) return null;
  const held = inForce.events.filter(({ id }) => kept.has(id));
  const alive = new Set([...held, ...next.events].map(({ origin }) => origin.file));
  const files = [...new Set(gone.map(({ origin }) => origin.file))].filter((file) => !alive.has(file));
  const of = inForce.events.length;
  const isMany = gone.length >= LARGE_EVENTS && gone.length >= of * LARGE_SHARE;
  return { gone, poorer, files, of, isLarge: isMany || files.length > 0 };
}

/** The claims before the last are whole where the last one is there; other ones may stand in their place for good reason. */
function saysLess(before: ListEvent, now: ListEvent): boolean {
  if (lacksField(before, now) || now.claims.length < before.claims.length) return true;
  if ((now.history ?? []).length < (before.history ?? []).length) return true;
  const [last, same] = [before.claims.at(-1), now.claims.at(before.claims.length - 1)];
  return last !== undefined && same !== undefined && isSameReport(last, same) && lacksField(last, same);
}

function isSameReport(a: Claim, b: Claim): boolean {
  return a.source.id === b.source.id && a.published === b.published;
}

function lacksField(before: object, now: object): boolean {
  return Object.entries(before).some(([name, value]) => !isEmpty(value) && isEmpty(Reflect.get(now, name)));
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
