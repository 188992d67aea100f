/** How alike two folded texts are, from 0 to 1: the share of their letter pairs that both have (Dice). */
export function likeness(a: string, b: string): number {
  const pairsA = letterPairs(a);
  const pairsB = letterPairs(b);
  if (pairsA.size === 0 || pairsB.size === 0) return a === b ? 1 : 0;
  let shared = 0;
  for (const pair of pairsA) if (pairsB.has(pair)) shared += 1;
  return (2 * shared) / (pairsA.size + pairsB.size);
}

function letterPairs(text: string): Set<string> {
  const pairs = new Set<string>();
  for (let i = 0; i + 1 < text.length; i += 1) pairs.add(text.slice(i, i + 2));
  return pairs;
}
