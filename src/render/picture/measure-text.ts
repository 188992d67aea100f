/**
 * Widths of the characters from space to tilde in hundredths of the font size, as measured of Noto Sans in the weights that
 * pictures use. Others are estimated: a picture needs to know whether a text fits, not where each letter ends.
 */
const WIDTHS = {
  regular: [
    26, 27, 41, 65, 57, 83, 73, 23, 30, 30, 55, 57, 27, 32, 27, 37, 57, 57, 57, 57, 57, 57, 57, 57, 57, 57, 27, 27, 57,
    57, 57, 44, 90, 64, 65, 62, 73, 56, 52, 73, 74, 34, 27, 62, 53, 91, 76, 78, 61, 78, 62, 55, 57, 73, 60, 93, 59, 57,
    57, 33, 37, 33, 57, 45, 28, 56, 62, 48, 62, 57, 35, 62, 62, 26, 26, 54, 26, 94, 62, 61, 62, 62, 41, 48, 36, 62, 51,
    79, 53, 51, 47, 38, 55, 38, 57,
  ],
  bold: [
    26, 28, 45, 65, 57, 88, 74, 25, 33, 33, 55, 57, 28, 32, 28, 40, 57, 57, 57, 57, 57, 57, 57, 57, 57, 57, 28, 28, 57,
    57, 57, 46, 90, 67, 66, 62, 73, 56, 54, 73, 76, 37, 31, 65, 55, 93, 79, 79, 62, 79, 64, 55, 59, 75, 63, 95, 64, 60,
    58, 33, 40, 33, 57, 42, 33, 59, 63, 50, 63, 59, 37, 63, 64, 28, 28, 59, 28, 96, 64, 62, 63, 63, 44, 49, 41, 64, 55,
    83, 56, 55, 49, 39, 55, 39, 57,
  ],
} as const;

/** Of Chinese, Japanese and Korean writing, and of signs of their width. */
const WIDE = /[\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]|\p{Extended_Pictographic}/u;
const OTHER = 62;

/** The weights in which pictures write. */
export type Weight = keyof typeof WIDTHS;

/** About how wide a text is, in the unit of `size`. */
export function measureText(text: string, size: number, weight: Weight = 'regular'): number {
  const widths = WIDTHS[weight];
  const hundredths = [...text].reduce((sum, letter) => {
    const known = widths[letter.charCodeAt(0) - 32];
    return sum + (letter.length === 1 && known !== undefined ? known : WIDE.test(letter) ? 100 : OTHER);
  }, 0);
  return (hundredths * size) / 100;
}

/** The text, shortened at its end until it fits: "U.S.–China trade ta…". */
export function fitText(text: string, size: number, room: number, weight: Weight = 'regular'): string {
  if (measureText(text, size, weight) <= room) return text;
  const letters = [...text];
  while (letters.length > 1 && measureText(`${letters.join('')}…`, size, weight) > room) letters.pop();
  return `${letters.join('').replace(/[\s.,;:–-]+$/u, '')}…`;
}
