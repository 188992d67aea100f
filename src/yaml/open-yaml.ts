import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** Keys and indexes from the top of a text down to a value. */
export type Path = readonly (string | number)[];

/** A place in a file; both are 1-based. */
export type Place = { readonly line: number; readonly column: number };

/** A text as the `yaml` package sees it, and the place of each of its parts. Its errors are in `document.errors`. */
export type OpenYaml = {
  readonly document: Document.Parsed;
  /** The place in the file of an offset in the text. */
  place(offset: number): Place;
  /** The place of the key or value at `path`, or of the nearest thing around it that exists. */
  locate(path: Path, on: 'key' | 'value'): Place;
};

/**
 * Parses a text as YAML 1.2 core, so that a date stays text, with its positions. `fileLine` gives the line of the file
 * for a line of the text, where that is a part of one. `null` for a text nested too deeply to be parsed. Never throws.
 */
export function openYaml(
  text: string,
  options: { readonly uniqueKeys?: boolean; fileLine?(line: number): number } = {},
): OpenYaml | null {
  const { uniqueKeys = true, fileLine = (line) => line } = options;
  const lineCounter = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(Math.min(offset, Math.max(0, text.length - 1)));
    return { line: fileLine(Math.max(1, line)), column: Math.max(1, col) };
  };
  try {
    const document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      uniqueKeys,
      prettyErrors: false,
      // `silent` would also hide a second document.
      logLevel: 'error',
      lineCounter,
    });
    if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return null;
    return { document, place, locate: (path, on) => place(offsetOf(document.contents, path, on)) };
  } catch {
    // The package recurses: thousands of brackets, or of hyphens in one line, overflow the stack.
    return null;
  }
}

/** Where a node of the `yaml` package begins in its text. */
export function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

/** The value of a read text at a path; `undefined` where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Record<string | number, unknown>)[step];
  }
  return inner;
}

/** The node one step down, with its key in a map; `null` where there is none. */
export function stepInto(
  node: unknown,
  step: string | number,
): { readonly key: unknown; readonly value: unknown } | null {
  if (isMap(node)) {
    return node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step)) ?? null;
  }
  return isSeq(node) && typeof step === 'number' ? { key: null, value: node.items[step] } : null;
}

function offsetOf(top: unknown, path: Path, on: 'key' | 'value'): number {
  let node = top;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    const next = stepInto(node, step);
    if (next === null) break;
    const atKey = (on === 'key' && depth === path.length - 1) || isUnwritten(next.value);
    offset = (atKey ? startOf(next.key) : undefined) ?? startOf(next.value) ?? offset;
    node = next.value;
  }
  return offset;
}

/** True for the value in `zone:`, which is empty and has no place of its own. */
function isUnwritten(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === null && !value.source);
}

/** Makes each key that is a bare number the text of its digits, before the value is read, and returns their paths. */
export function keepNumberKeys({ document }: OpenYaml): Path[] {
  return keepBelow(document.contents, []);
}

function keepBelow(node: unknown, path: Path): Path[] {
  if (isSeq(node)) return node.items.flatMap((item, index) => keepBelow(item, [...path, index]));
  if (!isMap(node)) return [];
  return node.items.flatMap(({ key, value }) => {
    if (!isScalar(key)) return [];
    const bare = typeof key.value === 'number';
    if (bare) key.value = key.source ?? String(key.value);
    const here = [...path, String(key.value)];
    return [...(bare ? [here] : []), ...keepBelow(value, here)];
  });
}

/** A value as the file spells it, so that a long number keeps its digits; `null` for anything but one word or text. */
export function writtenAt({ document }: OpenYaml, path: Path): string | null {
  const node = path.reduce<unknown>((inner, step) => stepInto(inner, step)?.value, document.contents);
  return isScalar(node) ? node.source || null : null;
}
