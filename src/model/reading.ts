/**
 * The meaning of typed words: one thing, one of several things of which the person has to choose, or nothing that can be
 * read.
 */
export type Reading<T> =
  | { readonly kind: 'one'; readonly value: T }
  | { readonly kind: 'several'; readonly values: readonly T[] }
  | { readonly kind: 'none' };

/** The reading that a number of possible meanings makes. */
export function readingOf<T>(values: readonly T[]): Reading<T> {
  const [value] = values;
  if (value === undefined) return { kind: 'none' };
  return values.length === 1 ? { kind: 'one', value } : { kind: 'several', values };
}
