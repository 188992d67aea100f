import { CHANGE_KINDS, type ChangeKind } from '../../model/change.ts';
import type { Edge } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';
import type { DueLead } from '../../model/moment.ts';
import { deriveEdges } from '../../plan/claims/derive-edges.ts';
import type { DatedEvent } from '../../plan/reminders/derive-agenda.ts';
import { deriveDueLeads, leadsFor } from '../../plan/reminders/derive-due-leads.ts';
import { restsBecause } from '../../plan/reminders/match-filter.ts';
import type { ReminderQuery } from '../call/preview-reminders.ts';
import { madeUpChange } from './made-up-change.ts';

/** One reminder of an event, and the edge it counts down to. */
export type PreviewReminder = { readonly edge: Edge; readonly lead: DueLead };

/** One message that `/datewatch preview` can show. */
export type PreviewChoice =
  | {
      readonly what: 'reminder' | 'late' | 'added late' | 'catch-up' | 'correction';
      readonly reminder: PreviewReminder;
    }
  | { readonly what: 'change'; readonly kind: ChangeKind }
  | { readonly what: 'row' };

/** The event of a preview: one that is over or called off is shown as it was before. */
export type Previewed = {
  readonly event: ListEvent;
  readonly edges: readonly Edge[];
  /** The event as it is in the list. */
  readonly listed: DatedEvent;
  /** True where the list itself has it as over, cancelled or postponed. */
  readonly revived: boolean;
};

/** The event as `/datewatch preview` shows it. */
export function previewed({ event, edges }: DatedEvent): Previewed {
  const listed = { event, edges };
  if (restsBecause(event) === null) return { event, edges, listed, revived: false };
  const alive: ListEvent = { ...event, certainty: certaintyBefore(event), outcome: null };
  return { event: alive, edges: deriveEdges(alive), listed, revived: true };
}

/** The event's own certainty if it is an open one, else the first open one of a claim, else `confirmed`. */
function certaintyBefore({ certainty, claims }: ListEvent): ListEvent['certainty'] {
  const isOpen = (one: ListEvent['certainty'] | null) =>
    one === 'confirmed' || one === 'expected' || one === 'tentative' || one === 'threatened';
  if (isOpen(certainty)) return certainty;
  return claims.map((claim) => claim.certainty).find(isOpen) ?? 'confirmed';
}

/** Every message of an event: its reminders soonest first, then all others. */
export function listChoices({ event, edges }: Previewed, { clock, defaults }: ReminderQuery): PreviewChoice[] {
  const reminders = edges
    .flatMap((edge) =>
      deriveDueLeads(edge, leadsFor(event, edge, clock, defaults), clock).due.map((lead) => ({ edge, lead })),
    )
    .sort((a, b) => a.lead.due - b.lead.due);
  const last = reminders.findLast(({ lead, edge }) => lead.due < edge.anchor);
  const belated = (['late', 'added late', 'catch-up', 'correction'] as const).map((what) => ({ what }));
  return [
    ...reminders.map((reminder): PreviewChoice => ({ what: 'reminder', reminder })),
    ...(last === undefined ? [] : belated.map(({ what }): PreviewChoice => ({ what, reminder: last }))),
    ...CHANGE_KINDS.flatMap((kind): PreviewChoice[] =>
      madeUpChange(kind, { event, edges }) === null ? [] : [{ what: 'change', kind }],
    ),
    { what: 'row' },
  ];
}

/** The name of a message in a control's value. */
export function choiceName(choice: PreviewChoice): string {
  switch (choice.what) {
    case 'reminder': {
      const { edge, lead } = choice.reminder;
      const { unit, count } = lead.lead;
      return `reminder ${edge.kind} ${unit} ${count}`;
    }
    case 'change':
      return `change ${choice.kind}`;
    default:
      return choice.what;
  }
}
