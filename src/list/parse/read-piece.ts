import type { Problem } from '../../model/problem.ts';
import { explainSyntax } from '../../yaml/explain-syntax.ts';
import { type OpenYaml, openYaml, type Place } from '../../yaml/open-yaml.ts';
import { plainValue } from '../../yaml/plain-value.ts';
import type { Report } from './findings.ts';
import type { Part, Split } from './split-events.ts';

/** A piece of a file that is parsed by itself: one event, the file without its events, or the whole file. */
export type Piece = {
  readonly file: string;
  readonly text: string;
  readonly kind: keyof typeof MAX_PIECE;
  /** The 1-based line of the file for a 1-based line of this text. */
  fileLine(line: number): number;
};

/** Longest text, in characters, that is parsed as one: hostile YAML can keep the parser busy for seconds a megabyte. */
export const MAX_PIECE = {
  /** One event: the longest texts and claims allowed take a fifth of it. */
  event: 250_000,
  /** A file without its events. */
  head: 1_000_000,
  /** A file that cannot be taken apart, because its events are in brackets. */
  whole: 8_000_000,
} as const;

/** One entry of `events:`. Its text is a list of one, so its event is at `[0]`. */
export function eventPiece(file: string, item: Part): Piece {
  return { file, text: item.text, kind: 'event', fileLine: (line) => item.line + line - 1 };
}

/** Joins the text before and after the events; `events` is empty in it. */
export function headPiece(file: string, { before, after }: Split): Piece {
  const beforeLines = before.text.split('\n').length - 1;
  return {
    file,
    text: before.text + after.text,
    kind: 'head',
    fileLine: (line) => (line <= beforeLines ? line : line - beforeLines - 1 + after.line),
  };
}

/** A file that cannot be taken apart. */
export function wholePiece(file: string, text: string): Piece {
  return { file, text, kind: 'whole', fileLine: (line) => line };
}

/** The value of a piece, and where each part of it stands. */
export type PieceValue = { readonly value: unknown; readonly yaml: OpenYaml };

/** Reads a piece, reporting faults in its YAML; `null` when its meaning is not certain. */
export function readPiece(piece: Piece, report: Report): PieceValue | null {
  const { file, text } = piece;
  const reportAt = (found: Partial<Place> & Pick<Problem, 'message' | 'found' | 'expected'>) =>
    report({ file, line: piece.fileLine(1), column: null, at: null, ...found });
  if (text.length > MAX_PIECE[piece.kind]) {
    reportAt(tooLong(piece));
    return null;
  }
  // The package compares every key with every other; `plainValue` does it with a map.
  const yaml = openYaml(text, { uniqueKeys: false, fileLine: piece.fileLine });
  if (yaml === null) {
    reportAt({ message: 'This is nested too deeply to be read', found: null, expected: 'plain lists and fields' });
    return null;
  }
  const mistakes = explainSyntax(text, yaml);
  if (mistakes.length > 0) {
    mistakes.forEach(reportAt);
    return null;
  }
  const { value, refusals, usable } = plainValue(yaml);
  refusals.forEach(reportAt);
  return usable ? { value, yaml } : null;
}

function tooLong({ text, kind }: Piece): { message: string; found: string; expected: string } {
  const what = { event: 'This event', head: 'What stands beside the events', whole: 'A list in brackets' }[kind];
  const most = `at most ${MAX_PIECE[kind].toLocaleString('en')} characters`;
  return {
    message: `${what} is too long`,
    found: `${text.length.toLocaleString('en')} characters`,
    expected: kind === 'whole' ? `${most}, or events one below the other, each beginning with \`- id:\`` : most,
  };
}
