import type { EventChange } from '../../model/change.ts';
import type { Instant, Zone } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import { sideEdge } from '../dates/changed-date.ts';
import { isPast } from '../dates/is-past.ts';
import type { Spoken } from '../dates/spoken-date.ts';
import { spokenCertainty, type Voice } from '../event/spoken-certainty.ts';

/** What a notice is told from: the list as it is now, and where and when it is read. */
export type ListSeen = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  /** The edges of an event as they are now; none for an event that the list no longer has. */
  edges(id: EventId): readonly Edge[];
  readonly now: Instant;
  /** The subscription's. */
  readonly zone: Zone;
};

/** The changed date as the list has it now; `null` where it has none, or has moved on since. */
export function spokenNow(change: EventChange, seen: ListSeen): Spoken | null {
  const event = seen.events.get(change.event);
  const is = change.after;
  if (event === undefined || is === null) return null;
  const edge = seen
    .edges(change.event)
    .find((candidate) => candidate.kind === is.date.role && candidate.sourceDate === is.sourceDate);
  return edge === undefined ? null : { event, edge, now: seen.now, zone: seen.zone };
}

/** How a notice may speak of the changed date, and what its head adds where that is not sure. */
export type NoticeVoice = { readonly voice: Voice | 'Past'; readonly opening: 'unsure' | 'dateUnsure' | null };

/** As sure as the event is now; without an event in the list, as sure as the change says it was. */
export function noticeVoice(change: EventChange, seen: ListSeen): NoticeVoice {
  const edge = sideEdge(change.after);
  const past = edge !== null && isPast(edge, seen.now);
  const { voice, opening } = presentVoice(change, seen);
  return past ? { voice: 'Past', opening } : { voice, opening };
}

function presentVoice(change: EventChange, seen: ListSeen): NoticeVoice & { readonly voice: Voice } {
  const spoken = spokenNow(change, seen);
  const certainty = spoken === null ? null : spokenCertainty(spoken.event, spoken.edge);
  if (certainty !== null && !certainty.rests) {
    const { voice, opening } = certainty;
    return { voice, opening: opening === null ? null : opening === 'date' ? 'dateUnsure' : 'unsure' };
  }
  switch (change.certaintyAfter ?? change.certaintyBefore) {
    case 'threatened':
      return { voice: 'Threatened', opening: 'unsure' };
    case 'tentative':
      return { voice: 'Tentative', opening: 'unsure' };
    case 'expected':
      return { voice: 'Expected', opening: null };
    default:
      return { voice: 'Confirmed', opening: null };
  }
}
