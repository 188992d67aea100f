import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeCheck } from '../../src/list/parse/describe-check.ts';
import { MAX_EVENTS, MAX_PROBLEMS } from '../../src/list/parse/parse-list.ts';
import { MAX_FILE_BYTES, readList } from '../../src/list/parse/read-list.ts';
import { MAX_PIECE } from '../../src/list/parse/read-piece.ts';
import { eventText, goodList, HEAD, listText, read } from '../build/list-texts.ts';

function many(count: number, event: (index: number) => string): string {
  return listText(...Array.from({ length: count }, (_, index) => event(index)));
}

describe('the limits of a list', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'list-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('more than 5,000 events over all files are refused before any is read', () => {
    const half = many(MAX_EVENTS / 2, () => '  - x\n');
    expect(read(half, half).problems.every(({ message }) => message === 'This is text.')).toBe(true);
    expect(describeCheck(read(half, half, listText('  - x\n')))).toBe(
      'There are too many events. Found: 5,001. Expected: at most 5,000 in all files together.\n' +
        '1 problem. The list cannot be used until it is fixed.\n',
    );
  });

  test('a file of more than 20 MB is refused without being read', async () => {
    await writeFile(join(folder, 'a.yaml'), listText(eventText('a')));
    await writeFile(join(folder, 'large.yaml'), '');
    await truncate(join(folder, 'large.yaml'), MAX_FILE_BYTES + 1);
    const { list, problems } = await readList(folder);
    expect(list).toBeNull();
    expect(problems).toMatchObject([
      { file: join(folder, 'large.yaml'), message: 'This file is too large.', found: '20.0 MB' },
    ]);
    expect(problems[0]?.expected).toContain('at most 20 MB');
  });

  test('more than 1,000 files are refused', async () => {
    await Promise.all(Array.from({ length: 1_001 }, (_, index) => writeFile(join(folder, `${index}.yaml`), '')));
    expect((await readList(folder)).problems).toMatchObject([
      { message: 'This folder holds too many lists.', found: '1001' },
    ]);
  });

  test('the first 200 problems are reported and the others counted', () => {
    const result = read(many(250, (index) => eventText(`event-${index}`, '', '{ on: 2025-02-30 }')));
    expect([result.problems.length, result.moreProblems]).toEqual([MAX_PROBLEMS, 50]);
    expect(describeCheck(result)).toContain('… and 50 more.\n250 problems.');
  });

  test('a list of 5,000 events is read, and a chain of links through all of them is followed to its end', () => {
    const chain = (last: string) =>
      many(5_000, (index) => eventText(`e${index}`, index < 4_999 ? `    dependsOn: [e${index + 1}]\n` : last));
    expect(goodList(chain('')).events).toHaveLength(5_000);
    const [circle, ...others] = read(chain('    dependsOn: [e0]\n')).problems;
    expect(others).toEqual([]);
    expect(circle?.message).toBe(
      '`dependsOn` runs in a circle: e0 → e1 → e2 → e3 → e4 → e5 → e6 → e7 → e8 → e9 → … → e0.',
    );
  });

  test('a text exactly as long as its limit is good', () => {
    const more = `    phrase: ${'p'.repeat(90)}\n    summary: ${'s'.repeat(900)}\n`;
    expect(goodList(listText(eventText('a'.repeat(60), more))).events).toHaveLength(1);
  });

  test.each([
    [
      'an event',
      listText(eventText('a', `    summary: "${'s'.repeat(MAX_PIECE.event)}\\n"\n`)),
      6,
      'This event is too long.',
    ],
    [
      'a head',
      `# ${'s'.repeat(MAX_PIECE.head)}\n${listText(eventText('a'))}`,
      1,
      'What stands beside the events is too long.',
    ],
    ['a list in brackets', `${HEAD}events: [${' '.repeat(MAX_PIECE.whole)}]\n`, 1, 'A list in brackets is too long.'],
  ])('%s too long to be parsed safely is refused', (_, text, line, message) => {
    expect(read(text).problems).toMatchObject([{ line, message }]);
  });

  test('a source that is never named costs nothing, however many there are', () => {
    const sources = Array.from({ length: 5_000 }, (_, index) => `  s${index}: { name: S }\n`).join('');
    expect(goodList(`${HEAD}${sources}events:\n${eventText('a')}`).events).toHaveLength(1);
  });
});
