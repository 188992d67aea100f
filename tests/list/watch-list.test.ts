import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ListWatch, LOOK_MS, watchList } from '../../src/list/watch/watch-list.ts';
import type { Machine } from '../../src/time/machine.ts';
import { eventText, listText } from '../build/list-texts.ts';

// Files of one test differ in length: two writes within one tick of the kernel's clock have the same time.

/** A machine on which two seconds pass only while the test lets them: once, from one look at the folder to the next. */
function handMachine() {
  let asleep = Promise.withResolvers<void>();
  let wake: () => void = () => undefined;
  const machine: Machine = {
    now: () => 0,
    monotonic: () => 0,
    sleep(ms, abort) {
      expect(ms).toBe(LOOK_MS);
      return new Promise((resolve) => {
        wake = resolve;
        abort?.addEventListener('abort', () => resolve());
        asleep.resolve();
      });
    },
    every: () => () => undefined,
  };
  /** Lets the folder be looked at, and resolves when all that follows from it is done. */
  const look = (): Promise<void> => {
    asleep = Promise.withResolvers<void>();
    wake();
    return asleep.promise;
  };
  return { machine, look };
}

describe('watching the folder of lists', () => {
  let root: string;
  let folder: string;
  let hand: ReturnType<typeof handMachine>;
  let watched: ListWatch | null;
  let changes: number;
  const failures: unknown[] = [];

  const put = (name: string, text: string, to = folder) => writeFile(join(to, name), text);
  const start = async (changed: () => void | Promise<void> = () => undefined) => {
    watched = await watchList({
      folder,
      machine: hand.machine,
      changed() {
        changes += 1;
        return changed();
      },
      failed: (error) => failures.push(error),
    });
  };
  /** Two looks: one that sees what is new, one that finds it standing still. */
  const settle = async () => {
    await hand.look();
    await hand.look();
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'watch-'));
    folder = join(root, 'data');
    await mkdir(folder);
    await put('a.yaml', listText(eventText('a')));
    hand = handMachine();
    changes = 0;
    watched = null;
    failures.length = 0;
  });
  afterEach(async () => {
    await watched?.stop();
    await rm(root, { recursive: true, force: true });
  });

  test('a file that was written is reported once it looks the same twice', async () => {
    await start();
    await put('a.yaml', listText(eventText('bb')));
    await hand.look();
    expect(changes).toBe(0);
    await hand.look();
    expect(changes).toBe(1);
    await settle();
    expect(changes).toBe(1);
  });

  test('a file that is still being written is waited for: half of it is no change', async () => {
    await start();
    const text = listText(eventText('bb'), eventText('ccc'));
    await put('a.yaml', text.slice(0, 100));
    await hand.look();
    await put('a.yaml', text);
    await hand.look();
    expect(changes).toBe(0);
    await hand.look();
    expect(changes).toBe(1);
  });

  test('a file that is written beside and renamed over is one change', async () => {
    await start();
    await put('.a.yaml.swp', listText(eventText('bb')));
    await rename(join(folder, '.a.yaml.swp'), join(folder, 'a.yaml'));
    await settle();
    await settle();
    expect(changes).toBe(1);
  });

  test.each<[string, () => Promise<void>]>([
    [
      'deleted and created with the same words',
      async () => {
        await rm(join(folder, 'a.yaml'));
        await put('a.yaml', listText(eventText('a')));
      },
    ],
    [
      'renamed and renamed back',
      async () => {
        await rename(join(folder, 'a.yaml'), join(folder, 'a.yaml~'));
        await rename(join(folder, 'a.yaml~'), join(folder, 'a.yaml'));
      },
    ],
    ['touched', () => utimes(join(folder, 'a.yaml'), 1_700_000_000, 1_700_000_000)],
    ['saved as it was', () => put('a.yaml', listText(eventText('a')))],
  ])('a file that was %s is no change, and the next true change is one', async (_, act) => {
    await start();
    await act();
    await settle();
    expect(changes).toBe(0);
    await put('a.yaml', listText(eventText('bb')));
    await settle();
    expect(changes).toBe(1);
  });

  test('files that are no lists do not count', async () => {
    await start();
    for (const name of ['notes.md', '_draft.yaml', 'b.template.yaml']) await put(name, 'x');
    await settle();
    expect(changes).toBe(0);
  });

  test('a list that is added is reported, and so is one that is taken away', async () => {
    await start();
    await put('b.yaml', listText(eventText('bb')));
    await settle();
    expect(changes).toBe(1);
    await rm(join(folder, 'b.yaml'));
    await settle();
    expect(changes).toBe(2);
  });

  test('a folder that vanishes is reported, and so is its return, and what stands in the new one is watched', async () => {
    await start();
    await rm(folder, { recursive: true });
    await settle();
    expect(changes).toBe(1);
    await mkdir(folder);
    await put('a.yaml', listText(eventText('a')));
    await settle();
    expect(changes).toBe(2);
    await put('a.yaml', listText(eventText('bb')));
    await settle();
    expect(changes).toBe(3);
    expect(failures).toEqual([]);
  });

  test('a folder that was swapped for another is one change, and the other is watched', async () => {
    const other = join(root, 'other');
    await mkdir(other);
    await put('a.yaml', listText(eventText('bb')), other);
    await start();
    await rename(folder, join(root, 'old'));
    await rename(other, folder);
    await settle();
    expect(changes).toBe(1);
    await put('a.yaml', listText(eventText('ccc')));
    await settle();
    expect(changes).toBe(2);
  });

  test('a file behind a link is seen, of which the system reports nothing', async () => {
    await put('real.txt', listText(eventText('bb')));
    await symlink('real.txt', join(folder, 'b.yaml'));
    await start();
    await put('real.txt', listText(eventText('ccc')));
    await settle();
    expect(changes).toBe(1);
  });

  test('a pipe and a link to an endless device hold nothing up: what else changes is seen', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    await symlink('/dev/zero', join(folder, 'zero.yaml'));
    await start();
    await put('a.yaml', listText(eventText('bb')));
    await settle();
    expect(changes).toBe(1);
    expect(failures).toEqual([]);
  });

  test('watching may begin before there is a folder', async () => {
    await rm(folder, { recursive: true });
    await start();
    await mkdir(folder);
    await put('a.yaml', listText(eventText('a')));
    await settle();
    expect(changes).toBe(1);
  });

  test('watching goes on after whoever was notified has failed, and the failure is reported', async () => {
    await start(() => {
      throw new Error('cannot take it');
    });
    for (const id of ['bb', 'ccc']) {
      await put('a.yaml', listText(eventText(id)));
      await settle();
    }
    expect(failures).toEqual([new Error('cannot take it'), new Error('cannot take it')]);
  });

  test('one change is reported at a time: the next one waits until the first was taken in', async () => {
    const gate = Promise.withResolvers<void>();
    const reported = Promise.withResolvers<void>();
    await start(() => {
      reported.resolve();
      return gate.promise;
    });
    await put('a.yaml', listText(eventText('bb')));
    await hand.look();
    const taken = hand.look();
    await reported.promise;
    await put('a.yaml', listText(eventText('ccc')));
    expect(changes).toBe(1);
    gate.resolve();
    await taken;
    await settle();
    expect(changes).toBe(2);
  });

  test('nothing more is reported once watching was stopped, even of a change that was settling', async () => {
    await start();
    await put('a.yaml', listText(eventText('bb')));
    await hand.look();
    await watched?.stop();
    await watched?.stop();
    expect(changes).toBe(0);
  });
});
