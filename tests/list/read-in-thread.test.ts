import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readList } from '../../src/list/parse/read-list.ts';
import { readListInThread } from '../../src/list/watch/read-in-thread.ts';
import { eventText, listText } from '../build/list-texts.ts';

describe('a list that is read in a thread', () => {
  let folder: string;
  const put = (...events: string[]) => writeFile(join(folder, 'a.yaml'), listText(...events));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'list-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test.each([1, 100, 250])('a list of %i events that is read in a thread is the same as without one', async (count) => {
    await put(...Array.from({ length: count }, (_, index) => eventText(`event-${index}`)));
    const { list } = readList(folder);
    expect(list?.events).toHaveLength(count);
    expect((await readListInThread(folder)).list).toEqual(list);
  });

  test('a list that is read in a thread has the same problems', async () => {
    await put(eventText('a', '    colour: red\n'));
    expect(await readListInThread(folder)).toEqual(readList(folder));
  });

  test('a list that is read in a thread leaves the thread that asked free to do other work', async () => {
    await put(...Array.from({ length: 500 }, (_, index) => eventText(`event-${index}`)));
    let read = false;
    const reading = readListInThread(folder).finally(() => {
      read = true;
    });
    let turns = 0;
    while (!read) {
      turns += 1;
      await new Promise(setImmediate);
    }
    expect((await reading).list?.events).toHaveLength(500);
    expect(turns).toBeGreaterThan(10);
  });
});
