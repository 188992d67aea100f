import type { LocalTime } from '../model/date.ts';

/** From one time of day to another, over midnight where `until` is not after `from`. */
export type TimeSpan = { readonly from: LocalTime; readonly until: LocalTime };

const NAMED: Readonly<Record<string, LocalTime>> = {
  noon: '12:00',
  midday: '12:00',
  '12 noon': '12:00',
  midnight: '00:00',
  '12 midnight': '00:00',
};

const PARTS_OF_DAY: readonly (readonly [RegExp, string])[] = [
  [/ (?:in the morning|at dawn)$/, 'am'],
  [/ (?:in the (?:afternoon|evening)|at night|tonight)$/, 'pm'],
];

const CLOCK = /^(\d{1,2})(?:[:.h ]?([0-5]\d)|h)?(?: ?o'?clock)? ?([ap])?\.?m?\.?$/;

/**
 * Reads a time of day as people write it: `7am`, `7`, `19:30`, `7.30 pm`, `1930`, `noon`, `9 in the evening`. An hour
 * alone is meant by the 24-hour clock. `null` for anything else.
 */
export function readTimeOfDay(text: string): LocalTime | null {
  return timesMeantBy(text)[0] ?? null;
}

/**
 * Reads two times of day with a dash or a word between them: `10pm-7am`, `22:00 to 7`, `from 10 p.m. until 7 a.m.`.
 * Where hours alone leave morning or evening open, spans of at most twelve hours are meant: `10-7` is two of them.
 */
export function readTimeSpan(text: string): Reading<TimeSpan> {
  const [, first, second] = SPAN.exec(cleaned(text)) ?? [];
  if (first === undefined || second === undefined) return { kind: 'none' };
  const ends = timesMeantBy(second);
  const spans = timesMeantBy(first).flatMap((from) => ends.map((until) => ({ from, until })));
  const short = spans.filter((span) => minutesOf(span) <= 12 * 60);
  const meant = spans.length > 1 && short.length > 0 ? short : spans;
  // Over midnight first: that is what people ask to be left alone for.
  return readingOf(meant.toSorted((a, b) => Number(a.from < a.until) - Number(b.from < b.until)));
}

const SPAN = /^(?:from |between )?(.+?) ?(?:[-–—~]|(?<= )(?:to|until|till|and)(?= )) ?(.+)$/;

/** The times that a text may mean: two for an hour from 1 to 12 alone, its reading by the 24-hour clock first. */
function timesMeantBy(text: string): readonly LocalTime[] {
  const word = PARTS_OF_DAY.reduce((left, [part, half]) => left.replace(part, half), cleaned(text)).replace(/^at /, '');
  const named = Object.hasOwn(NAMED, word) ? NAMED[word] : undefined;
  if (named !== undefined) return [named];
  const [, hours, minutes, half] = CLOCK.exec(word) ?? [];
  if (hours === undefined || (half === undefined && word.endsWith('m'))) return [];
  const hour = Number(hours);
  const at = (value: number): LocalTime => `${String(value).padStart(2, '0')}:${minutes ?? '00'}`;
  const isHalfDay = hour >= 1 && hour <= 12;
  if (half !== undefined) return isHalfDay ? [at((hour % 12) + (half === 'p' ? 12 : 0))] : [];
  if (hour > 23) return [];
  const isOpen = isHalfDay && minutes === undefined && !hours.startsWith('0');
  return isOpen ? [at(hour), at((hour + 12) % 24)] : [at(hour)];
}

function minutesOf({ from, until }: TimeSpan): number {
  const minute = (time: LocalTime) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return (minute(until) - minute(from) + 24 * 60) % (24 * 60) || 24 * 60;
}

function cleaned(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[’‘]/g, "'").replace(/\s+/g, ' ').trim();
}

/**
 * The meaning of typed words: one thing, one of several things of which the person has to choose, or nothing that can be
 * read.
 */
export type Reading<T> =
  | { readonly kind: 'one'; readonly value: T }
  | { readonly kind: 'several'; readonly values: readonly T[] }
  | { readonly kind: 'none' };

/** The reading that a number of possible meanings makes. */
export function readingOf<T>(values: readonly T[]): Reading<T> {
  const [value] = values;
  if (value === undefined) return { kind: 'none' };
  return values.length === 1 ? { kind: 'one', value } : { kind: 'several', values };
}
