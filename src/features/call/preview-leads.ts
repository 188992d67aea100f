import type { ListIndex } from '../../list/index/index-list.ts';
import type { Instant } from '../../model/date.ts';
import type { ListEvent } from '../../model/event.ts';
import { leadName } from '../../model/lead.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { type Wish, wantedEdges } from './preview-reminders.ts';

/** What a subscription that begins at `now` will not get, although an anchor is ahead. */
export type LeadsPreview = {
  /** How many edges lie ahead that it wants. */
  readonly ahead: number;
  /** Reminders whose time had passed before it began, by event. */
  readonly passed: readonly { readonly event: ListEvent; readonly count: number }[];
  /** Leads in hours or minutes for events whose hour nobody has named. */
  readonly noHour: readonly { readonly lead: string; readonly events: readonly ListEvent[] }[];
  /** Leads that fall on one instant with a shorter one, which is the one that is told. */
  readonly together: readonly { readonly lead: string; readonly with: string; readonly events: readonly ListEvent[] }[];
};

/** Edges looked at closely: more could be neither shown nor worked out in the time an answer has. */
const MAX_EDGES = 200;

/** What has passed and what does nothing, for the nearest edges ahead that the wish wants. */
export function previewLeads(index: ListIndex, wish: Wish, now: Instant): LeadsPreview {
  const passed = new Map<ListEvent, number>();
  const noHour = new Map<string, Set<ListEvent>>();
  const together = new Map<string, Set<ListEvent>>();
  let ahead = 0;
  for (const { event, edge } of wantedEdges(index, wish.filter, now)) {
    ahead += 1;
    if (ahead > MAX_EDGES) continue;
    const { due, idle } = deriveDueLeads(edge, leadsFor(event, edge, wish.clock, wish.defaults), wish.clock);
    const before = due.filter((moment) => moment.due <= now).length;
    if (before > 0) passed.set(event, (passed.get(event) ?? 0) + before);
    for (const { lead, why, due: at } of idle) {
      const told = due.find((moment) => moment.due === at);
      if (why === 'no known hour') add(noHour, leadName(lead), event);
      else if (told && told.due > now) add(together, `${leadName(lead)} ${leadName(told.lead)}`, event);
    }
  }
  return {
    ahead,
    passed: [...passed].map(([event, count]) => ({ event, count })),
    noHour: [...noHour].map(([lead, events]) => ({ lead, events: [...events] })),
    together: [...together].map(([pair, events]) => {
      const [lead = '', other = ''] = pair.split(' ');
      return { lead, with: other, events: [...events] };
    }),
  };
}

function add(map: Map<string, Set<ListEvent>>, key: string, event: ListEvent): void {
  map.set(key, (map.get(key) ?? new Set()).add(event));
}
