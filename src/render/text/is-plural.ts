const PREPOSITIONS = /\s(?:in|of|on|at|to|between|for|with|by|from|against|over|under|about|after|before)\s/i;
const PLURAL = /[\p{L}](?<![siu])s$/iu;

/**
 * Whether a name in an English sentence takes a plural verb ("the talks open"): by its head, the last word before the
 * first preposition. A guess from spelling; "the trade talks in Malaysia", "the annual meetings" and "the summit" are
 * told apart, and "U.S." is no plural.
 */
export function isPlural(phrase: string): boolean {
  const head = phrase.split(PREPOSITIONS)[0]?.trim().split(/\s/).at(-1) ?? '';
  return PLURAL.test(head);
}
