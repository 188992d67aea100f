import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { orderEvents } from '../../src/list/index/order-events.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { EventFilter } from '../../src/model/subscription.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { chooseDigestRows } from '../../src/plan/recurring/choose-digest-rows.ts';
import { planBoard } from '../../src/plan/recurring/plan-board.ts';
import type { BoardView } from '../../src/render/recurring/render-board.ts';
import type { DigestView } from '../../src/render/recurring/render-digest.ts';
import { at } from './build-events.ts';

const FILES = [
  { file: 'us-china.yaml', covers: 'Trade dates', knownUntil: '2025-10-23', archive: true, events: 8 },
] as const;

type More = { readonly zone?: string; readonly filter?: EventFilter };

function seen(events: readonly ListEvent[], iso: string, more: More) {
  const list = { version: '0123456789abcdef', files: FILES, events };
  const now = at(iso);
  return {
    now,
    zone: more.zone ?? 'America/New_York',
    filter: more.filter ?? { topics: null, kinds: null },
    list,
    events: new Map(events.map((event) => [event.id, event])),
    order: orderEvents(makeCatalogue(list).index(), now),
  };
}

/** A board of these events as it reads at an instant. */
export function boardView(events: readonly ListEvent[], iso: string, more: More = {}): BoardView {
  const { order, ...view } = seen(events, iso, more);
  const { changesAt: _, ...plan } = planBoard(order, view.filter, view);
  return { ...view, ...plan, possiblyRepeated: false };
}

/** A digest of these events; `before` is the list as the digest before this one knew it, changed two hours ago. */
export function digestView(
  events: readonly ListEvent[],
  iso: string,
  more: More & { kind?: 'daily' | 'weekly'; before?: readonly ListEvent[]; lateMs?: number } = {},
): DigestView {
  const { order, ...view } = seen(events, iso, more);
  const { kind = 'weekly', lateMs = 0 } = more;
  const dated = (all: readonly ListEvent[]) => all.map((event) => ({ event, edges: deriveEdges(event) }));
  const changes = compareLists(dated(more.before ?? events), dated(events)).map((change) => ({
    at: view.now - 7_200_000,
    change,
  }));
  const rows = chooseDigestRows({ ...view, kind, list: order, changes });
  const due = view.now - lateMs;
  return {
    ...view,
    ...rows,
    since: due - (kind === 'weekly' ? 7 : 1) * 86_400_000,
    due,
    late: lateMs > 0,
    mark: 'nonce',
    possiblyRepeated: false,
  };
}
