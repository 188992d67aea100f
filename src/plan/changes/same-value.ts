/** Whether two pieces of a list hold the same; a field that is absent equals one that is `null` or empty. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b || (isEmpty(a) && isEmpty(b))) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (!Array.isArray(a)) return !Array.isArray(b) && sameFields(a, b, null);
  return Array.isArray(b) && a.length === b.length && a.every((value, index) => sameValue(value, b[index]));
}

/** The same of every field but some. A list recorded by an older version lacks newer fields. */
export function sameFields(a: object, b: object, except: ReadonlySet<string> | null): boolean {
  const [left, right] = [a as Fields, b as Fields];
  for (const key in left) {
    if (except?.has(key)) continue;
    const [one, other] = [left[key], right[key]];
    if (one !== other && !sameValue(one, other)) return false;
  }
  for (const key in right) if (!(key in left) && !isEmpty(right[key]) && !except?.has(key)) return false;
  return true;
}

type Fields = Readonly<Record<string, unknown>>;

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}
