import type { Instant } from '../../model/date.ts';
import { FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import type { Claim, EventId, ListEvent } from '../../model/event.ts';
import type { Field } from '../../model/message.ts';
import { formatDay, formatRange, localDay } from '../../time/local.ts';
import type { Reader } from '../../time/reader.ts';
import { field, joinWithin, present } from '../card/build-card.ts';
import { presentState } from '../dates/date-phase.ts';
import { claimedDate, type DatePlace } from '../dates/date-phrases.ts';
import { asSentence, escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { eventCardText } from './event-words.ts';
import { sourceName } from './small-print.ts';

/** How much of a card its sources may take. */
export type SourceRoom = { readonly says: number; readonly all: number };

/**
 * The words of each source, the followed one first: `ILKHA (19 Oct): from 1 November, … AAM (23 Oct): …, gives no
 * date.`
 */
export function sourcesField({ event, now, zone }: LinkView, followed: Claim | null, room: SourceRoom): Field | null {
  const place = { events: new Map(), zone: event.zone, reader: zone };
  const ordered = [...event.claims].sort((a, b) => Number(b === followed) - Number(a === followed));
  const year = localDay(now, event.zone).slice(0, 4);
  const only = new Set(ordered.map((claim) => claim.source.id)).size === 1 && ordered.length === 1;
  const parts = ordered.map((claim) => oneClaim(claim, place, { year, only, max: room.says }));
  return field(eventCardText(only ? 'source' : 'sources'), joinWithin(parts, ' ', Math.min(room.all, FIELD_VALUE_MAX)));
}

type ClaimRoom = { readonly year: string; readonly only: boolean; readonly max: number };

function oneClaim(claim: Claim, place: DatePlace, { year, only, max }: ClaimRoom): string {
  // A source with a date and no words of its own is shown by its date; it is not silent.
  const dated = claim.date === null ? eventCardText('silent') : claimedDate(claim.date, place);
  const reported = claim.says === null ? dated : escapeText(claim.says, max);
  const says = claim.credible ? reported : doubted(reported, claim.doubt, max);
  const source = sourceName(claim);
  const day = claim.published;
  if (day === null) return asSentence(eventCardText('saysUndated', { source, says }));
  const published = day.startsWith(year) ? formatDay(day, 'day-short') : formatRange(day, day);
  return asSentence(eventCardText(only ? 'onlySource' : 'says', { source, published, says }));
}

function doubted(says: string, doubt: string | null, max: number): string {
  if (doubt === null) return eventCardText('doubtedPlain', { says });
  return eventCardText('doubted', { says, doubt: escapeText(doubt, max) });
}

/** When an event's entry was last checked against its sources. */
export function freshnessField(event: ListEvent, now: Instant): Field | null {
  const name = eventCardText('checked');
  const { lastVerified } = event;
  const today = localDay(now, event.zone);
  // A rehearsal may run before the day on which the list was made.
  if (lastVerified === null || lastVerified > today) return null;
  const day = formatRange(lastVerified, lastVerified);
  return field(name, day);
}

/**
 * `Sources end 23 Oct 2025; not checked since.` for an archive whose makers knew nothing later; `null` before that day.
 */
export function archiveNote(event: ListEvent, now: Instant): string | null {
  const { archive, knownUntil } = event;
  if (!archive || knownUntil === null || localDay(now, event.zone) <= knownUntil) return null;
  return eventCardText('archive', { day: formatRange(knownUntil, knownUntil) });
}

/** An event, the list that its links lead to, and the present instant. */
type LinkView = {
  readonly event: ListEvent;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The reader's. */
  readonly zone: Reader;
};

/** Links to the events that an event is part of, depends on, or would be prevented by, each with its present state. */
export function upwardLinks(view: LinkView, max = FIELD_VALUE_MAX): Field[] {
  const { event } = view;
  return present([
    links('partOf', event.partOf === null ? [] : [event.partOf], view, max),
    links('dependsOn', event.dependsOn, view, max),
    links('unless', event.unless, view, max),
  ]);
}

/** Links to the events that depend on an event, or on one that has left the list; `null` where none does. */
function dependentsField(
  view: Omit<LinkView, 'event'> & { readonly event: { readonly id: EventId } },
  max = FIELD_VALUE_MAX,
): Field | null {
  const { id } = view.event;
  const hanging = [...view.events.values()].filter(
    (other) => other.dependsOn.includes(id) || other.unless.includes(id),
  );
  return links(
    'dependents',
    hanging.map((other) => other.id),
    view,
    max,
  );
}

/** Links to the events that an event replaces, to its parts, and to those that depend on it. */
export function downwardLinks(view: LinkView, max = FIELD_VALUE_MAX): Field[] {
  const { event, events } = view;
  const all = [...events.values()];
  const idsOf = (keep: (other: ListEvent) => boolean) => all.filter(keep).map((other) => other.id);
  return present([
    links('supersedes', event.supersedes, view, max),
    links(
      'parts',
      idsOf((other) => other.partOf === event.id),
      view,
      max,
    ),
    dependentsField(view, max),
  ]);
}

/** More links than a field can hold; the others are counted. */
const SHOWN = 12;

type LinkName = 'partOf' | 'dependsOn' | 'unless' | 'supersedes' | 'parts' | 'dependents';

function links(name: LinkName, ids: readonly EventId[], view: Omit<LinkView, 'event'>, max: number): Field | null {
  const parts = ids.slice(0, SHOWN).map((id) => {
    const other = view.events.get(id);
    if (other === undefined) return eventCardText('unknownEvent', { id: escapeText(id, 60) });
    const state = presentState(other, view);
    return eventCardText('link', { title: titleOf(other, 80), state });
  });
  return field(eventCardText(name), joinWithin(parts, '; ', Math.min(max, FIELD_VALUE_MAX), ids.length - parts.length));
}
