import { shortFields } from '../../list/parse/short-fields.ts';
import { repeatFields } from '../../list/repeat/repeat-fields.ts';
import { type AnchoredDate, isAnchored, type LocalDay } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { Claim, ListEvent } from '../../model/event.ts';
import { formatDay, formatRangeShort } from '../../time/local.ts';
import { type EditedYaml, editYaml } from '../../yaml/edit-yaml.ts';
import type { Path } from '../../yaml/open-yaml.ts';
import { dateInput, shiftDate } from './date-input.ts';
import { OTHER, YOU } from './own-words.ts';

/** A change that a person at the page makes to one event. */
export type EventEdit = 'move' | 'cancel' | 'disagree' | 'happened';

/** How many days later a date is moved, and how far off the second source is. */
const MOVED_DAYS = 3;
const APART_DAYS = 2;

/**
 * Edits the text of a list as its maintainer would on that day: what has become known since is not in it, a claim in the
 * person's own name is added. `event` and `edge` are as they are known. Returns the new text, and a sentence on what was
 * done. Throws where the text cannot be edited.
 */
export function editEvent(
  text: string,
  { event, edge }: { readonly event: ListEvent; readonly edge: Edge | null },
  edit: EventEdit,
  today: LocalDay,
): { readonly text: string; readonly said: string } {
  const yaml = editYaml(text);
  const at = yaml === null ? null : placeOf(yaml, event);
  if (yaml === null || at === null)
    throw new Error(`${event.title} cannot be changed here: its file is not written that way.`);
  writeAsKnown(yaml, at, event, today);
  const said = carryOut(yaml, at, { event, edge }, edit, today);
  const known: unknown = yaml.get(['knownUntil']);
  if (typeof known === 'string' && known < today) yaml.set(['knownUntil'], today);
  return { text: yaml.text(), said };
}

function placeOf(yaml: EditedYaml, { id, title }: ListEvent): Path | null {
  const entries: unknown = yaml.get(['events']);
  if (!Array.isArray(entries)) return null;
  const index = entries.findIndex((entry: { id?: unknown; title?: unknown } | null) =>
    entry?.id === undefined ? entry?.title === title : entry.id === id,
  );
  return index === -1 ? null : ['events', index];
}

/** Brings an entry to what is known: in the long form, without anything that was published later or rests on it. */
function writeAsKnown(yaml: EditedYaml, at: Path, event: ListEvent, today: LocalDay): void {
  const put = (field: string, value: unknown): void =>
    value === null || value === undefined ? yaml.remove([...at, field]) : yaml.set([...at, field], value);
  const claims: unknown = yaml.get([...at, 'claims']);
  if (!Array.isArray(claims)) {
    for (const field of Object.keys({ ...shortFields, ...repeatFields })) yaml.remove([...at, field]);
    put('id', event.id);
    put('kind', event.kind);
    put('zone', event.zone);
    put(
      'claims',
      event.claims.map((claim) => claimInput(yaml, claim, today)),
    );
  } else {
    const isKnown = ({ source, published }: { source?: unknown; published?: unknown }) =>
      event.claims.some((claim) => claim.source.id === source && claim.published === published);
    for (const [index, claim] of [...claims.entries()].reverse()) {
      if (!isKnown(claim)) yaml.remove([...at, 'claims', index]);
    }
  }
  put('certainty', event.certainty);
  const claimants = new Set(event.claims.map(({ source }) => source.id));
  for (const field of ['certaintyFrom', 'textsFrom'] as const) {
    if (event[field] !== undefined && !claimants.has(event[field])) yaml.remove([...at, field]);
  }
  for (const field of ['certaintyNote', 'dateCertainty', 'summary', 'stakes', 'follow', 'outcome'] as const) {
    if (event[field] === null) yaml.remove([...at, field]);
  }
  if (event.lastVerified === null || event.lastVerified > today) yaml.remove([...at, 'lastVerified']);
  else if (yaml.get([...at, 'lastVerified']) !== undefined) yaml.set([...at, 'lastVerified'], event.lastVerified);
  const steps: unknown = yaml.get([...at, 'history']);
  if (Array.isArray(steps) && event.history.length < steps.length) {
    put(
      'history',
      event.history.length === 0
        ? null
        : event.history.map(({ label, day, source }) => given({ label, day, source: source?.id })),
    );
  }
}

/** A claim as it is written; the file's own word gets the file's name. */
function claimInput(
  yaml: EditedYaml,
  { source, published, dates, date, certainty, says, url }: Claim,
  today: LocalDay,
): object {
  const id = source.own === true ? OWN_FILE : source.id;
  if (source.own === true) putSource(yaml, OWN_FILE, { name: source.name });
  return given({
    source: id,
    published: published ?? today,
    dates,
    date: date && dateInput(date),
    certainty,
    says,
    url,
  });
}

const OWN_FILE = 'this-file';

function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

function putSource(yaml: EditedYaml, id: string, source: object): void {
  if (yaml.get(['sources', id]) === undefined) yaml.set(['sources', id], source);
}

function carryOut(
  yaml: EditedYaml,
  at: Path,
  { event, edge }: { readonly event: ListEvent; readonly edge: Edge | null },
  edit: EventEdit,
  today: LocalDay,
): string {
  const claim = (source: { readonly id: string; readonly name: string }, fields: object): void => {
    const official = source.id === YOU.id ? { official: true } : {};
    putSource(yaml, source.id, { name: source.name, ...official });
    yaml.add([...at, 'claims'], given({ source: source.id, published: today, ...fields }));
  };
  switch (edit) {
    case 'cancel':
      claim(YOU, { certainty: 'cancelled', says: 'it is off' });
      yaml.set([...at, 'certainty'], 'cancelled');
      yaml.remove([...at, 'certaintyNote']);
      return `${event.title}: cancelled.`;
    case 'happened':
      claim(YOU, { certainty: 'done', says: 'it has happened' });
      yaml.set([...at, 'certainty'], 'done');
      yaml.remove([...at, 'certaintyNote']);
      yaml.set([...at, 'outcome'], { what: 'It happened, as you said on this page.', day: today, source: YOU.id });
      return `${event.title}: it has happened.`;
    case 'move': {
      const { date, dates } = movable(event, edge);
      const moved = shiftDate(date, MOVED_DAYS);
      claim(YOU, { dates, date: dateInput(moved), says: `now ${inWords(moved)}` });
      yaml.set([...at, 'follow'], { source: YOU.id, reason: 'the newest word' });
      return `${event.title}: moved from ${inWords(date)} to ${inWords(moved)}.`;
    }
    case 'disagree': {
      const { date, dates } = movable(event, edge);
      const other = shiftDate(date, APART_DAYS);
      claim(OTHER, { dates, date: dateInput(other), says: inWords(other) });
      return `A second source says ${inWords(other)}; the first one says ${inWords(date)}.`;
    }
  }
}

function movable(event: ListEvent, edge: Edge | null): { readonly date: AnchoredDate; readonly dates: string | null } {
  if (edge === null || !isAnchored(edge.date)) throw new Error(`${event.title} has no day that could be moved.`);
  return { date: edge.date, dates: edge.claim.dates };
}

function inWords(date: AnchoredDate): string {
  if (date.precision === 'range') return formatRangeShort(date.from, date.through);
  return formatDay(date.precision === 'minute' ? date.minute.slice(0, 10) : date.day, 'day-short');
}
