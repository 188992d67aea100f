/** Reports a part that had to be cut or left out: `embeds[0].title: 300 of 256`. */
export type NoteTrim = (where: string) => void;

/**
 * A text that fits into `max` UTF-16 units: itself, or its beginning with `…` at the end, never cut inside a surrogate
 * pair. Lone surrogates, which Discord refuses or strips, become U+FFFD.
 */
export function trimText(text: string, max: number, where: string, note: NoteTrim): string {
  const whole = text.toWellFormed();
  if (whole.length <= max) return whole;
  note(`${where}: ${whole.length} of ${max}`);
  if (max < 1) return '';
  const cut = whole.slice(0, max - 1);
  // Half of a pair at the cut is a lone surrogate: leave it out.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

/** True for text that Discord takes for empty: it trims white space first. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}
