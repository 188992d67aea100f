import { CERTAINTIES } from '../../model/event.ts';
import type { ReportIssue } from '../../yaml/describe-issues.ts';
import { isRepeating } from '../repeat/read-series.ts';
import { dateShape } from './date-shape.ts';
import { formsOf, type SoundEntry } from './place-claims.ts';
import { PARTED_KEYS, shortFields } from './short-fields.ts';
import { MAX_ID } from './text-shape.ts';

/** The form of each field that the long form needs. */
const NEEDED = {
  id: 'a slug: small letters, digits and single hyphens',
  kind: 'a slug: small letters, digits and single hyphens',
  certainty: CERTAINTIES.join(', '),
} as const;

/** The mark that a date of the short form sets, so that no two set the same. */
const MARKS: Partial<Record<string, string>> = { at: 'opens', on: 'opens', around: 'opens', from: 'opens' };

/**
 * Checks that an entry is in one of its two forms: with `claims`, and then with its id, kind and certainty; or with a date
 * of its own. `value` is the entry as written, `entry` its well-formed fields.
 */
export function checkForm(value: Readonly<Record<string, unknown>>, entry: SoundEntry, reportIssue: ReportIssue): void {
  if ('claims' in value) checkLong(value, reportIssue);
  else checkShort(value, entry, reportIssue);
}

function checkLong(value: Readonly<Record<string, unknown>>, reportIssue: ReportIssue): void {
  const short = Object.keys(shortFields).filter((field) => field in value);
  for (const [field, wanted] of Object.entries(NEEDED)) {
    if (!(field in value) && short.length === 0) reportIssue([field], 'value', `\`${field}\` is missing`, wanted, null);
  }
  for (const field of short) {
    const inside = Object.hasOwn(dateShape.shape, field)
      ? `\`date: { ${field}: … }\` inside a claim`
      : 'the same inside a claim';
    reportIssue([field], 'key', `\`${field}\` stands beside \`claims\``, `${inside}, or no \`claims\``, null);
  }
}

function checkShort(value: Readonly<Record<string, unknown>>, entry: SoundEntry, reportIssue: ReportIssue): void {
  const dated = Object.keys(dateShape.shape).some((key) => key in value && key !== 'edge' && key !== 'approximate');
  if (!dated) {
    const expected = 'a date such as `due: 2031-04-15`, or `claims` with what each source says';
    reportIssue(['claims'], 'value', 'This entry has no date', expected, null);
  }
  checkMarks(entry, reportIssue);
  if ('occurrences' in value && !isRepeating(value)) {
    const expected = '`repeats` or `rrule` beside it';
    reportIssue(
      ['occurrences'],
      'key',
      '`occurrences` are for an entry that repeats, and this one does not',
      expected,
      null,
    );
  }
  checkCount(entry, reportIssue);
  if (entry.title === undefined || 'id' in value || deriveId(entry.title) !== null) return;
  const expected = 'an `id:` beside it, in small letters, digits and hyphens';
  reportIssue(['title'], 'value', 'No id can be made from this title', expected);
}

/** More would not fit any message; the limit also protects the reader from lists made to be slow. */
const MAX_PARTS = 40;

function checkCount(entry: SoundEntry, reportIssue: ReportIssue): void {
  for (const key of PARTED_KEYS) {
    const given = entry[key];
    const count = typeof given === 'object' ? Object.keys(given).length : 1;
    if (count > 0 && count <= MAX_PARTS) continue;
    const message = count === 0 ? `\`${key}\` names no part` : `\`${key}\` names too many parts: ${count}`;
    reportIssue([key], 'value', message, `1 to ${MAX_PARTS}, each with its date`, null);
  }
}

/** Two dates of one kind need to say what each of them dates. */
function checkMarks(entry: SoundEntry, reportIssue: ReportIssue): void {
  const seen = new Map<string, string>();
  for (const { required } of formsOf(entry)) {
    const [key] = required;
    const mark = MARKS[key] ?? (isVague(key) ? (entry.edge ?? 'opens') : key);
    const parted = PARTED_KEYS.some((one) => one === key) && typeof entry[key] === 'object';
    const other = parted ? undefined : seen.get(mark);
    if (other !== undefined) {
      const expected = `one of them, or the part that each dates: \`${key}: { opening: … }\``;
      reportIssue([key], 'key', `\`${key}\` and \`${other}\` date the same thing`, expected, null);
    }
    if (!parted) seen.set(mark, key);
  }
}

function isVague(key: string): boolean {
  return ['week', 'month', 'quarter', 'half', 'year', 'during', 'after', 'before', 'none'].includes(key);
}

/** The id that an entry gets from its title where it names none: `tax-return`; `null` for one without Latin letters or digits. */
export function deriveId(title: string): string | null {
  const words = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  let id = '';
  for (const word of words) {
    const longer = id === '' ? word.slice(0, MAX_ID) : `${id}-${word}`;
    if (longer.length > MAX_ID) break;
    id = longer;
  }
  return id === '' ? null : id;
}
