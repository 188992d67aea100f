import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { parseList } from '../../src/list/parse/parse-list.ts';
import type { EventList } from '../../src/model/event.ts';
import { compareLists } from '../../src/plan/changes/compare-events.ts';
import { lossSteps } from '../../src/plan/changes/find-loss.ts';
import { runAtOnce } from '../../src/time/machine.ts';
import { autumnFolder } from '../build/autumn-list.ts';
import { buildClaim, buildEvent, opens } from '../build/build-events.ts';

const FILE = join(autumnFolder(), 'us-china-trade-2025.yaml');
const TEXT = readFileSync(FILE, 'utf8');
const WHOLE = listOf(TEXT);

function listOf(text: string): EventList | null {
  return parseList([{ name: FILE, text }]).list;
}

/** The changes that channels would hear of, were that list believed at once; none where it is held back. */
function believed(list: EventList): readonly string[] {
  if (WHOLE === null || runAtOnce(lossSteps(WHOLE, list)) !== null) return [];
  return compareLists(makeCatalogue(WHOLE).all, makeCatalogue(list).all).map(({ kind }) => kind);
}

test('no cut of the list of autumn 2025 at the end of a line is believed at once, but where it takes away words only', () => {
  let goodCuts = 0;
  const ends = [...TEXT.matchAll(/\n/g)].map(({ index }) => index);
  // One of three, since each is read whole.
  for (const at of ends.filter((_, nth) => nth % 3 === 0)) {
    const list = listOf(TEXT.slice(0, at));
    if (list === null) continue;
    goodCuts += 1;
    expect(believed(list).filter((kind) => kind !== 'text only')).toEqual([]);
  }
  // Otherwise this would show nothing.
  expect(goodCuts).toBeGreaterThan(20);
});

test('no cut of the list of autumn 2025 at any byte is believed at once, but where it takes away words only', () => {
  const bytes = Buffer.from(TEXT);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (at) => {
      const list = listOf(bytes.subarray(0, at).toString());
      expect(list === null ? [] : believed(list).filter((kind) => kind !== 'text only')).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

const claim = () => buildClaim('a', opens('2026-05-01'));
const list = (...files: readonly (readonly string[])[]): EventList => ({
  version: files.flat().join(' '),
  files: [],
  events: files.flatMap((ids, file) =>
    ids.map((id) => buildEvent(id, [claim()], { origin: { file: `${file}.yaml`, line: 1 } })),
  ),
});

test.each([
  ['nothing', [['a', 'b', 'c']], [['a', 'b', 'c', 'd']], null],
  ['an event that moved to another file', [['a', 'b'], ['c']], [['a'], ['b', 'c']], null],
  ['two of three events', [['a', 'b', 'c']], [['a']], false],
  ['three of twelve events', [[...'abcdefghijkl']], [[...'abcdefghi']], true],
  ['three of thirteen events', [[...'abcdefghijklm']], [[...'abcdefghij']], false],
  ['a file of one event', [[...'abcdefghijkl'], ['m']], [[...'abcdefghijkl']], true],
])('a list that lost %s is judged by how much that is', (_what, before, after, isLarge) => {
  expect(runAtOnce(lossSteps(list(...before), list(...after)))?.isLarge ?? null).toBe(isLarge);
});

test('an event that lost a claim, an outcome, a part of its last claim or an earlier date says less than before', () => {
  const outcome = { what: 'Signed.', day: null, source: null };
  const history = [{ label: 'Geneva', day: null, source: null }];
  const full = buildEvent('a', [claim(), buildClaim('b', opens('2026-05-02'))], { outcome, history });
  const before: EventList = { version: '1', files: [], events: [full] };
  const [first, last] = full.claims;
  if (first === undefined || last === undefined) throw new Error('expected two claims');
  const lesser = [
    { ...full, claims: [first] },
    { ...full, outcome: null },
    { ...full, history: [] },
    { ...full, claims: [first, { ...last, date: null }] },
  ];
  for (const event of lesser) {
    expect(runAtOnce(lossSteps(before, { version: '2', files: [], events: [event] }))).toMatchObject({
      gone: [],
      poorer: [full],
      isLarge: false,
    });
  }
  const other = { ...full, claims: [first, { ...last, published: '2026-04-01', url: null }] };
  expect(runAtOnce(lossSteps(before, { version: '2', files: [], events: [other] }))).toBeNull();
});
