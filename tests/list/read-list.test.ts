import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isListName, readList } from '../../src/list/parse/read-list.ts';
import { eventText, listText } from '../build/list-texts.ts';

describe('reading the folder of lists', () => {
  let folder: string;
  const put = (name: string, text: string | Uint8Array) => writeFile(join(folder, name), text);
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'list-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('reading takes every yaml file by name, and none of the folders in it', async () => {
    await put('b.yml', listText(eventText('b')));
    await put('a.yaml', listText(eventText('a')));
    await put('notes.md', 'not: a list');
    await mkdir(join(folder, 'more.yaml'));
    await writeFile(join(folder, 'more.yaml', 'c.yaml'), 'broken: [');
    const { list, problems } = await readList(folder);
    expect(problems).toEqual([]);
    expect(list?.files.map(({ file }) => file)).toEqual([join(folder, 'a.yaml'), join(folder, 'b.yml')]);
    expect(list?.events.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  test.each([
    ['a.yaml', true],
    ['a.YML', true],
    ['events.template.yaml', false],
    ['my.template.yml', false],
    ['template.yaml', true],
    ['_draft.yaml', false],
    ['.hidden.yaml', false],
    ['a.yaml.bak', false],
    ['yaml', false],
  ])('the name %s is a list: %s', (name, expected) => {
    expect(isListName(name)).toBe(expected);
  });

  test('a folder that does not exist is reported, with its name', async () => {
    const missing = join(folder, 'nowhere');
    expect(await readList(missing)).toMatchObject({
      list: null,
      problems: [{ file: missing, line: null, message: 'This folder does not exist.' }],
    });
  });

  test('a file that is no folder is reported', async () => {
    await put('a.yaml', listText(eventText('a')));
    expect(await readList(join(folder, 'a.yaml'))).toMatchObject({
      list: null,
      problems: [{ message: 'This folder cannot be read.', found: 'ENOTDIR' }],
    });
  });

  test('a file that cannot be read is named, and what is wrong with the others is reported all the same', async () => {
    await symlink(join(folder, 'nowhere'), join(folder, 'a.yaml'));
    await put('b.yaml', listText(eventText('b', '    colour: red\n')));
    const { list, problems } = await readList(folder);
    expect(list).toBeNull();
    expect(problems).toMatchObject([
      { file: join(folder, 'a.yaml'), line: null, message: 'This file cannot be read.', found: 'ENOENT' },
      { file: join(folder, 'b.yaml'), line: 11, found: 'colour' },
    ]);
  });

  test('a good list beside a file that is not UTF-8 is refused', async () => {
    await put('a.yaml', listText(eventText('a')));
    await put('b.yaml', Uint8Array.of(0x63, 0x61, 0x66, 0xe9));
    expect(await readList(folder)).toMatchObject({
      list: null,
      problems: [{ file: join(folder, 'b.yaml'), message: 'This file is not UTF-8 text.' }],
    });
  });

  test('a file with a byte order mark is read', async () => {
    await put('a.yaml', `\ufeff${listText(eventText('a'))}`);
    expect((await readList(folder)).list?.events).toHaveLength(1);
  });
});
