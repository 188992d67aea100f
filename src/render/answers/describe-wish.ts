import type { Certainty } from '../../model/event.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import type { EventFilter, LeadDefaults, RoleId, Subscription } from '../../model/subscription.ts';
import { escapeText } from '../escape-text.ts';
import { text } from '../text.ts';

/** A lead as people say it: `7d` is "7 days before", `0d` "on the day". */
function leadWords(lead: Lead): string {
  const { unit, count } = lead;
  if (unit === 'days') return count === 0 ? text('answers.leadDay') : text('answers.leadDays', { count });
  if (count === 0) return text('answers.leadAt');
  return count % 60 === 0 ? text('answers.leadHours', { count: count / 60 }) : text('answers.leadMinutes', { count });
}

/** The leads of a subscription in words; those of the settings file where it names none. */
export function leadsWords(leads: readonly Lead[] | null, defaults: LeadDefaults): string {
  if (leads !== null) return joined(leads);
  const events = joined(defaults.events);
  const same = leadNames(defaults.events) === leadNames(defaults.deadlines);
  if (same) return text('answers.leadsDefaultSame', { events });
  const more = defaults.deadlines.filter(
    (lead) => !defaults.events.some((other) => leadName(other) === leadName(lead)),
  );
  if (more.length + defaults.events.length === defaults.deadlines.length) {
    return text('answers.leadsDefaultMore', { events, more: joined(more) });
  }
  return text('answers.leadsDefault', { events, deadlines: joined(defaults.deadlines) });
}

/** Which events a filter wants, in words. */
export function filterWords(filter: EventFilter): string {
  const topics = filter.topics && text('answers.onlyTopics', { topics: wordList(filter.topics) });
  const kinds = filter.kinds && text('answers.onlyKinds', { kinds: wordList(filter.kinds) });
  const parts = [topics, kinds].filter((part) => part !== null);
  return parts.length === 0 ? text('answers.allEvents') : parts.join(', ');
}

/** Whom a subscription pings, in words. In a card a mention shows the role's name and pings nobody. */
export function pingWords(role: RoleId | null, pingFor: readonly Certainty[]): string {
  if (role === null || pingFor.length === 0) return text('answers.pingNobody');
  const certainties = pingFor.map((certainty) => text(`certainty.${certainty}`)).join(', ');
  return text('answers.pingRole', { role: roleMention(role), certainties });
}

/** A whole subscription on one line. */
export function wishWords(subscription: Subscription, defaults: LeadDefaults): string {
  return text('answers.wasLine', {
    filter: filterWords(subscription.filter),
    leads: leadsWords(subscription.leads, defaults),
    ping: pingWords(subscription.role, subscription.pingFor),
  });
}

/** How Discord writes a channel's name in a card: https://docs.discord.com/developers/reference#message-formatting */
export function channelMention(channel: string): string {
  return `<#${channel}>`;
}

/** The same for a role. */
export function roleMention(role: string): string {
  return `<@&${role}>`;
}

function joined(leads: readonly Lead[]): string {
  // Mornings first, from far to near, then what counts in hours.
  const days = leads.filter(({ unit }) => unit === 'days');
  return [...days, ...leads.filter(({ unit }) => unit === 'minutes')].map(leadWords).join(', ');
}

function leadNames(leads: readonly Lead[]): string {
  return leads.map(leadName).join(' ');
}

function wordList(words: readonly string[]): string {
  return words.map((word) => escapeText(word, 60)).join(', ');
}
