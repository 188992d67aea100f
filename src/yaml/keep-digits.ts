import { isMap, isScalar, isSeq } from 'yaml';
import { type OpenYaml, type Path, stepInto } from './open-yaml.ts';

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
