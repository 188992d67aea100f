import { type Document, type ErrorCode, isScalar, visit, type YAMLParseError } from 'yaml';
import type { OpenYaml, Place } from './open-yaml.ts';
import { shortly } from './problem-text.ts';

/** One mistake in the grammar of a text. */
type SyntaxMistake = Place & {
  readonly message: string;
  readonly found: string | null;
  readonly expected: string | null;
};

/**
 * Errors after which the rest is still read with its intended meaning. After any other, the next are its consequences.
 */
const LOCAL_ERRORS: ReadonlySet<string> = new Set(['BAD_SCALAR_START', 'BLOCK_AS_IMPLICIT_KEY', 'BAD_DQ_ESCAPE']);
/** Most errors reported of one text. */
const MAX_ERRORS = 10;

/** The `yaml` package's words are for those who know the grammar; these are for those who edit a list. */
const WORDS: Partial<Record<ErrorCode, readonly [message: string, expected: string]>> = {
  MISSING_CHAR: ['something is not closed, or a colon is missing', 'a closing bracket, or `name: value`'],
  BLOCK_AS_IMPLICIT_KEY: [
    'there is a second colon in this text, or the next line is indented too far',
    'quotes around a text that holds a colon and a space, or fields at one column',
  ],
  MULTILINE_IMPLICIT_KEY: ['the name of a field has more than one line', '`name: value` in one line'],
  TAB_AS_INDENT: ['a tab stands where only spaces may', 'spaces'],
  BAD_INDENT: ['the indentation does not fit', 'the same column as its neighbours, or a closing bracket before'],
  BAD_SCALAR_START: ['a text cannot begin with this character', 'quotes around the text'],
  UNEXPECTED_TOKEN: [
    'this does not belong here',
    'fields at the same column as their neighbours, or quotes around a text',
  ],
  MULTIPLE_DOCS: ['a second document begins here', 'one document in each file, without `---`'],
  BAD_DQ_ESCAPE: ['this is no known escape in double quotes', 'single quotes, or `\\\\` for a backslash'],
};
const OPEN_QUOTE = ['a quote is not closed', 'a closing quote'] as const;

/** Explains the syntax errors of a text in words (https://eemeli.org/yaml/#errors), at most one for each line. */
export function explainSyntax(text: string, { document, place }: OpenYaml): SyntaxMistake[] {
  const byLine = new Map<number, SyntaxMistake>();
  for (const error of document.errors) {
    const quote = isOpenQuote(error);
    const offset = (quote ? quoteStart(document, error) : null) ?? error.pos[0];
    const spot = place(offset);
    if (byLine.has(spot.line)) continue;
    const code = /^ *\t/.test(lineAround(text, offset)) ? 'TAB_AS_INDENT' : error.code;
    const [message, expected] = (quote ? OPEN_QUOTE : WORDS[code]) ?? [error.message, null];
    byLine.set(spot.line, {
      ...spot,
      message: `This is not valid YAML: ${message}`,
      found: excerptAt(text, offset),
      expected,
    });
    if (!LOCAL_ERRORS.has(error.code) || byLine.size === MAX_ERRORS) break;
  }
  return [...byLine.values()];
}

function isOpenQuote({ code, message }: YAMLParseError): boolean {
  return code === 'MISSING_CHAR' && message.includes('quote');
}

/** The place where an unclosed quote began: the parser notices it only at the end of the text. */
function quoteStart(document: Document.Parsed, error: YAMLParseError): number | null {
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
