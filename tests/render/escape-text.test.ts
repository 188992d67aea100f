import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText, escapeText, plainText, safeAddress, shorten } from '../../src/render/text/escape-text.ts';
import { hostileText } from './arbitrary-events.ts';
import { workingInPlain, workingMarkdown } from './working-markdown.ts';

describe('cleaned text', () => {
  test.each([
    ['controls and line breaks become one space or nothing', 'a\u0000b\r\n\n  c\td', 'ab c d'],
    ['direction marks, overrides and isolates go', '\u202Eevil\u202C \u2067x\u2069 \u200Fy', 'evil x y'],
    ['zero-width characters, soft hyphens and fillers go', 'a\u200Bb\u200Dc\uFEFFd\u00ADe\u3164f', 'abcdef'],
    ['half of a surrogate pair goes', 'a\uD83Db', 'ab'],
    ['letters are composed', 'e\u0301', 'é'],
    ['a heap of marks is thinned', `z${'\u0336'.repeat(30)}`, `z${'\u0336'.repeat(4)}`],
  ])('%s', (_rule, raw, clean) => {
    expect(cleanText(raw)).toBe(clean);
  });
});

test('cut text ends with a word and an ellipsis where a border is near', () => {
  expect(shorten('The tariff on Chinese imports', 20)).toBe('The tariff on…');
});
test('a long word is cut inside, not before it', () => {
  expect(shorten(`a ${'x'.repeat(40)}`, 20)).toBe(`a ${'x'.repeat(17)}…`);
});
test('a cut never halves what people see as one character', () => {
  expect(shorten('🇺🇸🇨🇳🇲🇾', 9)).toBe('🇺🇸🇨🇳…');
  expect(shorten('🇺🇸🇨🇳🇲🇾', 8)).toBe('🇺🇸…');
});
test('a cut never halves an escape', () => {
  expect(shorten('aaaaaaaaa\\*b', 11)).toBe('aaaaaaaaa…');
  expect(shorten('aaaaaaaa\\\\b', 10)).toBe('aaaaaaaa…');
});
test('text is left as it is when it fits', () => {
  expect(shorten('fits', 4)).toBe('fits');
});

describe('escaped text', () => {
  test.each([
    ['headings', '# h', '\\# h'],
    ['small print', '-# s', '\\-# s'],
    ['quotes', '> q', '\\> q'],
    ['numbered lists', '1. one', '1\\. one'],
    ['masked links', '[x](https://evil.example/a)', '\\[x\\](https\\://evil.example\\/a)'],
    ['mentions and timestamps', '<@1> <#2> <t:0:R> </cmd:1>', '\\<@1> \\<#2> \\<t:0:R> \\</cmd:1>'],
    ['everyone and here', '@everyone @HERE', '＠everyone ＠HERE'],
    ['emphasis, code and spoilers', '*a* _b_ ~~c~~ ||d|| `e`', '\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\|\\|d\\|\\| \\`e\\`'],
    ['invitations without a scheme', 'discord.gg/abc', 'discord.gg\\/abc'],
    ['emoji names', ':100: :smile:', '\\:100: \\:smile:'],
    ['an emoji name that a colon of ours would close', 'a :smile', 'a \\:smile'],
    ['a mention behind an invisible character', '@\u200Beveryone', '＠everyone'],
  ])('escaping takes the effect from %s', (_what, raw, escaped) => {
    expect(escapeText(raw)).toBe(escaped);
  });

  test('escaping leaves ordinary words alone: figures, hyphens, brackets, clocks, addresses of people', () => {
    const plain = 'U.S.–China: rare-earth (12 of 17), up to 145% at 10:30:00, a@b.example, 1.5 and more';
    expect(escapeText(plain)).toBe(plain);
    expect(plainText(plain)).toBe(plain.replace('@', '＠'));
  });

  test('right-to-left text is isolated, so that dates beside it stay in order', () => {
    expect(escapeText('قمة')).toBe('\u2068قمة\u2069');
    expect(plainText('קמה')).toBe('\u2068קמה\u2069');
  });

  test('10,000 characters are cut to what is asked for', () => {
    expect(escapeText('*'.repeat(10_000), 200).length).toBeLessThanOrEqual(200);
  });

  test('whatever is written, no markdown, mention, link or timestamp works, and it fits', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 3, max: 300 }), (raw, max) => {
        const escaped = escapeText(raw, max);
        expect(escaped.length).toBeLessThanOrEqual(max);
        expect(workingMarkdown(escaped)).toEqual([]);
        expect(escaped.isWellFormed()).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('without its backslashes it reads as it was written, apart from what cannot be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (raw) => {
        const read = escapeText(raw).replace(/\\([^0-9A-Za-z\s])/g, '$1');
        expect(read.replaceAll('＠', '@')).toBe(cleanText(raw));
      }),
    );
  });
});

describe('plain text', () => {
  test('plain text has no backslash for a lock screen to show', () => {
    expect(plainText('*a* \\ _b_ [c](https://evil.example/x)')).toBe('∗a∗ ＼ ＿b＿ ［c］(https:∕∕evil.example∕x)');
  });

  test('nothing in a plain text works, whatever is written', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 3, max: 130 }), (raw, max) => {
        const plain = plainText(raw, max);
        expect(plain.length).toBeLessThanOrEqual(max);
        expect(workingInPlain(plain)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

test.each([
  ['https://example.org/a', 'https://example.org/a'],
  ['https://example.org/a_(b)', 'https://example.org/a%5Fb%29'.replace('%5Fb', '%5F%28b')],
  ['http://example.org', null],
  ['javascript:alert(1)', null],
  ['https://user:pass@example.org', null],
  ['nonsense', null],
  [null, null],
])('the address %s is shown as %s', (url, shown) => {
  expect(safeAddress(url)).toBe(shown);
});
