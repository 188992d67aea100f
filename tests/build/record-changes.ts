import type { EventList } from '../../src/model/event.ts';
import type { Outbox } from '../../src/outbox/outbox.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { at } from './build-events.ts';
import { DEFAULTS } from './build-subscriptions.ts';

/** Records that the list became another one at that instant, as a settled list does. Returns how many changes it were. */
export async function recordChanges(outbox: Outbox, iso: string, before: EventList, after: EventList): Promise<number> {
  const [old, now] = [before, after].map(({ events }) => events.map((event) => ({ event, edges: deriveEdges(event) })));
  const changes = compareLists(old ?? [], now ?? []);
  await outbox.reserve({
    posts: [],
    skipped: [],
    watermark: null,
    settledChannels: [],
    settledList: {
      list: { ...after, version: `as of ${iso}` },
      defaults: DEFAULTS,
      changes: changes.map((change) => ({ at: at(iso), change })),
    },
  });
  return changes.length;
}
