import type { EdgeKind, Instant, Zone } from '../src/model/date.ts';
import type { Edge } from '../src/model/edge.ts';
import type { EventId, EventList, ListEvent } from '../src/model/event.ts';
import { type Lead, parseLead } from '../src/model/lead.ts';
import { ofGuild, type Subscription } from '../src/model/subscription.ts';
import { deriveEdges } from '../src/plan/claims/derive-edges.ts';
import { decidePing } from '../src/plan/reminders/decide-send.ts';
import type { ReminderView } from '../src/render/reminder/render-reminder.ts';
import { parseInstant } from '../src/time/world.ts';
import { readAutumn } from '../tests/build/autumn-list.ts';

/** The zone of the channel in which most exhibits hang. */
export const ZONE: Zone = 'America/New_York';

/** The calendar of autumn 2025 as two reports had it, for exhibits. */
export type ShownList = {
  readonly list: EventList;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  event(id: EventId): ListEvent;
};

/** Reads the list that is frozen for exhibits and tests. */
export async function openList(): Promise<ShownList> {
  const list = readAutumn();
  const events = new Map(list.events.map((event) => [event.id, event]));
  return { list, events, event: (id) => required(events.get(id), id) };
}

/** An event's edge of a kind; its first where none is named. */
export function edgeOf(event: ListEvent, kind?: EdgeKind): Edge {
  const edges = deriveEdges(event);
  return required(kind === undefined ? edges[0] : edges.find((edge) => edge.kind === kind), `edge of ${event.id}`);
}

/** A subscription as most are: a role, pinged for what is confirmed. */
export const PINGING: Subscription = {
  owner: ofGuild('1'),
  channel: '100',
  filter: { topics: null, kinds: null },
  leads: null,
  role: '900',
  pingFor: ['confirmed'],
  since: 0,
  madeBy: 'command',
  paused: null,
};

/** Reminders of events' first edges, due and posted at one instant. */
export function reminderView(
  { events }: Pick<ShownList, 'events'>,
  now: string,
  entries: readonly ListEvent[],
  over: Partial<ReminderView> = {},
): ReminderView {
  return {
    items: entries.map((event) => ({ event, edge: edgeOf(event), lead: lead('1d'), due: at(now) })),
    events,
    now: at(now),
    zone: ZONE,
    ping: over.replay === true ? null : decidePing(entries, PINGING, 0, 'reminder'),
    mark: 'mark',
    late: false,
    addedLate: false,
    possiblyRepeated: false,
    replay: false,
    ...over,
  };
}

/** An instant as it is written, with its offset. */
export function at(iso: string): Instant {
  return required(parseInstant(iso), iso);
}

/** A lead as people write it. */
export function lead(word: string): Lead {
  return required(parseLead(word), word);
}

function required<T>(value: T | null | undefined, what: string): T {
  if (value == null) throw new Error(`The gallery misses ${what}.`);
  return value;
}
