import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { orderEvents } from '../../src/list/index/order-events.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { Card } from '../../src/model/message.ts';
import { deriveEdges } from '../../src/plan/claims/derive-edges.ts';
import { planBoard } from '../../src/plan/recurring/plan-board.ts';
import { layGroups } from '../../src/render/recurring/recurring-line.ts';
import { renderBoard } from '../../src/render/recurring/render-board.ts';
import { renderDigest } from '../../src/render/recurring/render-digest.ts';
import { boardView, digestView } from '../build/recurring-views.ts';
import { TRUCE } from '../build/sample-events.ts';
import { someEvent, zone } from './arbitrary-events.ts';
import { expectMessageLimits, unmeantMarkdown } from './message-limits.ts';

const HOUR = 3_600_000;

/** Events, a reader, and an hour near one of their dates. */
const seen = fc
  .record({
    events: fc.uniqueArray(someEvent, { selector: ({ id }) => id, minLength: 1, maxLength: 25 }),
    reader: zone,
    hours: fc.integer({ min: -400, max: 60 }),
  })
  .map(({ events, reader, hours }) => {
    const anchor = events.flatMap((event) => deriveEdges(event)).at(0)?.anchor ?? 0;
    return { events, reader, now: anchor + hours * HOUR };
  });
type Seen = typeof seen extends fc.Arbitrary<infer One> ? One : never;

function drawn({ events, reader }: Omit<Seen, 'now'>, now: number) {
  const list = { version: 'v', files: [], events };
  const filter = { topics: null, kinds: null };
  const order = orderEvents(makeCatalogue(list).index(), now);
  const { changesAt, ...plan } = planBoard(order, filter, { now, zone: reader });
  const byId = new Map<string, ListEvent>(events.map((event) => [event.id, event]));
  const view = { ...plan, filter, list, events: byId, now, zone: reader, possiblyRepeated: false };
  return { message: renderBoard(view), changesAt };
}

/** Without our own headings and struck dates, which are meant to work. */
function withoutOurs(card: Card): Card {
  const description =
    card.description
      ?.replace(/^\*\*(.*)\*\*$/gm, '$1')
      .replace(/^• ~~(.*?)~~ ·/gm, '• $1 ·')
      .replace(/`\/dates (?:list|changes)`/g, '')
      .replace(/^(• [^·\n]+ · )\*\*(.*)\*\*:/gm, '$1$2:') ?? null;
  return { ...card, description, fields: card.fields.map((field) => ({ ...field, name: field.name })) };
}

describe('whatever the list says, and whenever it is read', () => {
  test('a board keeps every limit, and nothing in it works that should not', () => {
    fc.assert(
      fc.property(seen, (any) => {
        const { message } = drawn(any, any.now);
        expectMessageLimits(message);
        expect(message.ping).toBeNull();
        expect(message.cards.map(withoutOurs).flatMap(unmeantMarkdown)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('a board reads the same until the instant it names, and that instant lies ahead within a day and an hour', () => {
    fc.assert(
      fc.property(seen, (any) => {
        const first = drawn(any, any.now);
        expect(first.changesAt).toBeGreaterThan(any.now);
        expect(first.changesAt - any.now).toBeLessThanOrEqual(25 * HOUR);
        const last = drawn(any, first.changesAt - 1);
        expect(last.message).toEqual(first.message);
        expect(last.changesAt).toBe(first.changesAt);
      }),
      { numRuns: 100 },
    );
  });

  test('a digest keeps every limit, with everything changed and nothing', () => {
    fc.assert(
      fc.property(seen, fc.boolean(), fc.nat(3), ({ events, reader, now }, changed, flags) => {
        const iso = new Date(now).toISOString();
        const view = digestView(events, iso, {
          zone: reader,
          kind: (flags & 1) > 0 ? 'daily' : 'weekly',
          before: changed ? [] : events,
          lateMs: (flags & 2) > 0 ? 2 * HOUR : 0,
        });
        const message = renderDigest({ ...view, possiblyRepeated: flags === 3 });
        expectMessageLimits(message);
        expect(message.ping).toBeNull();
        expect(message.cards.map(withoutOurs).flatMap(unmeantMarkdown)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('groups of rows', () => {
  const group = (heading: string, count: number, others = 0, length = 40) => ({
    heading,
    count,
    others,
    row: (index: number) => `${heading}${index} ${'x'.repeat(length)}`,
    more: (left: number) => `and ${left}`,
  });

  test('groups of rows that fit are whole, and those without rows are left out', () => {
    expect(layGroups([group('a', 2, 0, 0), group('b', 0), group('c', 1, 3, 0)], 200)).toBe(
      '**a**\n• a0 \n• a1 \n**c**\n• c0 \nand 3',
    );
  });

  test('groups of rows that do not fit keep their first rows, and every row is shown or counted', () => {
    const groups = [group('a', 30, 5), group('b', 10), group('c', 1)];
    for (const max of [300, 600, 1_200, 2_400]) {
      const text = layGroups(groups, max);
      expect(text.length).toBeLessThanOrEqual(max);
      const counted = [...text.matchAll(/^and (\d+)$/gm)].reduce((sum, match) => sum + Number(match[1]), 0);
      const shown = [...text.matchAll(/^• /gm)].length;
      expect(shown + counted).toBe(46);
      for (const name of ['a', 'b', 'c']) expect(text).toContain(`**${name}**`);
    }
  });
});

test('a board’s line reads the same on the last day of what it names, whatever hours are left', () => {
  const lines = ['2025-11-10T09:00-05:00', '2025-11-10T21:00-05:00', '2025-11-10T23:30-05:00'].map(
    (now) => renderBoard(boardView([TRUCE], now)).content,
  );
  expect(new Set(lines)).toEqual(new Set([lines[0]]));
});
