/** The value below which `share` (0 to 1) of the values lie, by the nearest rank. Throws `RangeError` without values. */
export function takePercentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new RangeError('A percentile of no values was asked for.');
  return found;
}

/** The middle one: what a busy machine disturbs least. */
export function takeMedian(values: readonly number[]): number {
  return takePercentile(values, 0.5);
}
