import { CARDS_MAX, CARDS_TEXT_ROOM, LOCK_SCREEN_MAX } from '../../model/discord-limits.ts';
import { isHourOpen } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import { chooseNearest } from '../../plan/reminders/order-reminders.ts';
import { markRepeated, restFooter, withFooter } from '../card/adjust-message.ts';
import { joinWithin } from '../card/build-card.ts';
import { messageButtons } from '../card/message-buttons.ts';
import { claimedDate, isPast, withPart } from '../dates/date-phrases.ts';
import { capitalize, cleanText, shorten } from '../text/escape-text.ts';
import { plainTitleOf, titleOf } from '../text/event-name.ts';
import { lockScreenLine, withNote } from './reminder-sentence.ts';
import { reminderText } from './reminder-words.ts';
import { compareItems, fitCards, type ReminderItem, type ReminderView } from './render-reminder.ts';

/** Everything that came late in one channel after a long outage. */
export type CatchUpView = Omit<ReminderView, 'late' | 'addedLate'>;

/** Room for the card that names the events that passed. */
const PASSED = 900;
/** Room for notes on the whole message. */
const NOTES = 500;

/**
 * Renders one message for everything missed (product rule 10): a card with "was due" for each date still ahead, nearest
 * first, and one list of those that passed meanwhile. Of several missed reminders of one edge only the nearest is
 * shown.
 */
export function renderCatchUp(view: CatchUpView): Message {
  const items = [...chooseNearest(view.items, ({ event, edge }) => `${event.id}|${edge.name}`).values()];
  const ahead = items.filter((item) => !isPast(item.edge, view.now)).sort(compareItems);
  const passed = items.filter((item) => isPast(item.edge, view.now)).sort(compareItems);
  const shown = ahead.slice(0, passed.length === 0 ? CARDS_MAX : CARDS_MAX - 1);
  const footer = restFooter(ahead.slice(shown.length));
  const cards = fitCards(shown, { ...view, belated: true }, CARDS_TEXT_ROOM - PASSED - NOTES);
  const all = passed.length === 0 ? cards : [...cards, passedCard(passed, view)];
  const message: Message = {
    content: catchUpLine(view, ahead, passed),
    ping: view.replay || ahead.length === 0 ? null : view.ping,
    cards: withFooter(all, footer),
    controls: messageButtons(
      shown.map(({ event: { id, title } }) => ({ id, title, open: true })),
      view.mark,
    ),
    files: [],
  };
  return view.possiblyRepeated ? markRepeated(message) : message;
}

function passedCard(passed: readonly ReminderItem[], view: CatchUpView): Message['cards'][number] {
  const rows = passed.map(({ event, edge }) => {
    const place = { events: view.events, zone: edge.zone, reader: view.zone, hourOpen: isHourOpen(event) };
    return reminderText('passedRow', {
      title: titleOf(event, 80),
      date: withPart(claimedDate(edge.date, place), edge.part),
    });
  });
  const description = joinWithin(rows, '; ', PASSED - 100);
  return {
    title: reminderText('passedMeanwhile'),
    colour: 0x4f5660,
    description,
    fields: [],
    footer: null,
    event: null,
  };
}

function catchUpLine(view: CatchUpView, ahead: readonly ReminderItem[], passed: readonly ReminderItem[]): string {
  const replay = (line: string) => (view.replay ? withNote(reminderText('replay'), line) : line);
  if (ahead.length === 0) {
    const render = (titles: string) => replay(reminderText('nothingAhead', { count: passed.length, titles }));
    const titles = cleanText(passed.map((item) => plainTitleOf(item.event)).join(', '));
    return render(shorten(titles, LOCK_SCREEN_MAX - render('').length));
  }
  return lockScreenLine(
    ahead.map(({ event, edge }) => ({ event, edge, now: view.now, zone: view.zone })),
    (line) => replay(reminderText('caughtUp', { line: capitalize(line), count: ahead.length })),
  );
}
