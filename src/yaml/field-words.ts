import type { Path } from './finding.ts';

/** What each field wants, in words, for whatever else is found there. */
const WANTED: Readonly<Record<string, string>> = {
  ...fromKeys('a day as YYYY-MM-DD', 'published', 'lastVerified', 'knownUntil', 'on', 'around', 'from', 'day'),
  ...fromKeys('a day as YYYY-MM-DD, or a minute as YYYY-MM-DD HH:MM', 'through', 'starting', 'announced', 'ended'),
  ...fromKeys('a minute as YYYY-MM-DD HH:MM', 'at', 'closes'),
  ...fromKeys('a slug: small letters, digits and single hyphens', 'id', 'kind', 'source', 'topics', 'regions'),
  ...fromKeys('the short name of a source that has a claim here', 'certaintyFrom', 'textsFrom'),
  ...fromKeys(
    'the id of an event: small letters, digits and single hyphens',
    'during',
    'partOf',
    'dependsOn',
    'unless',
    'supersedes',
  ),
  ...fromKeys('an address that begins with https://', 'url'),
  ...fromKeys('an IANA name such as America/New_York', 'zone'),
  month: 'a month as YYYY-MM',
  year: 'a year such as 2026',
  opensAt: 'a time as HH:MM, 00:00 to 23:59',
  none: '`true`, or no `none` at all',
  sources: 'each source under a short name: `ilkha: { name: ILKHA }`',
  claims: 'a list of at least one claim',
  history: 'a list of steps: `- { label: Geneva, day: 2025-08-12, source: ilkha }`',
  events: 'a list of at least one event, each beginning with `- id:`',
  date: 'one of its forms, such as `{ on: 2025-11-01 }`',
};

function fromKeys(wanted: string, ...keys: string[]): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, wanted]));
}

/** What the value at a path should be, in words; `null` for plain text and the like. */
export function wantedAt(path: Path): string | null {
  const name = path.findLast((step) => typeof step === 'string');
  return typeof name === 'string' && Object.hasOwn(WANTED, name) ? (WANTED[name] ?? null) : null;
}

/** A type of zod's in words. */
export function typeName(expected: string, path: Path): string {
  const names: Readonly<Record<string, string>> = {
    string: 'text, in quotes where it looks like a number',
    array: 'a list: `[one, another]`',
    object: 'fields, each as `name: value`',
    record: 'fields, each as `name: value`',
    boolean: '`true` or `false`',
    number: 'a number',
    int: 'a whole number',
  };
  const name = path.at(-1);
  if (expected === 'array' && (name === 'claims' || name === 'events')) return wantedAt(path) ?? 'a list';
  return names[expected] ?? expected;
}
