import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Path } from './finding.ts';
import { type OpenYaml, openYaml } from './open-yaml.ts';
import type { YamlPiece } from './yaml-piece.ts';

/** Finds the line and column in the file of what stands at `path`, or of the nearest thing around it that exists. */
export type Locate = (piece: YamlPiece, path: Path, on: 'key' | 'value') => { line: number; column: number } | null;

/** A `Locate` that keeps the piece it parsed last, since the faults of one piece come one after the other. */
export function makeLocate(): Locate {
  let last: { readonly piece: YamlPiece; readonly opened: ReturnType<typeof openYaml> } | null = null;
  return (piece, path, on) => {
    if (last?.piece !== piece) last = { piece, opened: openYaml(piece) };
    const { opened } = last;
    return opened.document === null ? null : opened.place(offsetOf(opened.document.contents, path, on));
  };
}

/** The line of the file at which each entry of a top-level `events` begins, for a file that is one piece. */
export function eventLines({ document, place }: OpenYaml): number[] {
  const events: unknown = isMap(document.contents) ? document.contents.get('events') : null;
  return isSeq(events) ? events.items.map((item) => place(startOf(item) ?? 0).line) : [];
}

/** Where a node of the `yaml` package begins in its text. */
export function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function offsetOf(top: unknown, path: Path, on: 'key' | 'value'): number {
  let node = top;
  let offset = startOf(node) ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === step);
      if (!pair) break;
      const wanted = on === 'key' && depth === path.length - 1;
      const empty = pair.value === null || (isScalar(pair.value) && pair.value.source === '');
      offset = startOf(wanted || empty ? pair.key : pair.value) ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof step === 'number') {
      node = node.items[step];
      offset = startOf(node) ?? offset;
    } else {
      break;
    }
  }
  return offset;
}
