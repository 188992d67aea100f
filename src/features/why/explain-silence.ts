import type { Instant } from '../../model/date.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import { leadName } from '../../model/lead.ts';
import type { EventFilter } from '../../model/subscription.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause, wantsEvent } from '../../plan/reminders/match-filter.ts';
import type { Wish } from '../call/preview-reminders.ts';
import type { FilterPart, Silence } from './why-channel.ts';

/** What decides whether an event brings anything to a channel. */
export type SilenceAsked = {
  readonly event: ListEvent;
  readonly edges: readonly Edge[];
  readonly now: Instant;
  /** `null`: the channel has no subscription. */
  readonly subscribed: { readonly wish: Wish; readonly paused: string | null } | null;
};

const EVERYTHING: EventFilter = { topics: null, kinds: null };

/**
 * Why no reminder of an event lies ahead in a channel, the nearest reason first: what the channel chose, what became of
 * the event, what its dates lack. Empty where nothing stands against one.
 */
export function explainSilence({ event, edges, now, subscribed }: SilenceAsked): Silence[] {
  if (subscribed === null) return [{ what: 'not subscribed' }];
  const { wish, paused } = subscribed;
  if (paused !== null) return [{ what: 'paused', reason: paused }];
  const rests = restsBecause(event);
  if (rests !== null) return [{ what: rests }];
  const parts = partsAgainst(wish.filter, event);
  if (parts.length > 0) return parts.map((part) => ({ what: 'not wanted', part, filter: wish.filter }));
  if (edges.length === 0) return [{ what: 'no exact date' }];
  const ahead = edges.filter(({ anchor }) => anchor > now);
  if (ahead.length === 0) return [{ what: 'behind' }];
  return leadsAgainst(event, ahead, wish, now);
}

/** Leads that need an hour, and whether the time of all others has passed. */
function leadsAgainst(event: ListEvent, edges: readonly Edge[], wish: Wish, now: Instant): Silence[] {
  const derived = edges.map((edge) =>
    deriveDueLeads(edge, leadsFor(event, edge, wish.clock, wish.defaults), wish.clock),
  );
  const hourless = derived.flatMap(({ idle }) =>
    idle.filter(({ why }) => why === 'no known hour').map(({ lead }) => leadName(lead)),
  );
  const due = derived.flatMap((one) => one.due);
  const silences: Silence[] = hourless.length === 0 ? [] : [{ what: 'no known hour', leads: [...new Set(hourless)] }];
  return due.length > 0 && due.every((one) => one.due <= now) ? [...silences, { what: 'all passed' }] : silences;
}

/** The parts of a filter that keep an event out, each asked by itself. */
function partsAgainst(filter: EventFilter, event: ListEvent): FilterPart[] {
  const { topics, kinds, regions = null, certainties = null, words, events = null, muted = [] } = filter;
  const parts: readonly (readonly [FilterPart, EventFilter])[] = [
    ['muted', { ...EVERYTHING, muted }],
    ['topics', { ...EVERYTHING, topics }],
    ['kinds', { ...EVERYTHING, kinds }],
    ['regions', { ...EVERYTHING, regions }],
    ['certainties', { ...EVERYTHING, certainties }],
    ['allow', { ...EVERYTHING, words: { allow: words?.allow ?? [], block: [] } }],
    ['block', { ...EVERYTHING, words: { allow: [], block: words?.block ?? [] } }],
    ['events', { ...EVERYTHING, events }],
  ];
  return parts.flatMap(([part, alone]) => (wantsEvent(alone, event) ? [] : [part]));
}
