import { type Edge, isDeadline } from '../../model/edge.ts';
import type { ListEvent } from '../../model/event.ts';

type Urgent = { readonly event: Pick<ListEvent, 'id'>; readonly edge: Edge };

/** Most urgent first: the nearest anchor; of equal ones a deadline before an opening; then by id, to be stable. */
export function byUrgency(a: Urgent, b: Urgent): number {
  return (
    a.edge.anchor - b.edge.anchor ||
    Number(isDeadline(b.edge.kind)) - Number(isDeadline(a.edge.kind)) ||
    (a.event.id < b.event.id ? -1 : a.event.id > b.event.id ? 1 : 0)
  );
}
