import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A file of the program, with what it imports of its own repository. Paths are relative to the root. */
export type HouseFile = {
  readonly path: string;
  readonly lines: number;
  readonly commentLines: number;
  /** Types and imports at run time count too. */
  readonly imports: readonly string[];
};

/** What the sources consist of. The emulator is no part of the program, wherever it lies. */
export type House = {
  readonly files: readonly HouseFile[];
  /** Lines of the program and of the emulator: what the tests test. */
  readonly codeLines: number;
  readonly testLines: number;
};

const EMULATOR = /^(?:src\/)?emulator\//;

/** Reads the sources of the repository in which this file lies. */
export async function readHouse(): Promise<House> {
  const files = await readFolders(['src', 'emulator']);
  const tests = await readFolders(['tests']);
  const isTest = ({ path }: HouseFile) => path.endsWith('.test.ts');
  const code = files.filter((file) => !isTest(file));
  return {
    files: code.filter(({ path }) => !EMULATOR.test(path)),
    codeLines: sumLines(code),
    testLines: sumLines([...tests, ...files.filter(isTest)]),
  };
}

/** How many files of the program import each of them. */
export function countImporters(files: readonly HouseFile[]): ReadonlyMap<string, number> {
  const counts = new Map(files.map(({ path }) => [path, 0]));
  for (const { path, imports } of files) {
    for (const other of new Set(imports)) {
      const count = counts.get(other);
      if (other !== path && count !== undefined) counts.set(other, count + 1);
    }
  }
  return counts;
}

/** Groups of files of which each leads to each other one by imports; a file on its own is no group. */
export function findCircles(files: readonly HouseFile[]): string[][] {
  const reached = new Map(files.map(({ path }) => [path, reachFrom(path, files)]));
  const circles: string[][] = [];
  for (const { path } of files) {
    if (circles.some((circle) => circle.includes(path))) continue;
    const back = [...(reached.get(path) ?? [])].filter((other) => reached.get(other)?.has(path) === true);
    if (back.length > 0) circles.push(back.sort());
  }
  return circles;
}

function reachFrom(start: string, files: readonly HouseFile[]): Set<string> {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    for (const next of byPath.get(path)?.imports ?? []) {
      if (seen.has(next) || !byPath.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return seen;
}

async function readFolders(folders: readonly string[]): Promise<HouseFile[]> {
  const root = join(import.meta.dirname, '..');
  const names = await Promise.all(
    folders.map(async (folder) => {
      const found = await readdir(join(root, folder), { recursive: true }).catch(() => []);
      return found.map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
    }),
  );
  const paths = names.flat().filter((name) => name.endsWith('.ts'));
  return Promise.all(paths.sort().map(async (path) => describeFile(path, await readFile(join(root, path), 'utf8'))));
}

function describeFile(path: string, text: string): HouseFile {
  const lines = text.trimEnd().split('\n');
  const { importedFiles } = ts.preProcessFile(text, true, true);
  return {
    path,
    lines: lines.length,
    commentLines: lines.filter((line) => /^\s*(?:\/\/|\/\*|\*)/.test(line)).length,
    imports: importedFiles
      .filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }) => join(dirname(path), fileName)),
  };
}

function sumLines(files: readonly HouseFile[]): number {
  return files.reduce((sum, { lines }) => sum + lines, 0);
}
