/** Words compared at most for one answer: 100,000 ids times 200 problems would take minutes. */
const MAX_COMPARED = 20_000;

/** The candidate most like `word`, when it is like enough to be what was meant; otherwise `null`. */
export function nearestWord(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase().slice(0, 80);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  let compared = 0;
  for (const candidate of candidates) {
    const spelled = candidate.toLowerCase();
    const shortened = isShortened(wanted, spelled);
    if (!shortened && Math.abs(candidate.length - wanted.length) >= least) continue;
    compared += 1;
    if (compared > MAX_COMPARED) break;
    const spelling = editDistance(wanted, spelled, least);
    const distance = shortened ? Math.min(1.5, spelling) : spelling;
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** `thru` for `through`, `start` for `starting`: the first letter, and the others in their order. */
function isShortened(word: string, candidate: string): boolean {
  if (word.length < 3 || word.length >= candidate.length || candidate.length > 20 || word[0] !== candidate[0])
    return false;
  let at = 0;
  for (const letter of candidate) if (letter === word[at]) at += 1;
  return at === word.length;
}

/** The tail of a message about a word that is not known. */
export function didYouMean(near: string | null): string {
  return near === null ? '' : `; did you mean \`${near}\`?`;
}

/**
 * How many letters must be added, dropped, changed, or swapped with their neighbour (optimal string alignment); gives
 * up at `limit`.
 */
function editDistance(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    if (Math.min(...row) >= limit) return limit;
    before = last;
    last = row;
  }
  return last[b.length] ?? limit;
}
