import { shortly } from './problem-text.ts';
import type { YamlPiece } from './yaml-piece.ts';

/** Keys and indexes from the top of a piece down to a value. */
export type Path = readonly (string | number)[];

/** Text that may be costly to make (finding the nearest of 100,000 ids) and is made only when it is told. */
type Text = string | (() => string);

/**
 * Something wrong with a value. Line and column are looked up only for the findings that are told, since positions cost
 * a slow parse.
 */
export type Finding = {
  readonly piece: YamlPiece;
  readonly path: Path;
  /** Whether the key or its value is wrong. */
  readonly on: 'key' | 'value';
  /** In words: the event's id and the path inside it. */
  readonly at: string | null;
  readonly message: Text;
  readonly found: string | null;
  readonly expected: Text | null;
};

/** Reports one thing wrong at a path of the value that is being checked. */
export type Tell = (
  path: Path,
  on: 'key' | 'value',
  message: Text,
  found: string | null,
  expected: Text | null,
) => void;

/** The finished text of something that may be made late. */
export function madeText(text: Text): string {
  return typeof text === 'string' ? text : text();
}

/** `claims[0].date.through` */
export function pathText(path: Path): string | null {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${shortly(step)}`)).join('');
  return text === '' ? null : text.replace(/^\./, '');
}
