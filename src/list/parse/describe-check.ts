import { CERTAINTIES, type EventList, type ListEvent, type ListFile } from '../../model/event.ts';
import { type Problem, problemLine } from '../../model/problem.ts';
import { namesOfTwice, zoneCity } from '../../time/local.ts';
import type { ReadList } from './parse-list.ts';

/** How exact the most exact date is that any source gives an event; `silent` where none gives one. */
const EXACTNESS = ['minute', 'day', 'range', 'span', 'month', 'year', 'during', 'none', 'silent'] as const;
type Exactness = (typeof EXACTNESS)[number];

const EXACTNESS_WORDS: Readonly<Record<Exactness, string>> = {
  minute: 'to the minute',
  day: 'to the day',
  range: 'a range of days',
  span: 'a week, a part of a month, a quarter or a half of a year',
  month: 'month only',
  year: 'year only',
  during: 'during another event',
  none: 'no date set',
  silent: 'no source gives a date',
};

/** The output of `datewatch check --json`. Counts name only values that occur. */
export type CheckReport = {
  readonly ok: boolean;
  readonly version: string | null;
  readonly files: readonly ListFile[];
  readonly events: number;
  readonly byExactness: Readonly<Record<string, number>>;
  readonly byCertainty: Readonly<Record<string, number>>;
  readonly problems: readonly Problem[];
  readonly moreProblems: number;
};

/** Returns the result of reading a list as data. */
export function checkReport({ list, problems, moreProblems }: ReadList): CheckReport {
  const events = list?.events ?? [];
  return {
    ok: list !== null,
    version: list?.version ?? null,
    files: list?.files ?? [],
    events: events.length,
    byExactness: counts(EXACTNESS, events.map(exactness)),
    byCertainty: counts(
      CERTAINTIES,
      events.map(({ certainty }) => certainty),
    ),
    problems,
    moreProblems,
  };
}

/**
 * Returns the result of reading a list as `datewatch check` prints it: every problem on a line of its own, or a
 * summary. `slips` are mistakes of a list that can be used all the same.
 */
export function describeCheck(result: ReadList, slips: readonly string[] = []): string {
  const body = result.list === null ? describeProblems(result) : describeList(result.list, result, slips);
  return `${body.join('\n')}\n`;
}

function describeProblems({ problems, moreProblems }: ReadList): string[] {
  const all = problems.length + moreProblems;
  return [
    ...problems.map(problemLine),
    ...(moreProblems > 0 ? [`… and ${moreProblems} more.`] : []),
    `${counted(all, 'problem')}. The list cannot be used until ${all === 1 ? 'it is' : 'they are'} fixed.`,
  ];
}

function describeList(list: EventList, read: ReadList, slips: readonly string[]): string[] {
  const report = checkReport(read);
  return [
    ...list.files.map(describeFile),
    `${counted(report.events, 'event')} in ${counted(report.files.length, 'file')}; version ${list.version}.`,
    `Dates: ${inWords(report.byExactness, EXACTNESS_WORDS)}.`,
    `Certainty: ${inWords(report.byCertainty, {})}.`,
    ...doubledMinutes(list),
    ...read.notes.map((note) => `Note: ${note}`),
    ...slips,
    slips.length === 0 ? 'No problems.' : `${counted(slips.length, 'problem')}.`,
  ];
}

/** A line for each minute that comes twice and of which no source says which is meant. */
function doubledMinutes({ events }: EventList): string[] {
  return events.flatMap(({ id, zone, claims, origin }) =>
    claims.flatMap(({ date }) => {
      if (date?.precision !== 'minute' || date.occurrence !== undefined) return [];
      const names = namesOfTwice(date.minute, zone);
      if (names === null) return [];
      const minute = date.minute.replace('T', ' ');
      const place = `${origin.file}:${origin.line}: ${id}`;
      return `Warning: ${place}: ${minute} comes twice in ${zoneCity(zone)}; the first is taken (${names[0]}). To have the other, write ${minute} ${names[1]}.`;
    }),
  );
}

function describeFile({ file, covers, knownUntil, archive, events }: ListFile): string {
  const more = [archive ? 'archive' : null, knownUntil === null ? null : `known until ${knownUntil}`];
  const notes = more.filter((note) => note !== null).join(', ');
  return `${file}: ${covers}: ${counted(events, 'event')}${notes === '' ? '' : ` (${notes})`}`;
}

function exactness({ claims }: ListEvent): Exactness {
  const given = claims.map(({ date }): Exactness => date?.precision ?? 'silent');
  return EXACTNESS.find((precision) => given.includes(precision)) ?? 'silent';
}

function counts(order: readonly string[], words: readonly string[]): Record<string, number> {
  const all = new Map<string, number>();
  for (const word of words) all.set(word, (all.get(word) ?? 0) + 1);
  return Object.fromEntries(order.flatMap((word) => (all.has(word) ? [[word, all.get(word) ?? 0]] : [])));
}

function inWords(all: Readonly<Record<string, number>>, words: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([name, count]) => `${count} ${words[name] ?? name}`)
    .join(', ');
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
