import type { Instant, Zone } from '../../model/date.ts';
import { CARDS_TEXT_ROOM } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import type { Card } from '../../model/message.ts';
import { type Trim, trimCards } from '../card/adjust-message.ts';
import { dueSoon } from '../card/describe-reminder.ts';
import { cardDate } from '../dates/when-words.ts';
import { dateColour, titleWithStatus } from '../event/show-certainty.ts';
import { cautions, smallLetters, smallPrint } from '../event/small-print.ts';
import { escapeText, firstSentences } from '../text/escape-text.ts';
import { reminderText } from './reminder-words.ts';

/** One reminder: which edge of which event, for which lead, and when it was due. */
export type ReminderItem = {
  readonly event: ListEvent;
  readonly edge: Edge;
  readonly lead: Lead;
  readonly due: Instant;
  /** Whether a card of this date stands above in the channel: then the date alone is repeated. */
  readonly again?: boolean;
};

/** Everything that a reminder's card needs besides its item. */
export type CardView = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The subscription's zone, in which "was due" is shown. */
  readonly zone: Zone;
  /** Whether the card gives when it was due. */
  readonly belated: boolean;
};

/** Two lines on a phone of 390 px. */
const WHY = 90;

/**
 * One reminder as a card of at most four parts (docs/messages.md, rule 4): the title with how sure it is where it is not
 * confirmed; the date, once; a sentence on why it matters; whose date it is, in small print. Everything else is behind
 * Details. `trim` leaves out the sentence first, then the small print; the date stays.
 */
export function reminderCard(item: ReminderItem, view: CardView, trim: Trim): Card {
  const { event, edge, again = false } = item;
  const date = cardDate(event, edge, view.events);
  const due = view.belated ? [reminderText('wasDue', { due: dueSoon(item.due, view.zone, view.now) })] : [];
  const why = trim < 1 && !again && event.stakes !== null ? escapeText(firstSentences(event.stakes, WHY)) : '';
  const printed = { event, edge, events: view.events, now: view.now };
  const print = trim >= 3 ? '' : again ? smallLetters([...due, ...cautions(printed)]) : smallPrint(printed, due);
  return {
    title: titleWithStatus(event, edge, trim < 4 ? 200 : 60),
    colour: dateColour(event, edge, view.now),
    description: [date, why, print].filter((part) => part !== '').join('\n'),
    fields: [],
    footer: null,
    event: event.id,
    date,
  };
}

/**
 * Builds cards for items, most urgent first, within `units` together. Where they are too long the least urgent are
 * trimmed first, each step over all cards before the next one.
 */
export function fitCards(items: readonly ReminderItem[], view: CardView, units = CARDS_TEXT_ROOM): Card[] {
  return trimCards(items, (item, trim) => reminderCard(item, view, trim), units);
}
