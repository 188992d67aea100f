import { maskSecrets } from '../model/mask-secrets.ts';
import { didYouMean, nearestWord } from '../model/nearest-word.ts';
import type { Problem } from '../model/problem.ts';
import type { Path } from './open-yaml.ts';

/** A problem with a whole file or folder. */
export function wholeFile(
  file: string | null,
  message: string,
  found: string | null,
  expected: string | null,
): Problem {
  return { file, line: null, column: null, at: null, message: sentence(message), found, expected };
}

/** Adds a full stop where the text has no end mark yet. */
export function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`;
}

/** Characters that look like nothing, like a space, or turn the direction of writing. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** The first character of a text that nobody sees, with its place in it, as a sentence's end; empty where there is none. */
export function namesInvisible(text: string): string {
  const found = /[\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.exec(text);
  const code = found?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return code === undefined ? '' : `: character ${(found?.index ?? 0) + 1} is the invisible U+${code}`;
}

/** A value as one short line; `null` for nothing at all. */
export function shortly(value: unknown): string | null {
  if (value === undefined) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = maskSecrets(text.slice(0, 2_000)).slice(0, 400).replace(INVISIBLE, escapeCharacter).toWellFormed();
  return line.length > 60 ? `${line.slice(0, 59).toWellFormed()}…` : line;
}

/** `claims[0].date.through`, with each name as `show` has it; `null` for the top. */
export function pathText(path: Path, show: (name: string) => string | null): string | null {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${show(step)}`)).join('');
  return text === '' ? null : text.replace(/^\./, '');
}

/** The end of a message about an unknown word: the nearest known one, shortened like everything from a list. */
export function suggest(word: string, candidates: Iterable<string>): string {
  const near = nearestWord(word, candidates);
  return didYouMean(near === null ? null : (shortly(near) ?? near));
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
