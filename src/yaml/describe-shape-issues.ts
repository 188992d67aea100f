import type * as z from 'zod';
import { typeName, wantedAt } from './field-words.ts';
import type { Path, Tell } from './finding.ts';
import { shortly } from './problem-text.ts';
import { suggest } from './suggest.ts';
import { forbiddenCharacter } from './text-shape.ts';
import { isOptionalAt, keysAt } from './walk-shape.ts';

/** Tells every issue that a shape found in `value`, in words for people who edit a list. */
export function tellShapeIssues(
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  shape: z.ZodType,
  tell: Tell,
): void {
  for (const issue of issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    const found = valueAt(value, path);
    const wanted = wantedAt(path);
    const short = shortly(found);
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const key of issue.keys) tellUnknownKey(key, path, shape, tell);
        break;
      case 'invalid_type':
        tellWrongType(issue.expected, path, found, shape, tell);
        break;
      case 'too_big':
        tell(path, 'value', tooBig(issue.origin, found), short, `at most ${limitText(issue.origin, issue.maximum)}`);
        break;
      case 'too_small':
        tell(
          path,
          'value',
          tooSmall(issue.origin),
          short,
          wanted ?? `at least ${limitText(issue.origin, issue.minimum)}`,
        );
        break;
      case 'invalid_value':
        tellWrongWord(issue.values, path, found, shape, tell);
        break;
      case 'invalid_format':
        tellWrongFormat(path, found, wanted, tell);
        break;
      case 'invalid_key':
        tell(
          path,
          'key',
          'This cannot be a short name',
          shortly(path.at(-1)),
          'small letters, digits and single hyphens',
        );
        break;
      default:
        tell(path, 'value', ownMessage(issue), short, wanted);
    }
  }
}

function ownMessage(issue: z.core.$ZodIssue): string {
  return issue.code === 'custom' && issue.message !== 'Invalid input' ? issue.message : 'This value is not valid';
}

function tellUnknownKey(key: string, path: Path, shape: z.ZodType, tell: Tell): void {
  const known = keysAt(shape, path);
  tell(
    [...path, key],
    'key',
    `There is no field \`${shortly(key)}\` here${suggest(key, known)}`,
    shortly(key),
    `one of ${known.join(', ')}`,
  );
}

function tellWrongType(expected: string, path: Path, found: unknown, shape: z.ZodType, tell: Tell): void {
  const wanted = (expected === 'array' ? null : wantedAt(path)) ?? typeName(expected, path);
  if (found === undefined || found === null) tellNothing(path, found, wanted, shape, tell);
  else tell(path, 'value', `This is ${kindOf(found)}`, shortly(found), wanted);
}

function tellWrongWord(values: readonly unknown[], path: Path, found: unknown, shape: z.ZodType, tell: Tell): void {
  const words = values.map(String);
  if (found === undefined || found === null) {
    tellNothing(path, found, words.join(', '), shape, tell);
  } else {
    const near = typeof found === 'string' ? suggest(found, words) : '';
    tell(path, 'value', `This is none of the known words${near}`, shortly(found), words.join(', '));
  }
}

function tellNothing(path: Path, found: null | undefined, wanted: string, shape: z.ZodType, tell: Tell): void {
  const name = path.findLast((step) => typeof step === 'string');
  const missing = found === undefined ? 'is missing' : 'is empty';
  const message = name === undefined ? 'This entry is empty' : `\`${shortly(name)}\` ${missing}`;
  const instead = found === null && isOptionalAt(shape, path) ? `${wanted}, or no \`${shortly(name)}\` at all` : wanted;
  tell(path, 'value', message, null, instead);
}

function tellWrongFormat(path: Path, found: unknown, wanted: string | null, tell: Tell): void {
  const oneLine = path.at(-1) !== 'summary' && path.at(-1) !== 'stakes';
  const character = typeof found === 'string' && wanted === null ? forbiddenCharacter(found, oneLine) : null;
  if (character === 'U+000A') {
    tell(path, 'value', 'This text has more than one line', shortly(found), 'one line');
  } else if (character !== null) {
    tell(
      path,
      'value',
      `The character ${character} cannot be shown to people`,
      shortly(found),
      'text without control characters',
    );
  } else {
    tell(path, 'value', 'This is not written as it must be', shortly(found), wanted);
  }
}

function tooBig(origin: string, found: unknown): string {
  if (origin === 'string' && typeof found === 'string')
    return `This text is too long for Discord: ${found.trim().length} characters`;
  return origin === 'array' && Array.isArray(found)
    ? `This list is too long: ${found.length} entries`
    : 'This number is too big';
}

function tooSmall(origin: string): string {
  return origin === 'array'
    ? 'This list is empty'
    : origin === 'string'
      ? 'This text is empty'
      : 'This number is too small';
}

function limitText(origin: string, limit: number | bigint): string {
  return origin === 'string' ? `${limit} characters` : origin === 'array' ? `${limit} entries` : String(limit);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of fields' : typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

function valueAt(value: unknown, path: Path): unknown {
  let inner = value;
  for (const step of path) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined;
    inner = (inner as Record<string | number, unknown>)[step];
  }
  return inner;
}
