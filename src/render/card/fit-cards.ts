import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Card } from '../../model/message.ts';
import { type CardView, type ReminderItem, reminderCard, TRIMS, type Trim } from '../reminder/reminder-card.ts';
import { cardSize } from './build-fields.ts';

/** Cards of one message, and their units together: below Discord's 6,000 with room for what others add (rule 4). */
export const CARDS = 10;
export const CARD_UNITS = 5_500;

/**
 * Cards for items, most urgent first, within `units` together. Where they are too long the least urgent are trimmed
 * first, each step over all cards before the next one.
 */
export function fitCards(items: readonly ReminderItem[], view: CardView, units = CARD_UNITS): Card[] {
  return trimCards(items, (item, trim) => reminderCard(item, view, trim), units);
}

/** The same for cards of any kind: `build` makes one at a trim. */
export function trimCards<Item>(
  items: readonly Item[],
  build: (item: Item, trim: Trim) => Card,
  units = CARD_UNITS,
): Card[] {
  const cards = items.map((item) => build(item, 0));
  let total = cards.reduce((sum, card) => sum + cardSize(card), 0);
  for (const trim of TRIMS) {
    for (const [at, item] of [...items.entries()].reverse()) {
      if (total <= units) return cards;
      const shorter = build(item, trim);
      total += cardSize(shorter) - (cards[at] === undefined ? 0 : cardSize(cards[at]));
      cards[at] = shorter;
    }
  }
  return cards;
}

/** How much longer a card may be at its sending than when it was measured: tenses, and the state of what it hangs on. */
const SLACK = 250;

/** Measured cards: a burst asks for the same edge once for every channel. */
const measured = new WeakMap<Edge, Measured>();
type Measured = { readonly event: ListEvent; readonly events: CardView['events'] | undefined; readonly units: number };

/**
 * At most how many units one reminder's card will take before any trimming, whenever it is sent and however late. For
 * splitting reminders over messages of ten cards and 5,500 units. `events` are those its links lead to.
 */
export function measureReminder(item: ReminderItem, events?: CardView['events']): number {
  const known = measured.get(item.edge);
  if (known !== undefined && known.event === item.event && known.events === events) return known.units;
  const units = unitsOf(item, events ?? new Map([[item.event.id, item.event]]));
  measured.set(item.edge, { event: item.event, events, units });
  return units;
}

function unitsOf(item: ReminderItem, events: CardView['events']): number {
  // The longest name a zone has, for the hour at which it was due.
  const zone = 'America/Argentina/ComodRivadavia';
  const view = { events, now: item.due, zone, belated: 'added late', checkedAt: null } as const;
  return cardSize(reminderCard(item, view, 0)) + SLACK + unknownLinks(item, events);
}

/** A link to an event that is not at hand is shown by its id here and may be longer with its title and state. */
function unknownLinks({ event }: ReminderItem, events: CardView['events']): number {
  const fields = [event.partOf === null ? [] : [event.partOf], event.dependsOn];
  return fields.filter((ids) => ids.some((id) => !events.has(id))).length * 400;
}
