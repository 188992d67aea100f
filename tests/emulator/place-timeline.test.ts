import { expect, test } from 'vitest';

type Bar = {
  words: string;
  row: number;
  left: number;
  width: number;
  label: string;
  shift: number;
  ghost: { left: number } | null;
};
const { midnightAfter, placeAxis, placeLanes, shareOf } = (await import(`${'../../emulator/page'}/place-dates.js`)) as {
  midnightAfter: (ms: number, zone: string) => number;
  placeAxis: (span: object, pixels: number) => { ms: number; left: number }[];
  placeLanes: (view: object, pixels: number) => { name: string; rows: number; bars: Bar[] }[];
  shareOf: (span: { from: number; to: number }, ms: number) => number;
};
const { describeSpeed } = (await import(`${'../../emulator/page'}/describe-speed.js`)) as {
  describeSpeed: (speed: number) => string;
};

const day = (number: number) => Date.UTC(2025, 9, number);
const span = { from: day(1), to: day(31), zone: 'UTC' };
const date = (title: string, from: number, to: number | null = null, ghost: object | null = null) => ({
  event: title,
  title,
  label: title.slice(0, 6),
  fromMs: day(from),
  toMs: to === null ? null : day(to),
  ghost,
});
const place = (...dates: object[]) => placeLanes({ ...span, lanes: [{ name: 'Talks', dates }] }, 900)[0];

test('a bar stands where its days are, and what lies outside of the span stands at its edge', () => {
  const [first, last] = place(date('Long talks in a far country', 1, 16), date('After the end', 40))?.bars ?? [];
  expect(first).toMatchObject({ left: 0, width: 0.5, label: 'in' });
  expect((last?.left ?? 0) + (last?.width ?? 0)).toBeCloseTo(1);
  expect(last?.label).toBe('before');
  expect(shareOf(span, day(16))).toBe(0.5);
});

test('bars whose words would cover each other lie in rows below each other; others share a row', () => {
  const lane = place(date('Quarterly tax payment', 5), date('Port fee takes effect', 6), date('Rate decision', 20));
  expect(lane?.bars.map(({ row, words }) => [words, row])).toEqual([
    ['Quarterly tax payment', 0],
    ['Port f', 1],
    ['Rate decision', 0],
  ]);
  expect(lane?.rows).toBe(2);
});

test('a date that moved leaves a ghost where it was, which no other bar covers', () => {
  const moved = date('Talks', 4, 6, { fromMs: day(14), toMs: null });
  const [bar, other] = place(moved, date('Vote', 10))?.bars ?? [];
  expect(bar?.ghost?.left).toBeCloseTo(13 / 30);
  expect([bar?.row, other?.row]).toEqual([0, 1]);
});

test('the words of a date stand beside its ghost, not on it', () => {
  const [later] = place(date('Trump–Xi meeting', 10, 12, { fromMs: day(12), toMs: day(15) }))?.bars ?? [];
  expect(later).toMatchObject({ label: 'after', shift: 90 });
  const [far] = place(date('Trump–Xi meeting', 2, 3, { fromMs: day(25), toMs: null }))?.bars ?? [];
  expect(far).toMatchObject({ label: 'after', shift: 0 });
});

test('the axis names as many days as there is room for, each at its midnight in the zone of the list', () => {
  const wide = placeAxis({ ...span, zone: 'America/New_York' }, 900);
  expect(wide[0]?.ms).toBe(day(1) + 4 * 3_600_000);
  expect(wide.length).toBeGreaterThan(7);
  expect(placeAxis(span, 300).length).toBeLessThan(6);
  expect(midnightAfter(day(3) + 1, 'UTC')).toBe(day(4));
});

test.each([
  [1, 'real time'],
  [7200, '1 day in 12 s'],
  [86_400, '1 day a second'],
  [172_800, '2 days a second'],
  [60, '1 hour in 60 s'],
])('a speed of %d is said as "%s"', (speed, words) => {
  expect(describeSpeed(speed)).toBe(words);
});
