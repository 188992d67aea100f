import type { Instant } from '../../model/date.ts';
import { CARDS_TEXT_FULL } from '../../model/discord-limits.ts';
import type { EventId, ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { Defaults, Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard, cardSize, type Section } from '../../render/card/build-card.ts';
import { pausedSection, type ReminderAhead, reminderLine } from '../../render/card/describe-reminder.ts';
import {
  channelMention,
  filterWords,
  leadsWords,
  pingWords,
  roleMention,
  subscriptionWords,
} from '../../render/card/describe-subscription.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { zoneCity } from '../../time/local.ts';
import type { ShownClock } from '../call/read-clock.ts';
import { keptRows, quietRows } from '../call/subscribe-answer.ts';
import { callText } from '../call/words.ts';
import { type SetupChoices, type SetupTicket, setupControls } from './setup-controls.ts';
import { previewCard, previewRows, type SetupPreview } from './setup-ended.ts';
import { setupText } from './words.ts';

/** The state of a set-up: the whole subscription, its missing parts, and the reminders that it would bring. */
export type SetupView = {
  readonly ticket: SetupTicket;
  readonly page: 1 | 2 | 3;
  /** Its `channel` is empty while none is chosen. */
  readonly subscription: Subscription;
  /** The channel's subscription as it is stored; `null` where it has none. */
  readonly before: Subscription | null;
  /** True where Finish would change nothing. */
  readonly same: boolean;
  readonly defaults: Defaults;
  readonly clock: ShownClock;
  readonly clockBefore: ShownClock;
  readonly now: Instant;
  /** The number of dates ahead that its filter lets through, and the first reminder of them. */
  readonly ahead: number;
  readonly next: ReminderAhead | null;
  readonly preview: SetupPreview;
  readonly events: ReadonlyMap<EventId, ListEvent>;
  readonly choices: SetupChoices;
  /** The permissions that the bot lacks in the channel; `null` when Discord did not say. */
  readonly missing: readonly string[] | null;
  /** The permission without which the role is not notified. */
  readonly pingNeeds: string | null;
  /** False where the channel is known to be gone or hidden. */
  readonly visible: boolean;
  readonly ready: boolean;
  /** A note on the last press. */
  readonly note: string | null;
};

/** Fewest UTF-16 units in which an example card is worth showing. */
const LEAST_CARD = 700;
/** Most UTF-16 units for the example card beside the page's own. */
const PREVIEW_UNITS = 2_800;

/**
 * One page of `/datewatch setup`: the subscription so far, and the controls to change it. Nothing is saved yet, and the page says
 * so.
 */
export function setupPage(view: SetupView): Message {
  const { page, before, subscription, missing, pingNeeds } = view;
  const lacking = subscription.channel !== '' && (missing === null || missing.length > 0 || pingNeeds !== null);
  const card = buildCard({
    title: setupText(before === null ? 'title' : 'titleChange'),
    attention: lacking,
    sections: [
      { name: setupText('noteField'), rows: view.note === null ? [] : [view.note] },
      { name: setupText('missingField'), rows: missingRows(view) },
      { name: callText('channelField'), rows: [channelWords(subscription)], inline: true },
      { name: callText('eventsField'), rows: [filterWords(subscription.filter)], inline: true },
      {
        name: callText('pingField'),
        rows: [pingWords(subscription.role, subscription.pingFor, subscription.pingless)],
        inline: true,
      },
      { name: callText('leadsField'), rows: [leadsWords(subscription.leads, view.defaults.leads)] },
      { name: callText('quietField'), rows: quietRows({ saved: subscription, zone: view.clock.zone }) },
      { name: setupText('clockField'), rows: clockRows(view) },
      pausedSection(view.clock, view.now),
      ...(page === 3 ? reviewSections(view) : [bringsSection(view)]),
    ],
    footer: setupText('footer'),
  });
  const controls = setupControls({ ...view, ...choiceOf(view), lacking });
  const answer = buildAnswer(lineOf(view, lacking), card, controls);
  const room = Math.min(PREVIEW_UNITS, CARDS_TEXT_FULL - cardSize(card));
  const example = page === 3 && room >= LEAST_CARD ? previewCard(view.preview, frameOf(view), room) : null;
  return example === null || cardSize(example) > room ? answer : { ...answer, cards: [card, example] };
}

function choiceOf({ subscription: { channel, filter, leads, role }, visible }: SetupView) {
  const { topics, kinds } = filter;
  return { channel: channel === '' || !visible ? null : channel, chosen: { topics, kinds, leads, role } };
}

function lineOf({ page, before }: SetupView, lacking: boolean): string {
  if (lacking) return setupText('lineMissing', { page });
  if (page === 1) return setupText('linePlace');
  if (page === 2) return setupText('lineTimes');
  return setupText(before === null ? 'lineReview' : 'lineReviewChange');
}

function channelWords({ channel }: Subscription): string {
  return channel === '' ? setupText('noChannel') : channelMention(channel);
}

function missingRows({ subscription, missing, pingNeeds }: SetupView): string[] {
  if (subscription.channel === '') return [];
  const channel = channelMention(subscription.channel);
  if (missing === null) return [setupText('missingUnknown', { channel })];
  const rows: string[] = [];
  if (missing.length > 0) {
    rows.push(setupText('missing', { channel, permissions: missing.map((name) => `**${name}**`).join(', ') }));
  }
  if (pingNeeds !== null && subscription.role !== null) {
    rows.push(
      setupText('pingMissing', { role: roleMention(subscription.role), permission: `**${pingNeeds}**`, channel }),
    );
  }
  return rows;
}

function clockRows({ clock, clockBefore }: SetupView): string[] {
  const zone = clock.ownZone ? clock.zone : setupText('clockDefault', { value: clock.zone });
  const time = clock.ownPostingTime ? clock.postingTime : setupText('clockDefault', { value: clock.postingTime });
  const rows = [setupText('clock', { zone, time })];
  if (clock.zone !== clockBefore.zone || clock.postingTime !== clockBefore.postingTime) {
    rows.push(setupText('clockWas', { zone: clockBefore.zone, time: clockBefore.postingTime }));
  }
  return rows;
}

function bringsSection(view: SetupView): Section {
  const name = setupText('bringsField');
  const count = view.ahead;
  if (count === 0) return { name, rows: [setupText('bringsNothing')] };
  if (view.next === null) return { name, rows: [setupText('bringsLate', { count })] };
  return { name, rows: [setupText('brings', { count, reminder: reminderLine(view.next, view.clock.zone) })] };
}

function reviewSections(view: SetupView): Section[] {
  const { preview, before, clock } = view;
  const city = zoneCity(clock.zone);
  const title = setupText(preview.kind === 'ahead' ? 'firstMessages' : 'exampleMessages', { city });
  const rows = previewRows(preview, frameOf(view)).map((row) => `• ${row}`);
  return [
    { name: setupText('wasField'), rows: before === null ? [] : beforeRows(view, before) },
    {
      name: callText('keptField'),
      rows: keptRows({ saved: view.subscription, before, titleOf: (id) => titleIn(view, id) }),
    },
    ...(preview.kind === 'ahead' ? [] : [bringsSection(view)]),
    { name: title, rows: rows.length === 0 ? [] : [...rows, setupText('cardNext')] },
  ];
}

function beforeRows(view: SetupView, before: Subscription): string[] {
  if (view.same) return [setupText('wasSame')];
  const rows = [subscriptionWords(before, view.defaults.leads)];
  if (before.paused !== null) rows.push(setupText('wasPaused', { reason: escapeText(before.paused, 200) }));
  if (before.madeBy === 'settings') rows.push(callText('wasFromSettings'));
  return rows;
}

function titleIn({ events }: SetupView, id: EventId): string {
  return events.get(id)?.title ?? id;
}

function frameOf({ clock, events }: SetupView) {
  return { zone: clock.zone, events };
}
