/** A sentence that begins with a capital: names in the list are written as they stand inside one. */
export function beginLarge(sentence: string): string {
  // Right-to-left names stand between isolates, which have no case.
  return sentence.replace(/^(\u2068?)(\p{Ll})/u, (_all, isolate: string, first: string) => {
    return `${isolate}${first.toLocaleUpperCase('en')}`;
  });
}
