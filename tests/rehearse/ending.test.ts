import { beforeAll, expect, test } from 'vitest';
import { printPost } from '../../src/app/cli/print-rehearsal.ts';
import type { RehearsedPost } from '../../src/app/cli/rehearse.ts';
import { readList } from '../../src/list/parse/read-list.ts';
import { rehearseAutumn } from './rehearse-autumn.ts';

let posts: RehearsedPost[];
beforeAll(async () => {
  const { list } = readList('data');
  if (list === null) throw new Error('The shipped lists are broken.');
  posts = await rehearseAutumn('America/New_York', true, list);
});

const textOf = (some: readonly RehearsedPost[]) => some.map(printPost).join('');

test('the autumn of the shipped lists as it became known reads in New York as reviewed', async () => {
  await expect(textOf(posts)).toMatchFileSnapshot('golden/ending-new-york.txt');
});

test.each([
  ['2025-10-24T12:00:00Z', 'Trump–Xi APEC meeting · confirmed, date set', '→ **Thu 30 Oct**'],
  ['2025-10-26T12:00:00Z', 'U.S.–China talks in Malaysia · outcome', 'A framework for the leaders'],
  ['2025-10-26T12:00:00Z', '100% U.S. tariff on Chinese imports · cancelled', 'off the table'],
  ['2025-10-30T12:00:00Z', 'Trump–Xi APEC meeting · outcome', 'A one-year truce'],
  ['2025-11-04T12:00:00Z', 'U.S.–China tariff truce · extended', '→ **Tue 10 Nov 2026, 12:01 a.m. New York**'],
])('the channel hears at %s how the autumn ended: %s', (instant, title, said) => {
  const notices = posts.filter(({ at, post }) => at === Date.parse(instant) && post.kind === 'notice');
  const cards = notices.flatMap(({ message }) => message.cards).filter((card) => card.title === title);
  expect(JSON.stringify(cards)).toContain(said);
  expect(cards).toHaveLength(1);
});

test('nothing that ended is reminded of after its end', () => {
  const after = (event: string, instant: string) =>
    posts.filter(
      ({ at, post }) =>
        post.kind === 'reminder' && at > Date.parse(instant) && post.moments.some((row) => row.event === event),
    );
  expect(after('us-tariff-100-2025', '2025-10-26T12:00:00Z')).toEqual([]);
  expect(after('tariff-truce-expiry-2025', '2025-11-04T12:00:00Z')).toEqual([]);
  expect(after('tariff-truce-expiry-2025', '2025-10-19T12:00:00Z')).toHaveLength(1);
});

test('a line of the autumn stands alone: at most 110 characters, no markdown, and the year where it is another', () => {
  for (const { message } of posts) {
    expect(message.content.length, message.content).toBeLessThanOrEqual(110);
    expect(message.content).not.toMatch(/\n|<[@#t]|\*\*|`|~~/);
  }
  expect(textOf(posts)).toMatch(
    /Extended by a year: U\.S\.–China tariff truce .* 10 Nov 2026, 12:01 a\.m\. New York\./,
  );
});
