import { type Document, isScalar, LineCounter, parseDocument, visit, type YAMLParseError } from 'yaml';
import type { Problem } from '../model/problem.ts';
import { yamlErrorInWords } from './explain-yaml-error.ts';
import { sentence, shortly, wholeFile } from './problem-text.ts';
import { tooLong, type YamlPiece } from './yaml-piece.ts';

/** Errors after which the rest is still read as it was meant. After any other, the next are its consequences. */
const LOCAL_ERRORS: ReadonlySet<string> = new Set(['BAD_SCALAR_START', 'BLOCK_AS_IMPLICIT_KEY', 'BAD_DQ_ESCAPE']);
/** Errors told of one piece. */
const MAX_ERRORS = 10;

/** A piece as the `yaml` package sees it. */
export type OpenYaml = {
  readonly document: Document.Parsed;
  /** What is wrong with its syntax; when there is anything, its content is not to be trusted. */
  readonly problems: readonly Problem[];
  /** Line and column in the file, both 1-based, of an offset in the piece. */
  readonly place: (offset: number) => { readonly line: number; readonly column: number };
};

/** Parses a piece with positions, as YAML 1.2 core, so that a date stays text. Never throws. */
export function openYaml(
  piece: YamlPiece,
): OpenYaml | { readonly document: null; readonly problems: readonly Problem[] } {
  const refused = tooLong(piece);
  if (refused) return { document: null, problems: [refused] };
  const lineCounter = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(Math.min(offset, Math.max(0, piece.text.length - 1)));
    return { line: piece.fileLine(Math.max(1, line)), column: Math.max(1, col) };
  };
  try {
    const document = parseDocument(piece.text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      // The package compares every key with every other; `readYamlValue` does it with a map.
      uniqueKeys: false,
      prettyErrors: false,
      // `silent` would also hide a second document.
      logLevel: 'error',
      lineCounter,
    });
    if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return tooDeep(piece);
    return { document, problems: syntaxProblems(piece, document, place), place };
  } catch {
    // The package recurses: thousands of brackets, or of hyphens in one line, overflow the stack.
    return tooDeep(piece);
  }
}

function tooDeep(piece: YamlPiece): { document: null; problems: Problem[] } {
  const problem = wholeFile(piece.file, 'This is nested too deeply to be read', null, 'plain lists and fields');
  return { document: null, problems: [{ ...problem, line: piece.fileLine(1) }] };
}

function syntaxProblems(piece: YamlPiece, document: Document.Parsed, place: OpenYaml['place']): Problem[] {
  const byLine = new Map<number, Problem>();
  for (const error of document.errors) {
    const offset = quoteStart(document, error) ?? error.pos[0];
    const spot = place(offset);
    if (byLine.has(spot.line)) continue;
    const [message, expected] = yamlErrorInWords(error, lineAround(piece.text, offset));
    const found = excerptAt(piece.text, offset);
    byLine.set(spot.line, { file: piece.file, ...spot, at: null, message: sentence(message), found, expected });
    if (!LOCAL_ERRORS.has(error.code) || byLine.size === MAX_ERRORS) break;
  }
  return [...byLine.values()];
}

/** An unclosed quote is noticed where the text ends; people look for where it began. */
function quoteStart(document: Document.Parsed, error: YAMLParseError): number | null {
  if (error.code !== 'MISSING_CHAR' || !error.message.includes('quote')) return null;
  let start: number | null = null;
  visit(document, {
    Scalar: (_, node) => {
      const [from, to] = node.range ?? [0, 0];
      if (isScalar(node) && node.type?.startsWith('QUOTE') && from < error.pos[0] && to >= error.pos[0] - 1)
        start = from;
    },
  });
  return start;
}

function lineAround(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, end === -1 ? text.length : end);
}

function excerptAt(text: string, offset: number): string | null {
  const end = text.indexOf('\n', offset);
  const rest = text.slice(offset, Math.min(end === -1 ? text.length : end, offset + 200)).trim();
  return rest === '' ? null : shortly(rest);
}
