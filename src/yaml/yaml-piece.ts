import type { Problem } from '../model/problem.ts';
import { MAX_PIECE } from './limits.ts';
import { wholeFile } from './problem-text.ts';
import type { Piece, Split } from './split-events.ts';

/** A piece of a file that is parsed by itself: one event, the file without its events, or the whole file. */
export type YamlPiece = {
  readonly file: string;
  readonly text: string;
  readonly kind: keyof typeof MAX_PIECE;
  /** The 1-based line of the file for a 1-based line of this text. */
  readonly fileLine: (line: number) => number;
};

/** One entry of `events:`. Its text is a list of one, so its event is at `[0]`. */
export function eventPiece(file: string, item: Piece): YamlPiece {
  return { file, text: item.text, kind: 'event', fileLine: (line) => item.line + line - 1 };
}

/** What stands before and after the events, joined; `events` is empty in it. */
export function headPiece(file: string, { before, after }: Split): YamlPiece {
  const beforeLines = before.text.split('\n').length - 1;
  return {
    file,
    text: before.text + after.text,
    kind: 'head',
    fileLine: (line) => (line <= beforeLines ? line : line - beforeLines - 1 + after.line),
  };
}

/** A file that cannot be taken apart. */
export function wholePiece(file: string, text: string): YamlPiece {
  return { file, text, kind: 'whole', fileLine: (line) => line };
}

/** What is wrong with a piece that is too long to be parsed, or `null`. */
export function tooLong({ file, text, kind, fileLine }: YamlPiece): Problem | null {
  if (text.length <= MAX_PIECE[kind]) return null;
  const what = { event: 'This event', head: 'What stands beside the events', whole: 'A list in brackets' }[kind];
  const most = `at most ${MAX_PIECE[kind].toLocaleString('en')} characters`;
  const expected = kind === 'whole' ? `${most}, or events one below the other, each beginning with \`- id:\`` : most;
  const found = `${text.length.toLocaleString('en')} characters`;
  return { ...wholeFile(file, `${what} is too long`, found, expected), line: fileLine(1) };
}
