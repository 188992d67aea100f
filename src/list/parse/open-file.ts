import type { ListFile, Source } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import { tellShapeIssues } from '../../yaml/describe-shape-issues.ts';
import { type Finding, pathText, type Tell } from '../../yaml/finding.ts';
import { parseYaml } from '../../yaml/parse-yaml.ts';
import { shortly, wholeFile } from '../../yaml/problem-text.ts';
import { splitEvents } from '../../yaml/split-events.ts';
import { eventPiece, headPiece, wholePiece, type YamlPiece } from '../../yaml/yaml-piece.ts';
import type { FileContext } from './build-event.ts';
import { eventShape } from './event-shape.ts';
import { type HeadInput, headShape } from './file-shape.ts';
import { findZone } from './find-zone.ts';
import type { ListText } from './list-text.ts';

/** One event still to be read: as text to parse, or as a value of a file that was parsed as a whole. */
export type Entry = {
  readonly piece: YamlPiece;
  /** The line of the file at which the event begins. */
  readonly line: number;
  /** Where in the piece the event is. */
  readonly base: readonly (string | number)[];
  readonly value: { readonly parsed: unknown } | null;
};

/** A file whose head was read. */
export type OpenFile = {
  readonly about: Omit<ListFile, 'events'>;
  readonly context: FileContext;
  /** `null` when the head could not be read, so that nothing can be said against it. */
  readonly sourceIds: ReadonlySet<string> | null;
  /** The zone of events that name none; `unknown` when the head names one that is no zone. */
  readonly zone: string | null | 'unknown';
  readonly entries: readonly Entry[];
};

/** Takes a file apart and reads its head, telling what is wrong with it; `null` when nothing in it can be used. */
export function openFile(file: ListText, problems: Problem[], findings: Finding[]): OpenFile | null {
  if (file.text.trim() === '') {
    problems.push(
      wholeFile(file.name, 'This file is empty', null, 'a list; `events.template.yaml` shows how it begins'),
    );
    return null;
  }
  const split = splitEvents(file.text, isEventField);
  const piece = split ? headPiece(file.name, split) : wholePiece(file.name, file.text);
  const parsed = parseYaml(piece);
  problems.push(...parsed.problems);
  const items = split ? split.items.map((item) => itemEntry(file.name, item)) : null;
  if (!parsed.usable) return items ? { ...unknownHead(file.name), entries: items } : null;
  const tell: Tell = (path, on, message, found, expected) =>
    findings.push({ piece, path, on, at: pathText(path), message, found, expected });
  const value = parsed.value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const found = value === null ? null : shortly(value);
    tell([], 'value', 'This is no list of events', found, 'fields such as `covers:`, `sources:` and `events:`');
    return null;
  }
  return readHead(file.name, value, tell, items ?? wholeEntries(value, piece, parsed.eventLines, tell));
}

/** A field of events that no head has: at the margin it is a slip, not the end of the events. */
function isEventField(name: string): boolean {
  return Object.hasOwn(eventShape.shape, name) && !Object.hasOwn(headShape.shape, name);
}

function itemEntry(name: string, item: { text: string; line: number }): Entry {
  return { piece: eventPiece(name, item), line: item.line, base: [0], value: null };
}

function wholeEntries(value: object, piece: YamlPiece, lines: readonly number[], tell: Tell): Entry[] {
  const events: unknown = 'events' in value ? value.events : undefined;
  if (Array.isArray(events) && events.length > 0) {
    return events.map((parsed: unknown, index) => ({
      piece,
      line: lines[index] ?? 1,
      base: ['events', index],
      value: { parsed },
    }));
  }
  const missing = events === undefined || events === null || Array.isArray(events);
  const message = missing ? 'There are no events in this file' : '`events` is no list';
  tell(['events'], 'value', message, missing ? null : shortly(events), 'at least one event, beginning with `- id:`');
  return [];
}

function readHead(name: string, value: object, tell: Tell, entries: readonly Entry[]): OpenFile {
  const result = headShape.safeParse(value, { jitless: true });
  if (!result.success) {
    tellShapeIssues(result.error.issues, value, headShape, tell);
    return { ...unknownHead(name), sourceIds: sourceNames(value), entries };
  }
  const head: HeadInput = result.data;
  let zone: OpenFile['zone'] = null;
  if (head.zone !== undefined) {
    const answer = findZone(head.zone);
    zone = answer.zone ?? 'unknown';
    if (answer.zone === null) tell(['zone'], 'value', answer.message, shortly(head.zone), answer.expected);
  }
  const sources = new Map(Object.entries(head.sources).map(([id, source]) => [id, sourceOf(id, source)]));
  const knownUntil = head.knownUntil ?? null;
  const archive = head.archive ?? false;
  return {
    about: { file: name, covers: head.covers, knownUntil, archive },
    context: { sources, knownUntil, archive },
    sourceIds: new Set(sources.keys()),
    zone,
    entries,
  };
}

function sourceOf(id: string, { name, fullName, url }: HeadInput['sources'][string]): Source {
  return { id, name, fullName: fullName ?? null, url: url ?? null };
}

/** The names of sources in a head that has other faults, so that claims are still checked against them. */
function sourceNames(value: object): ReadonlySet<string> | null {
  const sources: unknown = 'sources' in value ? value.sources : null;
  return typeof sources === 'object' && sources !== null ? new Set(Object.keys(sources)) : null;
}

function unknownHead(name: string): Omit<OpenFile, 'entries'> {
  return {
    about: { file: name, covers: name, knownUntil: null, archive: false },
    context: { sources: new Map(), knownUntil: null, archive: false },
    sourceIds: null,
    zone: 'unknown',
  };
}
