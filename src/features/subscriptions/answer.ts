import type { Instant, Zone } from '../../model/date.ts';
import type { Message } from '../../model/message.ts';
import type { LeadDefaults, Subscription } from '../../model/subscription.ts';
import { buildAnswer, buildCard } from '../../render/card/build-card.ts';
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
import { callText } from '../call/words.ts';
import { subscriptionsText } from './words.ts';

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
  readonly defaults: LeadDefaults;
  readonly zone: Zone;
};

/** The answer to `/subscriptions`. */
export function subscriptionsAnswer(view: SubscriptionsView): Message {
  const { shown, zone } = view;
  const title = subscriptionsText('subscriptionsTitle');
  if (shown.length === 0) {
    const card = buildCard({ title, rows: [subscriptionsText('subscriptionsNoneHow')] });
    return buildAnswer(subscriptionsText('subscriptionsNone'), card);
  }
  const card = buildCard({
    title,
    rows: [...pausedRows(view), ...shown.map((entry) => subscriptionRow(entry, view))],
    footer: callText('timesIn', { city: zoneCity(zone) }),
  });
  return buildAnswer(subscriptionsText('subscriptionsLine', { count: shown.length }), card);
}

function pausedRows(view: SubscriptionsView): string[] {
  const { name, rows } = pausedSection(view, view.now);
  return rows.map((row) => `**${name}** ${row}`);
}

function subscriptionRow({ subscription, next }: ShownSubscription, view: SubscriptionsView): string {
  const { defaults, zone } = view;
  const { channel, filter, leads, leadsByKind, role, pingFor, pingless, quiet, paused, madeBy } = subscription;
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
  if (muted.length > 0) rows.push(`↳ ${subscriptionsText('mutedNames', { names: listNames(muted) })}`);
  if (paused !== null) rows.push(subscriptionsText('subscriptionPaused', { reason: escapeText(paused, 200) }));
  else if (next === null) rows.push(subscriptionsText('subscriptionNothing'));
  else rows.push(subscriptionsText('subscriptionNext', { reminder: reminderLine(next, zone) }));
  if (madeBy === 'settings') rows.push(subscriptionsText('subscriptionFromSettings'));
  return rows.join('\n');
}
