import type { ListEvent } from '../model/event.ts';

/** What no message shows of an event: where it stands, when it was last checked, what only a replay asks for. */
const UNSEEN: ReadonlySet<string> = new Set([
  'origin',
  'lastVerified',
  'archive',
  'knownUntil',
  'certaintyFrom',
  'textsFrom',
] satisfies (keyof ListEvent)[]);

/** Whether two states of an event are the same to people. Field by field, because most events of a long list are. */
export function looksAlike(before: ListEvent, after: ListEvent): boolean {
  return before === after || sameFields(before, after, UNSEEN);
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  return sameFields(a, b, NONE);
}

const NONE: ReadonlySet<string> = new Set();

/** A field that is absent equals one that is `null` or empty: a list recorded by an older version lacks newer fields. */
function sameFields(a: object, b: object, except: ReadonlySet<string>): boolean {
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  for (const [key, value] of left) {
    if (!except.has(key) && !same(value, right.get(key)) && !(isEmpty(value) && isEmpty(right.get(key)))) return false;
  }
  for (const [key, value] of right) if (!left.has(key) && !except.has(key) && !isEmpty(value)) return false;
  return true;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
