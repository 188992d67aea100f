import { mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readList } from '../../src/events/read-list.ts';
import { type ListWatch, SETTLE_MS, watchList } from '../../src/events/watch-list.ts';
import type { Machine } from '../../src/time/machine.ts';
import { eventText, listText } from './made-list.ts';

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

/** A machine whose sleeps end when the test says so, and whose poll the test triggers. */
function handMachine() {
  const asleep = signal();
  const polls = new Set<() => void>();
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
    /** Two seconds pass. */
    settle: () => wake(),
    poll: () => {
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
  /** Something stirred and the watch waits for it to stand still: let two seconds pass. */
  const settleOnce = async () => {
    await hand.asleep.next();
    hand.settle();
  };
  /** A last, true change: once it is told, everything before it was judged. */
  const provesNothingElse = async (told: number) => {
    await put('z-last.yaml', listText(eventText('z-last')));
    // A pass that is still under way may look once more before it sees this.
    const pump = setInterval(hand.settle, 5);
    while (changes.count() < told + 1) await new Promise((resolve) => setTimeout(resolve, 5));
    clearInterval(pump);
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
    await put('a.yaml', listText(eventText('b')));
    await hand.asleep.next();
    expect(changes.count()).toBe(0);
    hand.settle();
    await changes.next();
    expect((await readList(folder)).list?.events.map(({ id }) => id)).toEqual(['b']);
  });

  test('waits on while the file is still being written: half of it is no change', async () => {
    await start();
    const text = listText(eventText('b'), eventText('c'));
    await put('a.yaml', text.slice(0, 100));
    await hand.asleep.next();
    await put('a.yaml', text);
    hand.settle();
    await hand.asleep.next();
    expect(changes.count()).toBe(0);
    hand.settle();
    await changes.next();
    expect((await readList(folder)).list?.events).toHaveLength(2);
    await provesNothingElse(1);
  });

  test('takes a file that is written beside and renamed over as one change', async () => {
    await start();
    await put('.a.yaml.swp', listText(eventText('b')));
    await rename(join(folder, '.a.yaml.swp'), join(folder, 'a.yaml'));
    await settleOnce();
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
    await act();
    await settleOnce();
    await provesNothingElse(0);
  });

  test('does not care about files that are no lists', async () => {
    await start();
    await put('notes.md', 'x');
    await put('_draft.yaml', 'x');
    await put('b.template.yaml', 'x');
    await provesNothingElse(0);
  });

  test('tells of a list that is added, and of one that is taken away', async () => {
    await start();
    await put('b.yaml', listText(eventText('b')));
    await settleOnce();
    await changes.next();
    await rm(join(folder, 'b.yaml'));
    await settleOnce();
    await changes.next();
    await provesNothingElse(2);
  });

  test('survives the folder vanishing and coming back, tells of both, and goes on watching the new one', async () => {
    await start();
    await rm(folder, { recursive: true });
    await settleOnce();
    await changes.next();
    await mkdir(folder);
    await put('a.yaml', listText(eventText('a')));
    // The system tells nothing of a folder that is new.
    hand.poll();
    await settleOnce();
    await changes.next();
    await put('a.yaml', listText(eventText('b')));
    await settleOnce();
    await changes.next();
    expect(failures).toEqual([]);
  });

  test('takes a folder that was swapped for another as one change, and watches the other', async () => {
    const other = join(root, 'other');
    await mkdir(other);
    await put('a.yaml', listText(eventText('b')), other);
    await start();
    await rename(folder, join(root, 'old'));
    await rename(other, folder);
    hand.poll();
    await settleOnce();
    await changes.next();
    await put('a.yaml', listText(eventText('c')));
    await settleOnce();
    await changes.next();
  });

  test('sees by its slow look what the system does not tell: a file behind a link', async () => {
    await put('real.txt', listText(eventText('b')), root);
    await symlink(join(root, 'real.txt'), join(folder, 'b.yaml'));
    await start();
    await put('real.txt', listText(eventText('c')), root);
    hand.poll();
    await settleOnce();
    await changes.next();
  });

  test('may begin before there is a folder', async () => {
    await rm(folder, { recursive: true });
    await start();
    await mkdir(folder);
    await put('a.yaml', listText(eventText('a')));
    hand.poll();
    await settleOnce();
    await changes.next();
  });

  test('goes on after whoever was told has failed, and tells whom it may concern', async () => {
    await start(() => {
      throw new Error('cannot take it');
    });
    await put('a.yaml', listText(eventText('b')));
    await settleOnce();
    await changes.next();
    await put('a.yaml', listText(eventText('c')));
    await settleOnce();
    await changes.next();
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
    await put('a.yaml', listText(eventText('b')));
    await settleOnce();
    await changes.next();
    await put('a.yaml', listText(eventText('c')));
    hand.poll();
    expect(changes.count()).toBe(1);
    gate.give();
    await settleOnce();
    await changes.next();
    gate.give();
    expect(most).toBe(1);
  });

  test('tells nothing more once it was stopped, even of a change that was settling', async () => {
    await start();
    await put('a.yaml', listText(eventText('b')));
    await hand.asleep.next();
    await watched?.stop();
    expect(changes.count()).toBe(0);
    expect(hand.polls.size).toBe(0);
    await put('a.yaml', listText(eventText('c')));
    hand.settle();
    await watched?.stop();
    expect(changes.count()).toBe(0);
  });
});
