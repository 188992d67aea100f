import { isScalar, type Scalar, visit } from 'yaml';
import { keepNumberKeys, type OpenYaml, openYaml, type Place, startOf } from './open-yaml.ts';

/** A variable that a text names and that is not set. */
export type UnsetVariable = Place & { readonly name: string };

/** `${NAME}`, `${NAME:-otherwise}`, and `$${` for the two signs themselves, as in Compose files. */
const VARIABLE = /\$\$\{|\$\{([A-Za-z_]\w*)(?::-([^}]*))?\}/g;
/** A number without quotes, as YAML has it. */
const NUMBER = /^-?\d{1,15}(?:\.\d{1,10})?$/;
/** A bare number loses the last digits of an id. */
const LONG_NUMBER = /^\d{16,20}$/;

/**
 * Puts the variables into the values of a text that name them, before it is read; what was written stays its source. A
 * word without quotes becomes a number or a switch where the variable holds one. Empty counts as not set. Returns those
 * that are not set.
 */
export function fillVariables(
  { document, place }: OpenYaml,
  lookUp: (name: string) => string | undefined,
): UnsetVariable[] {
  const unset: UnsetVariable[] = [];
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      const text = node.value.replace(VARIABLE, (whole, name: string | undefined, otherwise: string | undefined) => {
        if (name === undefined) return '${';
        const value = lookUp(name)?.trim() || otherwise;
        if (value === undefined) unset.push({ ...place(startOf(node) ?? 0), name });
        return value ?? whole;
      });
      node.value = node.type === 'PLAIN' ? plainWord(text) : text;
    },
  });
  return unset;
}

function plainWord(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return NUMBER.test(text) ? Number(text) : text;
}

/** The value of a variable that is written as in a file, in one line or in many. Ids need no quotes here. Never throws. */
export function variableValue(text: string): { readonly value: unknown } | { readonly problem: string } {
  const yaml = openYaml(text);
  const [error] = yaml?.document.errors ?? [];
  if (yaml === null || error !== undefined) return { problem: error?.message ?? 'it is nested too deeply' };
  keepNumberKeys(yaml);
  visit(yaml.document, {
    Scalar(_key, node: Scalar) {
      if (isScalar(node) && LONG_NUMBER.test(node.source ?? '')) node.value = node.source;
    },
  });
  try {
    return { value: yaml.document.toJS() };
  } catch {
    // The package refuses references that multiply.
    return { problem: 'it cannot be resolved' };
  }
}
