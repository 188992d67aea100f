import { describe, expect, test } from 'vitest';
import { describeCheck } from '../../src/list/parse/describe-check.ts';
import { parseList } from '../../src/list/parse/parse-list.ts';
import { type Edge, edgeName } from '../../src/model/edge.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { deriveDueLeads } from '../../src/plan/reminders/derive-due-leads.ts';
import { leads } from '../build/build-subscriptions.ts';
import { instantOf, mornings } from './public/own-arithmetic.ts';
import { deadlinesOf, listZone, readEditions, writeEditions } from './public/write-editions.ts';

const editions = readEditions();
const text = writeEditions(editions);
const read = parseList([{ name: 'conferences.yaml', text }]);
const report = describeCheck(read);
const events = read.list?.events ?? [];

const LEADS = leads('7d 1d 0d 1h');
const clock = { zone: 'America/New_York', postingTime: '09:00', leads: LEADS };

function countBy(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}

type Dated = Pick<Edge, 'name' | 'anchor'>;

function sorted(dates: readonly Dated[]): Dated[] {
  return dates.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

describe('a public list of 1,161 editions of conferences', () => {
  test('every edition of the public list is accepted as one line', () => {
    expect(read.problems).toEqual([]);
    expect(events).toHaveLength(1_161);
    expect(text.split('\n')).toHaveLength(1_161 + 3);
    expect(report).toContain('No problems.');
  });

  test('every zone of the public list but one is taken as its source gives it', () => {
    const zones = countBy(editions.map(({ zone }) => zone));
    expect(zones).toMatchObject({ AoE: 630, 'UTC-12': 219, 'UTC-8': 59, 'UTC+0': 55, PT: 10 });
    expect(Object.keys(zones)).toHaveLength(19);
    const { 'UTC+0': zero = 0, UTC = 0, PT = 0, ...kept } = zones;
    const taken = countBy(events.map(({ zone }) => zone));
    expect(taken).toEqual({ ...kept, UTC: zero + UTC, [listZone('PT')]: PT });
  });

  test('every deadline of the public list is a date of its own, at the instant that an independent calculation gives', () => {
    let count = 0;
    for (const [index, edition] of editions.entries()) {
      const event = events[index];
      if (event === undefined) throw new Error(`${edition.id} is not in the list`);
      const edges = deriveEdges(event);
      const wanted = deadlinesOf(edition).map(({ part, written }) => ({
        name: edgeName('due', part),
        anchor: instantOf(written, edition.zone),
      }));
      expect(sorted(edges.map(({ name, anchor }) => ({ name, anchor }))), edition.id).toEqual(sorted(wanted));
      count += edges.length;
    }
    expect(count).toBe(2_117);
  });

  test('every reminder of every deadline falls due at the instant that an independent calculation gives', () => {
    let count = 0;
    for (const [index, edition] of editions.entries()) {
      const event = events[index];
      const edges = new Map(event === undefined ? [] : deriveEdges(event).map((edge) => [edge.name, edge]));
      for (const { part, written } of deadlinesOf(edition)) {
        const edge = edges.get(edgeName('due', part));
        if (edge === undefined) throw new Error(`${edition.id} has no ${part}`);
        const anchor = instantOf(written, edition.zone);
        const wanted = [...new Set([...mornings(written, anchor, [7, 1, 0]), anchor - 3_600_000])].sort(
          (a, b) => a - b,
        );
        const due = deriveDueLeads(edge, LEADS, clock).due.map((one) => one.due);
        expect(due, `${edition.id} ${part}`).toEqual(wanted);
        count += due.length;
      }
    }
    expect(count).toBeGreaterThan(8_000);
  });
});
