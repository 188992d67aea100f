import { isAlias, isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Problem } from '../model/problem.ts';
import { eventLines, startOf } from './locate-value.ts';
import { type OpenYaml, openYaml } from './open-yaml.ts';
import { sentence, shortly } from './problem-text.ts';
import type { YamlPiece } from './yaml-piece.ts';

/** Deeper nesting than any list needs. */
const MAX_DEPTH = 24;
/** A file made of nothing but references must not become a million reports. */
const MAX_REFUSALS = 20;

export type ParsedYaml = {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** True when the value is as it was meant in spite of the problems, so that checking it further makes sense. */
  readonly usable: boolean;
  /** The line of the file at which each entry of a top-level `events` begins. */
  readonly eventLines: readonly number[];
};

/**
 * Parses a piece with the `yaml` package, refusing what no list needs and what can be abused: anchors and references
 * (nothing is ever expanded), tags, several documents, a field twice, names of fields that are no plain words. Never throws.
 */
export function parseYaml(piece: YamlPiece): ParsedYaml {
  const opened = openYaml(piece);
  if (opened.document === null) return { value: null, problems: opened.problems, usable: false, eventLines: [] };
  if (opened.problems.length > 0) return { value: null, problems: opened.problems, usable: false, eventLines: [] };
  const refusals: Problem[] = [];
  let usable = true;
  const refuse: Refuse = (node, message, found, expected, stillUsable) => {
    usable &&= stillUsable;
    if (refusals.length === MAX_REFUSALS) return;
    const place = opened.place(startOf(node) ?? 0);
    refusals.push({ file: piece.file, ...place, at: null, message: sentence(message), found, expected });
  };
  const value = plainValue(opened.document.contents, 0, refuse);
  return { value, problems: refusals, usable, eventLines: linesIfUsable(opened, usable) };
}

function linesIfUsable(opened: OpenYaml, usable: boolean): number[] {
  return usable ? eventLines(opened) : [];
}

type Refuse = (node: unknown, message: string, found: string | null, expected: string, stillUsable: boolean) => void;

function plainValue(node: unknown, depth: number, refuse: Refuse): unknown {
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
  if (isMap(node)) return plainMap(node, depth, refuse);
  return isSeq(node) ? node.items.map((item) => plainValue(item, depth + 1, refuse)) : null;
}

function plainMap(map: YAMLMap, depth: number, refuse: Refuse): Record<string, unknown> {
  const entries = new Map<string, unknown>();
  for (const { key, value } of map.items) {
    const name = isScalar(key) && key.anchor === undefined && key.tag === undefined ? String(key.value) : null;
    if (name === null || name === '__proto__' || name === '<<') {
      refuse(key ?? map, 'This cannot be the name of a field', name, 'a plain word such as `title`', true);
    } else if (entries.has(name)) {
      refuse(key, `\`${shortly(name)}\` stands here twice`, shortly(name), 'each field once', true);
    } else {
      entries.set(name, plainValue(value, depth + 1, refuse));
    }
  }
  return Object.fromEntries(entries);
}
