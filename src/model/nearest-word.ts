import { distance } from 'fastest-levenshtein';

/** The candidate most like `word`, when it is close enough to have been meant; otherwise `null`. */
export function nearestWord(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase().slice(0, 80);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const spelled = candidate.toLowerCase();
    const shortened = isShortened(wanted, spelled);
    if (!shortened && Math.abs(spelled.length - wanted.length) >= least) continue;
    const spelling = isSwapped(wanted, spelled) ? 1 : distance(wanted, spelled);
    const apart = shortened ? Math.min(1.5, spelling) : spelling;
    if (apart < least) {
      best = candidate;
      least = apart;
    }
  }
  return best;
}

/** The end of a message about an unknown word. */
export function didYouMean(near: string | null): string {
  return near === null ? '' : `; did you mean \`${near}\`?`;
}

/** `thru` for `through`, `start` for `starting`: the first letter, and the others in their order. */
function isShortened(word: string, candidate: string): boolean {
  if (word.length < 3 || word.length >= candidate.length || candidate.length > 20 || word[0] !== candidate[0])
    return false;
  let at = 0;
  for (const letter of candidate) if (letter === word[at]) at += 1;
  return at === word.length;
}

/** `tilte` for `title`: two neighbours changed places, which is one slip, where the distance counts two. */
function isSwapped(word: string, candidate: string): boolean {
  const at = [...word].findIndex((letter, index) => letter !== candidate[index]);
  const swapped = `${word[at + 1]}${word[at]}`;
  return at !== -1 && `${word.slice(0, at)}${swapped}${word.slice(at + 2)}` === candidate;
}

/**
 * The likeness of two folded texts, from 0 to 1: the share of their letter pairs that both have (Dice). For searching,
 * where words that are left out, added or in another order matter less than a distance would make of them.
 */
export function likeness(a: string, b: string): number {
  const pairsA = letterPairs(a);
  const pairsB = letterPairs(b);
  if (pairsA.size === 0 || pairsB.size === 0) return a === b ? 1 : 0;
  const shared = [...pairsA].filter((pair) => pairsB.has(pair));
  return (2 * shared.length) / (pairsA.size + pairsB.size);
}

function letterPairs(text: string): Set<string> {
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
}

/** Folds text for searches and filters: small letters, no accents or punctuation, one space between words. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}
