import { expect, test } from 'vitest';
import type { ListEvent } from '../../src/model/event.ts';
import { todoKey } from '../../src/model/todo.ts';
import { listTodos } from '../../src/plan/changes/list-todos.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { at, buildClaim, buildEvent, expires, opens } from '../build/build-events.ts';

const NOW = '2025-10-21T12:00:00Z';
const FRESH = { lastVerified: '2025-10-20' };

function keys(...events: ListEvent[]): string[] {
  const dated = events.map((event) => ({ event, edges: deriveEdges(event) }));
  return listTodos(dated, at(NOW)).map(todoKey);
}

const claim = (day: string, published: string) => ({ ...buildClaim('office', opens(day)), published });
const talks = (more: Partial<ListEvent> = {}, claims = [claim('2025-11-04', '2025-10-01')]) =>
  buildEvent('talks', claims, { ...FRESH, ...more });
const truce = (more: Partial<ListEvent>) => buildEvent('truce', [buildClaim('a', expires('2025-12-10'))], more);
const OFF = talks({ certainty: 'cancelled' }, [claim('2025-11-04', '2025-10-15')]);
const MOVED = talks({}, [claim('2025-11-04', '2025-10-01'), claim('2025-11-06', '2025-10-15')]);
const SEEN_BEFORE = { lastVerified: '2025-10-14' };

test.each([
  ['was called off', OFF],
  ['was postponed', { ...OFF, certainty: 'postponed' as const }],
  ['has moved, by the same source', MOVED],
])('an entry is to be looked at when what it depends on %s after it was verified', (_, other) => {
  expect(keys(other, truce({ dependsOn: ['talks'], ...SEEN_BEFORE }))).toEqual(['truce hangs on talks 2025-10-15']);
  expect(keys(other, truce({ dependsOn: ['talks'], lastVerified: null }))).toEqual(['truce hangs on talks 2025-10-15']);
});

test.each([
  ['unless', truce({ unless: ['talks'], ...SEEN_BEFORE })],
  ['partOf', truce({ partOf: 'talks', ...SEEN_BEFORE })],
  [
    'a date during the other',
    buildEvent(
      'truce',
      [buildClaim('a', { role: 'opens', approximate: false, precision: 'during', event: 'talks' })],
      SEEN_BEFORE,
    ),
  ],
])('an entry depends on events by %s too', (_, entry) => {
  expect(keys(OFF, entry)).toEqual(['truce hangs on talks 2025-10-15']);
});

test.each([
  ['it was verified since', OFF, truce({ dependsOn: ['talks'], lastVerified: '2025-10-15' })],
  ['the other stands as it first did', talks(), truce({ dependsOn: ['talks'], ...SEEN_BEFORE })],
  [
    'another source gives another date, which is no move',
    talks({}, [
      claim('2025-11-04', '2025-10-01'),
      { ...buildClaim('paper', opens('2025-11-06')), published: '2025-10-15' },
    ]),
    truce({ dependsOn: ['talks'], ...SEEN_BEFORE }),
  ],
  ['it stands in an archive', OFF, truce({ dependsOn: ['talks'], archive: true, ...SEEN_BEFORE })],
  ['it was called off itself', OFF, truce({ dependsOn: ['talks'], certainty: 'cancelled', ...SEEN_BEFORE })],
  ['the list does not have the other', talks(), truce({ dependsOn: ['gone'], ...SEEN_BEFORE })],
])('nobody has to look where %s', (_, other, entry) => {
  expect(keys(other, entry)).toEqual([]);
});
