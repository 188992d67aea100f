import type { ListEvent } from '../../src/model/event.ts';
import type { TroubleBody } from '../../src/model/post.ts';
import type { Problem } from '../../src/model/problem.ts';
import type { Todo } from '../../src/model/todo.ts';
import { compareEvents } from '../../src/plan/changes/compare-events.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import type { DatedEvent } from '../../src/plan/reminders/derive-agenda.ts';
import { renderTrouble, wrongClockWords } from '../../src/render/trouble/render-trouble.ts';
import type { Exhibit, Room } from '../exhibit.ts';
import { at, type ShownList, ZONE } from '../open-list.ts';

const NOW = '2025-11-12T09:00-05:00';

/** Words to those who can fix something. */
export function trouble({ event }: ShownList): Room {
  const truce = event('tariff-truce-expiry-2025');
  const todo = (what: Todo['what'], day: string): Todo => ({
    event: truce.id,
    title: truce.title,
    what,
    day,
    verified: what === 'no outcome' ? null : '2025-10-19',
    origin: truce.origin,
  });
  const show = (title: string, seenBy: string, body: TroubleBody): Exhibit => ({
    title,
    seenBy,
    now: at(NOW),
    message: renderTrouble(body, { mark: 'mark', zone: ZONE, now: at(NOW), events: new Map() }),
    of: ['post trouble', `trouble ${body.what}`],
  });
  const visit = event('trump-china-visit-2026');
  const dated = (entry: ListEvent): DatedEvent => ({ event: entry, edges: deriveEdges(entry) });
  const managers = 'the managers of a server, in another of its channels';
  const maintainers = 'the maintainers of the list, in their own channel';
  return {
    title: 'Words to those who can mend something',
    about: 'Managers hear of their own channels; maintainers of the list and the program. Nobody is pinged.',
    exhibits: [
      show('A channel has closed to the bot', managers, {
        what: 'closed',
        channel: '100',
        reason: 'missing permission',
      }),
      show('A channel is gone', managers, { what: 'closed', channel: '300', reason: 'unknown channel' }),
      show('A channel is open again', 'everybody in that channel', {
        what: 'missed',
        count: 1,
        titles: [truce.title],
        changes: compareEvents(dated(visit), dated({ ...visit, certainty: 'postponed' })).map((change) => ({
          at: at(NOW),
          change,
        })),
      }),
      show('A board was deleted twice', managers, { what: 'board gone', channel: '100' }),
      show('The list is broken', maintainers, { what: 'list broken', problems: [PROBLEM], count: 1 }),
      show('The list lost a whole file', maintainers, {
        what: 'list shorter',
        version: '0123456789abcdef',
        titles: [truce.title, event('malaysia-talks-2025').title],
        ...{ gone: 2, poorer: 0, of: 17 },
        files: ['data/my-dates.yaml'],
        waits: true,
      }),
      show('The list is in order again', maintainers, { what: 'list well', events: 20 }),
      show('An outcome is missing', maintainers, { what: 'todo', todo: todo('no outcome', '2025-11-10') }),
      show('A close date was not checked lately', maintainers, {
        what: 'todo',
        todo: todo('not verified', '2025-11-10'),
      }),
      show('An entry hangs on one that changed', maintainers, {
        what: 'todo',
        todo: {
          ...todo('hangs on', '2025-11-09'),
          on: { event: 'malaysia-talks-2025', title: 'U.S.–China trade talks in Malaysia' },
        },
      }),
      show('Several entries want a look', maintainers, {
        what: 'todos',
        todos: [todo('not verified', '2025-11-10'), todo('no outcome', '2025-11-10')],
        count: 2,
      }),
      show('The program has started', maintainers, {
        what: 'started',
        at: at(NOW),
        ahead: 'No exact date is ahead; the last one was 10 November 2025.',
      }),
      show('The program has stopped', maintainers, { what: 'stopped', at: at(NOW) }),
      show('The clock of the machine is wrong', maintainers, {
        what: 'wrong clock',
        why: wrongClockWords(13 * 3_600_000),
      }),
      show('Commands no longer arrive', maintainers, {
        what: 'deaf',
        why: 'Discord closed the gateway for good: an intent is asked for that the bot may not have (4014).',
      }),
    ],
  };
}

const PROBLEM: Problem = {
  file: 'data/my-dates.yaml',
  line: 12,
  column: 9,
  at: 'tax-return-2031',
  message: 'This zone does not exist',
  found: 'CST',
  expected: 'an IANA zone such as America/Chicago',
};
