import { expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { orderEvents } from '../../src/list/index/order-events.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { compareEvents } from '../../src/plan/changes/compare-events.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { chooseDigestRows, isDigestEmpty } from '../../src/plan/recurring/choose-digest-rows.ts';
import { at, buildClaim, buildEvent, expires, takesEffect } from '../build/build-events.ts';

const tariff = (id: string, day: string, more: Partial<ListEvent> = {}) =>
  buildEvent(id, [buildClaim('office', takesEffect(day))], more);

type DigestRequest = Partial<Parameters<typeof chooseDigestRows>[0]>;
function choose(events: readonly ListEvent[], now: string, request: DigestRequest = {}) {
  const index = makeCatalogue({ version: 'v', files: [], events }).index();
  return chooseDigestRows({
    kind: 'weekly',
    list: orderEvents(index, at(now)),
    changes: [],
    filter: { topics: null, kinds: null },
    events: new Map(events.map((event) => [event.id, event])),
    now: at(now),
    zone: 'America/New_York',
    ...request,
  });
}
const ids = (rows: readonly { event: { id: string } }[]) => rows.map(({ event }) => event.id);

// Monday 3 November 2025, 09:00 in New York.
const NOW = '2025-11-03T14:00:00Z';

test('a daily digest looks three days ahead, a weekly one fourteen, today included', () => {
  const events = ['2025-11-04', '2025-11-05', '2025-11-06', '2025-11-16', '2025-11-17'].map((day) => tariff(day, day));
  expect(ids(choose(events, NOW, { kind: 'daily' }).ahead)).toEqual(['2025-11-04', '2025-11-05']);
  expect(ids(choose(events, NOW).ahead)).toEqual(['2025-11-04', '2025-11-05', '2025-11-06', '2025-11-16']);
});

test("a digest shows a date that is within its days by the date's own calendar or by the reader's", () => {
  const there = buildEvent('deadline', [buildClaim('office', expires('2025-11-05'))]);
  // In Seoul the fifth of New York ends on the sixth; its name is the fifth.
  expect(ids(choose([there], '2025-11-03T00:00:00Z', { kind: 'daily', zone: 'Asia/Seoul' }).ahead)).toEqual([
    'deadline',
  ]);
  const early = buildEvent('early', [buildClaim('office', takesEffect('2025-11-06'))], { zone: 'Asia/Seoul' });
  expect(ids(choose([early], NOW, { kind: 'daily' }).ahead)).toEqual(['early']);
});

test('a digest shows the changes that its filter wants, without corrections of words, and removed events only where all are wanted', () => {
  const before = [
    tariff('steel', '2025-11-10', { topics: ['steel'] }),
    tariff('gone', '2025-11-10'),
    tariff('typo', '2025-11-10'),
  ];
  const after = [
    tariff('steel', '2025-11-12', { topics: ['steel'] }),
    tariff('typo', '2025-11-10', { summary: 'Other words' }),
  ];
  const changes = [...before].flatMap((event) => {
    const now = after.find(({ id }) => id === event.id);
    const dated = (one: ListEvent) => ({ event: one, edges: deriveEdges(one) });
    return compareEvents(dated(event), now === undefined ? null : dated(now)).map((change) => ({
      at: at(NOW) - 1,
      change,
    }));
  });
  const kinds = (request: DigestRequest) =>
    choose(after, NOW, { changes, ...request }).changes.map(({ change }) => `${change.event} ${change.kind}`);
  expect(changes.map(({ change }) => change.kind)).toContain('text only');
  expect(kinds({})).toEqual(['steel later', 'gone removed']);
  expect(kinds({ filter: { topics: ['steel'], kinds: null } })).toEqual(['steel later']);
  expect(kinds({ filter: { topics: ['ships'], kinds: null } })).toEqual([]);
  expect(kinds({ filter: { topics: null, kinds: null, words: { allow: ['steel'], block: [] } } })).toEqual([
    'steel later',
  ]);
});

test('a digest with nothing ahead and nothing changed has nothing to say, whatever is open or past', () => {
  const month = { role: 'opens', approximate: false, precision: 'month', month: '2026-02' } as const;
  const open = buildEvent('open', [buildClaim('office', month)]);
  const rows = choose([tariff('past', '2025-10-30'), open], NOW);
  expect(rows.open.length).toBe(1);
  expect(isDigestEmpty(rows)).toBe(true);
  expect(isDigestEmpty(choose([tariff('near', '2025-11-05')], NOW))).toBe(false);
});
