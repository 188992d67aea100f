import type { ClaimDate, Instant, LocalDay } from '../../src/model/date.ts';
import type { Claim, ListEvent } from '../../src/model/event.ts';
import { type Lead, parseLead } from '../../src/model/lead.ts';
import type { Moment } from '../../src/model/moment.ts';
import type { Defaults, LeadDefaults, Subscription } from '../../src/model/subscription.ts';

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

/** An instant written out. */
export function at(iso: string): Instant {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new Error(`No instant: ${iso}`);
  return instant;
}

export const takesEffect = (day: LocalDay): ClaimDate => ({
  role: 'takes-effect',
  approximate: false,
  precision: 'day',
  day,
});
export const expires = (day: LocalDay): ClaimDate => ({ role: 'expires', approximate: false, precision: 'day', day });
export const opens = (day: LocalDay): ClaimDate => ({ role: 'opens', approximate: false, precision: 'day', day });

/** A claim of one source; what is not said is unsaid. */
export function buildClaim(source: string, date: ClaimDate | null, more: Partial<Claim> = {}): Claim {
  return {
    source: { id: source, name: source.toUpperCase(), fullName: null, url: null },
    published: '2025-10-19',
    dates: null,
    date,
    certainty: null,
    says: null,
    url: null,
    credible: true,
    doubt: null,
    ...more,
  };
}

/** A confirmed event in New York with these claims. */
export function buildEvent(id: string, claims: readonly Claim[], more: Partial<ListEvent> = {}): ListEvent {
  return {
    id,
    title: id,
    phrase: id,
    kind: 'tariff',
    certainty: 'confirmed',
    certaintyNote: null,
    dateCertainty: null,
    zone: 'America/New_York',
    assumed: [],
    place: null,
    opensAt: null,
    topics: [],
    regions: [],
    summary: null,
    stakes: null,
    claims,
    follow: null,
    dependsOn: [],
    partOf: null,
    supersedes: [],
    lastVerified: null,
    outcome: null,
    history: [],
    unless: [],
    origin: { file: 'test.yaml', line: 1 },
    archive: false,
    knownUntil: null,
    ...more,
  };
}

/** A subscription of a channel to everything, active since long ago. */
export function buildSubscription(channel: string, more: Partial<Subscription> = {}): Subscription {
  return {
    guild: 'guild',
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
    guild: 'guild',
    channel: 'channel',
    ...more,
  };
}
