import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Problem } from '../../model/problem.ts';
import { shortly, wholeFile } from '../../yaml/problem-text.ts';
import { readRegularFile } from '../../yaml/read-file.ts';
import type { ListText } from './open-file.ts';
import { type ListDefaults, parseList, type ReadList, refused } from './parse-list.ts';

/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 20_000_000;
/** Most files in the folder. */
const MAX_FILES = 1_000;

/**
 * Reads every `*.yaml` and `*.yml` of a folder (not of folders in it) as one list. Names that begin with `.` or `_` and
 * `*.template.yaml` are skipped; a link may lead to a file in the folder or below it, and nowhere else. Everything that is wrong is returned in `problems`, all at once: a missing folder and
 * an unreadable file as much as a wrong date. Never throws for anything in the folder; blocks until it is done.
 */
export function readList(folder: string, defaults?: ListDefaults): ReadList {
  let names: string[];
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    names = entries.filter((entry) => !entry.isDirectory() && isListName(entry.name)).map(({ name }) => name);
  } catch (error) {
    return refused([folderProblem(folder, error)]);
  }
  if (names.length === 0) {
    const expected = 'at least one *.yaml; `events.template.yaml` shows how it begins';
    return refused([wholeFile(folder, 'This folder holds no list', null, expected)]);
  }
  if (names.length > MAX_FILES) {
    const most = `at most ${MAX_FILES}`;
    return refused([wholeFile(folder, 'This folder holds too many lists', String(names.length), most)]);
  }
  const texts: ListText[] = [];
  const problems: Problem[] = [];
  for (const name of names.sort()) {
    const text = readText(folder, name);
    if (typeof text === 'string') texts.push({ name: join(folder, name), text });
    else problems.push(text);
  }
  const read = parseList(texts, defaults);
  return problems.length === 0 ? read : { ...read, list: null, problems: [...problems, ...read.problems] };
}

/** Reads a folder of lists, or one file alone, whatever its name. Otherwise as `readList`. */
export function readListAt(path: string, defaults?: ListDefaults): ReadList {
  // Whatever cannot be looked at is a folder that cannot be read.
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return readList(path, defaults);
  const text = readText(dirname(path), basename(path));
  return typeof text === 'string' ? parseList([{ name: path, text }], defaults) : refused([text]);
}

/** True for the names of files that are part of the list. */
export function isListName(name: string): boolean {
  return /^[^._].*\.ya?ml$/i.test(name) && !/\.template\.ya?ml$/i.test(name);
}

function readText(folder: string, name: string): string | Problem {
  const path = join(folder, name);
  try {
    const read = readRegularFile(path, { most: MAX_FILE_BYTES, inside: folder });
    if ('bytes' in read) return new TextDecoder('utf-8', { fatal: true }).decode(read.bytes);
    switch (read.refused) {
      case 'is too large': {
        const most = `at most ${MAX_FILE_BYTES / 1e6} MB; several files may share the events`;
        return wholeFile(path, 'This file is too large', `${(read.size / 1e6).toFixed(1)} MB`, most);
      }
      case 'leads out of its folder':
        return wholeFile(
          path,
          'This link leads out of the folder of the lists',
          shortly(read.leadsTo),
          'the file itself',
        );
      default:
        return wholeFile(path, `This ${read.refused}`, null, 'a text file');
    }
  } catch (error) {
    if (error instanceof TypeError) {
      return wholeFile(path, 'This file is not UTF-8 text', null, 'a text file saved as UTF-8');
    }
    return wholeFile(path, 'This file cannot be read', reason(error), 'a file this program may read');
  }
}

function folderProblem(folder: string, error: unknown): Problem {
  const found = reason(error);
  const message = found === 'ENOENT' ? 'This folder does not exist' : 'This folder cannot be read';
  return wholeFile(
    folder,
    message,
    found === 'ENOENT' ? null : found,
    'the folder that holds the lists (DATEWATCH_DATA)',
  );
}

function reason(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? shortly(error.code) : null;
}
