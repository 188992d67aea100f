import type { Instant, LocalDay } from '../../model/date.ts';
import {
  type Certainty,
  type Claim,
  type EventList,
  isCalledOff,
  type ListEvent,
  publicationOf,
} from '../../model/event.ts';
import { atLocal, localDay } from '../../time/local.ts';

/** A list, and the instant from which it could be known. */
export type PublicationStep = { readonly at: Instant; readonly list: EventList };

/**
 * No source gives the hour of its publication. 12:00 UTC lies on the day it names in nearly every zone (from UTC-12 to
 * UTC+11), so that channels anywhere get its changes on the day of the report.
 */
const KNOWN_AT = '12:00';
const KNOWN_AT_MS = 12 * 3_600_000;

/**
 * Yields the list as it became known: as it was at `from`, and then each publication after `from`, up to and including
 * `to`, at 12:00 UTC of its day. Before the first publication the list has no events.
 */
export function* publicationSteps(list: EventList, from: Instant, to: Instant): Generator<PublicationStep> {
  yield { at: from, list: listAsKnown(list, localDay(from - KNOWN_AT_MS, 'UTC')) };
  for (const day of publicationDays(list)) {
    const at = atLocal(day, KNOWN_AT, 'UTC');
    if (at > from && at <= to) yield { at, list: listAsKnown(list, day) };
  }
}

/** The days on which something in the list became known, in order: claims and outcomes. */
export function publicationDays(list: EventList): LocalDay[] {
  const days = list.events.flatMap((event) => [...event.claims.map(({ published }) => published), outcomeDay(event)]);
  return [...new Set(days.filter((day) => day !== null))].sort();
}

/**
 * The list as it could be known on a day: only claims published by then, and only events that have any. Fields that
 * rest on a hidden claim or outcome are hidden too: the event's certainty is that of its newest known claim, and texts
 * that name no source of their own (`certaintyFrom`, `textsFrom`) are left out.
 */
export function listAsKnown(list: EventList, day: LocalDay): EventList {
  const known = list.events.flatMap((event) => {
    const claims = event.claims.filter((claim) => publicationOf(claim) <= day);
    return claims.length === 0 ? [] : [eventAsKnown(event, claims, day)];
  });
  const ids = new Set(known.map(({ id }) => id));
  const events = known.map((event) => withKnownLinks(event, ids));
  const perFile = Map.groupBy(events, ({ origin }) => origin.file);
  return {
    // It contains no blank: the outbox keeps a version together with other words.
    version: `${list.version}@${day}`,
    files: list.files.map((file) => ({
      ...file,
      knownUntil: earlierOf(file.knownUntil, day),
      events: perFile.get(file.file)?.length ?? 0,
    })),
    events,
  };
}

function eventAsKnown(event: ListEvent, claims: readonly Claim[], day: LocalDay): ListEvent {
  const sources = new Set(claims.map(({ source }) => source.id));
  const outcomeSince = outcomeDay(event);
  const outcome = outcomeSince === null || outcomeSince <= day ? event.outcome : null;
  const isWhole = claims.length === event.claims.length && outcome === event.outcome;
  const rests = (on: string | undefined) => isWhole || (on !== undefined && sources.has(on));
  const noted = rests(event.certaintyFrom);
  // An outcome that is hidden is why the event is done or off; how sure its date was, and its note, rest on their source.
  const ended = outcome !== event.outcome && (event.certainty === 'done' || isCalledOff(event.certainty));
  const texts = rests(event.textsFrom);
  return {
    ...event,
    claims,
    certainty: noted && !ended ? event.certainty : certaintyOf(claims),
    certaintyNote: noted ? event.certaintyNote : null,
    dateCertainty: noted ? event.dateCertainty : null,
    summary: texts ? event.summary : null,
    stakes: texts ? event.stakes : null,
    follow: claims.some(({ source, date }) => source.id === event.follow?.source && date !== null)
      ? event.follow
      : null,
    lastVerified: event.lastVerified === null || event.lastVerified <= day ? event.lastVerified : newest(claims),
    outcome,
    history: (event.history ?? []).filter(({ source }) => (source === null ? isWhole : sources.has(source.id))),
    knownUntil: earlierOf(event.knownUntil, day),
  };
}

/** The certainty of the newest claim that states one, a credible one before others; `tentative` where none does. */
function certaintyOf(claims: readonly Claim[]): Certainty {
  const ranked = claims
    .filter(({ certainty }) => certainty !== null)
    .sort((a, b) => Number(a.credible) - Number(b.credible) || (publicationOf(a) < publicationOf(b) ? -1 : 1));
  return ranked.at(-1)?.certainty ?? 'tentative';
}

/** The day from which an outcome is known: its own, else the day on which the entry was last checked. */
function outcomeDay({ outcome, lastVerified, knownUntil }: ListEvent): LocalDay | null {
  return outcome === null ? null : (outcome.day ?? lastVerified ?? knownUntil);
}

function newest(claims: readonly Claim[]): LocalDay | null {
  return claims.reduce<LocalDay | null>(
    (last, { published }) => (published === null || (last !== null && last > published) ? last : published),
    null,
  );
}

function earlierOf(known: LocalDay | null, day: LocalDay): LocalDay | null {
  return known === null || known < day ? known : day;
}

/** Drops links to events that are not known yet: they would lead nowhere, and so would a date "during" one. */
function withKnownLinks(event: ListEvent, ids: ReadonlySet<string>): ListEvent {
  const isKnown = (id: string) => ids.has(id);
  return {
    ...event,
    claims: event.claims.map((claim) =>
      claim.date?.precision === 'during' && !isKnown(claim.date.event) ? { ...claim, date: null } : claim,
    ),
    dependsOn: event.dependsOn.filter(isKnown),
    unless: (event.unless ?? []).filter(isKnown),
    supersedes: event.supersedes.filter(isKnown),
    partOf: event.partOf !== null && isKnown(event.partOf) ? event.partOf : null,
  };
}
