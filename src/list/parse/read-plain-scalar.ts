/** Thrown inside the plain reader where it is not sure; caught by `readPlainYaml`, which then answers `null`. */
export const NOT_SURE = Symbol('not sure');

/** A text that is no number, no quote, nothing YAML has a meaning for at its first character. */
const PLAIN_START = /^[^\s\-?:,[\]{}#&*!|>'"%@`]/;
const NUMBERISH = /^(?:[-+]?\.?\d[\d_.]*(?:e[-+]?\d+)?|0x[\da-f]+|0o[0-7]+|[-+]?\.(?:inf|nan))$/i;
const SMALL_NUMBER = /^(?:0|[1-9]\d{0,8})$/;

/** A single-line value in quotes or brackets, or plain, as YAML 1.2 core reads it. Throws `NOT_SURE`. */
export function readPlainScalar(text: string): unknown {
  const first = text[0];
  if (first === '"') return inDoubleQuotes(text);
  if (first === "'") return inSingleQuotes(text);
  if (first === '[' || first === '{') return readFlow(text);
  return plainWord(checkedPlain(text));
}

/** The text itself when it is surely one plain text of one line, without a comment after it. */
export function checkedPlain(text: string): string {
  if (!PLAIN_START.test(text)) throw NOT_SURE;
  return checkedRest(text);
}

/** A further line of a plain text. */
export function checkedRest(text: string): string {
  if (text.includes(': ') || text.endsWith(':') || text.includes(' #') || text.startsWith('#')) throw NOT_SURE;
  return text;
}

/** What a plain text of YAML 1.2 core stands for. */
export function plainWord(text: string): unknown {
  switch (text) {
    case 'true':
      return true;
    case 'false':
      return false;
    default:
      if (/^(?:true|false|null|~)$/i.test(text)) throw NOT_SURE;
      if (SMALL_NUMBER.test(text)) return Number(text);
      if (NUMBERISH.test(text)) throw NOT_SURE;
      return text;
  }
}

function inDoubleQuotes(text: string): string {
  const inner = /^"([^"\\]*)"$/.exec(text)?.[1];
  if (inner === undefined) throw NOT_SURE;
  return inner;
}

function inSingleQuotes(text: string): string {
  const inner = /^'((?:[^']|'')*)'$/.exec(text)?.[1];
  if (inner === undefined) throw NOT_SURE;
  return inner.replaceAll("''", "'");
}

/** Brackets in brackets that no list has; the general parser has its own limit. */
const MAX_FLOW_DEPTH = 6;
const FLOW_TOKEN =
  /\s*(?:([[\]{},])|([A-Za-z][\w-]*):(?=[ ]|$) *|"([^"\\]*)"|'([^']*)'|([^\s\-?:,[\]{}#&*!|>'"%@`](?:[^,[\]{}:#]|:(?=[^\s,[\]{}#]))*))/y;

/** `[a, b]` and `{ name: value }`, one within the other, closed on the same line. */
function readFlow(text: string): unknown {
  let at = 0;
  const next = () => {
    FLOW_TOKEN.lastIndex = at;
    const match = FLOW_TOKEN.exec(text);
    if (!match) throw NOT_SURE;
    at = FLOW_TOKEN.lastIndex;
    return match;
  };
  let depth = 0;
  const value = (token: RegExpExecArray): unknown => {
    const [, mark, key, double, single, plain] = token;
    if (key !== undefined || depth > MAX_FLOW_DEPTH) throw NOT_SURE;
    if (mark === '[') return list();
    if (mark === '{') return fields();
    if (mark !== undefined) throw NOT_SURE;
    return double ?? single ?? plainWord((plain ?? '').trimEnd());
  };
  const list = (): unknown[] => {
    depth += 1;
    const entries: unknown[] = [];
    for (let token = next(); token[1] !== ']'; token = next()) {
      entries.push(value(token));
      const end = next()[1];
      if (end === ']') break;
      if (end !== ',') throw NOT_SURE;
    }
    depth -= 1;
    return entries;
  };
  const fields = (): Record<string, unknown> => {
    depth += 1;
    const entries = new Map<string, unknown>();
    for (let token = next(); token[1] !== '}'; token = next()) {
      setField(entries, token[2] ?? '', value(next()));
      const end = next()[1];
      if (end === '}') break;
      if (end !== ',') throw NOT_SURE;
    }
    depth -= 1;
    return Object.fromEntries(entries);
  };
  const result = value(next());
  if (at !== text.length) throw NOT_SURE;
  return result;
}

/** Adds a field, unless its name is used already or means something else to YAML. */
export function setField(fields: Map<string, unknown>, name: string, value: unknown): void {
  if (name === '' || fields.has(name) || /^(?:true|false|null)$/i.test(name)) throw NOT_SURE;
  fields.set(name, value);
}
