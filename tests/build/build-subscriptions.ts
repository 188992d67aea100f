import type { Instant } from '../../src/model/date.ts';
import { type Lead, parseLead } from '../../src/model/lead.ts';
import type { Moment } from '../../src/model/moment.ts';
import {
  type Defaults,
  type GuildSettings,
  guildOf,
  type LeadDefaults,
  ofGuild,
  type Subscription,
} from '../../src/model/subscription.ts';
import type { FindSettings } from '../../src/plan/reminders/group-clocks.ts';

/** Reads leads as a person writes them; a test that misspells one fails at once. */
export function leads(text: string): Lead[] {
  return text.split(' ').map((word) => {
    const lead = parseLead(word);
    if (lead === null) throw new Error(`No lead: ${word}`);
    return lead;
  });
}

export const LEAD_DEFAULTS: LeadDefaults = { events: leads('7d 1d 0d'), deadlines: leads('7d 1d 0d 1h'), byKind: {} };

export const DEFAULTS: Defaults = { zone: 'UTC', postingTime: '09:00', leads: LEAD_DEFAULTS };

/** A subscription of a channel to everything, active since long ago. */
export function buildSubscription(channel: string, more: Partial<Subscription> = {}): Subscription {
  return {
    owner: ofGuild('guild'),
    channel,
    filter: { topics: null, kinds: null },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    since: 0,
    madeBy: 'command',
    paused: null,
    ...more,
  };
}

/** A moment by itself, for what only packs or compares moments. */
export function buildMoment(event: string, lead: string, due: Instant, more: Partial<Moment> = {}): Moment {
  const [parsed] = leads(lead);
  if (parsed === undefined) throw new Error('A moment needs a lead');
  return {
    event,
    edge: 'takes-effect',
    sourceDate: '2025-11-01',
    lead: parsed,
    due,
    anchor: due + 3_600_000,
    owner: ofGuild('guild'),
    channel: 'channel',
    ...more,
  };
}

/** The settings of servers, as clocks ask for them. */
export function settingsFrom(guilds: ReadonlyMap<string, GuildSettings>): FindSettings {
  return (owner) => guilds.get(guildOf(owner) ?? '') ?? null;
}
