import { checkedPlain, checkedRest, NOT_SURE, plainWord, readPlainScalar, setField } from './read-plain-scalar.ts';

type Line = {
  readonly indent: number;
  readonly text: string;
  /** After an empty line or a comment. */
  readonly afterGap: boolean;
  /** Ends with spaces, which count in a block text. */
  readonly loose: boolean;
};

/** White space and controls other than spaces and line feeds: JavaScript and YAML disagree on several of them. */
const UNUSUAL = /[^\S \n]|(?!\n)\p{Cc}/u;
const FIELD = /^([A-Za-z][A-Za-z0-9_-]{0,99}):(?: +(.*))?$/;
/** Deeper than any event goes; the general parser has its own limit. */
const MAX_DEPTH = 12;

/**
 * Reads one entry of a list written in plain YAML: fields, lists, one-line values, texts over several lines. Answers
 * `null` whenever it is not sure (block texts, escapes, odd indentation, anything wrong); the caller then takes the
 * `yaml` package, whose answer it must equal wherever it gives one.
 *
 * It exists for speed alone: the package needs 0.15 ms and more for an entry, 100,000 entries 20 seconds; this needs a
 * tenth of it.
 */
export function readPlainYaml(text: string): { readonly value: readonly unknown[] } | null {
  const unix = text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
  if (UNUSUAL.test(unix)) return null;
  try {
    return { value: readEntry(linesOf(unix)) };
  } catch (error) {
    if (error === NOT_SURE) return null;
    throw error;
  }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let afterGap = false;
  for (const line of text.split('\n')) {
    const content = line.trim();
    if (content === '' || content[0] === '#') {
      afterGap = true;
      continue;
    }
    lines.push({ indent: line.length - line.trimStart().length, text: content, afterGap, loose: line.endsWith(' ') });
    afterGap = false;
  }
  return lines;
}

function readEntry(lines: Line[]): unknown[] {
  let at = 0;

  /** The value below a line: deeper than `indent`, or a list at the same column as its field. */
  const below = (indent: number, depth: number): unknown => {
    const line = lines[at];
    if (line === undefined) throw NOT_SURE;
    const isList = line.text.startsWith('- ');
    if (line.indent < indent || (line.indent === indent && !isList)) throw NOT_SURE;
    return isList ? list(line.indent, depth) : fields(line.indent, depth);
  };

  const list = (indent: number, depth: number): unknown[] => {
    if (depth > MAX_DEPTH) throw NOT_SURE;
    const entries: unknown[] = [];
    for (let line = lines[at]; line?.indent === indent && line.text.startsWith('- '); line = lines[at]) {
      const rest = line.text.slice(2).trimStart();
      if (FIELD.test(rest) || rest.startsWith('- ')) {
        const inner = indent + line.text.length - rest.length;
        lines[at] = { ...line, indent: inner, text: rest };
        entries.push(rest.startsWith('- ') ? list(inner, depth + 1) : fields(inner, depth + 1));
      } else {
        entries.push(scalar(rest, indent));
      }
    }
    return entries;
  };

  const fields = (indent: number, depth: number): Record<string, unknown> => {
    if (depth > MAX_DEPTH) throw NOT_SURE;
    const entries = new Map<string, unknown>();
    for (let line = lines[at]; line?.indent === indent; line = lines[at]) {
      const field = FIELD.exec(line.text);
      if (!field) throw NOT_SURE;
      const [, name = '', rest = ''] = field;
      if (rest === '') {
        at += 1;
        setField(entries, name, below(indent, depth + 1));
      } else if (/^[|>]-?$/.test(rest)) {
        setField(entries, name, block(rest, indent));
      } else {
        setField(entries, name, scalar(rest, indent));
      }
    }
    return Object.fromEntries(entries);
  };

  /** A value that begins on the present line, with the deeper lines after it when it is a plain text. */
  const scalar = (text: string, indent: number): unknown => {
    at += 1;
    let next = lines[at];
    if (next === undefined || next.indent <= indent) return readPlainScalar(text);
    const parts = [checkedPlain(text)];
    for (; next !== undefined && next.indent > indent; next = lines[at]) {
      if (next.afterGap) throw NOT_SURE;
      parts.push(checkedRest(next.text));
      at += 1;
    }
    return plainWord(parts.join(' '));
  };

  /** A block text whose lines all stand at one column, without empty ones; what follows it must follow at once. */
  const block = (style: string, indent: number): string => {
    at += 1;
    const first = lines[at];
    const parts: string[] = [];
    for (let line = first; line !== undefined && line.indent > indent; line = lines[at]) {
      if (line.indent !== first?.indent || line.afterGap || line.loose) throw NOT_SURE;
      parts.push(line.text);
      at += 1;
    }
    if (parts.length === 0 || lines[at] === undefined || lines[at]?.afterGap) throw NOT_SURE;
    return `${parts.join(style[0] === '>' ? ' ' : '\n')}${style.endsWith('-') ? '' : '\n'}`;
  };

  const value = list(lines[0]?.indent ?? 0, 0);
  if (at !== lines.length || value.length === 0) throw NOT_SURE;
  return value;
}
