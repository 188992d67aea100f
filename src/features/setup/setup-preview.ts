import type { Instant, Zone } from '../../model/date.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Card } from '../../model/message.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { fitCards, type ReminderItem } from '../../render/reminder/reminder-card.ts';
import { byUrgency, renderReminder } from '../../render/reminder/render-reminder.ts';
import { setupText } from './words.ts';

/** A message to come, or one that a past event would have brought. */
export type PreviewedReminder = {
  readonly due: Instant;
  readonly items: readonly Pick<ReminderItem, 'event' | 'edge' | 'lead'>[];
};

/** The first messages that a wish brings; `example`: nothing is ahead, they are of a past event (product rule 23). */
export type SetupPreview = {
  readonly kind: 'ahead' | 'example';
  readonly reminders: readonly PreviewedReminder[];
};

type Frame = { readonly zone: Zone; readonly events: ReadonlyMap<EventId, ListEvent> };

/** Each message on one line: when it comes and what a lock screen shows, by the renderer that will send it. */
export function previewRows(preview: SetupPreview, { zone, events }: Frame): string[] {
  return preview.reminders.map(({ due, items }) => {
    const { content } = renderReminder({
      items: items.map((item) => ({ ...item, due })),
      events,
      now: due,
      zone,
      ping: null,
      mark: '',
      late: false,
      addedLate: false,
      possiblyRepeated: false,
      replay: false,
      checkedAt: null,
    });
    return setupText('message', { ...dayAndTime(due, zone), line: content });
  });
}

/** The card of the first message, as it will look, within `units`; `null` where there is none. */
export function previewCard(preview: SetupPreview, { zone, events }: Frame, units: number): Card | null {
  const [first] = preview.reminders;
  if (first === undefined) return null;
  const { due, items } = first;
  const urgent = items.map((item) => ({ ...item, due })).sort(byUrgency);
  const [card] = fitCards(urgent.slice(0, 1), { events, now: due, zone, belated: null, checkedAt: null }, units);
  return card ?? null;
}
