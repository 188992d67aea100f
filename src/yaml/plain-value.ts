import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { type OpenYaml, type Place, startOf } from './open-yaml.ts';
import { shortly } from './problem-text.ts';

/** Deeper nesting than any list needs. */
const MAX_DEPTH = 24;
/** A text made of nothing but references must not become a million reports. */
const MAX_REFUSALS = 20;

/** A feature of YAML that a list does not accept. */
type Refusal = Place & { readonly message: string; readonly found: string | null; readonly expected: string };

/** The value of a text as plain data. */
export type PlainValue = {
  readonly value: unknown;
  readonly refusals: readonly Refusal[];
  /** True when the value has its intended meaning in spite of the refusals, so that checking it further makes sense. */
  readonly usable: boolean;
};

/**
 * Reads the value of a text without syntax errors, refusing everything that no list needs and that can be abused:
 * anchors and references (nothing is ever expanded), tags, a field twice, names of fields that are no plain words.
 * Never throws.
 */
export function plainValue({ document, place }: OpenYaml): PlainValue {
  const refusals: Refusal[] = [];
  let usable = true;
  const refuse: Refuse = (node, message, found, expected, stillUsable) => {
    usable &&= stillUsable;
    if (refusals.length < MAX_REFUSALS) refusals.push({ ...place(startOf(node) ?? 0), message, found, expected });
  };
  const value = dataOf(document.contents, 0, refuse);
  return { value, refusals, usable };
}

type Refuse = (node: unknown, message: string, found: string | null, expected: string, stillUsable: boolean) => void;

function dataOf(node: unknown, depth: number, refuse: Refuse): unknown {
  if (node === null || node === undefined) return null;
  if (isAlias(node)) {
    refuse(node, 'References (`*name`) cannot be used in a list', `*${shortly(node.source)}`, 'the text itself', false);
    return null;
  }
  const { anchor, tag } = node as { anchor?: string; tag?: string };
  if (anchor !== undefined) {
    refuse(node, 'Anchors (`&name`) cannot be used in a list', `&${shortly(anchor)}`, 'the text without it', true);
  }
  if (tag !== undefined) {
    const short = shortly(tag.replace(/^tag:yaml\.org,2002:/, '!!'));
    refuse(node, 'Tags (`!name`) cannot be used in a list', short, 'the value without it', false);
  }
  if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value;
  if (depth >= MAX_DEPTH) {
    refuse(node, 'This is nested too deeply', null, `at most ${MAX_DEPTH} levels`, false);
    return null;
  }
  if (isMap(node)) return fieldsOf(node, depth, refuse);
  return isSeq(node) ? node.items.map((item) => dataOf(item, depth + 1, refuse)) : null;
}

function fieldsOf(map: YAMLMap, depth: number, refuse: Refuse): Record<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const { key, value } of map.items) {
    const name = isScalar(key) && key.anchor === undefined && key.tag === undefined ? String(key.value) : null;
    if (name === null || name === '__proto__' || name === '<<') {
      refuse(key ?? map, 'This cannot be the name of a field', name, 'a plain word such as `title`', true);
    } else if (fields.has(name)) {
      refuse(key, `\`${shortly(name)}\` stands here twice`, shortly(name), 'each field once', true);
    } else {
      fields.set(name, dataOf(value, depth + 1, refuse));
    }
  }
  return Object.fromEntries(fields);
}
