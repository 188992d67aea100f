import type * as Zod from 'zod';
import { z } from './load-zod.ts';
import { type Path, valueAt } from './open-yaml.ts';
import { shortly, suggest } from './problem-text.ts';

/** Text that may be costly to make (finding the nearest of 5,000 ids) and is made only when it is reported. */
export type Text = string | (() => string);

/**
 * Reports one thing wrong with a key or value of what is being checked. `found` is the value there unless it is given;
 * `null` for what says nothing.
 */
export type ReportIssue = (
  path: Path,
  on: 'key' | 'value',
  message: Text,
  expected: Text | null,
  found?: string | null,
) => void;

/** How one kind of file speaks of what is wrong in it. */
export type Wording = {
  /** `expected` is `null` where the nearest of the known names and all of them are to be reported. */
  unknownKey(key: string): { readonly message: string; readonly expected: string | null };
  readonly badKey: string;
  /** The name for a value with fields; `fields` is what is expected in its place. */
  readonly group: string;
  readonly fields: string;
  tooBig(found: unknown): string;
  /** `wanted` is the value that the shape asks for there. */
  tooSmall(found: unknown, wanted: string | null): { readonly message: string; readonly expected: string | null };
};

const TYPES: Readonly<Record<string, string>> = {
  string: 'text, in quotes where it looks like a number',
  array: 'a list: `[one, another]`',
  boolean: '`true` or `false`',
  number: 'a number',
  int: 'a whole number',
};

/**
 * Reports every issue that a shape found in `value`, in words for people who edit the file: what is wrong by `wording`
 * or by the shape's own `error`, what is expected by its `wanted` or by the `expected` of a check's `params`.
 */
export function describeIssues(
  issues: readonly Zod.core.$ZodIssue[],
  value: unknown,
  shape: Zod.ZodType,
  wording: Wording,
  reportIssue: ReportIssue,
): void {
  for (const issue of issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    const found = valueAt(value, path);
    const there = shapeAt(shape, path);
    const wanted = wantedOf(there);
    const say = (message: string, expected: string | null) => reportIssue(path, 'value', message, expected);
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const key of issue.keys) describeUnknownKey([...path, key], keysOf(there), wording, reportIssue);
        break;
      case 'invalid_key':
        reportIssue(
          path,
          'key',
          wording.badKey,
          wantedOf(keyShape(shapeAt(shape, path.slice(0, -1)))),
          `${path.at(-1)}`,
        );
        break;
      case 'invalid_type': {
        const type = wanted ?? typeName(issue.expected, wording);
        if (found === undefined || found === null) say(...nothing(path, found, type, isOptional(there)));
        else say(`This is ${kindOf(found, wording)}`, type);
        break;
      }
      case 'invalid_value': {
        const words = issue.values.map(String);
        if (found === undefined || found === null) {
          say(...nothing(path, found, wanted ?? words.join(', '), isOptional(there)));
        } else {
          const near = typeof found === 'string' ? suggest(found, words) : '';
          say(`This is none of the known words${near}`, words.join(', '));
        }
        break;
      }
      case 'too_big':
        say(wording.tooBig(found), `at most ${issue.maximum}${unitOf(found)}`);
        break;
      case 'too_small': {
        const { message, expected } = wording.tooSmall(found, wanted);
        say(message, expected ?? `at least ${issue.minimum}${unitOf(found)}`);
        break;
      }
      case 'invalid_union': {
        // Of one value or a group of them: by what stands there.
        const own = issue.errors.at(typeof found === 'object' && found !== null ? -1 : 0) ?? [];
        const inside = own.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
        describeIssues(inside, value, shape, wording, reportIssue);
        break;
      }
      case 'custom':
        say(issue.message, String(issue.params?.['expected'] ?? '') || wanted);
        break;
      default:
        say('This has the wrong format', wanted);
    }
  }
}

function describeUnknownKey(path: Path, known: readonly string[], wording: Wording, reportIssue: ReportIssue): void {
  const key = String(path.at(-1));
  const { message, expected } = wording.unknownKey(key);
  reportIssue(
    path,
    'key',
    `${message}${expected === null ? suggest(key, known) : ''}`,
    expected ?? `one of ${known.join(', ')}`,
    key,
  );
}

/** Returns the message for a value that is missing or empty. */
function nothing(
  path: Path,
  found: null | undefined,
  wanted: string,
  optional: boolean,
): readonly [message: string, expected: string] {
  const name = path.findLast((step) => typeof step === 'string');
  if (name === undefined) return ['This entry is empty', wanted];
  const field = `\`${shortly(name)}\``;
  if (found === undefined) return [`${field} is missing`, wanted];
  return [`${field} is empty`, optional ? `${wanted}, or no ${field} at all` : wanted];
}

function typeName(expected: string, { fields }: Wording): string {
  return expected === 'object' || expected === 'record' ? fields : (TYPES[expected] ?? expected);
}

function kindOf(value: unknown, { group }: Wording): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? group : typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

function unitOf(found: unknown): string {
  return Array.isArray(found) ? ' entries' : typeof found === 'string' ? ' characters' : '';
}

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
function shapeAt(shape: unknown, path: Path): unknown {
  let inner = shape;
  for (const step of path) {
    const { def: own } = unwrapped(inner);
    const def = own?.options === undefined ? own : unwrapped(own.options.at(-1)).def;
    inner = def?.shape?.[step] ?? def?.element ?? def?.valueType;
  }
  return inner;
}

/** Returns what the part asks for, by its `.meta({ wanted })`; `null` where it does not say. */
function wantedOf(shape: unknown): string | null {
  for (let part: unknown = shape; part !== undefined; part = wrapped(part)) {
    const wanted = z.globalRegistry.get(part as Zod.ZodType)?.['wanted'];
    if (typeof wanted === 'string') return wanted;
  }
  return null;
}

/** The names that may stand in it: its fields, or those of a record whose names are known. */
function keysOf(shape: unknown): string[] {
  const { def } = unwrapped(shape);
  return Object.keys(def?.shape ?? (def?.keyType as Part | undefined)?.def?.entries ?? {});
}

/** The part that judges the names of a record. */
function keyShape(shape: unknown): unknown {
  return unwrapped(shape).def?.keyType;
}

/** Whether it may be left out. */
function isOptional(shape: unknown): boolean {
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
