import { type Document, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument, type Scalar } from 'yaml';
import type { Problem } from '../model/problem.ts';

const MAX_ERRORS = 5;

/** Keys and indexes from the top of the file down to a value. */
export type Path = readonly (string | number)[];

/** A settings file as read: its plain value, and where each part of it stands. */
export type OpenedSettings = {
  readonly value: unknown;
  readonly locate: (path: Path, on: 'key' | 'value') => { readonly line: number; readonly column: number };
  /** A value as the file spells it, so that a long number keeps its digits; `null` for anything but one word or text. */
  readonly written: (path: Path) => string | null;
  /** Paths of the keys that stand there as bare numbers; in paths and value they are texts with all their digits. */
  readonly numberKeys: readonly Path[];
};

/** Parses the text as YAML 1.2. Never throws; problems are those of the YAML itself. */
export function openSettings(file: string, text: string): OpenedSettings | { readonly problems: readonly Problem[] } {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const notYaml = (offset: number, reason: string): Problem => {
    const message = `This is not valid YAML: ${reason.replace(/\.?$/, '.')}`;
    return { file, ...place(offset), at: null, message, found: null, expected: '`name: value`, indented by spaces' };
  };
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
    // One unclosed bracket brings many errors after it; the first few say what to mend.
    const problems = document.errors.slice(0, MAX_ERRORS).map((error) => notYaml(error.pos[0], error.message));
    if (problems.length > 0) return { problems };
    const numberKeys = keepNumberKeys(document.contents, []);
    return {
      value: document.toJS(),
      locate: (path, on) => place(findOffset(document, path, on)),
      written: (path) => {
        const node = path.reduce<unknown>((inner, step) => stepInto(inner, step)?.value, document.contents);
        return isScalar(node) ? node.source || null : null;
      },
      numberKeys,
    };
  } catch (error) {
    // Thousands of brackets overflow the package's stack; aliases that multiply are refused by it in the same way.
    return {
      problems: [notYaml(0, error instanceof RangeError ? 'it is nested too deeply' : 'it cannot be resolved')],
    };
  }
}

/** The plain value at a path; `undefined` where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => {
    const known = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, step);
    return known ? (inner as Record<string | number, unknown>)[step] : undefined;
  }, value);
}

/** The key (in a map) and value one step down; `null` where there is none. */
function stepInto(node: unknown, step: string | number): { key: Scalar | null; value: unknown } | null {
  if (isMap(node)) {
    const pair: Pair | undefined = node.items.find(
      (item) => isScalar(item.key) && String(item.key.value) === String(step),
    );
    return pair ? { key: isScalar(pair.key) ? pair.key : null, value: pair.value } : null;
  }
  return isSeq(node) && typeof step === 'number' ? { key: null, value: node.items[step] } : null;
}

/** Where the part at `path` begins, or the nearest thing around it that exists. */
function findOffset(document: Document, path: Path, on: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const next = stepInto(node, step);
    if (next === null) break;
    const own = startOf(next.value);
    const atKey = (on === 'key' && depth === path.length - 1) || own === null;
    offset = (atKey ? (startOf(next.key) ?? own) : own) ?? offset;
    node = next.value;
  }
  return offset;
}

/** `null` for a value that is not written at all, as in `zone:`. */
function startOf(node: unknown): number | null {
  if (isScalar(node) && node.value === null && (node.source ?? '') === '') return null;
  return (node as { range?: readonly number[] | null } | null | undefined)?.range?.[0] ?? null;
}

/** Also makes each such key the text of its digits, before the value is read. */
function keepNumberKeys(node: unknown, path: Path): Path[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => keepNumberKeys(item, [...path, index]));
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const bare = typeof key.value === 'number';
    if (bare) key.value = key.source ?? String(key.value);
    const here = [...path, String(key.value)];
    return [...(bare ? [here] : []), ...keepNumberKeys(value, here)];
  });
}
