import type { Instant } from '../model/date.ts';
import type { LeadDefaults } from '../model/subscription.ts';
import { type Agenda, type DatedEvent, deriveAgenda } from '../plan/reminders/derive-agenda.ts';
import type { ClockGroup } from '../plan/reminders/group-clocks.ts';
import { type Machine, runInSlices } from '../time/machine.ts';

/** The source from which an agenda is derived. A change of list or subscriptions is a new array. */
export type AgendaSource = {
  readonly dated: readonly DatedEvent[];
  readonly groups: readonly ClockGroup[];
  readonly leads: LeadDefaults;
};

/** Keeps the agenda of a rolling horizon, so that a tick only looks things up. */
export type AgendaKeeper = {
  /**
   * An agenda that covers everything after `from` up to `now` and at least a day ahead. Derived anew only when the
   * horizon runs out or the list, the subscriptions or a clock has changed.
   */
  cover(from: Instant, now: Instant): Promise<Agenda>;
};

/** How far ahead moments are derived, and how near its end the horizon is renewed. */
const HORIZON_MS = 48 * 3_600_000;
const RENEW_MS = 24 * 3_600_000;

/** Makes a keeper; `source` returns the present source to derive from. */
export function makeAgendaKeeper(machine: Machine, source: () => AgendaSource): AgendaKeeper {
  let kept: { readonly agenda: Agenda; readonly of: AgendaSource } | null = null;
  const isCurrent = (of: AgendaSource): boolean => {
    const now = source();
    return of.dated === now.dated && of.groups === now.groups && of.leads === now.leads;
  };
  return {
    async cover(from, now) {
      for (;;) {
        if (kept !== null && isCurrent(kept.of) && kept.agenda.from <= from && now + RENEW_MS <= kept.agenda.to) {
          return kept.agenda;
        }
        const of = source();
        const steps = deriveAgenda(of.dated, of.groups, of.leads, { from, to: now + HORIZON_MS });
        // If anything changes while it is derived, the next round sees it and derives again.
        kept = { agenda: await runInSlices(steps, machine), of };
      }
    },
  };
}
