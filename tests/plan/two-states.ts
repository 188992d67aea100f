import type { EventChange } from '../../src/model/change.ts';
import type { ClaimDate } from '../../src/model/date.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { compareEvents } from '../../src/plan/changes/compare-events.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { buildClaim, buildEvent } from '../build/build-events.ts';

export const around = (date: ClaimDate): ClaimDate => ({ ...date, approximate: true });
export const minute = (role: 'opens' | 'closes' | 'expires' | 'takes-effect', text: string): ClaimDate => ({
  role,
  approximate: false,
  precision: 'minute',
  minute: text,
});
export const month = (role: 'opens' | 'expires', text: string): ClaimDate => ({
  role,
  approximate: false,
  precision: 'month',
  month: text,
});
export const year = (value: number): ClaimDate => ({
  role: 'opens',
  approximate: false,
  precision: 'year',
  year: value,
});
export const none: ClaimDate = { role: 'opens', approximate: false, precision: 'none' };
export const range = (from: string, through: string): ClaimDate => ({
  role: 'opens',
  approximate: false,
  precision: 'range',
  from,
  through,
});

/** The event `e` with one claim for each date. */
export const event = (
  dates: readonly (ClaimDate | null)[] | ClaimDate | null,
  more: Partial<ListEvent> = {},
): ListEvent => {
  const all = Array.isArray(dates) ? (dates as readonly (ClaimDate | null)[]) : [dates as ClaimDate | null];
  return buildEvent(
    'e',
    all.map((date, index) => buildClaim(`s${index}`, date)),
    more,
  );
};

/** What changed between two states of one event, its edges derived. */
export function compare(before: ListEvent | null, after: ListEvent | null): EventChange[] {
  const whole = (one: ListEvent | null) => (one === null ? null : { event: one, edges: deriveEdges(one) });
  return compareEvents(whole(before), whole(after));
}

/** Each change as `kind`, or `kind: edge`. */
export const said = (changes: readonly EventChange[]) =>
  changes.map(({ kind, edge }) => (edge === null ? kind : `${kind}: ${edge}`));
