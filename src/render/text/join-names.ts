/**
 * `A`, `A or B`, `A, B, or C`, as `Intl.ListFormat` writes English; that costs 30 ms and 6 MB at its first use.
 */
export function joinNames(names: readonly string[], word: 'and' | 'or'): string {
  const last = names.at(-1) ?? '';
  if (names.length < 2) return last;
  const before = names.slice(0, -1).join(', ');
  return names.length === 2 ? `${before} ${word} ${last}` : `${before}, ${word} ${last}`;
}
