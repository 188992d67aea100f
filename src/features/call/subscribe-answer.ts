import type { Instant, LocalDay } from '../../model/date.ts';
import type { ListEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { LeadDefaults, Subscription } from '../../model/subscription.ts';
import type { AgendaEntry } from '../../plan/reminders/derive-agenda.ts';
import { buildAnswer, buildCard, type Section } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import {
  lastWords,
  lineTitle,
  momentAtPlace,
  nameEvents,
  pausedSection,
  type ReminderAhead,
  reminderLine,
} from '../../render/card/describe-reminder.ts';
import {
  channelMention,
  filterWords,
  kindLeadsRows,
  leadsWords,
  pingWords,
  roleMention,
  spanWords,
} from '../../render/card/describe-subscription.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { zoneCity } from '../../time/local.ts';
import { type Reader, zoneOf } from '../../time/reader.ts';
import { missedSection, postNowButtons } from './post-now.ts';
import { callText } from './words.ts';

/** A subscription as it was saved, with what it will bring and what it will not. */
export type SubscribeView = {
  readonly saved: Subscription;
  readonly before: Subscription | null;
  readonly defaults: LeadDefaults;
  readonly zone: Reader;
  readonly now: Instant;
  /** When the server's pause ends, or ended. */
  readonly pausedUntil: Instant | null;
  /** The title of an event, for those that are muted; its id where the list has lost it. */
  titleOf(event: string): string;
  /** The next three reminders. */
  readonly next: readonly ReminderAhead[];
  /** The number of dates ahead that its filter lets through. */
  readonly ahead: number;
  readonly lastDay: LocalDay | null;
  /** Of a new or resumed subscription: what was due before it and is not posted. */
  readonly passed: readonly { readonly event: ListEvent; readonly count: number }[];
  /** Of a changed one: dates that nobody asked for when a reminder was due, and that could still be posted. */
  readonly untold: readonly AgendaEntry[];
  /** Reminders that fell due while it was paused and were never sent. */
  readonly missed: readonly { readonly event: ListEvent; readonly count: number }[];
  readonly noHour: readonly { readonly lead: string; readonly events: readonly ListEvent[] }[];
  readonly together: readonly { readonly lead: string; readonly with: string; readonly events: readonly ListEvent[] }[];
  /** The permission the bot lacks to ping the role; `null` when it can, or when none was named. */
  readonly pingNeeds: string | null;
  /** Whether those that follow the channel get its messages; `null` or left out where nothing is to be said of it. */
  readonly publish?: string | null;
};

const MAX_PASSED = 5;

/**
 * The answer to `/datewatch subscribe`: the subscription saved and the one before, the next reminders, the missed ones, and
 * choices without effect.
 */
export function subscribeAnswer(view: SubscribeView): Message {
  const { saved, before, zone } = view;
  const [first] = view.next;
  const coming = first ? momentAtPlace(first.due, zone) : null;
  const changes = before === null ? null : changeRows(saved, before, view);
  const isResumed = before !== null && before.paused !== null;
  const done = changes === null || isResumed ? 'subscribed' : changes.length > 0 ? 'changed' : 'unchanged';
  const content = coming === null ? callText(`${done}None`) : callText(done, coming);
  const card = buildCard({
    title: done === 'unchanged' ? callText('subscribeSame') : titleFor(before),
    attention: view.pingNeeds !== null,
    rows: changes === null ? [] : [channelMention(saved.channel), ...changes],
    sections: [
      ...(changes === null ? wholeSections(view) : []),
      { name: callText('publishField'), rows: view.publish == null ? [] : [view.publish] },
      pausedSection(view, view.now),
      pingSection(view),
      { name: callText('wasField'), rows: before === null ? [] : beforeRows(before) },
      { name: callText('missedField'), rows: missedRows(view) },
      comingSection(view),
      { name: callText('passedField'), rows: passedRows(view) },
      missedSection(view.untold),
      { name: callText('idleField'), rows: idleRows(view) },
    ],
    footer: callText('timesIn', { city: zoneCity(zoneOf(zone)) }),
  });
  const buttons = postNowButtons(saved.channel, view.untold);
  return buildAnswer(content, card, buttons.length === 0 ? [] : [buttons]);
}

function titleFor(before: Subscription | null): string {
  if (before === null) return callText('subscribeTitle');
  return callText(before.paused === null ? 'subscribeReplaced' : 'subscribeResumed');
}

/** A new subscription in full. */
function wholeSections(view: SubscribeView): Section[] {
  const { saved, defaults } = view;
  return [
    { name: callText('channelField'), rows: [channelMention(saved.channel)], inline: true },
    { name: callText('eventsField'), rows: [filterWords(saved.filter)], inline: true },
    { name: callText('pingField'), rows: [pingWords(saved.role, saved.pingFor, saved.pingless)], inline: true },
    { name: callText('leadsField'), rows: [leadsWords(saved.leads, defaults)] },
    { name: callText('quietField'), rows: quietRows(view) },
  ];
}

/** Each part that is another now, old → new; what stays is left out. */
function changeRows(
  saved: Subscription,
  before: Subscription,
  { defaults, zone }: Pick<SubscribeView, 'defaults' | 'zone'>,
): string[] {
  const parts = (one: Subscription): readonly (readonly [string, string])[] => [
    [callText('eventsField'), filterWords(one.filter)],
    [callText('leadsField'), [leadsWords(one.leads, defaults), ...kindLeadsRows(one.leadsByKind)].join('; ')],
    [callText('pingField'), pingWords(one.role, one.pingFor, one.pingless)],
    [callText('quietField'), one.quiet == null ? callText('noQuiet') : spanWords(one.quiet, zone)],
    [callText('noticesField'), one.notices === undefined ? callText('byDefault') : callText('ownChoice')],
    [callText('mutedField'), String(one.filter.muted?.length ?? 0)],
    [callText('publishField'), callText(one.publish === false ? 'notPublished' : 'published')],
  ];
  const old = new Map(parts(before));
  return parts(saved).flatMap(([name, now]) => {
    const was = old.get(name) ?? '';
    return was === now ? [] : [callText('changeRow', { name, was, now })];
  });
}

function beforeRows(before: Subscription): string[] {
  const rows: string[] = [];
  if (before.madeBy === 'settings') rows.push(callText('wasFromSettings'));
  if (before.paused !== null) rows.push(callText('wasPaused', { reason: escapeText(before.paused, 200) }));
  return rows;
}

/** The hours in which the channel gets nothing, in its zone; no row where it has no such hours. */
function quietRows({ saved: { quiet }, zone }: Pick<SubscribeView, 'saved' | 'zone'>): string[] {
  return quiet == null ? [] : [callText('quietHow', { hours: spanWords(quiet, zone), city: zoneCity(zoneOf(zone)) })];
}

function comingSection({ next, ahead, zone, lastDay }: SubscribeView): Section {
  if (next.length > 0) {
    return { name: callText('nextReminders'), rows: next.map((reminder) => `• ${reminderLine(reminder, zone)}`) };
  }
  const last = lastDay === null ? '' : lastWords(lastDay);
  return {
    name: callText('nothingAhead'),
    rows: [ahead > 0 ? callText('nothingLeft') : callText('nothingAheadText', { last }).trim()],
  };
}

function pingSection({ saved, pingNeeds }: SubscribeView): Section {
  const rows =
    pingNeeds === null || saved.role === null
      ? []
      : [
          callText('pingFails', {
            role: roleMention(saved.role),
            permission: pingNeeds,
            channel: channelMention(saved.channel),
          }),
        ];
  return { name: callText('pingFailsField'), rows };
}

function passedRows({ passed }: SubscribeView): string[] {
  const rows = passed
    .slice(0, MAX_PASSED)
    .map(({ event, count }) => callText('passedLine', { count, title: lineTitle(event) }));
  const more = passed.length - MAX_PASSED;
  return more > 0 ? [...rows, cardText('more', { count: more })] : rows;
}

function missedRows({ missed }: SubscribeView): string[] {
  const rows = missed
    .slice(0, MAX_PASSED)
    .map(({ event, count }) => callText('missedLine', { count, title: lineTitle(event) }));
  const more = missed.length - MAX_PASSED;
  return more > 0 ? [...rows, cardText('more', { count: more })] : rows;
}

function idleRows({ noHour, together }: SubscribeView): string[] {
  const hours = noHour.map(({ lead, events }) =>
    callText(events.length === 1 ? 'idleNoHourOne' : 'idleNoHourMany', { lead, names: nameEvents(events) }),
  );
  const same = together.map(({ lead, with: other, events }) =>
    callText('idleTogether', { lead, other, names: nameEvents(events) }),
  );
  return [...hours, ...same];
}
