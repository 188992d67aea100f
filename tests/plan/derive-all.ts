import type { Instant } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { keyText, type Moment, momentKey } from '../../src/model/moment.ts';
import type { GuildSettings, Subscription } from '../../src/model/subscription.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { type Agenda, type DatedEvent, deriveAgenda } from '../../src/plan/reminders/derive-agenda.ts';
import { deriveDueLeads, leadsFor } from '../../src/plan/reminders/derive-due-leads.ts';
import { clockOf, groupClocks } from '../../src/plan/reminders/group-clocks.ts';
import { passesFilter, restsBecause } from '../../src/plan/reminders/match-filter.ts';
import { DEFAULTS, LEAD_DEFAULTS, settingsFrom } from '../build/build-subscriptions.ts';

/** A list, who wants it, and by which clocks. */
export type Case = {
  readonly list: readonly ListEvent[];
  readonly subscriptions: readonly Subscription[];
  readonly settings: ReadonlyMap<string, GuildSettings>;
};

export function dated(list: readonly ListEvent[]): DatedEvent[] {
  return list.map((event) => ({ event, edges: deriveEdges(event) }));
}

/** Runs a derivation to its end without giving way. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

export function agendaOf(given: Case, span: { from: Instant; to: Instant }): Agenda {
  const groups = groupClocks(given.subscriptions, settingsFrom(given.settings), DEFAULTS);
  return finish(deriveAgenda(dated(given.list), groups, LEAD_DEFAULTS, span));
}

/** What ought to be due: every lead of every edge for every channel, one by one, with no agenda, group or window. */
export type Owed = Moment & { readonly key: string; readonly merged: boolean };

export function everythingDue({ list, subscriptions, settings }: Case, span: { from: Instant; to: Instant }): Owed[] {
  const owed: Owed[] = [];
  for (const subscription of subscriptions) {
    const clock = clockOf(subscription, settingsFrom(settings), DEFAULTS);
    const wanted = list.filter((event) => restsBecause(event) === null && passesFilter(subscription.filter, event));
    for (const event of wanted) {
      for (const edge of deriveEdges(event)) {
        const { due, idle } = deriveDueLeads(edge, leadsFor(event, edge, clock, LEAD_DEFAULTS), clock);
        const all = [
          ...due.map((one) => ({ lead: one.lead, due: one.due, merged: false })),
          ...idle.flatMap((one) => (one.due === null ? [] : [{ lead: one.lead, due: one.due, merged: true }])),
        ];
        for (const { lead, due: instant, merged } of all) {
          if (instant <= Math.max(span.from, subscription.since) || instant > span.to) continue;
          const { owner, channel } = subscription;
          const { kind, sourceDate, anchor } = edge;
          const moment: Moment = {
            event: event.id,
            edge: kind,
            sourceDate,
            lead,
            due: instant,
            anchor,
            owner,
            channel,
          };
          owed.push({ ...moment, key: keyText(momentKey(moment)), merged });
        }
      }
    }
  }
  return owed;
}
