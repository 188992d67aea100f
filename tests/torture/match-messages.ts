/**
 * Gives each reminder at most one message and each message at most one reminder, as many as can be, those first that
 * come first in `wanted` (Kuhn's augmenting paths: one that found a message keeps one). Returns, for each wanted, the
 * index of its message, or -1.
 */
export function matchMessages(wanted: readonly (readonly number[])[], messages: number): number[] {
  const owner = new Array<number>(messages).fill(-1);
  const seek = (who: number, seen: Set<number>): boolean => {
    for (const message of wanted[who] ?? []) {
      if (seen.has(message)) continue;
      seen.add(message);
      const holder = owner[message] ?? -1;
      if (holder < 0 || seek(holder, seen)) {
        owner[message] = who;
        return true;
      }
    }
    return false;
  };
  for (const who of wanted.keys()) seek(who, new Set());
  return wanted.map((_, who) => owner.indexOf(who));
}
