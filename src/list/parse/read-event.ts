import type { ListEvent } from '../../model/event.ts';
import type { Problem } from '../../model/problem.ts';
import { tellShapeIssues } from '../../yaml/describe-shape-issues.ts';
import { type Finding, type Path, pathText, type Tell } from '../../yaml/finding.ts';
import { type ParsedYaml, parseYaml } from '../../yaml/parse-yaml.ts';
import { shortly } from '../../yaml/problem-text.ts';
import { buildEvent } from './build-event.ts';
import { checkEvent } from './check-event.ts';
import { eventShape } from './event-shape.ts';
import { findZone, type ZoneAnswer } from './find-zone.ts';
import type { Entry, OpenFile } from './open-file.ts';
import { readPlainYaml } from './read-plain-yaml.ts';
import { type SoundEvent, soundParts } from './well-formed-parts.ts';

/** One event naming another, and where it does so. */
export type Link = {
  readonly relation: 'dependsOn' | 'unless' | 'partOf' | 'supersedes' | 'during';
  readonly to: string;
  readonly path: Path;
};

/** An event that was read: what is known of it even when it has faults, so that links to it and from it are checked. */
export type ReadEvent = {
  readonly id: string | null;
  /** `null` when it has faults. */
  readonly event: ListEvent | null;
  readonly links: readonly Link[];
  readonly file: string;
  readonly line: number;
  readonly tell: Tell;
};

/** Where faults are reported while reading. */
export type Rim = {
  readonly problem: (problem: Problem) => void;
  readonly finding: (finding: Finding) => void;
};

/** Reads one event: parse, shape, checks, model. Tells every fault to `rim`. */
export function readEvent(entry: Entry, file: OpenFile, rim: Rim): ReadEvent {
  let faults = 0;
  const { value, problems, usable } = entryValue(entry);
  for (const problem of problems) {
    faults += 1;
    rim.problem(problem);
  }
  const id = usable ? idOf(value) : idInText(entry.piece.text);
  const tell: Tell = (path, on, message, found, expected) => {
    faults += 1;
    const inside = pathText(path);
    const at = id === null ? inside : inside === null ? shortly(id) : `${shortly(id)}: ${inside}`;
    rim.finding({ piece: entry.piece, path: [...entry.base, ...path], on, at, message, found, expected });
  };
  const origin = { file: file.about.file, line: entry.line };
  const known = { id, ...origin, tell };
  if (!usable) return { ...known, event: null, links: [] };
  const result = eventShape.safeParse(value, { jitless: true });
  if (!result.success) tellShapeIssues(result.error.issues, value, eventShape, tell);
  const sound = result.success ? result.data : soundParts(value);
  checkEvent(sound, { sourceIds: file.sourceIds, knownUntil: file.context.knownUntil }, tell);
  const zone = eventZone(sound.zone, result.success || !hasZone(value), file, tell);
  const links = linksOf(sound);
  const event = result.success && faults === 0 ? buildEvent(result.data, zone, file.context, origin) : null;
  return { ...known, event, links };
}

/** The plain road first: it is many times faster, and says when it is not sure. */
function entryValue(entry: Entry): Pick<ParsedYaml, 'value' | 'problems' | 'usable'> {
  if (entry.value !== null) return { value: entry.value.parsed, problems: [], usable: true };
  const plain = readPlainYaml(entry.piece.text);
  if (plain !== null) return { value: plain.value[0], problems: [], usable: true };
  const { value, problems, usable } = parseYaml(entry.piece);
  return { value: Array.isArray(value) ? (value[0] as unknown) : undefined, problems, usable };
}

function linksOf({ dependsOn = [], unless = [], partOf, supersedes = [], claims }: SoundEvent): Link[] {
  return [
    ...dependsOn.map((to, index): Link => ({ relation: 'dependsOn', to, path: ['dependsOn', index] })),
    ...unless.map((to, index): Link => ({ relation: 'unless', to, path: ['unless', index] })),
    ...(partOf === undefined ? [] : [{ relation: 'partOf', to: partOf, path: ['partOf'] } as const]),
    ...supersedes.map((to, index): Link => ({ relation: 'supersedes', to, path: ['supersedes', index] })),
    ...claims.flatMap(({ date }, index): Link[] =>
      date?.during === undefined
        ? []
        : [{ relation: 'during', to: date.during, path: ['claims', index, 'date', 'during'] }],
    ),
  ];
}

const zones = new Map<string, ZoneAnswer>();

function eventZone(text: string | undefined, mayBeMissing: boolean, file: OpenFile, tell: Tell): string {
  if (text === undefined) {
    if (file.zone === null && mayBeMissing) {
      tell(
        ['zone'],
        'value',
        '`zone` is missing',
        null,
        'an IANA name such as America/New_York, here or at the head of the file',
      );
    }
    return file.zone ?? 'unknown';
  }
  const answer = zones.get(text) ?? findZone(text);
  // Few names are ever used; a list made to fill the memory with others gets no help from here.
  if (zones.size < 1_000) zones.set(text, answer);
  if (answer.zone === null) tell(['zone'], 'value', answer.message, shortly(text), answer.expected);
  return answer.zone ?? 'unknown';
}

/** True also for what is no event at all and lacks more than a zone. */
function hasZone(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Array.isArray(value) || 'zone' in value;
}

function idOf(value: unknown): string | null {
  const id: unknown = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' ? id : null;
}

function idInText(text: string): string | null {
  return /^\s*(?:- +)?id: *["']?([a-z0-9-]+)/m.exec(text)?.[1] ?? null;
}
