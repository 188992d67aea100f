import type * as Zod from 'zod';
import { z } from './load-zod.ts';
import type { Path } from './open-yaml.ts';

/** A part of a shape as zod describes itself: https://zod.dev/packages/core#schemas */
type Part = {
  readonly def?: {
    readonly type?: string;
    readonly shape?: Readonly<Record<string | number, unknown>>;
    readonly element?: unknown;
    readonly keyType?: unknown;
    readonly valueType?: unknown;
    readonly entries?: Readonly<Record<string, unknown>>;
    readonly innerType?: unknown;
    readonly in?: unknown;
    readonly options?: readonly unknown[];
  };
};

/** The part of a shape that judges what stands at a path: steps into optional values, lists, records and, of alternatives, the last: a group. */
export function shapeAt(shape: unknown, path: Path): unknown {
  let inner = shape;
  for (const step of path) {
    const { def: own } = unwrapped(inner);
    const def = own?.options === undefined ? own : unwrapped(own.options.at(-1)).def;
    inner = def?.shape?.[step] ?? def?.element ?? def?.valueType;
  }
  return inner;
}

/** Returns what the part asks for, by its `.meta({ wanted })`; `null` where it does not say. */
export function wantedOf(shape: unknown): string | null {
  for (let part: unknown = shape; part !== undefined; part = wrapped(part)) {
    const wanted = z.globalRegistry.get(part as Zod.ZodType)?.['wanted'];
    if (typeof wanted === 'string') return wanted;
  }
  return null;
}

/** The names that may stand in it: its fields, or those of a record whose names are known. */
export function keysOf(shape: unknown): string[] {
  const { def } = unwrapped(shape);
  return Object.keys(def?.shape ?? (def?.keyType as Part | undefined)?.def?.entries ?? {});
}

/** The part that judges the names of a record. */
export function keyShape(shape: unknown): unknown {
  return unwrapped(shape).def?.keyType;
}

/** Whether it may be left out. */
export function isOptional(shape: unknown): boolean {
  return ['optional', 'prefault', 'default'].includes((shape as Part | undefined)?.def?.type ?? '');
}

/** Returns what an optional value, a default or a transform wraps; `undefined` for all others. */
function wrapped(shape: unknown): unknown {
  const def = (shape as Part | undefined)?.def;
  return def?.innerType ?? def?.in;
}

function unwrapped(shape: unknown): Part {
  const inner = wrapped(shape);
  return inner === undefined ? ((shape as Part | undefined) ?? {}) : unwrapped(inner);
}
