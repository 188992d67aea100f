import type * as z from 'zod';
import { didYouMean, nearestWord } from '../model/nearest-word.ts';
import { nearestZones } from '../time/zones.ts';
import type { Tell } from './check-settings.ts';
import { type Path, valueAt } from './open-settings.ts';
import { settingsShape } from './settings-shape.ts';

const ID = 'a Discord id in quotes, such as "123456789012345678"';
const SLUG = 'small letters, digits and single hyphens';
const LEADS = 'a list such as [7d, 1d, 0d]';

/** What each setting wants, in words. */
const WANTED: Readonly<Record<string, string>> = {
  zone: 'an IANA name such as America/New_York',
  postingTime: 'HH:MM from 00:00 to 23:59, such as 09:00',
  leads: LEADS,
  events: LEADS,
  deadlines: LEADS,
  kinds: SLUG,
  topics: SLUG,
  most: 'hours or minutes, such as 6h or 15m',
  at: 'hours or minutes, such as 6h or 15m',
  requestsPerSecond: 'a whole number from 1 to 10000',
  server: ID,
  channel: ID,
  role: ID,
  user: ID,
  maintainers: '`channel:` or `user:` with an id in quotes',
  servers: 'server ids in quotes, each with `zone:` or `postingTime:`',
  subscriptions: 'a list of entries, each with `server:` and `channel:`',
  notices: 'kinds of change, each with ping, post, edit or nothing, such as `new: post`',
};

/** What one entry of a list wants. */
const WANTED_ENTRY: Readonly<Record<string, string>> = {
  leads: 'a lead time such as 7d or 1h',
  events: 'a lead time such as 7d or 1h',
  deadlines: 'a lead time such as 7d or 1h',
  subscriptions: 'an entry with `server:` and `channel:`',
};

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

function wantedAt(path: Path): string | null {
  const name = path.findLast((step) => typeof step === 'string');
  if (typeof name !== 'string') return null;
  // Below `leads.kinds` the names are whatever kinds of event there are.
  const key = path[0] === 'leads' && path[1] === 'kinds' && path.length > 2 ? 'leads' : name;
  const entry = typeof path.at(-1) === 'number' && Object.hasOwn(WANTED_ENTRY, key) ? WANTED_ENTRY[key] : undefined;
  return entry ?? (Object.hasOwn(WANTED, key) ? (WANTED[key] ?? null) : null);
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
