import { beforeAll, expect, test } from 'vitest';
import { printPost, printPostJson } from '../../src/app/cli/print-rehearsal.ts';
import type { RehearsedPost } from '../../src/app/cli/rehearse.ts';
import { rehearseAutumn } from './rehearse-autumn.ts';

const ARRIVAL = Date.parse('2025-10-23T12:00:00Z');
let posts: RehearsedPost[];
beforeAll(async () => {
  posts = await rehearseAutumn('America/New_York', true);
});

const textOf = (some: readonly RehearsedPost[]) => some.map(printPost).join('');

test('the autumn as it became known reads in New York as reviewed', async () => {
  await expect(textOf(posts)).toMatchFileSnapshot('golden/as-known-new-york.txt');
});

test('until 23 October nothing is said that only the second report knows', () => {
  const before = textOf(posts.filter(({ at }) => at < ARRIVAL));
  expect(before).toContain('around Sun 26 Oct');
  expect(before).not.toMatch(/AAM|24–27|26–28|24 Oct\b|tentative|Disputed|hinted/);
});

test('the second report is one notice: the talks earlier, the meeting in doubt, the summit dated', () => {
  const notices = posts.filter(({ post }) => post.kind === 'notice');
  expect(notices.map(({ at }) => at)).toEqual([ARRIVAL]);
  expect(notices[0]?.message.content).toMatch(
    /^U\.S\.–China trade talks in Malaysia earlier: 24–27 Oct · Trump–Xi meeting at APEC now in doubt/,
  );
  expect(notices[0]?.message.cards.map(({ title }) => title)).toEqual([
    'U.S.–China trade talks in Malaysia · earlier',
    'Trump–Xi meeting at APEC · in doubt',
    'ASEAN summit · date set',
  ]);
});

test('what was said of the old date is edited, after the notice that it links to, and only then', () => {
  const edits = posts.filter((each) => each.edits !== null);
  expect(edits.map(({ at, edits: of, post }) => [at, of, post.kind])).toEqual([
    [ARRIVAL, Date.parse('2025-10-19T13:00:00Z'), 'correction'],
  ]);
  const notice = posts.find(({ post }) => post.kind === 'notice');
  const atArrival = posts.filter(({ at }) => at === ARRIVAL);
  expect(atArrival.map(({ post }) => post.kind)).toEqual(['notice', 'correction']);
  expect(edits[0]?.message.cards[0]?.description).toContain(`/${notice?.post.nonce})`);
  expect(printPost(edits[0] as RehearsedPost)).toMatch(
    /^Thu 23 Oct 2025, 08:00 \(New York\) · #rehearsal · edits the message of Sun 19 Oct 2025, 09:00 \(New York\)\n {2}Out of date\. /,
  );
});

test('an edit as JSON is a correction that names the instant of the message it edits; no other line does', () => {
  const lines = posts.map((post) => JSON.parse(printPostJson(post)) as Record<string, unknown>);
  const [edits, others] = [true, false].map((is) => lines.filter(({ kind }) => (kind === 'correction') === is));
  expect(edits).toMatchObject([{ at: '2025-10-23T12:00:00.000Z', edits: '2025-10-19T13:00:00.000Z', moments: [] }]);
  expect(others?.filter((line) => 'edits' in line)).toEqual([]);
});

test('from 24 October on the channel reads what it would have read had all been known from the start', async () => {
  // A card is shorter where one of its date stands above.
  const after = (some: readonly RehearsedPost[]) =>
    some.filter(({ at }) => at > ARRIVAL).map(({ at, message }) => [at, message.content]);
  expect(after(posts)).toEqual(after(await rehearseAutumn('America/New_York')));
});

test('two rehearsals give the same, to the byte', async () => {
  const again = await rehearseAutumn('America/New_York', true);
  expect(again.map(printPostJson).join('')).toBe(posts.map(printPostJson).join(''));
});
