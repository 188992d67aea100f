import { join } from 'node:path';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { readList } from '../../src/list/parse/read-list.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { renderBoard } from '../../src/render/recurring/render-board.ts';
import { renderReminder } from '../../src/render/reminder/render-reminder.ts';
import type { Exhibit, Room } from '../exhibit.ts';
import { at, lead, reminderView, ZONE } from '../open-list.ts';

/** The folder of the list from which this room is made: each entry in the short form. */
export const TEN_KINDS = join(import.meta.dirname, '../lists');

/** Ten dates of ten kinds, written as briefly as the list allows, as a channel is reminded of them. */
export function tenKinds(): Room {
  const { list, problems } = readList(TEN_KINDS);
  if (list === null) throw new Error(JSON.stringify(problems));
  const { events } = makeCatalogue(list);
  const remind = (title: string, now: string, id: string, date = 0): Exhibit => {
    const event = events.get(id);
    const edge = event === undefined ? undefined : deriveEdges(event)[date];
    if (event === undefined || edge === undefined) throw new Error(`The list of ten kinds misses ${id}.`);
    const items = [{ event, edge, lead: lead('1d'), due: at(now) }];
    const message = renderReminder(reminderView({ events }, now, [], { items }));
    return { title, now: at(now), message, of: ['post reminder', `edge ${edge.kind}`] };
  };
  const vague = [...events.values()].filter((event) => deriveEdges(event).length === 0);
  return {
    title: 'Ten kinds of dates',
    about:
      'Each is one line of the list `gallery/lists/ten-kinds.yaml`, but for the hearing, which says how it moved. The source is official and made up.',
    exhibits: [
      remind('A filing', '2031-04-29T09:00-04:00', 'form-941-first-quarter'),
      remind('A call for papers: the abstract', '2031-04-30T09:00-04:00', 'symposium-2031'),
      remind('The paper, Anywhere on Earth, in its last hour', '2031-05-11T06:59-04:00', 'symposium-2031', 1),
      remind('The third Friday', '2031-01-16T09:00-05:00', 'index-options-2031-01-17'),
      remind('A publication', '2031-05-01T09:00-04:00', 'final-import-rule'),
      remind('In force 30 days after it', '2031-05-31T09:00-04:00', 'new-import-rule'),
      remind('Days over a change of the clocks', '2031-03-06T09:00-05:00', 'trade-fair'),
      remind('A hearing that was moved twice', '2031-05-19T09:00-04:00', 'hearing-on-port-fees'),
      remind('A vote', '2031-06-11T09:00-04:00', 'vote-on-the-budget'),
      remind('A rate decision in an hour', '2031-06-18T13:00-04:00', 'federal-funds-rate'),
      boardOf('A quarter and a month: on the board, until there is a day', '2031-01-06T09:00-05:00', vague, events),
    ],
  };
}

function boardOf(
  title: string,
  now: string,
  open: readonly ListEvent[],
  events: ReadonlyMap<string, ListEvent>,
): Exhibit {
  const message = renderBoard({
    ahead: 0,
    next: null,
    lastDay: null,
    now: at(now),
    zone: ZONE,
    groups: [],
    open,
    filter: { topics: null, kinds: null },
    list: { files: [] },
    events,
    possiblyRepeated: false,
  });
  return { title, now: at(now), message, of: ['post board'] };
}
