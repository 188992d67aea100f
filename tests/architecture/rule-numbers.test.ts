import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The numbers of the rules in docs/design.md, in their order. */
const numbered = (page: string): number[] =>
  [...(page.split('\n## ').find((part) => part.startsWith('The rules\n')) ?? '').matchAll(/^(\d+)\. \*\*/gm)].map(
    ([, number]) => Number(number),
  );

/** Every number cited as "rule 9", "rules 7, 8 and 10" or "rules 14 to 16", also across the lines of a comment. */
const cited = (text: string): number[] =>
  [
    ...text.replaceAll(/\n\s*(?:\*|\/\/) /g, ' ').matchAll(/\b[Rr]ules? (\d+(?:(?:, | and | to |, and )\d+)*)/g),
  ].flatMap(([, list = '']) => list.match(/\d+/g)?.map(Number) ?? []);

/** Citations of documents that this repository does not hold. */
const elsewhere = (text: string): string[] =>
  text.match(/\b(?:faults?|cases?) row \d+|\(product: |\bproduct\.md\b|\barchitecture\.md\b/gi) ?? [];

const page = await readFile('docs/design.md', 'utf8');
const files = await Promise.all(
  (
    await Promise.all(
      ['src', 'tests', 'emulator', 'bench', 'gallery'].map(async (folder) =>
        (await readdir(folder, { recursive: true })).map((name) => join(folder, name)),
      ),
    )
  )
    .flat()
    .filter((name) => name.endsWith('.ts') && !name.includes('architecture'))
    .map(async (path) => ({ path, text: await readFile(path, 'utf8') })),
);

test('the rules of docs/design.md are numbered from 1 without a gap', () => {
  const numbers = numbered(page);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbered('# x\n## The rules\n\n1. **a** b\n3. **c** d\n## Words\n4. **e**')).toEqual([1, 3]);
});

test('a rule that a comment or a title cites by its number stands in docs/design.md', () => {
  const known = new Set(numbered(page));
  const unknown = (text: string) => cited(text).filter((number) => !known.has(number));
  expect(files.flatMap(({ path, text }) => unknown(text).map((number) => `${path}: rule ${number}`))).toEqual([]);
  expect(files.flatMap(({ text }) => cited(text)).length).toBeGreaterThan(60);
  expect(unknown('/** Rules 1, 98 and 99 (product\n * rule 77), or rule\n * 78; rules 2 to 90. */')).toEqual([
    98, 99, 77, 78, 90,
  ]);
});

test('a comment cites no document that is not in this repository', () => {
  expect(files.flatMap(({ path, text }) => elsewhere(text).map((what) => `${path}: ${what}`))).toEqual([]);
  expect(elsewhere('/** See fault row 5, and "row 5" (product: "precision"). */')).toEqual([
    'fault row 5',
    '(product: ',
  ]);
});
