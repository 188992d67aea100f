import type { Instant, Zone } from '../../model/date.ts';
import { CARDS_TEXT_ROOM, FIELD_VALUE_MAX } from '../../model/discord-limits.ts';
import { type Edge, isDeadline } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import type { Card } from '../../model/message.ts';
import { type Trim, trimCards } from '../card/adjust-message.ts';
import { field, present } from '../card/build-card.ts';
import { dueInWords } from '../card/describe-reminder.ts';
import { daysAway } from '../dates/date-phrases.ts';
import { dateField } from '../event/date-field.ts';
import { eventCardText } from '../event/event-words.ts';
import { upwardLinks } from '../event/link-fields.ts';
import { certaintyColour, certaintyField } from '../event/show-certainty.ts';
import { differenceField, freshnessField, sourcesField } from '../event/source-fields.ts';
import { escapeText } from '../text/escape-text.ts';
import { titleOf } from '../text/event-name.ts';
import { reminderText } from './reminder-words.ts';

/** One reminder: which edge of which event, for which lead, and when it was due. */
export type ReminderItem = {
  readonly event: ListEvent;
  readonly edge: Edge;
  readonly lead: Lead;
  readonly due: Instant;
};

/** Everything that a reminder's card needs besides its item. */
export type CardView = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The subscription's zone, in which "was due" is shown. */
  readonly zone: Zone;
  /** The reason why the card opens with when it was due; `null` for one that is on time. */
  readonly belated: 'late' | 'added late' | null;
};

/** Up to this many days before a deadline its card shows when the list was checked. */
const NEAR_DAYS = 7;

/**
 * One reminder as a card. `trim` leaves out, in this order: the stakes; links and the day of checking; most of the
 * sources; the sources and the note on certainty. The date and the certainty stay.
 */
export function reminderCard(item: ReminderItem, view: CardView, trim: Trim): Card {
  const { event, edge } = item;
  const near = isDeadline(edge.kind) && daysAway({ day: edge.day, zone: edge.zone, now: view.now }) <= NEAR_DAYS;
  const says = trim < 3 ? { says: 300, all: FIELD_VALUE_MAX } : { says: 60, all: 250 };
  return {
    title: titleOf(event, trim < 4 ? 200 : 60),
    colour: certaintyColour(event.certainty),
    description: belatedLine(item, view),
    fields: present([
      dateField(event, edge, view.events, view.now),
      certaintyField(event, trim < 3 ? 400 : trim < 4 ? 120 : 0),
      trim < 1
        ? field(eventCardText('stakes'), event.stakes === null ? null : escapeText(event.stakes, 600), 'stakes')
        : null,
      ...(trim < 2 ? upwardLinks({ event, events: view.events, now: view.now }, 400) : []),
      trim < 2 && near ? freshnessField(event, view.now) : null,
      trim < 3 ? differenceField(event, edge, view.events, view.now) : null,
      trim < 4 ? sourcesField(event, edge.claim, view.now, says) : null,
    ]),
    footer: null,
    event: event.id,
  };
}

function belatedLine(item: ReminderItem, view: CardView): string | null {
  if (view.belated === null) return null;
  const due = dueInWords(item.due, view.zone);
  return reminderText(view.belated === 'late' ? 'late' : 'addedLate', { due });
}

/**
 * Builds cards for items, most urgent first, within `units` together. Where they are too long the least urgent are
 * trimmed first, each step over all cards before the next one.
 */
export function fitCards(items: readonly ReminderItem[], view: CardView, units = CARDS_TEXT_ROOM): Card[] {
  return trimCards(items, (item, trim) => reminderCard(item, view, trim), units);
}
