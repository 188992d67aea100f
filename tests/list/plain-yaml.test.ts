import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument, stringify } from 'yaml';
import { readPlainYaml } from '../../src/list/parse/read-plain-yaml.ts';

const OPTIONS = { version: '1.2', schema: 'core', logLevel: 'error' } as const;

/** What the general parser makes of a text; `null` when it finds anything wrong or out of the ordinary. */
function general(text: string): unknown {
  const document = parseDocument(text, OPTIONS);
  return document.errors.length > 0 || document.warnings.length > 0 ? null : document.toJS();
}

/** Wherever the plain reader answers, the general parser must answer the same. */
function agrees(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain === null) return true;
  expect(plain.value, text).toEqual(general(text));
  return true;
}

/** Words that trip readers of YAML: numbers that are none, dates, colons, quotes, comments, brackets, line ends. */
const word = fc.oneof(
  fc.constantFrom(
    '09:00',
    '2025-11-01',
    '2025-11-01 14:00',
    '0x1F',
    '1e5',
    '.5',
    '012',
    '1_000',
    '+1',
    '-1',
    '~',
    'null',
  ),
  fc.constantFrom(
    'yes',
    'True',
    'false',
    'NULL',
    'a: b',
    'a:',
    ':a',
    '#x',
    'a #b',
    'a#b',
    "it's",
    '"q"',
    '[a',
    'b]',
    '{',
    ',',
  ),
  fc.constantFrom(
    '- x',
    '-',
    '? x',
    '&a',
    '*a',
    '!t',
    '%d',
    '@x',
    '`',
    '|',
    '>-',
    '---',
    '...',
    '<<',
    '\u00a0x',
    'x\u2028y',
    '',
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    word,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.lorem({ maxCount: 30 }),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('id', 'title', 'date', 'x-y', 'a_b', 'true', 'null'), tie('any'), { maxKeys: 4 }),
  ),
})).any;

/** Lines of a list in disorder: each is at home in YAML, their sequence need not be. */
const line = fc
  .tuple(
    fc.nat({ max: 8 }),
    fc.constantFrom(
      '',
      '- ',
      '- - ',
      'a: ',
      'b:',
      '- c: ',
      '# ',
      '"',
      "'",
      'd: [',
      'e: { f: ',
      '] ',
      '} ',
      'g: >-',
      'h: |',
      'i: >',
    ),
    fc.oneof(
      word,
      fc.constantFrom('text', 'more text', ' ', '[a, b]', '{ a: b, c: [d] }', "'it''s'", '"x" # y', 'x # y'),
    ),
    fc.constantFrom('', '', '', ' ', ']', ' }', '\t', '\r'),
  )
  .map(([indent, start, rest, end]) => `${' '.repeat(indent)}${start}${rest}${end}`);

describe('the plain reader', () => {
  it('reads what people usually write, without the general parser', () => {
    const text = [
      '  # a comment',
      '  - id: some-event',
      '    title: 100% U.S. tariff: "threatened"'.replace(': "threatened"', ', threatened'),
      '    note: a text over',
      '      two lines, with 09:00 in it',
      "    quoted: 'it''s: here'",
      '    topics: [tariffs, trade-talks]',
      '    block: >-',
      '      folded',
      '      text',
      '    claims:',
      '      - source: ilkha',
      '        date: { from: 2025-10-24, through: 2025-10-27, approximate: true }',
      '',
      '      - source: aam',
      '        year: 2026',
    ].join('\n');
    expect(readPlainYaml(text)?.value).toEqual(parse(text, OPTIONS));
    expect(readPlainYaml(text)?.value).toEqual([
      {
        id: 'some-event',
        title: '100% U.S. tariff, threatened',
        note: 'a text over two lines, with 09:00 in it',
        quoted: "it's: here",
        topics: ['tariffs', 'trade-talks'],
        block: 'folded text',
        claims: [
          { source: 'ilkha', date: { from: '2025-10-24', through: '2025-10-27', approximate: true } },
          { source: 'aam', year: 2026 },
        ],
      },
    ]);
  });

  it.each([
    ['an escape', '- a: "x\\ty"'],
    ['a comment after a value', '- a: b # c'],
    ['a field twice', '- a: 1\n  a: 2'],
    ['a tab', '- a: b\n\tc: d'],
    ['an anchor', '- a: &x 1'],
    ['a second colon', '- a: b: c'],
    ['an odd column', '- a: 1\n   b: 2'],
    ['an empty line in a text', '- a: b\n\n    c'],
    ['a comment-like line in a block text', '- a: >-\n    b\n    # c\n  d: e'],
    ['a block text that ends the entry', '- a: >-\n    b\n\n'],
    ['a number that may be none', '- a: 012'],
    ['an empty value', '- a:\n  b: 1'],
  ])('leaves %s to the general parser', (_, text) => {
    expect(readPlainYaml(text)).toBeNull();
  });

  it('agrees with the general parser on everything that it writes', () => {
    fc.assert(
      fc.property(
        value,
        fc.constantFrom(0, 40, 80),
        fc.boolean(),
        fc.constantFrom('BLOCK_FOLDED', 'PLAIN', 'QUOTE_SINGLE'),
        (any, lineWidth, flow, type) => {
          const text = stringify([{ id: 'x', any }], {
            lineWidth,
            collectionStyle: flow ? 'flow' : 'any',
            defaultStringType: type as 'PLAIN',
          });
          return agrees(text) && agrees(text.replace(/^/gm, '  '));
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('agrees with the general parser on lines in disorder, or leaves them to it', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 7 }),
        (lines) => agrees(['- z: 1', ...lines].join('\n')) && agrees(lines.join('\n')),
      ),
      { numRuns: 6_000 },
    );
  });
});
