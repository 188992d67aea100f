import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { describeCheck } from '../../src/list/parse/describe-check.ts';
import type { ReadList } from '../../src/list/parse/parse-list.ts';
import { eventText, HEAD, listText, read } from '../build/list-texts.ts';

/** What holds for anything at all: a list or problems, never both, and a report of whole lines. */
function holds(result: ReadList): void {
  const { list, problems } = result;
  expect(list === null).toBe(problems.length > 0);
  for (const { message, line, column, found } of problems) {
    expect(message).toMatch(/^\S.*[.?!]$/s);
    expect(line === null || line >= 1).toBe(true);
    expect(column === null || column >= 1).toBe(true);
    expect(found ?? '').not.toMatch(/\p{Cc}/u);
    expect((found ?? '').length).toBeLessThanOrEqual(60);
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the report must hold none.
  expect(describeCheck(result)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
}

const FIELDS = [
  'id',
  'title',
  'phrase',
  'kind',
  'certainty',
  'zone',
  'assumed',
  'place',
  'opensAt',
  'topics',
  'summary',
  'claims',
  'follow',
  'dependsOn',
  'partOf',
  'supersedes',
  'lastVerified',
  'outcome',
  'source',
  'published',
  'date',
  'credible',
  'doubt',
  'url',
  'at',
  'on',
  'from',
  'through',
  'starting',
  'month',
  'year',
  'during',
  'none',
  'edge',
  '__proto__',
  'constructor',
  'toString',
  '<<',
];
const word = fc.oneof(
  fc.constantFrom(
    'one',
    'a',
    'b',
    'UTC',
    'CST',
    '2025-11-01',
    '2025-02-30',
    '2025-11-01 14:00',
    '09:00',
    'confirmed',
    '__proto__',
  ),
  fc.constantFrom('toString', 'constructor', 'hasOwnProperty', '@everyone', '\u202e', '\u0007', '\ud800', '😀', ''),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.constant(null),
);
const anything = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.array(tie('any'), { maxLength: 5 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS), fc.string({ maxLength: 5 })), tie('any'), { maxKeys: 6 }),
  ),
})).any;

/** A good event of which one field is anything. */
const nearlyGood = fc.tuple(fc.constantFrom(...FIELDS), anything).map(([field, value]) => ({
  id: 'a',
  title: 'A',
  kind: 'talks',
  certainty: 'confirmed',
  zone: 'UTC',
  claims: [{ source: 'one', published: '2025-10-19', date: { on: '2025-11-01' } }],
  [field]: value,
}));

test('a hostile list gives a list or problems, whatever values stand in it', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(nearlyGood, anything), { maxLength: 4 }), fc.boolean(), (events, flow) => {
      const text = stringify({ events }, { collectionStyle: flow ? 'flow' : 'any' });
      holds(read(`${HEAD}${text}`));
    }),
    { numRuns: 80 },
  );
});

test('a hostile list gives a list or problems, whatever the head says', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('covers', 'zone', 'sources', 'archive', 'knownUntil', 'x'), anything),
      (head) => {
        holds(read(`${stringify(head)}\nevents:\n${eventText('a')}`));
      },
    ),
    { numRuns: 60 },
  );
});

test('a hostile list gives a list or problems, wherever a good list is cut, doubled or spoilt', () => {
  const good = listText(
    eventText('a', '    summary: >-\n      some\n      text\n'),
    eventText('b', '    topics: [x, y]\n'),
  );
  const noise = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom('"', "'", '\n', '\t', '[', '}', ': ', '- ', '&a ', '*a', '!!x ', '\r', '---\n'),
  );
  fc.assert(
    fc.property(fc.nat(good.length), fc.nat(40), noise, (at, length, inserted) => {
      holds(read(`${good.slice(0, at)}${inserted}${good.slice(at + length)}`));
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['brackets', `${HEAD}events: ${'['.repeat(20_000)}`],
  ['brackets in an event', listText(eventText('a', `    topics: ${'['.repeat(20_000)}\n`))],
  ['braces', `x: ${'{a: '.repeat(5_000)}`],
  ['hyphens', listText(`  ${'- '.repeat(20_000)}x\n`)],
  ['question marks', '? '.repeat(20_000)],
  ['columns', Array.from({ length: 1_000 }, (_, index) => `${' '.repeat(index)}a:`).join('\n')],
])('a hostile list survives a depth of thousands of %s', (_, text) => {
  const result = read(text);
  holds(result);
  expect(result.list).toBeNull();
});

test('a hostile list never expands references, so that a bomb of them stays small', () => {
  const bomb = Array.from(
    { length: 30 },
    (_, index) => `x${index}: &x${index} [${`*x${index - 1}, `.repeat(9)}]\n`,
  ).join('');
  const result = read(`${bomb}${listText(eventText('a'))}`);
  expect(result.list).toBeNull();
  expect(result.problems.length + result.moreProblems).toBeLessThan(100);
});

test('a hostile list lets no field reach into objects that all code shares', () => {
  const result = read(listText(eventText('a', '    __proto__: { credible: false, polluted: yes }\n')));
  expect(result.problems).toMatchObject([{ found: '__proto__' }]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test.each(['toString', 'constructor', 'hasOwnProperty'])(
  'a hostile list knows no source, event or zone named %s',
  (name) => {
    const slugged = name.toLowerCase();
    const { problems } = read(
      listText(
        eventText('a', `    dependsOn: [${slugged}]\n`)
          .replace('source: one', `source: ${slugged}`)
          .replace('America/New_York', name),
      ),
    );
    expect(problems.map(({ at }) => at)).toEqual(['a: zone', 'a: dependsOn[0]', 'a: claims[0].source']);
  },
);
