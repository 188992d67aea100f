import { describe, expect, test } from 'vitest';
import { makeTexts } from '../../src/render/text/text.ts';
import { dateText } from '../../src/render/text/words.ts';
import { type FoundTexts, findEveryText, SOURCE_FILES } from '../build/every-text.ts';

const FOUND = await findEveryText();

/** The names of some texts, without their plural endings. */
function namesOf({ english }: FoundTexts): string[] {
  return [...new Set(Object.keys(english).map((name) => name.replace(/_(?:one|other)$/, '')))];
}

/** Whether a file that uses these texts writes the name whole, or begins it (`page${…}`), or puts in a name of a value. */
/** The beginnings and ends of names that some code puts together: `${part}Line`. */
function composedIn(code: string): (readonly [begin: string, end: string])[] {
  return [...code.matchAll(/`([\w-]*)\$\{[^}`]+\}([\w-]*)`/g)].flatMap(([, begin = '', end = '']) =>
    begin === '' && end === '' ? [] : [[begin, end] as const],
  );
}

function isUsed({ say, file }: FoundTexts, name: string): boolean {
  const users = [...SOURCE_FILES]
    .filter(([path, code]) => path !== file && new RegExp(`\\b${say}\\b`).test(code))
    .map(([, code]) => code);
  const written = new RegExp(`['"\`]${name}['"\`]`);
  const putIn = new RegExp(`\\b${say}\\(\\s*(?:\`\\$\\{|\\w+[,)])`);
  const isComposed = users.some((code) =>
    composedIn(code).some(([begin, end]) => name.startsWith(begin) && name.endsWith(end)),
  );
  if (isComposed) return true;
  return users.some(
    (code) =>
      written.test(code) ||
      [...code.matchAll(/`(\w+)\$\{/g)].some(([, beginning = '']) => name.startsWith(beginning)) ||
      (putIn.test(code) && [...SOURCE_FILES].some(([path, all]) => path !== file && written.test(all))) ||
      (putIn.test(code) && [...SOURCE_FILES.values()].some((all) => new RegExp(`^  ${name}: \\{`, 'm').test(all))),
  );
}

describe('texts', () => {
  test('texts are found, and a name that nobody uses would be noticed', () => {
    expect(FOUND.length).toBeGreaterThan(20);
    const seen = ['opensSoon', 'lateThen', 'someday'].filter((name) => FOUND.some((texts) => isUsed(texts, name)));
    expect(seen).toEqual([]);
  });

  test('texts are all used by a file beside the one that holds them', () => {
    const unused = FOUND.flatMap((texts) =>
      namesOf(texts)
        .filter((name) => !isUsed(texts, name))
        .map((name) => `${texts.file}: ${name}`),
    );
    expect(unused).toEqual([]);
  });

  test('texts of each file have a namespace of their own', () => {
    const namespaces = [...SOURCE_FILES.values()].flatMap((code) =>
      [...code.matchAll(/= makeTexts\('([^']+)'/g)].map(([, namespace]) => namespace),
    );
    expect(namespaces.length).toBeGreaterThan(20);
    expect(namespaces.filter((namespace, at) => namespaces.indexOf(namespace) !== at)).toEqual([]);
  });

  test('texts that count have both plural forms with the same blanks', () => {
    for (const { english } of FOUND) {
      for (const name of Object.keys(english).filter((key) => key.endsWith('_one'))) {
        const other = english[name.replace(/_one$/, '_other')];
        expect(other, name).toBeTypeOf('string');
        const blanks = (words: string | undefined) =>
          new Set(
            [...(words ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).filter((blank) => blank !== 'count'),
          );
        expect(blanks(other), name).toEqual(blanks(english[name]));
      }
    }
  });

  test('texts are singular for one, and plural for all else', () => {
    expect([0, 1, 2, 21].map((count) => dateText('inDays', { count }))).toEqual([
      'in 0 days',
      'in 1 day',
      'in 2 days',
      'in 21 days',
    ]);
  });

  test('texts take what is filled in as it is: no HTML, no blanks, no nesting', () => {
    const hostile = '<b>&amp; {{count}} $t(dates.today) $& $1';
    expect(dateText('in', { place: hostile })).toBe(`in ${hostile}`);
  });

  test('texts have names that are no paths: a dot or a colon in one means nothing', () => {
    expect(makeTexts('test', { 'a.b:c': 'found' })('a.b:c')).toBe('found');
  });
});
