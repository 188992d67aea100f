import type { LocalDay } from '../model/date.ts';
import { addDays, isLocalDay } from '../time/local.ts';

/** A date that a sentence names: where it stands, and the day, month or week in the list's own form. */
export type NamedDay = {
  readonly start: number;
  readonly end: number;
  readonly form: 'day' | 'month' | 'week';
  readonly value: string;
  /** The last day, where the words name several: `July 12-16`. */
  readonly through?: LocalDay;
  /** Whether something had to be added that the words leave open: a year, the week of a weekday. */
  readonly inferred: boolean;
  readonly isWeekday: boolean;
};

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');
const COUNTS = 'one two three four five six seven eight nine ten'.split(' ');
const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?';
const COUNT = `(?:\\d{1,3}|${COUNTS.join('|')})`;
const PATTERN = new RegExp(
  [
    '\\b(?<iso>\\d{4}-\\d{2}-\\d{2})\\b',
    '\\bweek (?<week>\\d{1,2}) of (?<weekYear>\\d{4})',
    `\\b(?<m1>${MONTH}) (?<d1>\\d{1,2})(?:st|nd|rd|th)?(?: ?[-–] ?(?<d1b>\\d{1,2}))?(?:,? (?<y1>\\d{4}))?\\b`,
    `\\b(?<d2>\\d{1,2})(?:st|nd|rd|th)?(?: ?[-–] ?(?<d2b>\\d{1,2}))?(?: of)? (?<m2>${MONTH})(?:,? (?<y2>\\d{4}))?\\b`,
    `\\b(?:(?<part>early|mid|late)[- ]|(?<half>first|second) half of )(?<m3>${MONTH})(?: (?<y3>\\d{4}))?\\b`,
    `\\bin (?<m4>${MONTH})(?: (?<y4>\\d{4}))?\\b`,
    '\\b(?<weekend>next weekend)\\b',
    '\\bby (?<monthEnd>the end of the month)\\b',
    '\\b(?<tomorrow>tomorrow)\\b',
    `\\b(?<fromToday>${COUNT}) (?<unit>days?|weeks?) from (?:today|now)\\b`,
    `\\b(?<beside>${COUNT}) (?<besideUnit>days?|weeks?) (?<way>before|thereafter|after(?:wards)?)\\b`,
    '\\bthe (?<eve>evening|day) before\\b',
    '\\b(?<us>\\d{1,2}/\\d{1,2})\\b',
    '\\b(?:the )(?<nth>\\d{1,2})(?:st|nd|rd|th)\\b',
    '\\b(?<next>next )?(?<weekday>(?:Sun|Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?)(?:day)?)\\b',
  ].join('|'),
  'gi',
);

/** The dates that a sentence names in English, in its order; `before` is the day that "two weeks before" counts from. */
export function findDays(sentence: string, published: LocalDay, before: LocalDay | null): NamedDay[] {
  const found: NamedDay[] = [];
  let last = before;
  for (const match of sentence.matchAll(PATTERN)) {
    const read = readNamed(match.groups ?? {}, published, last);
    if (read === null) continue;
    found.push({ inferred: true, isWeekday: false, ...read, start: match.index, end: match.index + match[0].length });
    if (read.form === 'day') last = read.value;
  }
  return found;
}

type Read = Pick<NamedDay, 'form' | 'value'> & Partial<NamedDay>;

function readNamed(
  g: Readonly<Record<string, string | undefined>>,
  published: LocalDay,
  last: LocalDay | null,
): Read | null {
  const month = g['m1'] ?? g['m2'];
  const day = g['d1'] ?? g['d2'];
  if (month !== undefined && day !== undefined) {
    return dayIn(
      published,
      MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1,
      day,
      g['y1'] ?? g['y2'],
      g['d1b'] ?? g['d2b'],
    );
  }
  const whole = g['m3'] ?? g['m4'];
  if (whole !== undefined)
    return monthIn(
      published,
      whole,
      g['y3'] ?? g['y4'],
      g['part'] ?? (g['half'] && (/^f/i.test(g['half']) ? 'early' : 'late')),
    );
  if (g['iso'] !== undefined) return oneDay(g['iso'], false);
  if (g['week'] !== undefined)
    return { form: 'week', value: `${g['weekYear']}-W${g['week'].padStart(2, '0')}`, inferred: false };
  if (g['us'] !== undefined) {
    const [first = '', second = ''] = g['us'].split('/');
    return dayIn(published, Number(first), second, undefined, undefined);
  }
  if (g['nth'] !== undefined) {
    const inMonth = `${published.slice(0, 8)}${g['nth'].padStart(2, '0')}`;
    return inMonth < published ? null : oneDay(inMonth);
  }
  if (g['monthEnd'] !== undefined) {
    return oneDay(
      new Date(Date.UTC(Number(published.slice(0, 4)), Number(published.slice(5, 7)), 0)).toISOString().slice(0, 10),
    );
  }
  if (g['tomorrow'] !== undefined) return oneDay(addDays(published, 1));
  if (g['fromToday'] !== undefined) return oneDay(addDays(published, countOf(g['fromToday'], g['unit'])));
  if (g['beside'] !== undefined) {
    return last === null
      ? null
      : oneDay(addDays(last, countOf(g['beside'], g['besideUnit']) * (g['way'] === 'before' ? -1 : 1)));
  }
  if (g['eve'] !== undefined) return last === null ? null : oneDay(addDays(last, -1));
  const today = new Date(`${published}T00:00:00Z`).getUTCDay();
  if (g['weekend'] !== undefined) return oneDay(addDays(published, ((7 - today) % 7) + (today === 0 ? 7 : 0)));
  if (g['weekday'] === undefined) return null;
  const ahead = (DAYS.indexOf(g['weekday'].slice(0, 3).toLowerCase()) - today + 7) % 7 || 7;
  return { form: 'day', value: addDays(published, ahead), isWeekday: true };
}

function oneDay(value: LocalDay, inferred = true): Read | null {
  return isLocalDay(value) ? { form: 'day', value, inferred } : null;
}

/** Without a year it is the next such day. */
function dayIn(published: LocalDay, month: number, day: string, year?: string, through?: string): Read | null {
  const dayOf = (inYear: number, of: string) => `${inYear}-${String(month).padStart(2, '0')}-${of.padStart(2, '0')}`;
  const thisYear = Number(published.slice(0, 4));
  const inYear = year === undefined ? thisYear + Number(dayOf(thisYear, day) < published) : Number(year);
  const read = oneDay(dayOf(inYear, day), year === undefined);
  const last = through === undefined ? null : dayOf(inYear, through);
  return read === null || last === null || !isLocalDay(last) ? read : { ...read, through: last };
}

function monthIn(published: LocalDay, name: string, year?: string, part?: string): Read {
  const month = String(MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');
  const thisYear = Number(published.slice(0, 4));
  const value = `${year ?? thisYear + Number(`${thisYear}-${month}` < published.slice(0, 7))}-${month}`;
  return { form: 'month', value: part ? `${part.toLowerCase()} ${value}` : value, inferred: year === undefined };
}

function countOf(word: string, unit = 'day'): number {
  const named = COUNTS.indexOf(word.toLowerCase()) + 1;
  return (named || Number(word)) * (/^w/i.test(unit) ? 7 : 1);
}
