import { isMap, isSeq } from 'yaml';
import { openYaml, type Path } from './open-yaml.ts';

/** A YAML text being edited: what is not touched stays as it is written, with its comments. */
export type EditedYaml = {
  /** The value at a path as plain data; `undefined` where there is none. */
  get(path: Path): unknown;
  set(path: Path, value: unknown): void;
  /** Removes what is there, if anything is. */
  remove(path: Path): void;
  /** Adds to the list at a path, which is made where there is none. */
  add(path: Path, value: unknown): void;
  /** The text as it is now. */
  text(): string;
};

/** Opens a text to edit it; `null` where it is no YAML. */
export function editYaml(text: string): EditedYaml | null {
  const document = openYaml(text)?.document;
  if (document === undefined || document.errors.length > 0) return null;
  const has = (path: Path): boolean => document.hasIn(path);
  return {
    get(path) {
      const node: unknown = document.getIn(path);
      return isMap(node) || isSeq(node) ? node.toJSON() : node;
    },
    set: (path, value) => document.setIn(path, document.createNode(value)),
    remove(path) {
      if (has(path)) document.deleteIn(path);
    },
    add(path, value) {
      if (has(path)) document.addIn(path, document.createNode(value));
      else document.setIn(path, document.createNode([value]));
    },
    // Long texts stay on their lines.
    text: () => document.toString({ lineWidth: 0 }),
  };
}
