import type { Certainty } from '../../model/event.ts';
import { type Lead, leadName } from '../../model/lead.ts';
import {
  type EventFilter,
  type LeadDefaults,
  PING_KINDS,
  type PingKind,
  type QuietHours,
  type RoleId,
  type Subscription,
} from '../../model/subscription.ts';
import { formatTime, type Reader } from '../../time/reader.ts';
import { escapeText, joinNames } from '../text/escape-text.ts';
import { certaintyText } from '../text/words.ts';
import { cardText } from './card-words.ts';

/** A lead as people say it: `7d` is "7 days before", `0d` "on the day". */
export function leadWords(lead: Lead): string {
  const { unit, count } = lead;
  if (unit === 'days') return count === 0 ? cardText('leadDay') : cardText('leadDays', { count });
  if (count === 0) return cardText('leadAt');
  return count % 60 === 0 ? cardText('leadHours', { count: count / 60 }) : cardText('leadMinutes', { count });
}

/** Leads as a list of times before a date, for one line; the defaults say that they are, and what deadlines have besides. */
export function leadsWords(leads: readonly Lead[] | null, defaults: LeadDefaults): string {
  if (leads !== null) return listed(leads);
  const { events, deadlines } = defaults;
  const more = deadlines.filter((lead) => !events.some((other) => leadName(other) === leadName(lead)));
  const words = { events: listed(events), more: listed(more), deadlines: listed(deadlines) };
  if (more.length === 0 && events.length === deadlines.length) return cardText('leadsDefault', words);
  return cardText(more.length + events.length === deadlines.length ? 'leadsDefaultMore' : 'leadsDefaultOther', words);
}

function listed(leads: readonly Lead[]): string {
  return leads.length === 0 ? cardText('leadsNone') : leads.map(shortLead).join(', ');
}

function shortLead({ unit, count }: Lead): string {
  if (unit === 'days') return count === 0 ? cardText('sameDay') : cardText('days', { count });
  if (count === 0) return cardText('atStart');
  return count % 60 === 0 ? cardText('hours', { count: count / 60 }) : cardText('minutes', { count });
}

/** The events that a filter lets through, in words. */
export function filterWords(filter: EventFilter): string {
  const topics = filter.topics && cardText('onlyTopics', { topics: wordList(filter.topics) });
  const kinds = filter.kinds && cardText('onlyKinds', { kinds: wordList(filter.kinds) });
  const regions = filter.regions != null && cardText('onlyRegions', { regions: anyOf(filter.regions) });
  const { words, certainties, importances } = filter;
  const sure =
    certainties != null && cardText('onlyCertainties', { certainties: anyOf(certainties.map(certaintyWord)) });
  const weight = importances != null && cardText('onlyImportances', { importances: anyOf(importances) });
  const allow = words !== undefined && words.allow.length > 0 && wordsPart('withWords', words.allow);
  const block = words !== undefined && words.block.length > 0 && wordsPart('withoutWords', words.block);
  const parts = [topics, kinds, regions, sure, weight, allow, block].filter((part) => typeof part === 'string');
  return parts.length === 0 ? cardText('allEvents') : parts.join(', ');
}

function wordsPart(key: 'withWords' | 'withoutWords', words: readonly string[]): string {
  return cardText(key, { words: anyOf(words) });
}

/** Quiet hours as two times of day, by the clock of that zone. */
export function quietWords(quiet: QuietHours, zone: Reader): string {
  return cardText('quiet', { hours: spanWords(quiet, zone) });
}

/** `10 p.m. – 7 a.m.` where clocks count to twelve, else `22:00 – 07:00`. */
export function spanWords({ from, until }: QuietHours, zone: Reader): string {
  return cardText('hoursSpan', { from: formatTime(from, zone), until: formatTime(until, zone) });
}

/** The leads of single kinds, one kind a line. */
export function kindLeadsRows(leadsByKind: Subscription['leadsByKind']): string[] {
  return Object.entries(leadsByKind ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, leads]) => cardText('leadsOfKind', { kind: escapeText(kind, 60), leads: joined(leads) }));
}

/** Whom a subscription pings, in words. In a card a mention shows the role's name and pings nobody. */
export function pingWords(
  role: RoleId | null,
  pingFor: readonly Certainty[],
  pingless: readonly PingKind[] = [],
): string {
  if (role === null || pingFor.length === 0 || PING_KINDS.every((kind) => pingless.includes(kind))) {
    return cardText('pingNobody');
  }
  const ping = cardText('pingRole', { role: roleMention(role), certainties: certaintyList(pingFor) });
  if (pingless.length === 0) return ping;
  return cardText('notBy', { ping, messages: pingless.map(pingKindWords).join(', ') });
}

/** A kind of message that may ping, by the name that people know. */
export function pingKindWords(kind: PingKind): string {
  if (kind === 'reminder') return cardText('byReminder');
  return cardText(kind === 'catch-up' ? 'byCatchUp' : 'byNotice');
}

/** A whole subscription on one line. */
export function subscriptionWords(subscription: Subscription, defaults: LeadDefaults, zone: Reader): string {
  const { filter, leads, leadsByKind, role, pingFor, pingless, quiet, publish } = subscription;
  const line = cardText('wasLine', {
    filter: filterWords(filter),
    leads: [leadsWords(leads, defaults), ...kindLeadsRows(leadsByKind)].join('; '),
    ping: pingWords(role, pingFor, pingless),
  });
  return [
    line,
    ...(quiet == null ? [] : [quietWords(quiet, zone)]),
    ...(publish === false ? [cardText('unpublished')] : []),
    ...mutedPart(filter),
  ].join(' · ');
}

function mutedPart({ muted }: EventFilter): string[] {
  return muted === undefined || muted.length === 0 ? [] : [cardText('mutedCount', { count: muted.length })];
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

function certaintyList(certainties: readonly Certainty[]): string {
  return certainties.map(certaintyWord).join(', ');
}

function certaintyWord(certainty: Certainty): string {
  return certaintyText(`${certainty}`);
}

/** "china or us": joined so, it stays clear beside other parts with commas what belongs together. */
function anyOf(words: readonly string[]): string {
  return joinNames(
    words.map((word) => escapeText(word, 60)),
    'or',
  );
}

function wordList(words: readonly string[]): string {
  return words.map((word) => escapeText(word, 60)).join(', ');
}
