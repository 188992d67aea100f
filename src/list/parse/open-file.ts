import { basename } from 'node:path';
import type { ListFile, Source } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import { describeIssues, type ReportIssue } from '../../yaml/describe-issues.ts';
import { shortly, wholeFile } from '../../yaml/problem-text.ts';
import type { FileContext } from './build-event.ts';
import { dateShape } from './date-shape.ts';
import { claimShape, eventShape, historyShape, type SourceInput, sourceShape } from './event-shape.ts';
import { findZone } from './find-zone.ts';
import { makeIssueReporter, type Report } from './findings.ts';
import { type HeadInput, headShape, LIST_WORDING } from './list-shape.ts';
import { eventPiece, headPiece, type Piece, type PieceValue, readPiece, wholePiece } from './read-piece.ts';
import { splitEvents } from './split-events.ts';

/** One file of the list as text; `name` is how people know it. */
export type ListText = { readonly name: string; readonly text: string };

/** One event still to be read: as a piece to parse, or as the entry of that index in a file that was parsed as a whole. */
export type Entry =
  | { readonly kind: 'piece'; readonly piece: Piece }
  | { readonly kind: 'entry'; readonly of: PieceValue; readonly index: number; readonly value: unknown };

/** A file whose head was read. */
export type OpenFile = {
  readonly about: Omit<ListFile, 'events'>;
  readonly context: FileContext;
  /** `null` when the head could not be read, so that no source is reported as missing. */
  readonly sourceIds: ReadonlySet<string> | null;
  /** The zone of events that name none; `unknown` when the head names one that does not exist. */
  readonly zone: string | null | 'unknown';
  readonly entries: readonly Entry[];
};

/** Takes a file apart and reads its head, reporting faults; `null` when nothing in it can be used. */
export function openFile({ name, text: written }: ListText, report: Report): OpenFile | null {
  const text = plainSpaces(written);
  if (text.trim() === '') {
    report(wholeFile(name, 'This file is empty', null, 'a list; `events.template.yaml` shows how it begins'));
    return null;
  }
  const hidden = findHidden(name, text);
  if (hidden.length > 0) {
    hidden.forEach(report);
    return null;
  }
  const split = splitEvents(text, isEventField);
  const pieces = split?.items.map((item): Entry => ({ kind: 'piece', piece: eventPiece(name, item) })) ?? null;
  const read = readPiece(split ? headPiece(name, split) : wholePiece(name, text), report);
  if (read === null) return pieces && { ...unknownHead(name), entries: pieces };
  const { value, yaml } = read;
  const reportIssue = makeIssueReporter({ file: name, yaml, base: [], value, id: null }, report);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const found = value === null ? null : undefined;
    reportIssue([], 'value', 'This is no list of events', 'fields such as `covers:`, `sources:` and `events:`', found);
    return null;
  }
  const entries = pieces ?? entriesOf(read, value, reportIssue);
  return { ...readHead(name, value, reportIssue), entries };
}

/** Whether a field belongs to events and to no head: at the margin it is a slip, not the end of the events. */
function isEventField(name: string): boolean {
  return Object.hasOwn(eventShape.shape, name) && !Object.hasOwn(headShape.shape, name);
}

function entriesOf(of: PieceValue, head: object, reportIssue: ReportIssue): Entry[] {
  const events: unknown = 'events' in head ? head.events : undefined;
  if (Array.isArray(events) && events.length > 0) {
    return events.map((value: unknown, index) => ({ kind: 'entry', of, index, value }));
  }
  const missing = events === undefined || events === null || Array.isArray(events);
  const message = missing ? 'There are no events in this file' : '`events` is no list';
  reportIssue(
    ['events'],
    'value',
    message,
    'at least one event, such as `- { title: Tax return, due: 2031-04-15 }`',
    missing ? null : undefined,
  );
  return [];
}

function readHead(name: string, value: object, reportIssue: ReportIssue): Omit<OpenFile, 'entries'> {
  const result = headShape.safeParse(value, { jitless: true });
  if (!result.success) {
    describeIssues(result.error.issues, value, headShape, LIST_WORDING, reportIssue);
    return { ...unknownHead(name), sourceIds: sourceNames(value) };
  }
  const head: HeadInput = result.data;
  const zone = head.zone === undefined ? null : findZone(head.zone);
  if (zone !== null && zone.zone === null) reportIssue(['zone'], 'value', zone.message, zone.expected);
  const sources = new Map(Object.entries(head.sources ?? {}).map(([id, source]) => [id, sourceOf(id, source)]));
  const covers = head.covers ?? bareName(name);
  const knownUntil = head.knownUntil ?? null;
  const archive = head.archive ?? false;
  return {
    about: { file: name, covers, knownUntil, archive },
    context: { sources, own: ownSource(covers), knownUntil, holidays: head.holidays ?? [], archive },
    sourceIds: new Set(sources.keys()),
    zone: zone === null ? null : (zone.zone ?? 'unknown'),
  };
}

function sourceOf(id: string, { name, fullName, url, official }: SourceInput): Source {
  return { id, name, fullName: fullName ?? null, url: url ?? null, ...(official ? { official } : {}) };
}

/** No source of a file has this id, since it is no slug. */
const OWN_ID = '(own)';

function ownSource(covers: string): Source {
  return { id: OWN_ID, name: covers.slice(0, 80).trim(), fullName: null, url: null, official: true, own: true };
}

/** `my-dates` of `data/my-dates.yaml`. */
function bareName(file: string): string {
  return basename(file).replace(/\.ya?ml$/i, '');
}

/** The names of sources in a head that has other faults, so that claims are still checked against them. */
function sourceNames(value: object): ReadonlySet<string> | null {
  const sources: unknown = 'sources' in value ? value.sources : null;
  return typeof sources === 'object' && sources !== null ? new Set(Object.keys(sources)) : null;
}

function unknownHead(name: string): Omit<OpenFile, 'entries'> {
  return {
    about: { file: name, covers: name, knownUntil: null, archive: false },
    context: { sources: new Map(), own: ownSource(name), knownUntil: null, holidays: [], archive: false },
    sourceIds: null,
    zone: 'unknown',
  };
}

/** Spaces of other widths and line separators, as word processors and web pages have them: each is read as a space. */
const ODD_SPACES = /[\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f]/g;

/** The wide space of Chinese and Japanese, before a field's name and after its colon. In texts it stays as it is. */
const WIDE_SPACES = /^[ \u3000]*(?:-[ \u3000]+)?[A-Za-z][\w-]*:(?:[ \u3000]+|$)/gm;

/** Reads the spaces that only look different as plain ones; every character keeps its place. */
function plainSpaces(text: string): string {
  const spaced = text.replace(ODD_SPACES, ' ');
  if (!spaced.includes('\u3000')) return spaced;
  return spaced.replace(WIDE_SPACES, (start) => start.replaceAll('\u3000', ' '));
}

/** Beside a field's name: its indentation, and the character after its colon. */
const FIELD_LINE = /^([ \-\p{Cf}]*)([A-Za-z]+):(\p{Cf}?)/gmu;
const HIDDEN = /\p{Cf}/u;
const MAX_NAMED = 20;

const FIELDS: ReadonlySet<string> = new Set(
  [headShape, sourceShape, eventShape, claimShape, dateShape, historyShape].flatMap(({ shape }) => Object.keys(shape)),
);

/**
 * The characters of no width (U+200B and its like) that stand for a space beside a field's name, each with its place:
 * YAML takes them for a part of the name, and its own words would hide that. At most 20.
 */
function findHidden(file: string, text: string): Problem[] {
  if (!HIDDEN.test(text)) return [];
  const found: Problem[] = [];
  let [line, counted] = [1, 0];
  for (const match of text.matchAll(FIELD_LINE)) {
    const [start, before = '', name = '', after = ''] = match;
    if (!FIELDS.has(name)) continue;
    // The mark of byte order at the start of a file is none of the list's.
    const inBefore = before.slice(match.index === 0 && before.startsWith('\ufeff') ? 1 : 0).search(HIDDEN);
    if (inBefore < 0 && after === '') continue;
    const column = inBefore < 0 ? start.length : start.search(HIDDEN) + 1;
    for (; counted < match.index; counted += 1) if (text[counted] === '\n') line += 1;
    const code = start
      .charCodeAt(column - 1)
      .toString(16)
      .toUpperCase()
      .padStart(4, '0');
    found.push({
      file,
      line,
      column,
      at: null,
      message: `The invisible U+${code} stands where only spaces may.`,
      found: shortly(start),
      expected: 'spaces',
    });
    if (found.length === MAX_NAMED) break;
  }
  return found;
}
