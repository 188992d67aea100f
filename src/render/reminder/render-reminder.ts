import type { Instant, Zone } from '../../model/date.ts';
import { CARDS_MAX, CARDS_TEXT_ROOM, LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import type { Edge } from '../../model/edge.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { RoleId } from '../../model/subscription.ts';
import { byUrgency } from '../../plan/reminders/order-by-urgency.ts';
import { restFooter, withNotes } from '../card/adjust-message.ts';
import { messageButtons } from '../card/message-buttons.ts';
import { capitalize } from '../text/escape-text.ts';
import { plainTitleOf } from '../text/event-name.ts';
import { type Frame, lockScreenLine } from './lock-screen-line.ts';
import { fitCards, type ReminderItem } from './reminder-card.ts';
import { reminderText } from './reminder-words.ts';

/** Reminders of one channel that go out as one message. */
export type ReminderView = {
  /** At least one. More than ten are named below the tenth card; planning should split them before. */
  readonly items: readonly ReminderItem[];
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly now: Instant;
  /** The subscription's. */
  readonly zone: Zone;
  readonly ping: RoleId | null;
  /**
   * The post's nonce, by which the bot finds its message again: the ids of buttons end in it, `details:<event>~<mark>`.
   */
  readonly mark: string;
  readonly late: boolean;
  readonly addedLate: boolean;
  readonly possiblyRepeated: boolean;
  readonly replay: boolean;
};

/**
 * Renders reminders as one message: a line that is complete on a lock screen, then a card for each, most urgent first,
 * within Discord's limits. It is true at `now`: the distance at the place, never the lead's name, and the past tense
 * for past dates. The role is pinged as given, and never in a replay.
 */
export function renderReminder(view: ReminderView): Message {
  const items = [...view.items].sort(compareItems);
  const footer = restFooter(items.slice(CARDS_MAX));
  const repeated = view.possiblyRepeated ? reminderText('possiblyRepeated') : null;
  const units = CARDS_TEXT_ROOM - (footer?.length ?? 0) - (repeated?.length ?? 0) - 1;
  const belated = view.addedLate ? 'added late' : view.late ? 'late' : null;
  const cards = fitCards(items.slice(0, CARDS_MAX), { ...view, belated }, units);
  return {
    content: reminderLine(view, items),
    ping: view.replay ? null : view.ping,
    cards: withNotes(cards, repeated, footer),
    controls: messageButtons(
      items.map(({ event: { id, title } }) => ({ id, title, open: true })),
      view.mark,
    ),
    files: [],
  };
}

function reminderLine(view: ReminderView, items: readonly ReminderItem[]): string {
  const first = items[0];
  if (first === undefined) throw new Error('a reminder needs at least one item');
  const several: Frame = (words) =>
    items.length === 1
      ? capitalize(words)
      : reminderText('several', { count: items.length, first: withSmallOpening(words) });
  const belated: Frame = (line) =>
    view.addedLate ? reminderText('addedLateFirst', { line }) : view.late ? reminderText('lateFirst', { line }) : line;
  const repeated: Frame = (line) => (view.possiblyRepeated ? reminderText('repeatedFirst', { line }) : line);
  const replay: Frame = (line) => (view.replay ? reminderText('replayFirst', { line }) : line);
  const line = lockScreenLine({ event: first.event, edge: first.edge, now: view.now, zone: view.zone }, [
    (words) => replay(repeated(belated(several(words)))),
    (words) => replay(belated(several(words))),
    (words) => replay(belated(capitalize(words))),
  ]);
  return withAlso(line, items.slice(1));
}

/** The opening of an unsure date begins with a capital of ours, which is wrong after "First:". */
function withSmallOpening(words: string): string {
  const openings = (['tentativeFirst', 'threatenedFirst', 'dateTentativeFirst'] as const).map((key) =>
    reminderText(`${key}`, { sentence: '' }).trim(),
  );
  const opened = openings.some((opening) => words.startsWith(opening));
  return opened ? `${words.charAt(0).toLowerCase()}${words.slice(1)}` : words;
}

/** Names the others too where there is room left for all of them. */
function withAlso(line: string, others: readonly ReminderItem[]): string {
  if (others.length === 0) return line;
  const titles = others.map((item) => plainTitleOf(item.event)).join(', ');
  const longer = `${line} ${reminderText('also', { titles })}`;
  return longer.length <= LOCK_SCREEN_MAX ? longer : line;
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
