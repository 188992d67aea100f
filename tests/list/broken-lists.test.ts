import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { describeCheck } from '../../src/list/parse/describe-check.ts';
import { parseList, type ReadList } from '../../src/list/parse/parse-list.ts';
import { readList } from '../../src/list/parse/read-list.ts';

const FOLDER = join(import.meta.dirname, 'broken');
const cases = readdirSync(FOLDER).filter((name) => !/\.(?:txt|json)$/.test(name));
const names = cases.map((name) => name.replace(/\.yaml$/, '')).sort();

/** A case is a file, or a folder of files where it needs several, or bytes that are no text. */
async function read(name: string): Promise<ReadList> {
  const file = join(FOLDER, `${name}.yaml`);
  if (existsSync(file)) return parseList([{ name: `${name}.yaml`, text: readFileSync(file, 'utf8') }]);
  return readList(join(FOLDER, name));
}

test('every broken list has a report and every report has a list', () => {
  const reports = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'));
  expect(reports.map((name) => name.replace(/\.txt$/, '')).sort()).toEqual(names);
  expect(names.length).toBeGreaterThanOrEqual(30);
});

test.each(names)('the broken list %s is reported exactly as its report says, and gives no list', async (name) => {
  const result = await read(name);
  const report = describeCheck(result).replaceAll(`${FOLDER}/`, '');
  expect(report).toBe(readFileSync(join(FOLDER, `${name}.txt`), 'utf8'));
  expect(result.list).toBeNull();
  expect(result.problems.length).toBeGreaterThan(0);
});
