import type { Instant, LocalDay, Zone } from '../model/date.ts';
import type { EventId, ListEvent } from '../model/event.ts';
import type { DatedChange } from '../render/notice/change-row.ts';
import type { PictureEvent } from '../render/picture/timeline-view.ts';

/** An event as it is published, with its edges and the instant from which it has been as it is. */
export type PublicEntry = PictureEvent & { readonly modified: Instant };

/** Everything that is published of a list, and nothing of who reads it: no server, no channel, no person. */
export type Publication = {
  readonly title: string;
  /** The address under which its files lie, with a slash at the end; `null` where it is not known. */
  readonly address: string | null;
  /** In the order of the list. */
  readonly entries: readonly PublicEntry[];
  /** Newest first. */
  readonly changes: readonly DatedChange[];
  readonly now: Instant;
  /** By its calendar it is said which day it is. */
  readonly zone: Zone;
};

/** One file of a publication. A picture is an SVG that is still to be drawn as PNG. */
export type PublicFile = { readonly name: string; readonly type: string } & (
  | { readonly text: string }
  | { readonly svg: string }
);

/** The times at which entries changed, as far as they are known beside the changes. */
export type KnownTimes = {
  /** From when an event was as it is, as an earlier publication says; `null` where there is none. */
  of(event: string): Instant | null;
  /** For events whose list says nothing: the time at which this program first saw them. */
  readonly otherwise: Instant;
};

/**
 * The entries of a publication. An entry was changed when the newest of its changes was taken over; one that has none on the
 * day of its newest source, or on which it was last looked at.
 */
export function publicEntries(
  events: readonly PictureEvent[],
  changes: readonly DatedChange[],
  now: Instant,
  known: KnownTimes,
): PublicEntry[] {
  const changed = new Map<string, Instant>();
  for (const { at, change } of changes) changed.set(change.event, Math.max(at, changed.get(change.event) ?? 0));
  return events.map((entry) => {
    const { id } = entry.event;
    const times = [changed.get(id) ?? null, known.of(id)].filter((time) => time !== null);
    const modified = times.length > 0 ? Math.max(...times) : (newestDay(entry.event, now) ?? known.otherwise);
    return { ...entry, modified: Math.floor(modified / 1_000) * 1_000 };
  });
}

function newestDay({ claims, outcome, lastVerified }: ListEvent, now: Instant): Instant | null {
  const days: (LocalDay | null)[] = [...claims.map(({ published }) => published), outcome?.day ?? null, lastVerified];
  const times = days.flatMap((day) => (day === null ? [] : Date.parse(day))).filter((time) => time <= now);
  return times.length === 0 ? null : Math.max(...times);
}

/** The events of a publication, for the texts that name others. */
export function eventsById({ entries }: Pick<Publication, 'entries'>): ReadonlyMap<EventId, ListEvent> {
  return new Map(entries.map(({ event }) => [event.id, event]));
}

/** When anything of it last changed; `null` where nothing is in it. */
export function lastModified({ entries }: Publication): Instant | null {
  return entries.reduce<Instant | null>((last, { modified }) => Math.max(last ?? 0, modified), null);
}
