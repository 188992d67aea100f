import type { ListEvent } from '../../src/model/event.ts';
import type { Card } from '../../src/model/message.ts';
import type { ReminderItem, ReminderView } from '../../src/render/reminder/render-reminder.ts';
import { at } from './build-events.ts';
import { EVENTS, edgeOf } from './sample-events.ts';

/** A reminder of an event's one edge, due at an instant. */
export function item(entry: ListEvent, due: string): ReminderItem {
  return { event: entry, edge: edgeOf(entry), lead: { unit: 'days', count: 1 }, due: at(due) };
}

/** Reminders for New York, due and sent at one instant. */
export function view(now: string, entries: readonly ListEvent[], over: Partial<ReminderView> = {}): ReminderView {
  return {
    items: entries.map((entry) => item(entry, now)),
    events: EVENTS,
    now: at(now),
    zone: 'America/New_York',
    ping: null,
    mark: 'mark',
    late: false,
    addedLate: false,
    possiblyRepeated: false,
    replay: false,
    ...over,
  };
}

/** A card's fields as `name: value`. */
export function fieldsOf(card: Card | undefined): string[] {
  return card?.fields.map(({ name, value }) => `${name}: ${value}`) ?? [];
}
