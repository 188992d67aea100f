import type { PlaybackDate, PlaybackView } from '../../../emulator/playback.ts';
import type { Catalogue } from '../../engine/catalogue.ts';
import { type ClaimDate, type Instant, isAnchored, type Zone } from '../../model/date.ts';
import { type Edge, endsItsDay } from '../../model/edge.ts';
import { isCalledOff, type ListEvent } from '../../model/event.ts';
import { shownClaim } from '../../plan/claims/choose-claim.ts';
import { wholeSpan } from '../../plan/claims/date-span.ts';
import { weighClaims } from '../../render/event/compare-claims.ts';
import { plainTitleOf, topicName } from '../../render/text/event-name.ts';
import { atLocalMinute, endOfDay, startOfDay } from '../../time/local.ts';

/** From when to when a date lies; `toMs` is `null` for one moment. */
export type Stretch = { readonly fromMs: Instant; readonly toMs: Instant | null };

type Ahead = { readonly now: Instant; readonly from: Instant; readonly to: Instant };

/** Most characters of a bar's label. */
const LABEL = 18;

/** The dates of a list that lie in a span, in one lane for each first topic, in the list's order. */
export function lanesOf(
  catalogue: Catalogue | null,
  span: Ahead,
  ghosts: ReadonlyMap<string, Stretch> = new Map(),
): PlaybackView['lanes'] {
  const lanes = new Map<string, PlaybackDate[]>();
  for (const { event, edges } of catalogue?.all ?? []) {
    const dates = datesOf(event, edges, catalogue?.events ?? new Map(), span.now);
    for (const [at, date] of dates.entries()) {
      const shown = { ...date, ghost: at === 0 ? (ghosts.get(event.id) ?? null) : null };
      if (![shown, shown.ghost].some((one) => one !== null && touches(one, span))) continue;
      const name = topicName(event.topics[0] ?? event.kind);
      lanes.set(name, [...(lanes.get(name) ?? []), shown]);
    }
  }
  return [...lanes].map(([name, dates]) => ({ name, dates }));
}

/** Where an event's date lies, by what is followed now; `null` where no source gives any. */
export function stretchOf(event: ListEvent, events: ReadonlyMap<string, ListEvent>): Stretch | null {
  const date = shownClaim(event)?.date ?? null;
  return date === null ? null : stretchOfDate(date, event, events);
}

function datesOf(
  event: ListEvent,
  edges: readonly Edge[],
  events: ReadonlyMap<string, ListEvent>,
  now: Instant,
): PlaybackDate[] {
  const shown = shownClaim(event)?.date;
  const dated = edges.length > 0 ? edges.map((edge) => ({ edge, date: edge.date })) : [{ edge: null, date: shown }];
  return dated.flatMap(({ edge, date }) => {
    if (date === undefined || date.role === 'announced' || date.role === 'ended') return [];
    const stretch = stretchOfDate(date, event, events);
    if (stretch === null) return [];
    const state = stateOf(event, stretch, now);
    return [
      {
        event: event.id,
        title: edge?.part == null ? plainTitleOf(event) : `${plainTitleOf(event)} (${edge.part})`,
        label: shorten(plainTitleOf(event)),
        ...stretch,
        certainty: sureness(event, edge),
        state,
        ghost: null,
        can: possible(event, edge, state),
      },
    ];
  });
}

function stretchOfDate(date: ClaimDate, { zone }: ListEvent, events: ReadonlyMap<string, ListEvent>): Stretch | null {
  if (date.precision === 'minute') {
    return { fromMs: atLocalMinute(date.minute, zone, date.occurrence), toMs: null };
  }
  if (date.precision === 'during') {
    const host = events.get(date.event);
    const hosted = host === undefined ? null : (shownClaim(host)?.date ?? null);
    return host === undefined || hosted === null || hosted.precision === 'during'
      ? null
      : stretchOfDate(hosted, host, events);
  }
  const days = wholeSpan(date);
  if (days === null) return null;
  return ofDays(days, date, zone);
}

function ofDays(days: { first: string; last: string }, date: ClaimDate, zone: Zone): Stretch {
  if (days.first !== days.last) return { fromMs: startOfDay(days.first, zone), toMs: endOfDay(days.last, zone) };
  if (endsItsDay(date.role)) return { fromMs: endOfDay(days.first, zone), toMs: null };
  const fromMs = startOfDay(days.first, zone);
  return { fromMs, toMs: date.role === 'takes-effect' ? null : endOfDay(days.first, zone) };
}

function touches({ fromMs, toMs }: Stretch, { from, to }: Ahead): boolean {
  return fromMs <= to && (toMs ?? fromMs) >= from;
}

function sureness(event: ListEvent, edge: Edge | null): PlaybackDate['certainty'] {
  const { certainty, dateCertainty } = event;
  if (certainty === 'threatened' || certainty === 'tentative') return certainty;
  if (dateCertainty === 'tentative' || dateCertainty === 'threatened') return 'tentative';
  if (edge !== null && edge.claim.source.official !== true && weighClaims(event, edge) === 'differ') return 'disputed';
  return certainty === 'expected' || dateCertainty === 'expected' ? 'expected' : 'confirmed';
}

function stateOf({ certainty, outcome }: ListEvent, { fromMs, toMs }: Stretch, now: Instant): PlaybackDate['state'] {
  if (isCalledOff(certainty)) return certainty;
  if (certainty === 'done' || outcome !== null || now > (toMs ?? fromMs)) return 'past';
  return now < fromMs ? 'ahead' : 'on';
}

/** The changes that would be seen: a date that is over can only have an outcome, one that an official sets is not disputed. */
function possible(event: ListEvent, edge: Edge | null, state: PlaybackDate['state']): PlaybackDate['can'] {
  if (event.series !== undefined || isCalledOff(event.certainty) || event.certainty === 'done') return [];
  if (event.outcome !== null) return [];
  if (state !== 'ahead') return ['happened'];
  if (edge === null || !isAnchored(edge.date)) return ['cancel', 'happened'];
  const isOfficial = edge.claim.source.official === true;
  return isOfficial ? ['move', 'cancel', 'happened'] : ['move', 'cancel', 'disagree', 'happened'];
}

/** Cut between words. */
function shorten(title: string): string {
  if (title.length <= LABEL) return title;
  const cut = title.slice(0, LABEL);
  const end = cut.lastIndexOf(' ');
  return `${(end > LABEL / 2 ? cut.slice(0, end) : cut.slice(0, LABEL - 1)).trimEnd()}…`;
}
