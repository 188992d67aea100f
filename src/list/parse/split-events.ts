/** A part of a file. `line` is the 1-based line of the file at which it begins. */
export type Part = { readonly text: string; readonly line: number };

/** A file taken apart: the text before and after its events, and one part for each event. */
export type Split = { readonly before: Part; readonly after: Part; readonly items: readonly Part[] };

const EVENTS_KEY = /^events:[ \t]*(?:#[^\n]*)?\r?$/m;

/**
 * Takes a file apart at the entries of its top-level `events:` list, without parsing it: in valid YAML no text of an
 * entry can begin at the column of the list's hyphens. Each entry keeps its indentation, so that columns stay true. A
 * line at the margin ends the list, unless `isEventField` says that its field can only belong to an event. `null` when
 * the file is not written that way (a list in brackets, JSON): it must then be parsed as a whole. An entry parsed by
 * itself gives the errors of that entry only, where a whole file would lose everything after an unclosed quote.
 */
export function splitEvents(text: string, isEventField: (name: string) => boolean): Split | null {
  const key = EVENTS_KEY.exec(text);
  if (!key) return null;
  const items: Part[] = [];
  let indent = -1;
  let start = text.length;
  let startLine = 0;
  let line = countLines(text, key.index) + 2;
  let at = key.index + key[0].length + 1;
  for (; at < text.length; at = lineEnd(text, at) + 1, line += 1) {
    const content = skipSpaces(text, at);
    const first = text.charCodeAt(content);
    const column = content - at;
    if (isBlank(first) || first === HASH) continue;
    const entry = first === HYPHEN && isGap(text.charCodeAt(content + 1));
    if (indent === -1) {
      if (!entry) return null;
      indent = column;
    } else if (column > 0 ? column !== indent || !entry : !entry && isEventField(fieldAt(text, at))) {
      // Deeper, or at a column where nothing is allowed: the entry's own parse says which.
      continue;
    }
    if (start < text.length) items.push({ text: text.slice(start, at), line: startLine });
    start = text.length;
    if (column !== indent || !entry) break;
    start = at;
    startLine = line;
  }
  if (indent === -1) return null;
  if (start < text.length) items.push({ text: text.slice(start), line: startLine });
  return {
    before: { text: text.slice(0, key.index + key[0].length + 1), line: 1 },
    after: { text: text.slice(at), line },
    items,
  };
}

/** The name of the field that begins a line, if one does. */
function fieldAt(text: string, at: number): string {
  return /^[A-Za-z]+(?=:)/.exec(text.slice(at, at + 40))?.[0] ?? '';
}

const HYPHEN = 45;
const HASH = 35;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;

function isGap(code: number): boolean {
  return code === SPACE || isBlank(code);
}

/**
 * The end of a line or of the file. A tab counts too, so that a line indented by one is reported as its entry's
 * mistake.
 */
function isBlank(code: number): boolean {
  return code === NEWLINE || code === RETURN || code === TAB || Number.isNaN(code);
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function countLines(text: string, until: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < until; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
