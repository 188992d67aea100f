import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGLISH, text } from '../../src/render/text/text.ts';

const SOURCES = join(import.meta.dirname, '../../src');

/** Every text's key without its plural ending. */
const KEYS = Object.entries(ENGLISH).flatMap(([subject, texts]) => [
  ...new Set(Object.keys(texts).map((name) => `${subject}.${name.replace(/_(?:one|other)$/, '')}`)),
]);

const CODE = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter(
    (file) =>
      file.endsWith('.ts') &&
      !/^(?:render|features).*\/(?:words|(?!due-in|reason|choose)\w+-words|reason-texts)\.ts$/.test(file),
  )
  .map((file) => readFileSync(join(SOURCES, file), 'utf8'))
  .join('\n');
const SUBJECTS = Object.keys(ENGLISH).join('|');

/** What a pattern's first group finds in the program. */
function found(pattern: string): string[] {
  return [...CODE.matchAll(new RegExp(pattern, 'g'))].map((match) => match[1] ?? '');
}

/** Keys written whole, and beginnings that a value completes: `certainty.${…}`. */
const WHOLE = new Set(found(`['"\`]((?:${SUBJECTS})\\.\\w+)['"\`]`));
const BEGINNINGS = found(`\`((?:${SUBJECTS})\\.\\w*)\\$\\{`);

/** Keys put together from an edge and a voice, or from how much of an end is left. */
const COMPOSED =
  /^(?:reminders|notices)\.(?:(?:opens|starts|ends|closes)(?:Confirmed|Expected|Tentative|Threatened|Past)|left(?:Open)?(?:Until|Today|There))$/;

/** Whether the program writes a key whole, begins it (`answers.page${…}`), or holds its name where only that is put in. */
function isUsed(key: string): boolean {
  if (WHOLE.has(key) || COMPOSED.test(key)) return true;
  const [subject, name] = key.split('.');
  const begun = BEGINNINGS.some((beginning) => !beginning.endsWith('.') && key.startsWith(beginning));
  return begun || (BEGINNINGS.includes(`${subject}.`) && CODE.includes(`'${name}'`));
}

describe('texts', () => {
  test('these checks would notice a key that nobody uses', () => {
    expect(['reminders.opensSoon', 'reminders.lateThen', 'dates.someday', 'eventCard.nobody'].filter(isUsed)).toEqual(
      [],
    );
  });

  test('every key the program writes exists', () => {
    expect(found(`\\btext\\(\\s*['"\`]([\\w.]+)['"\`]`).filter((key) => !KEYS.includes(key))).toEqual([]);
  });

  test('every text is used somewhere', () => {
    expect(KEYS.filter((key) => !isUsed(key))).toEqual([]);
  });

  test('a text that counts has both plural forms with the same blanks', () => {
    for (const texts of Object.values(ENGLISH)) {
      const written: Record<string, string> = { ...texts };
      for (const name of Object.keys(written).filter((key) => key.endsWith('_one'))) {
        const other = written[name.replace(/_one$/, '_other')];
        expect(other, name).toBeTypeOf('string');
        const blanks = (words: string | undefined) =>
          new Set(
            [...(words ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).filter((blank) => blank !== 'count'),
          );
        expect(blanks(other), name).toEqual(blanks(written[name]));
      }
    }
  });

  test('one is singular, all else plural', () => {
    expect([0, 1, 2, 21].map((count) => text('dates.inDays', { count }))).toEqual([
      'in 0 days',
      'in 1 day',
      'in 2 days',
      'in 21 days',
    ]);
  });

  test('what is filled in is taken as it is: no HTML, no blanks, no nesting', () => {
    const hostile = '<b>&amp; {{count}} $t(dates.today) $& $1';
    expect(text('dates.in', { place: hostile })).toBe(`in ${hostile}`);
  });
});
