import type * as z from 'zod';
import type { LocalDay, Zone } from '../../model/date.ts';
import type { ListEvent } from '../../model/event.ts';
import { describeIssues, type ReportIssue } from '../../yaml/describe-issues.ts';
import type { Path } from '../../yaml/open-yaml.ts';
import { occurrenceOf } from '../repeat/expand-event.ts';
import { isRepeating, readSeries } from '../repeat/read-series.ts';
import { buildEvent, type FileContext } from './build-event.ts';
import { checkEvent, type SoundEvent } from './check-event.ts';
import { checkForm, deriveId } from './check-form.ts';
import { claimShape, type EntryInput, type EventInput, eventShape, type WholeClaim } from './event-shape.ts';
import { findZone } from './find-zone.ts';
import { makeIssueReporter, type ReadPart, type Report, type Spot, spotOf } from './findings.ts';
import { LIST_WORDING } from './list-shape.ts';
import type { Entry, OpenFile } from './open-file.ts';
import { placeClaims, type SoundEntry } from './place-claims.ts';
import { readPiece } from './read-piece.ts';

/** One event naming another, and where it does so. */
export type Link = {
  readonly relation: 'dependsOn' | 'unless' | 'partOf' | 'supersedes' | 'during' | 'after';
  readonly to: string;
  readonly spot: Spot;
};

/**
 * An event that was read: everything known of it even when it has faults, so that links to it and from it are checked.
 */
export type ReadEvent = {
  /** With its place in the list; `null` where no id can be read. */
  readonly id: { readonly text: string; readonly spot: Spot; readonly derived: boolean } | null;
  readonly file: string;
  /** The line of the file at which it begins. */
  readonly line: number;
  /** `null` when it has faults. */
  readonly event: ListEvent | null;
  readonly links: readonly Link[];
  /** Whether neither it nor its file names a zone, so that the default one is taken. */
  readonly zoneLeftOut: boolean;
  /** The entry that repeats, where this is one of its dates. */
  readonly series?: string;
};

/** Reads one event: parse, shape, checks, model. Reports every fault. `zone` is that of entries that are left without one. */
export function readEvent(
  entry: Entry,
  file: OpenFile,
  defaults: { readonly zone: Zone },
  report: Report,
): readonly ReadEvent[] {
  let faults = 0;
  const count: Report = (finding) => {
    faults += 1;
    report(finding);
  };
  const { file: name } = file.about;
  const opened = openEntry(entry, count);
  if (opened === null) return [withoutValue(entry, name)];
  const { value } = opened;
  const id = idOf(value);
  const part: ReadPart = { file: name, ...opened, id: id?.text ?? null };
  const reportIssue = makeIssueReporter(part, count);
  const result = eventShape.safeParse(value, { jitless: true });
  if (!result.success) describeIssues(result.error.issues, value, eventShape, LIST_WORDING, reportIssue);
  const written: SoundEntry = result.success ? soundEntry(result.data) : soundParts(value);
  if (isFields(value)) checkForm(value, written, reportIssue);
  const { sourceIds, context } = file;
  const [only, another] = sourceIds ?? [];
  const claims = placeClaims(written, only !== undefined && another === undefined ? only : context.own.id);
  const sound: SoundEvent = { ...written, claims };
  const isShort = isFields(value) && !('claims' in value);
  const zone = eventZone(sound.zone, { mayBeMissing: !isFields(value) || 'zone' in value, isShort }, file, reportIssue);
  const known = {
    sourceIds,
    ownId: context.own.id,
    knownUntil: context.knownUntil,
    holidays: context.holidays,
    zone: knownZone(zone, defaults.zone),
  };
  const dates = checkEvent(sound, known, reportIssue);
  const days = isFields(value) && isRepeating(value) ? readSeries(written, id?.text ?? null, reportIssue) : null;
  const line = lineOf(entry);
  const whole = result.success && faults === 0 ? wholeEvent(result.data, id?.text ?? null, claims) : null;
  const event = whole && buildEvent(whole, { dates, zone: known.zone ?? defaults.zone }, context, { file: name, line });
  const one: ReadEvent = {
    id: id && { ...id, spot: spotOf(part, [id.derived ? 'title' : 'id'], 'value') },
    file: name,
    line,
    event,
    links: linksOf(sound).map(({ path, ...link }) => ({ ...link, spot: spotOf(part, path, 'value') })),
    zoneLeftOut: zone === 'left out',
  };
  return days === null || event === null ? [one] : seriesOf(one, event, days, written, context);
}

/** The dates of an entry that repeats, each an event of its own; what the entry says of others is said once. */
function seriesOf(
  one: ReadEvent,
  event: ListEvent,
  days: readonly LocalDay[],
  { occurrences = {} }: SoundEntry,
  { sources, own }: FileContext,
): ReadEvent[] {
  return days.map((day, index) => {
    const made = occurrenceOf(event, day, occurrences[day], (id) => sources.get(id) ?? own);
    return {
      ...one,
      id: one.id && { ...one.id, text: made.id },
      event: made,
      series: event.id,
      links: index === 0 ? one.links : [],
      zoneLeftOut: index === 0 && one.zoneLeftOut,
    };
  });
}

/** Fills in the fields that the short form leaves out: the id comes from the title, the event is confirmed, and its kind is `date`. */
function wholeEvent(entry: EntryInput, id: string | null, claims: SoundEvent['claims']): EventInput | null {
  const { kind = 'date', certainty = 'confirmed' } = entry;
  const whole = claims.flatMap(({ input: { source, ...more } }): WholeClaim[] =>
    source === undefined ? [] : [{ ...more, source }],
  );
  return id === null ? null : { ...entry, id, kind, certainty, claims: whole };
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
    return { id: null, file, line, event: null, links: [], zoneLeftOut: false };
  const lines = entry.piece.text.slice(0, found.index + before.length).split('\n');
  const spot = {
    file,
    line: entry.piece.fileLine(lines.length),
    column: (lines.at(-1) ?? '').length + 1,
    at: `${text}: id`,
  };
  return { id: { text, spot, derived: false }, file, line, event: null, links: [], zoneLeftOut: false };
}

type LinkPath = Omit<Link, 'spot'> & { readonly path: Path };

function linksOf({ dependsOn = [], unless = [], partOf, supersedes = [], claims }: SoundEvent): LinkPath[] {
  return [
    ...dependsOn.map((to, index): LinkPath => ({ relation: 'dependsOn', to, path: ['dependsOn', index] })),
    ...unless.map((to, index): LinkPath => ({ relation: 'unless', to, path: ['unless', index] })),
    ...(partOf === undefined ? [] : [{ relation: 'partOf', to: partOf, path: ['partOf'] } as const]),
    ...supersedes.map((to, index): LinkPath => ({ relation: 'supersedes', to, path: ['supersedes', index] })),
    ...claims.flatMap(({ input: { date }, keyPath }): LinkPath[] =>
      (['after', 'before'] as const).flatMap((key): LinkPath[] => {
        const to = date?.[key]?.event;
        return to === undefined ? [] : [{ relation: 'after', to, path: [...keyPath(key), 'event'] }];
      }),
    ),
    ...claims.flatMap(({ input: { date }, keyPath }): LinkPath[] =>
      date?.during === undefined ? [] : [{ relation: 'during', to: date.during, path: keyPath('during') }],
    ),
  ];
}

/** The zone of an entry: its own, else its file's; `left out` where the default is taken; `unknown` after a fault. */
function eventZone(
  text: string | undefined,
  { mayBeMissing, isShort }: { readonly mayBeMissing: boolean; readonly isShort: boolean },
  file: OpenFile,
  reportIssue: ReportIssue,
): Zone | 'unknown' | 'left out' {
  if (text === undefined) {
    if (file.zone === null && isShort && !mayBeMissing) return 'left out';
    if (file.zone === null && !mayBeMissing) {
      const expected = 'an IANA name such as America/New_York, here or at the head of the file';
      reportIssue(['zone'], 'value', '`zone` is missing', expected);
    }
    return file.zone ?? 'unknown';
  }
  const answer = findZone(text);
  if (answer.zone === null) reportIssue(['zone'], 'value', answer.message, answer.expected);
  return answer.zone ?? 'unknown';
}

function knownZone(zone: Zone | 'unknown' | 'left out', byDefault: Zone): Zone | null {
  return zone === 'unknown' ? null : zone === 'left out' ? byDefault : zone;
}

/** The well-formed parts of an event that has faults, so that its other mistakes are reported in the same run. */
function soundParts(value: unknown): SoundEntry {
  if (!isFields(value)) return { claims: [] };
  const { claims: _, ...parts }: Partial<EntryInput> = soundFields(eventShape.shape, value);
  if (!('claims' in value)) return parts;
  const claims = Array.isArray(value['claims']) ? value['claims'] : [];
  return {
    ...parts,
    claims: claims.slice(0, 100).map((claim) => (isFields(claim) ? soundFields(claimShape.shape, claim) : {})),
  };
}

function soundEntry({ claims, ...entry }: EntryInput): SoundEntry {
  return claims === undefined ? entry : { ...entry, claims };
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

/** The id of an entry; in the short form made from its title where it names none. */
function idOf(value: unknown): { readonly text: string; readonly derived: boolean } | null {
  if (!isFields(value)) return null;
  const { id, title } = value;
  if (typeof id === 'string') return { text: id, derived: false };
  const text = id === undefined && !('claims' in value) && typeof title === 'string' ? deriveId(title) : null;
  return text === null ? null : { text, derived: true };
}
