import type { EventChange } from '../../src/model/change.ts';
import type { ClaimDate } from '../../src/model/date.ts';
import type { Certainty, EventId, ListEvent, Source } from '../../src/model/event.ts';
import { compareEvents } from '../../src/plan/changes/compare-events.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { type NoticeView, renderNotice } from '../../src/render/notice/render-notice.ts';
import { at } from './build-events.ts';
import { claim, EVENTS } from './sample-events.ts';

/** A made-up source, for tests only. */
export const MINISTRY: Source = { id: 'ministry', name: 'Example Ministry', fullName: null, url: null };

/** One event before and after; `null` where the list did not have it, or no longer has. */
export type Turn = readonly [before: ListEvent | null, after: ListEvent | null];

/** The event as a made-up ministry dates it now. */
export function redated(entry: ListEvent, date: ClaimDate, over: Partial<ListEvent> = {}): ListEvent {
  const said = claim({ source: MINISTRY, published: '2025-10-20', date, certainty: 'confirmed', says: 'the new date' });
  return { ...entry, claims: [said], follow: null, ...over };
}

export function withCertainty(entry: ListEvent, certainty: Certainty): ListEvent {
  return { ...entry, certainty };
}

export function confirmed(entry: ListEvent): ListEvent {
  return withCertainty(entry, 'confirmed');
}

/** The lock-screen line on one event that changed. */
export function noticeLineOf(
  now: string,
  before: ListEvent | null,
  after: ListEvent | null,
  zone = 'America/New_York',
) {
  return renderNotice(noticeView(now, [[before, after]], { zone })).content;
}

/** What a channel in New York is told at an instant of what changed. */
export function noticeView(now: string | number, turns: readonly Turn[], over: Partial<NoticeView> = {}): NoticeView {
  const events = new Map<EventId, ListEvent>(EVENTS);
  for (const [before, after] of turns) {
    if (after !== null) events.set(after.id, after);
    else if (before !== null) events.delete(before.id);
  }
  return {
    changes: turns.flatMap(changesOf),
    events,
    edges: (id) => {
      const event = events.get(id);
      return event === undefined ? [] : deriveEdges(event);
    },
    now: typeof now === 'number' ? now : at(now),
    zone: 'America/New_York',
    ping: null,
    mark: 'mark',
    replay: false,
    possiblyRepeated: false,
    nextReminders: new Map(),
    ...over,
  };
}

function changesOf([before, after]: Turn): EventChange[] {
  const dated = (event: ListEvent | null) => (event === null ? null : { event, edges: deriveEdges(event) });
  return compareEvents(dated(before), dated(after));
}
