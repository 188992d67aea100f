import type * as z from 'zod';
import { didYouMean, nearestWord } from '../model/nearest-word.ts';
import { nearestZones } from '../time/zones.ts';
import type { Tell } from './check-settings.ts';
import { type Path, valueAt } from './open-settings.ts';
import { settingsShape } from './settings-shape.ts';
import { ID, SLUG, wantedAt } from './want-settings.ts';

/** Tells every issue that the shape found, in words for people who edit the file. */
export function tellSettingsIssues(issues: readonly z.core.$ZodIssue[], value: unknown, tell: Tell): void {
  for (const issue of issues) {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    const found = valueAt(value, path);
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const key of issue.keys) tellUnknownKey(key, path, tell);
        break;
      case 'invalid_key':
        tell(path, 'key', 'This cannot stand here as a name', path[0] === 'servers' ? ID : SLUG);
        break;
      case 'invalid_type':
        tellWrongType(path, found, tell);
        break;
      case 'invalid_value': {
        if (found === undefined || found === null) {
          tellWrongType(path, found, tell);
          break;
        }
        const words = issue.values.map(String);
        tell(
          path,
          'value',
          `This is none of the known words${didYouMean(nearestWord(String(found), words))}`,
          words.join(', '),
        );
        break;
      }
      case 'too_big':
        tell(
          path,
          'value',
          Array.isArray(found) ? 'This list is too long' : 'This is too much',
          `at most ${issue.maximum}${unitOf(found)}`,
        );
        break;
      case 'too_small':
        tell(
          path,
          'value',
          Array.isArray(found) ? 'This list is too short' : 'This is too little',
          `at least ${issue.minimum}${unitOf(found)}`,
        );
        break;
      case 'custom':
        tell(path, 'value', issue.message, String(issue.params?.['expected'] ?? '') || zoneWanted(found));
        break;
      default:
        tell(path, 'value', 'This is not written as it must be', wantedAt(path));
    }
  }
}

/** A secret's value is never looked at, and its key is answered with the place where it belongs. */
function tellUnknownKey(key: string, path: Path, tell: Tell): void {
  const known = keysAt(path);
  if (/token|secret|password/i.test(key)) {
    tell(
      [...path, key],
      'key',
      'A secret does not belong in this file',
      'DISCORD_TOKEN_FILE or DISCORD_TOKEN in the environment',
    );
  } else {
    tell(
      [...path, key],
      'key',
      `There is no setting of this name here${didYouMean(nearestWord(key, known))}`,
      `one of ${known.join(', ')}`,
    );
  }
}

function tellWrongType(path: Path, found: unknown, tell: Tell): void {
  const name = path.findLast((step) => typeof step === 'string') ?? 'the file';
  const wanted = wantedAt(path);
  if (found === undefined) tell(path, 'value', `\`${name}\` is missing`, wanted);
  else if (found === null)
    tell(path, 'value', `\`${name}\` is empty`, `${wanted ?? 'a value'}, or no \`${name}\` at all`);
  else if (typeof found === 'number' && wanted === ID) {
    tell(path, 'value', 'A bare number loses the last digits of an id', 'the same digits in quotes');
  } else tell(path, 'value', `This is ${kindOf(found)}`, wanted ?? 'settings, each as `name: value`');
}

/** The zone that may have been meant: by its city, else by a spelling that is near. */
function zoneWanted(found: unknown): string {
  const text = String(found).slice(0, 60);
  const place = text.split('/').at(-1) ?? text;
  const all = nearestZones('', 1_000);
  const cities = all.map((zone) => zone.split('/').at(-1) ?? zone);
  const direct = place.length < 4 ? [] : nearestZones(place, 3);
  const spelled = nearestWord(text, all) ?? all[cities.indexOf(nearestWord(place, cities) ?? '')];
  const near =
    direct.length > 0 ? direct : spelled === undefined || place.length < 4 ? ['America/New_York', 'UTC'] : [spelled];
  return `an IANA name such as ${near.join(' or ')}`;
}

function unitOf(found: unknown): string {
  return Array.isArray(found) ? ' entries' : typeof found === 'string' ? ' characters' : '';
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of settings' : typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

/** The settings known at a path: steps into defaults, lists and records as zod describes itself. */
function keysAt(path: Path): string[] {
  let inner: unknown = settingsShape;
  for (const step of path) {
    const def = definition(inner);
    inner = def.shape?.[step] ?? def.element ?? def.valueType;
  }
  const { shape, keyType } = definition(inner);
  return Object.keys(shape ?? definition(keyType).entries ?? {});
}

type Definition = {
  shape?: Record<string | number, unknown>;
  element?: unknown;
  valueType?: unknown;
  keyType?: unknown;
  entries?: Record<string, unknown>;
  innerType?: unknown;
};

function definition(shape: unknown): Definition {
  const def = (shape as { def?: Definition } | undefined)?.def ?? {};
  return def.innerType === undefined ? def : definition(def.innerType);
}
