import type { Instant } from '../../model/date.ts';
import { CARDS_MAX, CARDS_TEXT_ROOM } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import type { Card, Message } from '../../model/message.ts';
import type { RoleId } from '../../model/subscription.ts';
import { byUrgency } from '../../plan/reminders/order-reminders.ts';
import type { Reader } from '../../time/reader.ts';
import { restFooter, type Trim, trimCards, withFooter } from '../card/adjust-message.ts';
import { dueSoon } from '../card/describe-reminder.ts';
import { messageButtons, snoozeRow } from '../card/message-buttons.ts';
import { hoursAndMinutes } from '../dates/date-phrases.ts';
import { cardDate } from '../dates/when-words.ts';
import { dateColour, titleWithStatus } from '../event/show-certainty.ts';
import { cautions, smallLetters, smallPrint } from '../event/small-print.ts';
import { capitalize, escapeText, firstSentences } from '../text/escape-text.ts';
import { type Frame, lockScreenLine, withNote } from './reminder-sentence.ts';
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
type CardView = {
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The subscription's zone, in which "was due" is shown. */
  readonly zone: Reader;
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
  const date = cardDate(event, edge, view.events, view.zone);
  const due = view.belated ? [reminderText('wasDue', { due: dueSoon(item.due, view.zone, view.now) })] : [];
  const why = trim < 1 && !again && event.stakes !== null ? escapeText(firstSentences(event.stakes, WHY)) : '';
  const printed = { event, edge, events: view.events, now: view.now, zone: view.zone };
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

/** Reminders of one channel that go out as one message. */
export type ReminderView = {
  /** At least one. More than ten are named below the tenth card; planning should split them before. */
  readonly items: readonly ReminderItem[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The subscription's. */
  readonly zone: Reader;
  readonly ping: RoleId | null;
  /**
   * The post's nonce, by which the bot finds its message again: the ids of buttons end in it, `details:<event>~<mark>`.
   */
  readonly mark: string;
  readonly late: boolean;
  /** When the bot was off: what fell due then is late for that reason. `null` or absent where it was not. */
  readonly offline?: { readonly from: Instant; readonly to: Instant } | null;
  readonly addedLate: boolean;
  readonly possiblyRepeated: boolean;
  readonly replay: boolean;
  /** True for a reminder that a person asked for themselves, who may put it off. */
  readonly personal?: boolean;
};

/**
 * Renders reminders as one message: a line that is complete on a lock screen, then a card for each, most urgent first,
 * within Discord's limits. It is true at `now`: the distance at the place, never the lead's name, and the past tense
 * for past dates. The role is pinged as given, and never in a replay.
 */
export function renderReminder(view: ReminderView): Message {
  const items = [...view.items].sort(compareItems);
  const footer = restFooter(items.slice(CARDS_MAX));
  const units = CARDS_TEXT_ROOM - (footer?.length ?? 0);
  const cards = fitCards(items.slice(0, CARDS_MAX), { ...view, belated: view.late }, units);
  return {
    content: reminderLine(items, view),
    ping: view.replay ? null : view.ping,
    cards: withFooter(cards, footer),
    controls: [
      ...messageButtons(
        items.map(({ event: { id, title } }) => ({ id, title, open: true })),
        view.mark,
      ),
      ...(view.personal === true ? [snoozeRow(view.mark)] : []),
    ],
    files: [],
  };
}

/** Those of high importance first, then the most urgent, by the anchors as they are now. */
export function compareItems(a: DatedItem, b: DatedItem): number {
  return byUrgency(urgencyOf(a), urgencyOf(b));
}

type DatedItem = { readonly event: Pick<ListEvent, 'id' | 'importance'>; readonly edge: Pick<Edge, 'anchor' | 'name'> };

function urgencyOf({ event, edge }: DatedItem) {
  const { id, importance } = event;
  return { event: id, edge: edge.name, anchor: edge.anchor, ...(importance === undefined ? {} : { importance }) };
}

/** The dates of a message and what its line has to say besides them. */
type LineView = {
  readonly now: Instant;
  readonly zone: Reader;
  readonly late: boolean;
  readonly offline?: ReminderView['offline'];
  readonly addedLate: boolean;
  readonly possiblyRepeated: boolean;
  readonly replay: boolean;
};

const MINUTE_MS = 60_000;

/** The line of a reminder: `items` most important first. How late it is, is said of the first of them. */
function reminderLine(items: readonly ReminderItem[], view: LineView): string {
  const { now, zone } = view;
  const due = items[0]?.due ?? now;
  const behind = now - due;
  const wasOff = view.offline != null && due > view.offline.from && due <= view.offline.to;
  const head = view.addedLate
    ? reminderText('addedLate')
    : view.late && behind >= MINUTE_MS
      ? reminderText(wasOff ? 'lateOffline' : 'late', { time: hoursAndMinutes(behind) })
      : null;
  const belated: Frame = (line) => (head === null ? line : capitalize(withNote(head, line)));
  const repeated: Frame = (line) => (view.possiblyRepeated ? withNote(reminderText('repeated'), line) : line);
  const replay: Frame = (line) => (view.replay ? withNote(reminderText('replay'), line) : line);
  return lockScreenLine(
    items.map(({ event, edge }) => ({ event, edge, now, zone })),
    (words) => replay(repeated(belated(capitalize(words)))),
  );
}
