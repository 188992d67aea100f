import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readList } from '../../src/list/parse/read-list.ts';
import { type ListWatch, SETTLE_MS, watchList } from '../../src/list/watch/watch-list.ts';
import type { Machine } from '../../src/time/machine.ts';
import { eventText, listText } from '../build/list-texts.ts';

/** A signal that counts: `next()` waits for one more than were waited for already. */
function signal() {
  let given = 0;
  let taken = 0;
  let wake: () => void = () => undefined;
  return {
    count: () => given,
    give() {
      given += 1;
      wake();
    },
    async next() {
      taken += 1;
      while (given < taken) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}

/** A machine on which two seconds pass only while the test lets them, and then at once; it polls when the test says so. */
function handMachine() {
  const asleep = signal();
  const polls = new Set<() => void>();
  let held = false;
  let wake: () => void = () => undefined;
  const machine: Machine = {
    now: () => 0,
    monotonic: () => 0,
    sleep(ms, abort) {
      expect(ms).toBe(SETTLE_MS);
      return new Promise((resolve) => {
        wake = resolve;
        abort?.addEventListener('abort', () => resolve());
        asleep.give();
        if (!held) setImmediate(resolve);
      });
    },
    every(_, act) {
      polls.add(act);
      return () => polls.delete(act);
    },
  };
  return {
    machine,
    asleep,
    polls,
    settle: () => wake(),
    hold() {
      held = true;
    },
    release() {
      held = false;
      wake();
    },
    poll() {
      for (const act of polls) act();
    },
  };
}

describe('watching the folder of lists', () => {
  let root: string;
  let folder: string;
  let hand: ReturnType<typeof handMachine>;
  let changes: ReturnType<typeof signal>;
  let watched: ListWatch | null;
  const failures: unknown[] = [];

  const put = (name: string, text: string, to = folder) => writeFile(join(to, name), text);
  const start = async (changed: () => void | Promise<void> = () => undefined) => {
    watched = await watchList({
      folder,
      machine: hand.machine,
      changed() {
        changes.give();
        return changed();
      },
      failed: (error) => failures.push(error),
    });
  };
  /** Does several things within two seconds. */
  const atOnce = async (act: () => Promise<unknown>) => {
    hand.hold();
    await act();
    hand.release();
  };
  /** A last, true change: once it is told, everything before it was judged. */
  const provesNothingElse = async (told: number) => {
    await atOnce(() => put('z-last.yaml', listText(eventText('z-last'))));
    while (changes.count() <= told) await changes.next();
    const { list } = await readList(folder);
    expect(list?.events.map(({ id }) => id)).toContain('z-last');
    expect(changes.count()).toBe(told + 1);
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'watch-'));
    folder = join(root, 'data');
    await mkdir(folder);
    await put('a.yaml', listText(eventText('a')));
    hand = handMachine();
    changes = signal();
    watched = null;
    failures.length = 0;
  });
  afterEach(async () => {
    await watched?.stop();
    await rm(root, { recursive: true, force: true });
  });

  test('tells of a file that was written, once it has stood still for two seconds', async () => {
    await start();
    hand.hold();
    await put('a.yaml', listText(eventText('b')));
    await hand.asleep.next();
    expect(changes.count()).toBe(0);
    hand.release();
    await changes.next();
    expect((await readList(folder)).list?.events.map(({ id }) => id)).toEqual(['b']);
  });

  test('waits on while the file is still being written: half of it is no change', async () => {
    await start();
    const text = listText(eventText('b'), eventText('c'));
    hand.hold();
    await put('a.yaml', text.slice(0, 100));
    await hand.asleep.next();
    await put('a.yaml', text);
    hand.settle();
    await hand.asleep.next();
    expect(changes.count()).toBe(0);
    hand.release();
    await changes.next();
    expect((await readList(folder)).list?.events).toHaveLength(2);
    await provesNothingElse(1);
  });

  test('takes a file that is written beside and renamed over as one change', async () => {
    await start();
    await atOnce(async () => {
      await put('.a.yaml.swp', listText(eventText('b')));
      await rename(join(folder, '.a.yaml.swp'), join(folder, 'a.yaml'));
    });
    await changes.next();
    await provesNothingElse(1);
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
  ])('says nothing of a file that was %s', async (_, act) => {
    await start();
    hand.hold();
    await act();
    await hand.asleep.next();
    hand.release();
    await provesNothingElse(0);
  });

  test('does not care about files that are no lists', async () => {
    await start();
    for (const name of ['notes.md', '_draft.yaml', 'b.template.yaml']) await put(name, 'x');
    await provesNothingElse(0);
  });

  test('tells of a list that is added, and of one that is taken away', async () => {
    await start();
    await atOnce(() => put('b.yaml', listText(eventText('b'))));
    await changes.next();
    await rm(join(folder, 'b.yaml'));
    await changes.next();
    await provesNothingElse(2);
  });

  test('survives the folder vanishing and coming back, tells of both, and goes on watching the new one', async () => {
    await start();
    await atOnce(() => rm(folder, { recursive: true }));
    await changes.next();
    await atOnce(async () => {
      await mkdir(folder);
      await put('a.yaml', listText(eventText('a')));
      // The system tells nothing of a folder that is new.
      hand.poll();
    });
    await changes.next();
    await atOnce(() => put('a.yaml', listText(eventText('b'))));
    await changes.next();
    expect(failures).toEqual([]);
  });

  test('takes a folder that was swapped for another as one change, and watches the other', async () => {
    const other = join(root, 'other');
    await mkdir(other);
    await put('a.yaml', listText(eventText('b')), other);
    await start();
    await atOnce(async () => {
      await rename(folder, join(root, 'old'));
      await rename(other, folder);
      hand.poll();
    });
    await changes.next();
    await atOnce(() => put('a.yaml', listText(eventText('c'))));
    await changes.next();
    expect(changes.count()).toBe(2);
  });

  test('sees by its slow look what the system does not tell: a file behind a link', async () => {
    await put('real.txt', listText(eventText('b')), root);
    await symlink(join(root, 'real.txt'), join(folder, 'b.yaml'));
    await start();
    await put('real.txt', listText(eventText('c')), root);
    hand.poll();
    await changes.next();
  });

  test('may begin before there is a folder', async () => {
    await rm(folder, { recursive: true });
    await start();
    await atOnce(async () => {
      await mkdir(folder);
      await put('a.yaml', listText(eventText('a')));
      hand.poll();
    });
    await changes.next();
  });

  test('goes on after whoever was told has failed, and tells whom it may concern', async () => {
    await start(() => {
      throw new Error('cannot take it');
    });
    for (const id of ['b', 'c']) {
      await atOnce(() => put('a.yaml', listText(eventText(id))));
      await changes.next();
    }
    expect(failures[0]).toEqual(new Error('cannot take it'));
  });

  test('tells one change at a time: the next one waits until the first was taken in', async () => {
    const gate = signal();
    let inside = 0;
    let most = 0;
    await start(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await gate.next();
      inside -= 1;
    });
    await atOnce(() => put('a.yaml', listText(eventText('b'))));
    await changes.next();
    await atOnce(() => put('a.yaml', listText(eventText('c'))));
    hand.poll();
    expect(changes.count()).toBe(1);
    gate.give();
    await changes.next();
    gate.give();
    expect(most).toBe(1);
  });

  test('tells nothing more once it was stopped, even of a change that was settling', async () => {
    await start();
    hand.hold();
    await put('a.yaml', listText(eventText('b')));
    await hand.asleep.next();
    await watched?.stop();
    expect(hand.polls.size).toBe(0);
    await put('a.yaml', listText(eventText('c')));
    hand.release();
    await watched?.stop();
    expect(changes.count()).toBe(0);
  });
});
