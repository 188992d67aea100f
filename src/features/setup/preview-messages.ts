import type { ListIndex } from '../../list/index/index-list.ts';
import { firstAfter } from '../../list/index/order-events.ts';
import type { Instant } from '../../model/date.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Card, Message } from '../../model/message.ts';
import type { EventFilter, UserId } from '../../model/subscription.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause, wantsEvent } from '../../plan/reminders/match-filter.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { compareItems, fitCards, type ReminderItem, renderReminder } from '../../render/reminder/render-reminder.ts';
import type { Reader } from '../../time/reader.ts';
import { type ComingReminder, nextReminders, type ReminderQuery } from '../call/preview-reminders.ts';
import { setupText } from './words.ts';

/** A message to come, or one that a past event would have brought. */
type PreviewedReminder = {
  readonly due: Instant;
  readonly items: readonly Pick<ReminderItem, 'event' | 'edge' | 'lead'>[];
};

/**
 * The first messages that a subscription brings; `example`: none is ahead, so they are of a past event (product rule
 * 23).
 */
export type SetupPreview = {
  readonly kind: 'ahead' | 'example';
  readonly reminders: readonly PreviewedReminder[];
};

/** Most past edges that are examined for an example. */
const MAX_TRIED = 50;

const ALL: EventFilter = { topics: null, kinds: null };

/**
 * The first `count` messages of a subscription; where none is ahead, those of a past event that it lets through, else
 * of any (product rule 23).
 */
export function previewMessages(index: ListIndex, query: ReminderQuery, now: Instant, count: number): SetupPreview {
  const reminders = nextReminders(index, query, now, count);
  if (reminders.length > 0) return { kind: 'ahead', reminders };
  const wanted = pastReminders(index, query, query.filter, now, count);
  return { kind: 'example', reminders: wanted.length > 0 ? wanted : pastReminders(index, query, ALL, now, count) };
}

/** The last reminders of the newest past edge for which the leads work. */
function pastReminders(
  index: ListIndex,
  query: ReminderQuery,
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
    const { due } = deriveDueLeads(edge, leadsFor(event, edge, query.clock, query.defaults), query.clock);
    if (due.length > 0)
      return due.slice(-count).map((lead) => ({ due: lead.due, items: [{ event, edge, lead: lead.lead }] }));
  }
  return [];
}

type Frame = { readonly zone: Reader; readonly events: ReadonlyMap<EventId, ListEvent> };

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
    });
    return setupText('message', { ...dayAndTime(due, zone), line: content });
  });
}

/** The card of the first message, as it will look, within `units`; `null` where there is none. */
export function previewCard(preview: SetupPreview, { zone, events }: Frame, units: number): Card | null {
  const [first] = preview.reminders;
  if (first === undefined) return null;
  const { due, items } = first;
  const urgent = items.map((item) => ({ ...item, due })).sort(compareItems);
  const [card] = fitCards(urgent.slice(0, 1), { events, now: due, zone, belated: false }, units);
  return card ?? null;
}

/**
 * The message of "Send a test": it says that it is one and who asked, and shows the card of the first reminder. The
 * name of the person who asked stands in a card, where a mention notifies nobody.
 */
export function setupTest(user: UserId, sample: { readonly card: Card; readonly example: boolean } | null): Message {
  const by = sample === null ? 'testPlain' : sample.example ? 'testExample' : 'testBy';
  const card = buildCard({ title: setupText('testTitle'), rows: [setupText(by, { user: `<@${user}>` })] });
  const message = buildAnswer(setupText('testLine'), card);
  return sample === null ? message : { ...message, cards: [card, sample.card] };
}
