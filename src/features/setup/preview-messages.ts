import type { ListIndex } from '../../list/index/index-list.ts';
import { firstAfter } from '../../list/index/order-events.ts';
import type { Instant } from '../../model/date.ts';
import type { EventFilter } from '../../model/subscription.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause, wantsEvent } from '../../plan/reminders/match-filter.ts';
import { type ComingReminder, nextReminders, type Wish } from '../call/preview-reminders.ts';

/** The first messages that a wish brings, or, with nothing ahead, what it would have brought for a past event. */
export type PreviewedMessages = {
  readonly kind: 'ahead' | 'example';
  /** Soonest first; empty for an example where nothing in the list has ever had an exact date. */
  readonly reminders: readonly ComingReminder[];
};

/** Past edges looked at closely for an example. */
const MAX_TRIED = 50;
const ALL: EventFilter = { topics: null, kinds: null };

/** The first `count` messages of a wish; a past event that it wants, else any, where nothing is ahead (product rule 23). */
export function previewMessages(index: ListIndex, wish: Wish, now: Instant, count: number): PreviewedMessages {
  const reminders = nextReminders(index, wish, now, count);
  if (reminders.length > 0) return { kind: 'ahead', reminders };
  const wanted = pastReminders(index, wish, wish.filter, now, count);
  return { kind: 'example', reminders: wanted.length > 0 ? wanted : pastReminders(index, wish, ALL, now, count) };
}

/** The last reminders of the newest past edge that the leads fit. */
function pastReminders(
  index: ListIndex,
  wish: Wish,
  filter: EventFilter,
  now: Instant,
  count: number,
): ComingReminder[] {
  let tried = 0;
  for (let i = firstAfter(index.edges, now) - 1; i >= 0 && tried < MAX_TRIED; i -= 1) {
    const entry = index.edges[i];
    if (entry === undefined || !wantsEvent(filter, entry.listed.event)) continue;
    if (restsBecause(entry.listed.event) === 'event cancelled') continue;
    tried += 1;
    const { edge } = entry;
    const { event } = entry.listed;
    const { due } = deriveDueLeads(edge, leadsFor(event, edge, wish.clock, wish.defaults), wish.clock);
    if (due.length > 0)
      return due.slice(-count).map((lead) => ({ due: lead.due, items: [{ event, edge, lead: lead.lead }] }));
  }
  return [];
}
