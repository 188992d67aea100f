import { dirname } from 'node:path';
import type { Figure, Goal, Measurement } from './figure.ts';
import { measureWays } from './measure-ways.ts';
import { countImporters, findCircles, type HouseFile, readHouse } from './read-house.ts';
import { takePercentile } from './take-percentile.ts';

/** More files than this in one folder, and nobody finds the right one by looking. */
const FOLDER_FILES = 26;
/** A file below it that only one other file uses is seldom a question of its own. */
const SMALL_LINES = 60;

/**
 * How much there is to read: the files of src, how they hang together, and how many of them run on three ways through the
 * running program. Nothing here depends on the machine.
 *
 * Misleading would be: to read a small number of files as good in itself, since one file of everything has the smallest; to
 * count a file that holds only types, which never runs.
 */
export async function measureHouse(): Promise<Measurement> {
  const { files, codeLines, testLines } = await readHouse();
  const lines = files.map((file) => file.lines);
  const comments = files.reduce((sum, { commentLines }) => sum + commentLines, 0);
  const circles = findCircles(files);
  const importers = countImporters(files);
  const single = files.filter(({ path }) => importers.get(path) === 1);
  const full = fullFolders(files);
  const ways = await measureWays();
  const largest = files.reduce((most, file) => (file.lines > most.lines ? file : most));
  return {
    name: 'house',
    title: 'what there is to read in src',
    figures: [
      figure('files', files.length, 'files', { is: 'at most', bound: 450 }),
      figure('lines of a file, median', takePercentile(lines, 0.5), 'lines', { is: 'from', bound: 80, to: 120 }),
      figure('lines of a file, p90', takePercentile(lines, 0.9), 'lines', { is: 'at most', bound: 200 }),
      figure('lines of a file, largest', largest.lines, 'lines', { is: 'at most', bound: 300 }),
      figure('comment lines among all', (100 * comments) / sum(lines), '%', { is: 'from', bound: 10, to: 25 }),
      figure(`folders of more than ${FOLDER_FILES} files`, full.length, 'folders', { is: 'at most', bound: 0 }),
      figure('files that one other file imports', single.length, 'files'),
      figure(
        `such files below ${SMALL_LINES} lines`,
        single.filter((file) => file.lines < SMALL_LINES).length,
        'files',
      ),
      figure('circles of imports, types too', circles.length, 'circles', { is: 'at most', bound: 0 }),
      figure('files in circles', circles.flat().length, 'files', { is: 'at most', bound: 0 }),
      figure('lines of tests beside lines of code', testLines / codeLines, '×', { is: 'from', bound: 1, to: 2 }),
      figure('own modules loaded until gateway-ready', ways.start.length, 'files', { is: 'at most', bound: 150 }),
      figure('run for a press below /datewatch why', ways.press.length, 'files', { is: 'at most', bound: 25 }),
      figure('run for a due reminder, due to settled', ways.reminder.length, 'files', { is: 'at most', bound: 60 }),
      figure('run for an edited list, saved to settled', ways.list.length, 'files', { is: 'at most', bound: 80 }),
      figure('run for a date moved, saved to notice and correction settled', ways.notice.length, 'files'),
    ],
    notes: [
      `Without the emulator, but its lines are code that the tests test. A file runs when a function in it is called; the shortest of several turns, each warm.`,
      ...(full.length === 0 ? [] : [`Folders: ${full.join(', ')}.`]),
      ...circles.map((circle) => `Circle: ${circle.join(', ')}.`),
      `Largest: ${largest.path}.`,
    ],
  };
}

function figure(what: string, value: number, unit: Figure['unit'], goal: Goal | null = null): Figure {
  return { what, value, unit, goal };
}

/** `folder (files)` of those that have too many files of their own. */
function fullFolders(files: readonly HouseFile[]): string[] {
  return [...Map.groupBy(files, ({ path }) => dirname(path))]
    .filter(([, own]) => own.length > FOLDER_FILES)
    .map(([folder, own]) => `${folder} (${own.length})`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
