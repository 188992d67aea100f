import type { ListEvent } from '../../model/event.ts';

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
  if (!Array.isArray(a)) return !Array.isArray(b) && sameFields(a, b, null);
  return Array.isArray(b) && a.length === b.length && a.every((value, index) => same(value, b[index]));
}

/** A field that is absent equals one that is `null` or empty: a list recorded by an older version lacks newer fields. */
function sameFields(a: object, b: object, except: ReadonlySet<string> | null): boolean {
  const [left, right] = [a as Fields, b as Fields];
  for (const key in left) {
    if (except?.has(key)) continue;
    const [one, other] = [left[key], right[key]];
    if (one !== other && !same(one, other) && !(isEmpty(one) && isEmpty(other))) return false;
  }
  for (const key in right) if (!(key in left) && !isEmpty(right[key]) && !except?.has(key)) return false;
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
