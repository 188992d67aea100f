import { expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { smallPrint } from '../../src/render/event/small-print.ts';
import { goodList } from '../build/list-texts.ts';

/** The small print of the first date of an entry, in a list of entries of one line. */
function printOf(id: string, ...entries: string[]): string {
  const text = `zone: UTC\nevents:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`;
  const { all, events } = makeCatalogue(goodList(text));
  const found = all.find(({ event }) => event.id === id);
  const [edge] = found?.edges ?? [];
  if (found === undefined || edge === undefined) throw new Error(`${id} has no date`);
  return smallPrint({ event: found.event, edge, events, now: Date.UTC(2030, 11, 1), zone: 'UTC' });
}

test('an entry that names no source has no small print about one, unless it has a link', () => {
  expect(printOf('a', 'title: A, due: 2031-01-01')).toBe('');
  expect(printOf('a', 'title: A, due: 2031-01-01, url: https://example.org/a')).toBe('-# [1](https://example.org/a)');
});

test('a date that is counted from another event says from which', () => {
  expect(printOf('b', 'title: Order, on: 2031-01-01', 'title: B, after: { event: order, days: 30 }')).toBe(
    '-# 30 days after Order',
  );
});
