import type { Instant, Zone } from '../../model/date.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Card, Message } from '../../model/message.ts';
import type { UserId } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
import { dayAndTime } from '../../render/card/describe-reminder.ts';
import { fitCards, type ReminderItem } from '../../render/reminder/reminder-card.ts';
import { compareItems, renderReminder } from '../../render/reminder/render-reminder.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { type SubscribeView, subscribeAnswer } from '../call/subscribe-answer.ts';
import { callText } from '../call/words.ts';
import { setupText } from './words.ts';

/** The effect of Finish: the subscription as `/datewatch subscribe` shows it, and the server's clock before and after. */
export type SetupDone = {
  readonly subscription: SubscribeView;
  readonly clock: ShownClock;
  readonly clockBefore: ShownClock;
  /** True where nothing had to be written. */
  readonly same: boolean;
};

/** The answer to Finish: the state before and now, the next reminders, and the single commands that do the same. */
export function setupDone({ subscription, clock, clockBefore, same }: SetupDone): Message {
  const answer = subscribeAnswer(subscription);
  const card = buildCard({
    title: callText('settingsTitle'),
    sections: [
      { name: callText('zoneField'), rows: [changed(clock.zone, clockBefore.zone)], inline: true },
      {
        name: callText('postingTimeField'),
        rows: [changed(clock.postingTime, clockBefore.postingTime)],
        inline: true,
      },
      { name: setupText('commandsTitle'), rows: setupText('commandsRows').split('\n') },
    ],
  });
  return { ...answer, content: same ? setupText('doneSame') : answer.content, cards: [...answer.cards, card] };
}

/** The answer to Cancel. */
export function setupCancelled(): Message {
  const card = buildCard({ title: setupText('cancelledTitle'), rows: [setupText('cancelledHow')] });
  return buildAnswer(setupText('cancelled'), card);
}

function changed(now: string, before: string): string {
  return now === before ? now : setupText('clockChanged', { now, before });
}

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
  const [card] = fitCards(urgent.slice(0, 1), { events, now: due, zone, belated: null }, units);
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
