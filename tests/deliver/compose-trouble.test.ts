import { describe, expect, test } from 'vitest';
import { composeTrouble } from '../../src/deliver/compose/compose-message.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { TroubleBody } from '../../src/model/post.ts';
import { listTodos } from '../../src/plan/changes/list-todos.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { at, buildClaim, buildEvent, expires } from '../build/build-events.ts';

const TRUCE = buildEvent('truce', [buildClaim('a', expires('2025-10-20'), { published: '2025-08-01' })]);
const dated = (event: ListEvent) => ({ event, edges: deriveEdges(event) });

function compose(
  body: TroubleBody,
  event: ListEvent | null,
  now: string,
  { replay = false, possiblyRepeated = false } = {},
) {
  const list = { events: new Map(), find: () => (event === null ? null : dated(event)) };
  return composeTrouble({ body, nonce: 'mark' }, { list, now: at(now), reader: 'UTC', replay, possiblyRepeated });
}

function todoBody(now: string): TroubleBody {
  const [todo] = listTodos([dated(TRUCE)], at(now));
  if (todo === undefined) throw new Error('there is no to-do');
  return { what: 'todo', todo };
}

describe('a to-do that waited to be sent', () => {
  const body = todoBody('2025-10-25T00:00:00Z');

  test('a to-do that waited to be sent is said while it is one', () => {
    expect(compose(body, TRUCE, '2025-10-26T00:00:00Z')?.content).toContain('is not recorded');
  });

  test.each([
    ['was done', { ...TRUCE, outcome: { what: 'Extended', day: null, source: null } }],
    ['is about another day now', buildEvent('truce', [buildClaim('a', expires('2025-10-21'))])],
    ['is of an event that the list has lost', null],
  ])('a to-do that waited to be sent is not said when it %s', (_, event) => {
    expect(compose(body, event, '2025-10-26T00:00:00Z')).toBeNull();
  });

  test('a to-do to check a date is not said once the date has passed', () => {
    const check = todoBody('2025-10-15T00:00:00Z');
    expect(compose(check, TRUCE, '2025-10-15T00:00:00Z')).not.toBeNull();
    expect(compose(check, TRUCE, '2025-10-25T00:00:00Z')).toBeNull();
  });
});

test('every word opens with Replay in a replay', () => {
  const body: TroubleBody = { what: 'stopped', at: at('2025-10-26T00:00:00Z') };
  expect(compose(body, null, '2025-10-26T00:00:00Z', { replay: true })?.content).toMatch(/^Replay: Datewatch stopped/);
  expect(compose(body, null, '2025-10-26T00:00:00Z')?.content).toBe('Datewatch stopped Sun 26 Oct 2025, 00:00 UTC.');
});

test('a word that may stand there already says so', () => {
  const body: TroubleBody = { what: 'stopped', at: at('2025-10-26T00:00:00Z') };
  const said = compose(body, null, '2025-10-26T00:00:00Z', { possiblyRepeated: true });
  expect(said?.cards[0]?.description).toMatch(/^Possibly repeated: /);
});
