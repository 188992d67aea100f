import type * as z from 'zod';
import type { ListEvent } from '../../model/event.ts';
import { describeIssues, type ReportIssue } from '../../yaml/describe-issues.ts';
import type { Path } from '../../yaml/open-yaml.ts';
import { buildEvent } from './build-event.ts';
import { checkEvent, type SoundEvent } from './check-event.ts';
import { claimShape, type EventInput, eventShape } from './event-shape.ts';
import { findZone } from './find-zone.ts';
import { makeIssueReporter, type ReadPart, type Report, type Spot, spotOf } from './findings.ts';
import { LIST_WORDING } from './list-shape.ts';
import type { Entry, OpenFile } from './open-file.ts';
import { readPiece } from './read-piece.ts';

/** One event naming another, and where it does so. */
export type Link = {
  readonly relation: 'dependsOn' | 'unless' | 'partOf' | 'supersedes' | 'during';
  readonly to: string;
  readonly spot: Spot;
};

/**
 * An event that was read: everything known of it even when it has faults, so that links to it and from it are checked.
 */
export type ReadEvent = {
  /** With its place in the list; `null` where no id can be read. */
  readonly id: { readonly text: string; readonly spot: Spot } | null;
  readonly file: string;
  /** The line of the file at which it begins. */
  readonly line: number;
  /** `null` when it has faults. */
  readonly event: ListEvent | null;
  readonly links: readonly Link[];
};

/** Reads one event: parse, shape, checks, model. Reports every fault. */
export function readEvent(entry: Entry, file: OpenFile, report: Report): ReadEvent {
  let faults = 0;
  const count: Report = (finding) => {
    faults += 1;
    report(finding);
  };
  const { file: name } = file.about;
  const opened = openEntry(entry, count);
  if (opened === null) return withoutValue(entry, name);
  const id = idOf(opened.value);
  const part: ReadPart = { file: name, ...opened, id };
  const reportIssue = makeIssueReporter(part, count);
  const result = eventShape.safeParse(part.value, { jitless: true });
  if (!result.success) describeIssues(result.error.issues, part.value, eventShape, LIST_WORDING, reportIssue);
  const sound = result.success ? result.data : soundParts(part.value);
  const zone = eventZone(sound.zone, result.success || !hasZone(part.value), file, reportIssue);
  const { sourceIds, context } = file;
  const known = { sourceIds, knownUntil: context.knownUntil, zone: zone === 'unknown' ? null : zone };
  const dates = checkEvent(sound, known, reportIssue);
  const line = lineOf(entry);
  return {
    id: id === null ? null : { text: id, spot: spotOf(part, ['id'], 'value') },
    file: name,
    line,
    event:
      result.success && faults === 0
        ? buildEvent(result.data, { dates, zone }, file.context, { file: name, line })
        : null,
    links: linksOf(sound).map(({ path, ...link }) => ({ ...link, spot: spotOf(part, path, 'value') })),
  };
}

function openEntry(entry: Entry, report: Report): Pick<ReadPart, 'yaml' | 'base' | 'value'> | null {
  if (entry.kind === 'entry') return { yaml: entry.of.yaml, base: ['events', entry.index], value: entry.value };
  const read = readPiece(entry.piece, report);
  if (read === null) return null;
  return { yaml: read.yaml, base: [0], value: Array.isArray(read.value) ? (read.value[0] as unknown) : undefined };
}

function lineOf(entry: Entry): number {
  return entry.kind === 'piece' ? entry.piece.fileLine(1) : entry.of.yaml.locate(['events', entry.index], 'value').line;
}

/**
 * The event without its value: where its YAML is broken, its id is still looked for, so that links to it are not
 * reported as leading nowhere.
 */
function withoutValue(entry: Entry, file: string): ReadEvent {
  const line = lineOf(entry);
  const found = entry.kind === 'piece' ? /^(\s*(?:- +)?id: *["']?)([a-z0-9-]+)/m.exec(entry.piece.text) : null;
  const [, before = '', text] = found ?? [];
  if (entry.kind !== 'piece' || found === null || text === undefined)
    return { id: null, file, line, event: null, links: [] };
  const lines = entry.piece.text.slice(0, found.index + before.length).split('\n');
  const spot = {
    file,
    line: entry.piece.fileLine(lines.length),
    column: (lines.at(-1) ?? '').length + 1,
    at: `${text}: id`,
  };
  return { id: { text, spot }, file, line, event: null, links: [] };
}

type LinkPath = Omit<Link, 'spot'> & { readonly path: Path };

function linksOf({ dependsOn = [], unless = [], partOf, supersedes = [], claims }: SoundEvent): LinkPath[] {
  return [
    ...dependsOn.map((to, index): LinkPath => ({ relation: 'dependsOn', to, path: ['dependsOn', index] })),
    ...unless.map((to, index): LinkPath => ({ relation: 'unless', to, path: ['unless', index] })),
    ...(partOf === undefined ? [] : [{ relation: 'partOf', to: partOf, path: ['partOf'] } as const]),
    ...supersedes.map((to, index): LinkPath => ({ relation: 'supersedes', to, path: ['supersedes', index] })),
    ...claims.flatMap(({ date }, index): LinkPath[] =>
      date?.during === undefined
        ? []
        : [{ relation: 'during', to: date.during, path: ['claims', index, 'date', 'during'] }],
    ),
  ];
}

function eventZone(text: string | undefined, mayBeMissing: boolean, file: OpenFile, reportIssue: ReportIssue): string {
  if (text === undefined) {
    if (file.zone === null && mayBeMissing) {
      const expected = 'an IANA name such as America/New_York, here or at the head of the file';
      reportIssue(['zone'], 'value', '`zone` is missing', expected);
    }
    return file.zone ?? 'unknown';
  }
  const answer = findZone(text);
  if (answer.zone === null) reportIssue(['zone'], 'value', answer.message, answer.expected);
  return answer.zone ?? 'unknown';
}

/** The well-formed parts of an event that has faults, so that its other mistakes are reported in the same run. */
function soundParts(value: unknown): SoundEvent {
  if (!isFields(value)) return { claims: [] };
  const parts: Partial<EventInput> = soundFields(eventShape.shape, value);
  const claims = Array.isArray(value['claims']) ? value['claims'] : [];
  return {
    ...parts,
    claims: claims.slice(0, 100).map((claim) => (isFields(claim) ? soundFields(claimShape.shape, claim) : {})),
  };
}

function soundFields<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  value: Readonly<Record<string, unknown>>,
): Partial<z.output<z.ZodObject<Shape>>> {
  const sound = Object.entries(shape).flatMap(([name, field]) => {
    if (!Object.hasOwn(value, name)) return [];
    const result = (field as z.ZodType).safeParse(value[name], { jitless: true });
    return result.success ? [[name, result.data]] : [];
  });
  return Object.fromEntries(sound) as Partial<z.output<z.ZodObject<Shape>>>;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether no zone is missing; true also for a value that is no event at all and lacks more than a zone. */
function hasZone(value: unknown): boolean {
  return !isFields(value) || 'zone' in value;
}

function idOf(value: unknown): string | null {
  const id: unknown = isFields(value) ? value['id'] : null;
  return typeof id === 'string' ? id : null;
}
