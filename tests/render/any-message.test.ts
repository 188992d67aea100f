import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Edge, endsItsDay } from '../../src/model/edge.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { listRow } from '../../src/render/card/list-row.ts';
import { eventCard } from '../../src/render/event/render-event-card.ts';
import { renderCatchUp } from '../../src/render/reminder/render-catch-up.ts';
import { reminderCard, renderReminder } from '../../src/render/reminder/render-reminder.ts';
import { at } from '../build/build-events.ts';
import { event } from '../build/sample-events.ts';
import { view } from '../build/sample-views.ts';
import { someEvent, zone } from './arbitrary-events.ts';
import { expectCardLimits, expectMessageLimits, textsOf, unmeantMarkdown, withoutOurs } from './message-limits.ts';
import { saidDay, saidDays, saidMinutes, trueDays } from './true-distance.ts';
import { workingMarkdown } from './working-markdown.ts';

const RUNS = { numRuns: 50 } as const;
const DAY_MS = 86_400_000;

/** Events with an edge each, seen from up to 40 days around the first one's anchor. */
const seen = fc
  .record({
    events: fc.array(someEvent, { minLength: 1, maxLength: 12 }),
    reader: zone,
    offset: fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
    flags: fc.nat(15),
  })
  .map(({ events, reader, offset, flags }) => {
    const items = events.flatMap((entry) => {
      const edge = deriveEdges(entry)[0];
      return edge === undefined
        ? []
        : [{ event: entry, edge, lead: { unit: 'days', count: 1 } as const, due: edge.anchor - DAY_MS }];
    });
    return { items, reader, now: (items[0]?.edge.anchor ?? 0) + offset, flags };
  })
  .filter(({ items }) => items.length > 0);

function viewOf({ items, reader, now, flags }: typeof seen extends fc.Arbitrary<infer Seen> ? Seen : never) {
  return view('2025-01-01', [], {
    items,
    now,
    zone: reader,
    events: new Map(items.map((item) => [item.event.id, item.event])),
    late: (flags & 1) > 0,
    addedLate: (flags & 2) > 0,
    possiblyRepeated: (flags & 4) > 0,
    replay: (flags & 8) > 0,
  });
}

describe('whatever the list says, and whenever it is read', () => {
  test('a reminder keeps every limit, and nothing in it works that should not', () => {
    fc.assert(
      fc.property(seen, (any) => {
        const message = renderReminder(viewOf(any));
        expectMessageLimits(message);
        expect(message.content).not.toContain('<t:');
        expect(message.cards.flatMap(unmeantMarkdown)).toEqual([]);
        if ((any.flags & 8) > 0) expect(message.content.startsWith('Replay')).toBe(true);
      }),
      RUNS,
    );
  });

  test('a catch-up keeps every limit, and nothing in it works that should not', () => {
    fc.assert(
      fc.property(seen, (any) => {
        const message = renderCatchUp(viewOf(any));
        expectMessageLimits(message);
        expect(message.cards.flatMap(unmeantMarkdown)).toEqual([]);
      }),
      RUNS,
    );
  });

  test('an event in full and its row keep every limit, and nothing in them works that should not', () => {
    fc.assert(
      fc.property(seen, (any) => {
        for (const { event: entry } of any.items.slice(0, 3)) {
          const edges = deriveEdges(entry);
          const { events, now, zone: reader } = viewOf(any);
          const card = eventCard({ event: entry, edges, events, now, zone: reader, reminders: [] });
          expectCardLimits(card);
          expect(textsOf(card).join('').length).toBeLessThanOrEqual(5500);
          expect(unmeantMarkdown({ ...card, footer: null })).toEqual([]);
          const row = listRow({ event: entry, edge: edges[0] ?? null, events, now, zone: reader });
          expect(workingMarkdown(withoutOurs(row))).toEqual([]);
          expect(row.length).toBeLessThanOrEqual(350);
        }
      }),
      RUNS,
    );
  });

  test('only exact anchors have a timestamp, and it is the anchor or the last minute before it', () => {
    fc.assert(
      fc.property(seen, (any) => {
        const { items, events, now, zone: reader } = viewOf(any);
        for (const item of items.slice(0, 2)) {
          const card = reminderCard(item, { events, now, zone: reader, belated: false }, 4);
          const stamps = [
            ...textsOf(card)
              .join('\n')
              .matchAll(/(?<!\\)<t:(-?\d+):/g),
          ].map((match) => Number(match[1]) * 1000);
          const { edge } = item;
          if (edge.kind === 'opens' && edge.date.precision !== 'minute') expect(stamps).toEqual([]);
          const ends = endsItsDay(edge.kind);
          const shown = ends && edge.date.precision !== 'minute' ? edge.anchor - 60_000 : edge.anchor;
          for (const stamp of stamps) expect(stamp).toBe(shown);
        }
      }),
      RUNS,
    );
  });
});

/** Events with a harmless name, so that every day and figure in the line is the renderer's. */
const plainSeen = fc
  .record({
    entry: someEvent,
    reader: zone,
    offset: fc.integer({ min: -40 * DAY_MS, max: 40 * DAY_MS }),
    near: fc.boolean(),
  })
  .map(({ entry, reader, offset, near }) => {
    const named = event({ ...entry, title: 'Talks', phrase: 'the talks', place: null });
    const edge = deriveEdges(named)[0];
    return edge === undefined
      ? null
      : { entry: named, edge, reader, now: edge.anchor + Math.trunc(near ? offset / 60 : offset) };
  })
  .filter((one) => one !== null);

function lineOf(entry: ListEvent, edge: Edge, now: number, reader: string): string {
  const item = { event: entry, edge, lead: { unit: 'days', count: 1 } as const, due: now };
  return renderReminder(view('2025-01-01', [], { items: [item], now, zone: reader })).content;
}

describe('the truth of the line', () => {
  test('the day in the line is the source’s, and its distance the one at the place', () => {
    fc.assert(
      fc.property(plainSeen, ({ entry, edge, reader, now }) => {
        const line = lineOf(entry, edge, now, reader);
        expect(saidDay(line)).toBe(edge.day.slice(5));
        const days = saidDays(line);
        if (days !== null) expect(days).toBe(trueDays(edge.day, edge.zone, now));
        const minutes = saidMinutes(line);
        if (minutes !== null) expect(Math.abs(minutes - Math.abs(edge.anchor - now) / 60_000)).toBeLessThanOrEqual(0.5);
        const rests = ['cancelled', 'postponed', 'done'].includes(entry.certainty);
        if (!rests && !/\bnow\b|less than a minute/i.test(line)) expect(days ?? minutes).not.toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  test('the line speaks of the past exactly when the edge is behind', () => {
    fc.assert(
      fc.property(plainSeen, ({ entry, edge, reader, now }) => {
        if (['cancelled', 'postponed', 'done'].includes(entry.certainty)) return;
        const past = /(?:was|were) due/.test(lineOf(entry, edge, now, reader));
        if (now < edge.anchor) expect(past).toBe(false);
        if (now > edge.anchor + DAY_MS) expect(past).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('the line of an unsure event never sounds sure', () => {
    fc.assert(
      fc.property(plainSeen, ({ entry, edge, reader, now }) => {
        const line = lineOf(entry, edge, now, reader);
        // A line that is short of room says the one word.
        if (entry.certainty === 'threatened') expect(line).toMatch(/threatened/i);
        if (entry.certainty === 'tentative') expect(line).toMatch(/tentative|\bmay\b/i);
        if (entry.certainty === 'expected' && now < edge.anchor)
          expect(line).toMatch(/expected|should be due|\bmay\b/i);
      }),
      { numRuns: 150 },
    );
  });

  test('the truth these tests compute is not the program’s own', () => {
    expect(trueDays('2025-11-01', 'America/New_York', at('2025-10-31T20:00-04:00'))).toBe(1);
    expect(trueDays('2025-11-01', 'Asia/Seoul', at('2025-10-31T20:00-04:00'))).toBe(0);
    expect([
      saidDays('opens (tomorrow local time).'),
      saidDays('3 days ago'),
      saidMinutes('start in 2 hours 5 minutes, Sat'),
    ]).toEqual([1, -3, 125]);
  });
});
