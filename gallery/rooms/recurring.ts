import { composeBoard, drawBoard } from '../../src/deliver/compose/compose-board.ts';
import type { RecurringSeen } from '../../src/deliver/compose/compose-context.ts';
import { composeDigest } from '../../src/deliver/compose/compose-digest.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { orderEvents } from '../../src/list/index/order-events.ts';
import type { Instant } from '../../src/model/date.ts';
import type { EventList } from '../../src/model/event.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import type { RecordedChange } from '../../src/outbox/outbox.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { listAsKnown } from '../../src/plan/changes/list-as-known.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import type { Exhibit, Room } from '../exhibit.ts';
import { at, type ShownList, ZONE } from '../open-list.ts';

/** Boards and digests. */
export async function recurring({ list }: ShownList): Promise<Room> {
  const early = listAsKnown(list, '2025-10-22');
  return {
    title: 'Boards and digests',
    about:
      'A board is one message that is kept up to date. A digest comes by the clock, and not at all when it has nothing to say.',
    exhibits: [
      board('A board', list, '2025-10-26T12:00-04:00'),
      board('A board with no exact date ahead', list, '2026-11-22T09:00-05:00'),
      switchedOff(list, '2025-10-26T12:00-04:00'),
      await digest('A daily digest, the day a second report came', early, list, '2025-10-24T09:00-04:00', 'daily'),
      await digest('A weekly digest', early, early, '2025-10-20T09:00-04:00', 'weekly'),
      await digest('A weekly digest, with what passed', list, list, '2025-11-03T09:00-05:00', 'weekly'),
    ],
  };
}

function board(title: string, list: EventList, now: string): Exhibit {
  const how = { now: at(now), mark: 'mark', replay: false, possiblyRepeated: false };
  const { message } = drawBoard({ guild: '1', channel: '100' }, seenFrom(list, []), how);
  return { title, now: at(now), message, of: ['post board'] };
}

function switchedOff(list: EventList, now: string): Exhibit {
  const post = {
    owner: ofGuild('1'),
    channel: '100',
    nonce: 'mark',
    key: null,
    body: { print: '', off: at(now) },
  };
  const message = composeBoard(post, seenFrom(list, []), { now: at(now), replay: false, possiblyRepeated: false });
  if (message === null) throw new Error('The gallery misses a board that is switched off.');
  return { title: 'A board that was switched off', now: at(now), message, of: ['post board'] };
}

async function digest(
  title: string,
  before: EventList,
  after: EventList,
  due: string,
  kind: 'daily' | 'weekly',
): Promise<Exhibit> {
  const now = at(due);
  const dated = (list: EventList) => list.events.map((event) => ({ event, edges: deriveEdges(event) }));
  const recorded = compareLists(dated(before), dated(after)).map(
    (change): RecordedChange => ({ at: now - 3_600_000, change }),
  );
  const body = { kind, day: due.slice(0, 10) };
  const post = { guild: '1', channel: '100', nonce: 'mark', body, due: now };
  const message = await composeDigest(post, seenFrom(after, recorded), { now, replay: false, possiblyRepeated: false });
  if (typeof message === 'string') throw new Error(`The gallery misses a digest: ${message}`);
  return { title, now, message, of: ['post digest', `digest ${kind}`] };
}

function seenFrom(list: EventList, recorded: readonly RecordedChange[]): RecurringSeen {
  const { all, index: indexed } = makeCatalogue(list);
  const index = indexed();
  return {
    list,
    events: index.events,
    all,
    drawPicture: null,
    drawn: new Map(),
    outbox: { changes: async () => [...recorded], postByKey: async () => null },
    find: (channel, kind) => ({
      guild: '1',
      channel,
      kind,
      time: null,
      weekday: kind === 'weekly' ? 1 : null,
      since: 0,
      paused: null,
      board: null,
    }),
    filter: () => ({ topics: null, kinds: null }),
    clock: () => ({ zone: ZONE, postingTime: '09:00' }),
    reader: () => ZONE,
    pausedUntil: () => null,
    order: (now: Instant) => orderEvents(index, now),
  };
}
