/** Text as it is compared when people search or filter: small letters, no accents or signs, one space between words. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}
