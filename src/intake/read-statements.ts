import type { EdgeKind, LocalDay, LocalTime } from '../model/date.ts';
import { readTimeOfDay } from '../time/read-time-of-day.ts';
import { findDays, type NamedDay } from './find-days.ts';
import { splitSentences } from './split-sentences.ts';

/** A date that a text announces, in the list's own short form: `{ due: '2026-03-23' }`. */
export type DatedStatement = {
  readonly sentence: string;
  readonly date: Readonly<Record<string, string>>;
  readonly edge: EdgeKind;
  /** That of a sentence on all deadlines; else the times are those of the reader's settings. */
  readonly zone?: string;
  readonly precision: 'minute' | 'day' | 'range' | 'month' | 'week';
  /** `stated`: year and day stand in the text. `inferred`: something had to be added. */
  readonly certainty: 'stated' | 'inferred';
};

/** The dates of a text, and its dates in other languages, which are left to a person. */
export type Intake = { readonly statements: readonly DatedStatement[]; readonly leftAlone: readonly string[] };

/** The most characters of a text that `readStatements` is meant for. */
export const TEXT_MAX = 200_000;

const FOREIGN =
  /\b\d{1,2}(?:\.|er|º)? (?:de )?(?:januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre)(?![\p{L}])(?: (?:de )?\d{4})?|\d{1,4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日/giu;
const TIME = '(\\d{1,2}(?:[:.]\\d{2})?(?::\\d{2})? ?[ap]\\.?m\\b\\.?|\\d{1,2}:\\d{2})(?::\\d{2})?';
const TIME_BEFORE = new RegExp(`\\b${TIME}(?: [A-Z]\\w{1,8}(?: [Tt]ime)?)?,?(?: on)?(?: \\w{3,9}day)?,? $`);
const TIME_AFTER = new RegExp(`^,?(?: at)? ${TIME}`);
const ALL_DEADLINES = /\ball deadlines are(?: at)? (\d{2}:\d{2}) (AoE|UTC(?:[+-]\d{1,2})?)(?!\w)/i;
const REPLACED =
  /\b(?:mov\w{1,3}|postponed|shifted|changed|rescheduled) from $|\b(?:planned for|scheduled (?:for|to \w{2,12} on)) $/i;
const RECALLED = /\b(?:had|was|were|began|signed|said|met|told|last|after|since)\b[^,;]{0,60}$/i;
const JOINED = /^(?:,? ?(?:to|until|till|through|and|[-–]) ?)(?:[\d:.apm ]{1,10} on )?(?:\w{3,9}day,? )?$/i;

/**
 * Reads what a text of `published`'s day announces. Days that are past, or only told of, are left out; a day without a
 * year is the next one. Pure, and linear in the length of the text.
 */
export function readStatements(text: string, published: LocalDay): Intake {
  const statements: DatedStatement[] = [];
  let last: LocalDay | null = null;
  for (const sentence of splitSentences(text.slice(0, TEXT_MAX))) {
    const named: NamedDay[] = findDays(sentence, published, last);
    const days = named.filter((day, index) => !(day.isWeekday && (named[index + 1]?.start ?? Infinity) - day.end < 10));
    for (const [index, day] of days.entries()) {
      const next = days[index + 1];
      const before = sentence.slice(Math.max(0, day.start - 120), day.start);
      if (isTold(day, before, sentence, published) || isEndOfRange(sentence, days[index - 1], day)) continue;
      const through = day.through ?? (next !== undefined && isEndOfRange(sentence, day, next) ? next.value : undefined);
      statements.push(stateOf(sentence, day, before, through));
    }
    last =
      days.findLast(({ form, isWeekday, value }) => form === 'day' && !isWeekday && value > published)?.value ?? last;
  }
  const leftAlone = [...text.slice(0, TEXT_MAX).matchAll(FOREIGN)].map(([words]) => words.replace(/\s+/g, ' '));
  const [, time, zone] = ALL_DEADLINES.exec(text.slice(0, TEXT_MAX)) ?? [];
  if (time === undefined || zone === undefined) return { statements, leftAlone };
  return { statements: statements.map((one) => atDeadline(one, time, zone)), leftAlone };
}

function isTold(day: NamedDay, before: string, sentence: string, published: LocalDay): boolean {
  if (REPLACED.test(before)) return true;
  if (day.form === 'day' && (day.through ?? day.value) <= published) return true;
  if (!day.isWeekday) return false;
  return /^['’]s/.test(sentence.slice(day.end)) || RECALLED.test(before);
}

function atDeadline(one: DatedStatement, time: LocalTime, zone: string): DatedStatement {
  if (one.edge !== 'due' || one.precision !== 'day') return one;
  return { ...one, date: { due: `${one.date['due']} ${time}` }, precision: 'minute', zone };
}

function isEndOfRange(sentence: string, first: NamedDay | undefined, second: NamedDay): boolean {
  if (first === undefined || first.form !== 'day' || second.form !== 'day' || first.value >= second.value) return false;
  const lead = sentence.slice(Math.max(0, first.start - 25), first.start);
  if (REPLACED.test(lead) || !/\b(?:from|between)\b/i.test(lead)) return false;
  const between = sentence.slice(first.end, second.start);
  return between.length < 40 && JOINED.test(between.trimStart());
}

function stateOf(sentence: string, day: NamedDay, before: string, through: LocalDay | undefined): DatedStatement {
  const after = sentence.slice(day.end, day.end + 80);
  const edge =
    through === undefined
      ? edgeOf(before + (/^by /i.exec(sentence.slice(day.start, day.end))?.[0] ?? ''), after)
      : 'opens';
  const certainty = day.inferred ? 'inferred' : 'stated';
  const made = (precision: DatedStatement['precision'], date: DatedStatement['date']) =>
    ({ sentence, date, edge, precision, certainty }) as const;
  if (through !== undefined) return made('range', { from: day.value, through });
  if (day.form !== 'day') return made(day.form, { [day.form]: day.value });
  const time = timeOf(TIME_BEFORE.exec(before)?.[1] ?? TIME_AFTER.exec(after)?.[1]);
  const key = edge === 'opens' ? (time === null ? 'on' : 'at') : KEYS[edge];
  return made(time === null ? 'day' : 'minute', { [key]: time === null ? day.value : `${day.value} ${time}` });
}

const KEYS = {
  due: 'due',
  closes: 'closes',
  'takes-effect': 'starting',
  expires: 'through',
  'last-day': 'through',
} as const;

function timeOf(words: string | undefined): LocalTime | null {
  return words === undefined ? null : readTimeOfDay(words.replaceAll('.m', 'm').replace(/m\.$/, 'm'));
}

/** The kind of edge by the words before a date, the nearest first, then by those of its label. */
function edgeOf(before: string, after: string): EdgeKind {
  const clause = before.split(/(?<!\bm)[;.] /i).at(-1) ?? before;
  if (/\b(?:until|till)\b[^,;]{0,45}$/i.test(clause)) {
    if (/\b(?:sign up|register|enter|open)\b/i.test(clause)) return 'closes';
    return /\b(?:submit|sent|filed|accepted|handed)\b/i.test(clause) ? 'due' : 'expires';
  }
  if (/\b(?:through|expires?|lapses?|ends?)\b[^,;]{0,45}$/i.test(clause)) return 'expires';
  if (
    /\b(?:by|no later than|on or before|due|before|deadline|submission|moved from|have to)\b[^;]{0,45}$/i.test(clause)
  )
    return 'due';
  if (/\bcloses?\b[^;]{0,45}$/i.test(clause)) return 'closes';
  if (/\b(?:effective|takes? effect|into force|apply from|applies from|beginning|starting)\b[^;]{0,45}$/i.test(clause))
    return 'takes-effect';
  return /^[^;]{0,30}: deadline\b/i.test(after) ? 'due' : 'opens';
}
