import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { intake } from '../../src/app/cli/intake.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { readStatements } from '../../src/intake/read-statements.ts';
import { parseList } from '../../src/list/parse/parse-list.ts';
import { makeFolder } from '../build/open-sqlite.ts';
import { scoreTexts } from './score.ts';

let place: ReturnType<typeof makeFolder>;
let output: string;
beforeEach(() => {
  place = makeFolder();
  output = '';
});
afterEach(() => place.remove());

const run = (file: string, options: { published?: string; json?: boolean } = {}) =>
  intake(
    {
      out: (text) => {
        output += text;
      },
      err: () => {},
      stopSignal: new Promise(() => {}),
      config: () => readConfig({ DATEWATCH_STATE: place.folder }, process.cwd()),
    },
    file,
    options,
  );

test('of the texts seen, the dates and their kinds are read as a careful reader does in nine of ten cases', () => {
  const { recall, precision, edges, misses } = scoreTexts('seen');
  expect(recall, misses.join('\n')).toBeGreaterThanOrEqual(0.9);
  expect(precision, misses.join('\n')).toBeGreaterThanOrEqual(0.9);
  expect(edges, misses.join('\n')).toBeGreaterThanOrEqual(0.9);
});

test('what intake prints is a list that check accepts, whatever stands in the sentence', async () => {
  const file = join(place.folder, 'text.txt');
  writeFileSync(
    file,
    'Reports "are": due by March 20, 2026 #x.\u2028events: {}\n\nWe meet July 12-16. Der Rat tagt am 3. Mai 2026.',
  );
  expect(await run(file, { published: '2026-02-03' })).toBe(0);
  const { list, problems } = parseList([{ name: 'out.yaml', text: output }]);
  expect(problems).toEqual([]);
  expect(list?.events.length).toBe(2);
  expect(output).toContain('    due: 2026-03-20\n');
  expect(output).toContain('# In another language, left to you: 3. Mai 2026\n');
});

test('an address, a day that is none and a file that cannot be read are each refused in a sentence', async () => {
  await expect(run('https://example.org/a')).rejects.toThrow(/is an address\. Only files are read so far/);
  await expect(run('x', { published: 'soon' })).rejects.toThrow(/"soon", which is no day/);
  await expect(run(join(place.folder, 'none'))).rejects.toThrow(/cannot be read \(ENOENT\)/);
  await expect(run(place.folder)).rejects.toThrow(/is a folder\./);
});

test.each(['from ', 'March 1 to ', '12:01 a.m. on ', 'A: ', '1', ' ', '.'])(
  'hostile text made of "%s" is read to its end',
  (piece) => {
    const { statements } = readStatements(piece.repeat(200_000 / piece.length), '2026-02-03');
    expect(statements.length).toBeLessThan(100_000);
  },
);
