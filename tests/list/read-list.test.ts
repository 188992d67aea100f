import { execFileSync } from 'node:child_process';
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

  test('a pipe, a device and a link to one are named, and nothing of them is read', async () => {
    await put('a.yaml', listText(eventText('a')));
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    await symlink('pipe.yaml', join(folder, 'linked.yaml'));
    await symlink('/dev/zero', join(folder, 'zero.yaml'));
    expect(readList(folder)).toMatchObject({
      list: null,
      problems: [
        { file: join(folder, 'linked.yaml'), message: 'This is a pipe or a device.', expected: 'a text file' },
        { file: join(folder, 'pipe.yaml'), message: 'This is a pipe or a device.' },
        {
          file: join(folder, 'zero.yaml'),
          message: 'This link leads out of the folder of the lists.',
          found: '/dev/zero',
        },
      ],
    });
  });

  test('a link is read where it leads to a file in the folder, or in a folder of it, and refused where it leads out', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'outside-'));
    await writeFile(join(outside, 'secret.yaml'), 'token: abc');
    await mkdir(join(folder, '..data'));
    await put('..data/a.yaml', listText(eventText('a')));
    await symlink('..data/a.yaml', join(folder, 'a.yaml'));
    expect(readList(folder).list?.events.map(({ id }) => id)).toEqual(['a']);
    await symlink(join(outside, 'secret.yaml'), join(folder, 'b.yaml'));
    const refused = readList(folder);
    expect(refused).toMatchObject({ list: null, problems: [{ file: join(folder, 'b.yaml'), line: null }] });
    expect(JSON.stringify(refused)).not.toContain('token: abc');
    await rm(outside, { recursive: true });
  });

  test('the folder itself may be a link', async () => {
    await mkdir(join(folder, 'real'));
    await put('real/a.yaml', listText(eventText('a')));
    await symlink('real', join(folder, 'data'));
    expect(readList(join(folder, 'data')).list?.events).toHaveLength(1);
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
