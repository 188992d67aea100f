import { describe, expect, test } from 'vitest';
import { type Figure, judgeFigure, type Measurement } from '../../bench/figure.ts';
import { markdownTable, type Place, plainTable } from '../../bench/print-table.ts';

const PLACE: Place = {
  day: '2026-11-22',
  processor: 'A processor',
  cores: 2,
  memoryGb: 24,
  node: '24.21.0',
  system: 'linux',
};

const FOUND: Measurement = {
  name: 'tick',
  title: 'one tick',
  figures: [
    { what: 'few', value: 0.0213, unit: 'ms', goal: { is: 'below', bound: 5 } },
    { what: 'ten times as many', value: 1234.5, unit: 'ms', goal: null },
    { what: 'beside each other', value: 1.6, unit: '×', goal: { is: 'at most', bound: 1.5 } },
    { what: 'counted', value: 589, unit: 'files', goal: { is: 'from', bound: 100, to: 450 } },
  ],
  notes: ['A note.'],
};

describe('the verdict on a figure', () => {
  const judged = (value: number, goal: Figure['goal']) => judgeFigure({ what: '', value, unit: 'ms', goal });

  test('a goal of "at most" allows the bound itself, one of "below" does not', () => {
    expect(judged(5, { is: 'at most', bound: 5 })).toBe('ok');
    expect(judged(5, { is: 'below', bound: 5 })).toBe('missed');
    expect(judged(4.999, { is: 'below', bound: 5 })).toBe('ok');
  });

  test('a range as a goal holds both its ends', () => {
    expect([79, 80, 120, 121].map((value) => judged(value, { is: 'from', bound: 80, to: 120 }))).toEqual([
      'missed',
      'ok',
      'ok',
      'missed',
    ]);
  });

  test('what could not be measured has missed its goal', () => {
    expect(judged(Number.NaN, { is: 'below', bound: 5 })).toBe('missed');
  });

  test('a figure without a goal has no verdict', () => {
    expect(judged(5, null)).toBeNull();
  });
});

test('the plain table aligns figures to the right, with goal and verdict beside them', () => {
  expect(
    plainTable([FOUND], PLACE),
  ).toBe(`Taken on 2026-11-22: A processor, 2 cores, 24 GB of memory, linux, Node 24.21.0.

tick: one tick
                       found  goal
few                 0.021 ms  below 5 ms        ok
ten times as many    1235 ms
beside each other     1.60 ×  at most 1.5 ×     missed
counted            589 files  100 to 450 files  missed
  A note.
`);
});

test('the Markdown table holds the same figures', () => {
  expect(markdownTable(FOUND, PLACE)).toContain(`| one tick | found | goal | |
| --- | ---: | --- | --- |
| few | 0.021 ms | below 5 ms | ok |
| ten times as many | 1235 ms |  |  |
| beside each other | 1.60 × | at most 1.5 × | missed |
| counted | 589 files | 100 to 450 files | missed |

A note. Taken on 2026-11-22: A processor, 2 cores,`);
});
