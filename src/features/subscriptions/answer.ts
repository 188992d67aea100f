import type { Instant, Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import { isResting } from '../../model/post.ts';
import type { LeadDefaults, Subscription } from '../../model/subscription.ts';
import type { Closing } from '../../outbox/registry.ts';
import { buildAnswer, buildButton, buildCard } from '../../render/card/build-card.ts';
import { cardText } from '../../render/card/card-words.ts';
import { listNames, pausedSection, type ReminderAhead, reminderLine } from '../../render/card/describe-reminder.ts';
import {
  channelMention,
  filterWords,
  kindLeadsRows,
  leadsWords,
  pingWords,
  quietWords,
} from '../../render/card/describe-subscription.ts';
import { escapeText } from '../../render/text/escape-text.ts';
import { zoneCity } from '../../time/local.ts';
import { closedLine } from '../call/closed-channels.ts';
import { controlIds } from '../call/control-ids.ts';
import { callText } from '../call/words.ts';
import { subscriptionsText } from './words.ts';

/** The id of the button that removes what is gone: `gone`. */
export const GONE_IDS = controlIds('gone');

/** One channel's subscription with its next reminder; `null` when none is ahead. */
export type ShownSubscription = { readonly subscription: Subscription; readonly next: ReminderAhead | null };

/** The messages that each channel of a server gets. */
export type SubscriptionsView = {
  readonly now: Instant;
  /** When the server's pause ends, or ended. */
  readonly pausedUntil: Instant | null;
  /** The title of an event, for those that are muted; its id where the list has lost it. */
  titleOf(event: string): string;
  readonly shown: readonly ShownSubscription[];
  /** The channels that are closed to the bot, also those without a subscription. */
  readonly closed: readonly Closing[];
  /** Whether the person who asks may remove those that are gone. */
  readonly mayManage: boolean;
  /** How many were just removed; `null` where nobody asked for that. */
  readonly removed: number | null;
  readonly defaults: LeadDefaults;
  readonly zone: Zone;
};

/** The answer to `/datewatch subscriptions`. */
export function subscriptionsAnswer(view: SubscriptionsView): Message {
  const { shown, zone, closed, removed } = view;
  const title = subscriptionsText('subscriptionsTitle');
  const line = removed === null ? null : subscriptionsText('goneRemoved', { count: removed });
  if (shown.length === 0 && closed.length === 0) {
    const card = buildCard({ title, rows: [subscriptionsText('subscriptionsNoneHow')] });
    return buildAnswer(line ?? subscriptionsText('subscriptionsNone'), card);
  }
  const card = buildCard({
    title,
    rows: [...pausedRows(view), ...closed.map(closedLine), ...shown.map((entry) => subscriptionRow(entry, view))],
    footer: callText('timesIn', { city: zoneCity(zone) }),
  });
  const count = shown.length;
  return buildAnswer(line ?? subscriptionsText('subscriptionsLine', { count }), card, removeRow(view));
}

function removeRow({ closed, mayManage }: SubscriptionsView): Message['controls'] {
  const count = closed.filter(({ gone }) => gone !== null).length;
  if (count === 0 || !mayManage) return [];
  return [[buildButton(GONE_IDS.write({}), subscriptionsText('goneRemove', { count }), false)]];
}

function pausedRows(view: SubscriptionsView): string[] {
  const { name, rows } = pausedSection(view, view.now);
  return rows.map((row) => `**${name}** ${row}`);
}

function subscriptionRow({ subscription, next }: ShownSubscription, view: SubscriptionsView): string {
  const { defaults, zone } = view;
  const { channel, filter, leads, leadsByKind, role, pingFor, pingless, quiet, paused, madeBy, publish } = subscription;
  const muted = (filter.muted ?? []).map((id) => escapeText(view.titleOf(id), 90));
  const rows = [
    subscriptionsText('subscriptionLine', {
      channel: channelMention(channel),
      filter: filterWords(filter),
      leads: leadsWords(leads, defaults),
      ping: pingWords(role, pingFor, pingless),
    }),
  ];
  for (const row of kindLeadsRows(leadsByKind)) rows.push(`↳ ${row}`);
  if (quiet != null) rows.push(`↳ ${quietWords(quiet)}`);
  if (publish === false) rows.push(`↳ ${cardText('unpublished')}`);
  if (muted.length > 0) rows.push(`↳ ${subscriptionsText('mutedNames', { names: listNames(muted) })}`);
  // Why a closed channel rests is said above all rows.
  if (isResting(paused)) rows.push(subscriptionsText('subscriptionRests'));
  else if (paused !== null) rows.push(subscriptionsText('subscriptionPaused', { reason: escapeText(paused, 200) }));
  else if (next === null) rows.push(subscriptionsText('subscriptionNothing'));
  else rows.push(subscriptionsText('subscriptionNext', { reminder: reminderLine(next, zone) }));
  if (madeBy === 'settings') rows.push(subscriptionsText('subscriptionFromSettings'));
  return rows.join('\n');
}
