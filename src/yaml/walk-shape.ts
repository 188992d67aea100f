import type * as z from 'zod';
import type { Path } from './finding.ts';

/** The fields that a shape knows at a path. */
export function keysAt(shape: z.ZodType, path: Path): string[] {
  return Object.keys(withoutOptional(shapeAt(shape, path)).shape ?? {});
}

/** Whether what stands at a path may be left out. */
export function isOptionalAt(shape: z.ZodType, path: Path): boolean {
  return definition(shapeAt(shape, path)).type === 'optional';
}

/** Steps into optional values, lists and records as zod describes itself: https://zod.dev/packages/core#schemas */
function shapeAt(shape: unknown, path: Path): unknown {
  let inner = shape;
  for (const step of path) {
    const def = withoutOptional(inner);
    inner = def.shape?.[step] ?? def.element ?? def.valueType;
  }
  return inner;
}

type Definition = {
  readonly type?: string;
  readonly shape?: Readonly<Record<string | number, unknown>>;
  readonly element?: unknown;
  readonly valueType?: unknown;
  readonly innerType?: unknown;
};

function definition(shape: unknown): Definition {
  return (shape as { def?: Definition } | undefined)?.def ?? {};
}

function withoutOptional(shape: unknown): Definition {
  const def = definition(shape);
  return def.innerType === undefined ? def : withoutOptional(def.innerType);
}
