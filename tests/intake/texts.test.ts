import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseList } from '../../src/list/parse/parse-list.ts';
import { isLocalDay } from '../../src/time/local.ts';

/** One text of the collection, with the dates that a careful reader takes from it. */
type IntakeText = {
  readonly id: string;
  readonly published: string;
  readonly zone: string;
  readonly text: string;
  readonly leftAlone?: readonly string[];
  readonly dates: readonly {
    readonly edge: string;
    readonly date: Readonly<Record<string, unknown>>;
    readonly quote: string;
    readonly zone?: string;
  }[];
};

const readTexts = (part: string): IntakeText[] => {
  const folder = join(import.meta.dirname, part);
  return readdirSync(folder)
    .sort()
    .flatMap((file) => parse(readFileSync(join(folder, file), 'utf8'), { schema: 'failsafe' }));
};
const seen = readTexts('seen');
const held = readTexts('held');
const fold = (text: string) => text.replace(/\s+/g, ' ');

test('there are at least forty texts, half of them held back, each of its own', () => {
  expect(seen.length + held.length).toBeGreaterThanOrEqual(40);
  expect(Math.abs(seen.length - held.length)).toBeLessThanOrEqual(1);
  expect(new Set([...seen, ...held].map(({ id }) => id)).size).toBe(seen.length + held.length);
});

describe.each([...seen, ...held].map((one) => [one.id, one] as const))('the answer to %s', (id, one) => {
  test('quotes the text, and is written as a list would have it', () => {
    expect(isLocalDay(one.published)).toBe(true);
    for (const quote of [...one.dates.map((each) => each.quote), ...(one.leftAlone ?? [])])
      expect(fold(one.text)).toContain(fold(quote));
    const events = one.dates.map(({ date, zone = one.zone }, index) => ({
      id: `${id}-${index}`,
      title: id,
      zone,
      ...date,
    }));
    expect(parseList([{ name: `${id}.yaml`, text: stringify({ events }) }]).problems).toEqual([]);
  });
});
