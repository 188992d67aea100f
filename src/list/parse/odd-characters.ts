import type { Problem } from '../../model/problem.ts';
import { shortly } from '../../yaml/problem-text.ts';
import { dateShape } from './date-shape.ts';
import { claimShape, eventShape, historyShape, sourceShape } from './event-shape.ts';
import { headShape } from './list-shape.ts';

/** Spaces of other widths and line separators, as word processors and web pages have them: each is read as a space. */
const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]/g;

/** The wide space of Chinese and Japanese, before a field's name and after its colon. In texts it stays as it is. */
const WIDE_SPACES = /^[ \u3000]*(?:-[ \u3000]+)?[A-Za-z][\w-]*:(?:[ \u3000]+|$)/gm;

/** Reads the spaces that only look different as plain ones; every character keeps its place. */
export function plainSpaces(text: string): string {
  const spaced = text.replace(ODD_SPACES, ' ');
  if (!spaced.includes('\u3000')) return spaced;
  return spaced.replace(WIDE_SPACES, (start) => start.replaceAll('\u3000', ' '));
}

/** Beside a field's name: its indentation, and the character after its colon. */
const FIELD_LINE = /^([ \-\p{Cf}]*)([A-Za-z]+):(\p{Cf}?)/gmu;
const HIDDEN = /\p{Cf}/u;
const MAX_NAMED = 20;

const FIELDS: ReadonlySet<string> = new Set(
  [headShape, sourceShape, eventShape, claimShape, dateShape, historyShape].flatMap(({ shape }) => Object.keys(shape)),
);

/**
 * The characters of no width (U+200B and its like) that stand for a space beside a field's name, each with its place:
 * YAML takes them for a part of the name, and its own words would hide that. At most 20.
 */
export function findHidden(file: string, text: string): Problem[] {
  if (!HIDDEN.test(text)) return [];
  const found: Problem[] = [];
  let [line, counted] = [1, 0];
  for (const match of text.matchAll(FIELD_LINE)) {
    const [start, before = '', name = '', after = ''] = match;
    if (!FIELDS.has(name)) continue;
    // The mark of byte order at the start of a file is none of the list's.
    const inBefore = before.slice(match.index === 0 && before.startsWith('\ufeff') ? 1 : 0).search(HIDDEN);
    if (inBefore < 0 && after === '') continue;
    const column = inBefore < 0 ? start.length : start.search(HIDDEN) + 1;
    for (; counted < match.index; counted += 1) if (text[counted] === '\n') line += 1;
    const code = start
      .charCodeAt(column - 1)
      .toString(16)
      .toUpperCase()
      .padStart(4, '0');
    found.push({
      file,
      line,
      column,
      at: null,
      message: `The invisible U+${code} stands where only spaces may.`,
      found: shortly(start),
      expected: 'spaces',
    });
    if (found.length === MAX_NAMED) break;
  }
  return found;
}
