/**
 * Compares a body with Discord's published schema, unknown keys included. The schemas of `discord-api-spec` ignore
 * unknown keys, and its `setStrictObject` cannot change that after import, so they are looked for here.
 */
import type { SpecIssue, SpecSchema } from 'discord-api-spec/zod';
import type { Reason } from '../rest/answer-request.ts';
import { isObject } from '../rest/json.ts';

type Path = readonly (string | number)[];

/**
 * Every fault that the schema finds in a value. `tolerated` are extra top-level keys that Discord is known to ignore.
 */
export function checkSchema(
  schema: SpecSchema,
  value: unknown,
  tolerated: ReadonlySet<string> = new Set(),
): readonly Reason[] {
  const parsed = schema.safeParse(value);
  const broken = (parsed.error?.issues ?? [])
    .flatMap((issue) => explainIssue(issue, []))
    .filter((reason) => !isCoerced(reason, value));
  return [...broken, ...findUnknownKeys(schema, value, [], tolerated)];
}

/** Discord takes digits for a number (`default_member_permissions` is one in the schema, text in the documentation) and a number for an id. */
function isCoerced({ code, path }: Reason, body: unknown): boolean {
  if (code !== 'BASE_TYPE_BAD_TYPE') return false;
  const value = path.reduce<unknown>(
    (inner, key) => (isObject(inner) || Array.isArray(inner) ? Reflect.get(inner, key) : undefined),
    body,
  );
  return (
    (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) || (Number.isSafeInteger(value) && path.at(-1) === 'id')
  );
}

/**
 * A union's failure is explained by the member that was meant: the one whose `type` fits, else the one with the fewest
 * faults.
 */
function explainIssue(issue: SpecIssue, above: Path): readonly Reason[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors !== undefined && issue.errors.length > 0) {
    const byDoubt = [...issue.errors].sort((left, right) => doubt(left) - doubt(right));
    return (byDoubt[0] ?? []).flatMap((inner) => explainIssue(inner, path));
  }
  return [{ path, ...describeIssue(issue) }];
}

function doubt(issues: readonly SpecIssue[]): number {
  const wrongKind = issues.some(({ path }) => path.at(-1) === 'type');
  return issues.length + (wrongKind ? 1000 : 0);
}

function describeIssue(issue: SpecIssue): { readonly code: string; readonly message: string } {
  switch (issue.code) {
    case 'too_big':
      return issue.origin === 'number'
        ? { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
        : { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` };
    case 'too_small':
      return issue.origin === 'number'
        ? { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }
        : { code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` };
    case 'invalid_value':
      return {
        code: 'BASE_TYPE_CHOICES',
        message: `Value must be one of {${(issue.values ?? []).map(String).join(', ')}}.`,
      };
    case 'invalid_type':
      return {
        code: 'BASE_TYPE_BAD_TYPE',
        message: `This field must be of type ${issue.expected ?? 'another'}, or is missing.`,
      };
    default:
      return { code: 'BASE_TYPE_INVALID', message: `Discord's schema refuses this (${issue.code}).` };
  }
}

function findUnknownKeys(
  schema: SpecSchema,
  value: unknown,
  path: Path,
  tolerated: ReadonlySet<string>,
): readonly Reason[] {
  if (typeof value !== 'object' || value === null) return [];
  const { type, shape, element, innerType, valueType, options, getter } = schema._zod.def;
  if (getter !== undefined) return findUnknownKeys(getter(), value, path, tolerated);
  if (innerType !== undefined) return findUnknownKeys(innerType, value, path, tolerated);
  if (type === 'union') return unknownInUnion(options ?? [], value, path);
  if (type === 'array') {
    if (!Array.isArray(value) || element === undefined) return [];
    return value.flatMap((entry, index) => findUnknownKeys(element, entry, [...path, index], new Set()));
  }
  if (type === 'record') {
    if (valueType === undefined) return [];
    return Object.entries(value).flatMap(([key, entry]) =>
      findUnknownKeys(valueType, entry, [...path, key], new Set()),
    );
  }
  if (shape === undefined || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const known = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (known !== undefined) return findUnknownKeys(known, entry, [...path, key], new Set());
    return tolerated.has(key)
      ? []
      : [{ path: [...path, key], code: 'UNKNOWN_KEY', message: 'Discord knows no such field here.' }];
  });
}

/** Of the members that accept the value, the one that knows most of its keys; none accepts: those of its `type`. */
function unknownInUnion(options: readonly SpecSchema[], value: unknown, path: Path): readonly Reason[] {
  const accepting = options.filter((option) => option.safeParse(value).success);
  const meant = accepting.length > 0 ? accepting : options.filter((option) => fitsKind(option, value));
  const found = meant.map((option) => findUnknownKeys(option, value, path, new Set()));
  return found.sort((left, right) => left.length - right.length)[0] ?? [];
}

function fitsKind(option: SpecSchema, value: unknown): boolean {
  const { getter, innerType, shape } = option._zod.def;
  const inner = getter?.() ?? innerType;
  if (inner !== undefined) return fitsKind(inner, value);
  const kind = shape?.['type'];
  if (kind === undefined || typeof value !== 'object' || value === null || !('type' in value)) return false;
  return kind.safeParse(value.type).success;
}
