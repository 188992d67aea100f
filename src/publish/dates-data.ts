import type { EventChange } from '../model/change.ts';
import { decodeJson, isObject } from '../model/decode-json.ts';
import type { Edge } from '../model/edge.ts';
import type { ListEvent, Source } from '../model/event.ts';
import type { DatedChange } from '../render/notice/change-row.ts';
import { safeAddress } from '../render/text/escape-text.ts';
import { toIso } from '../time/world.ts';
import { changeId } from './change-feed.ts';
import { DATA_VERSION, datesShape } from './dates-shape.ts';
import { lastModified, type Publication } from './publication.ts';

/** The name of the schema beside the data. */
export const DATA_SCHEMA = 'dates.schema.json';

const MOST_CHANGES = 500;

/** An event without its place in a file and what only reminders need. */
type EventData = Omit<ListEvent, 'origin' | 'leads' | 'certaintyFrom' | 'textsFrom'>;
type DateData = Pick<Edge, 'name' | 'kind' | 'part' | 'day' | 'exact'> & {
  readonly anchor: string;
  readonly source: string;
};

/** `dates.json` as it is written; its instants as text. */
type DatesData = {
  readonly $schema: string;
  readonly version: typeof DATA_VERSION;
  readonly title: string;
  readonly modified: string | null;
  readonly events: readonly {
    readonly modified: string;
    readonly dates: readonly DateData[];
    readonly event: EventData;
  }[];
  readonly changes: readonly { readonly id: string; readonly at: string; readonly change: EventChange }[];
};

/** The data of a publication as JSON. */
export function datesJson(publication: Publication): string {
  const { title, entries, changes } = publication;
  const modified = lastModified(publication);
  const data: DatesData = {
    $schema: DATA_SCHEMA,
    version: DATA_VERSION,
    title,
    modified: modified === null ? null : toIso(modified),
    events: entries.map((entry) => ({
      modified: toIso(entry.modified),
      dates: entry.edges.map(({ name, kind, part, day, anchor, exact, claim }) => {
        return { name, kind, part, day, anchor: toIso(anchor), exact, source: claim.source.id };
      }),
      event: eventData(entry.event),
    })),
    changes: changes
      .slice(0, MOST_CHANGES)
      .map((dated) => ({ id: changeId(dated), at: toIso(dated.at), change: dated.change })),
  };
  return `${JSON.stringify(data, null, 1)}\n`;
}

/** Of addresses only those that are https are kept. */
function eventData(event: ListEvent): EventData {
  const { origin: _origin, leads: _leads, certaintyFrom: _from, textsFrom: _texts, ...kept } = event;
  return {
    ...kept,
    claims: kept.claims.map((claim) => ({ ...claim, source: sourceData(claim.source), url: safeAddress(claim.url) })),
    history: kept.history.map((step) => ({ ...step, source: step.source && sourceData(step.source) })),
    outcome: kept.outcome && { ...kept.outcome, source: kept.outcome.source && sourceData(kept.outcome.source) },
  };
}

function sourceData(source: Source): Source {
  return { ...source, url: safeAddress(source.url) };
}

/** An earlier publication, as far as it is needed again. */
export type PreviousDates = {
  readonly events: readonly { readonly event: ListEvent; readonly modified: number }[];
  /** Newest first. */
  readonly changes: readonly DatedChange[];
};

/** Reads the data of an earlier publication; `null` where they are not of this version, or none at all. */
export function readDatesJson(text: string): PreviousDates | null {
  const read = datesShape.safeParse(parsed(text));
  if (!read.success) return null;
  return {
    events: read.data.events.map(({ event, modified }) => ({
      event: withoutPlace(event),
      modified: Date.parse(modified),
    })),
    changes: read.data.changes.map(({ at, change }) => ({ at: Date.parse(at), change })),
  };
}

/** An event as a publication has it, for comparing it with an earlier one. */
export function asPublished(event: ListEvent): ListEvent {
  return withoutPlace(eventData(event));
}

function withoutPlace(event: EventData): ListEvent {
  return { ...event, origin: { file: '', line: 0 } };
}

function parsed(text: string): unknown {
  try {
    return decodeJson(text, isObject);
  } catch {
    return null;
  }
}
