import { maskSecrets } from '../model/mask-secrets.ts';
import type { Problem } from '../model/problem.ts';

/** A value that masks itself wherever it is printed; only `reveal` gives it away. */
export type Secret = {
  /** The value itself. Call it only where it leaves for the service it belongs to. */
  reveal(): string;
  toString(): string;
  toJSON(): string;
};

const MASK = '[secret]';

/** Wraps a token or password so that templates, JSON, `console.log` and error dumps show `[secret]`. */
export function makeSecret(value: string): Secret {
  const mask = () => MASK;
  // https://nodejs.org/api/util.html#utilinspectcustom
  return Object.freeze({
    reveal: () => value,
    toString: mask,
    toJSON: mask,
    [Symbol.for('nodejs.util.inspect.custom')]: mask,
  });
}

/** Most characters shown of a found value; its place shows where the rest is. */
const MAX_SHOWN = 60;

/** Shows a found text in a report: made by `shorten` with the secrets that are known. */
export type Show = (text: string) => string;

/** One short line for a report: without secrets, then without control characters, then cut, so that no half of a secret is left. */
export function shorten(text: string, secrets: readonly string[]): string {
  const line = maskSecrets(text.slice(0, 2_000), secrets)
    .slice(0, 200)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ')
    .toWellFormed()
    .trim();
  return line.length > MAX_SHOWN ? `${line.slice(0, MAX_SHOWN - 1).toWellFormed()}…` : line;
}

/** A problem none of whose texts gives a secret away. */
export function hideInProblem(problem: Problem, secrets: readonly string[]): Problem {
  const hide = (text: string | null) => (text === null ? null : maskSecrets(text, secrets));
  return {
    ...problem,
    file: hide(problem.file),
    at: hide(problem.at),
    message: maskSecrets(problem.message, secrets),
    found: hide(problem.found),
    expected: hide(problem.expected),
  };
}
