import { mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepAccepted, loadList } from '../../src/app/start/load-list.ts';
import { followList } from '../../src/engine/follow-list.ts';
import { keepList, type Reading, STANDS_MS } from '../../src/engine/list-keeper.ts';
import { type ListWatch, LOOK_MS } from '../../src/list/watch/watch-list.ts';
import type { EventList } from '../../src/model/event.ts';
import { handMachine } from '../build/hand-machine.ts';
import { eventText, goodList, listText } from '../build/list-texts.ts';

let root: string;
let data: string;
let machine: ReturnType<typeof handMachine>;
let watch: ListWatch | null;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'keep-'));
  data = join(root, 'data');
  await mkdir(data);
  machine = handMachine();
  watch = null;
});
afterEach(async () => {
  await watch?.stop();
  await rm(root, { recursive: true, force: true });
});

const save = (name: string, ...ids: string[]) =>
  writeFile(join(data, name), listText(...ids.map((id) => eventText(id))));
const accepted = () => keepAccepted(join(root, 'state'));
/** What a state remembers of the list that was settled last. */
const remembers = (list: EventList | null) => ({
  settledList: async () =>
    list === null
      ? null
      : { version: list.version, revision: 1, defaults: { zone: 'UTC', postingTime: '09:00', leads: NO_LEADS } },
  lastList: async () => list,
});
const NO_LEADS = { events: [], deadlines: [], byKind: {} };
const open = async (last: EventList | null = null) =>
  keepList({ folder: data }, await loadList({ folder: data }, remembers(last), accepted()), machine, accepted());
const idsOf = (keeper: Awaited<ReturnType<typeof open>>) => [...keeper.catalogue().events.keys()];

test('a list that lost an event is held back until it has stood for a minute', async () => {
  await save('a.yaml', 'a', 'b', 'c', 'd');
  const keeper = await open();
  await save('a.yaml', 'a', 'b', 'c');
  expect(await keeper.reread()).toBe('held');
  machine.advance(STANDS_MS - 1);
  expect(await keeper.reread()).toBe('held');
  expect(idsOf(keeper)).toEqual(['a', 'b', 'c', 'd']);
  machine.advance(1);
  expect(await keeper.reread()).toBe('replaced');
  expect(idsOf(keeper)).toEqual(['a', 'b', 'c']);
  expect(keeper.held()).toBeNull();
});

test('a list that goes on losing events stands anew with each of them', async () => {
  await save('a.yaml', 'a', 'b', 'c', 'd');
  const keeper = await open();
  await save('a.yaml', 'a', 'b', 'c');
  await keeper.reread();
  machine.advance(STANDS_MS - 1);
  await save('a.yaml', 'a', 'b');
  expect(await keeper.reread()).toBe('held');
  machine.advance(STANDS_MS - 1);
  expect(await keeper.reread()).toBe('held');
});

test('a list that lost a whole file is held back for as long as it takes, until the file is back', async () => {
  await save('a.yaml', 'a');
  await save('b.yaml', 'b');
  const keeper = await open();
  await unlink(join(data, 'b.yaml'));
  expect(await keeper.reread()).toBe('held');
  machine.advance(7 * 86_400_000);
  expect(await keeper.reread()).toBe('held');
  expect(idsOf(keeper)).toEqual(['a', 'b']);
  await save('b.yaml', 'b');
  expect(await keeper.reread()).toBe('unchanged');
  expect(keeper.held()).toBeNull();
});

test('a list that lost much takes effect once exactly that list was accepted', async () => {
  await save('a.yaml', 'a', 'b', 'c', 'd');
  const keeper = await open();
  await save('a.yaml', 'a');
  await keeper.reread();
  expect(await keeper.accept('another version')).toBe(false);
  expect(await keeper.reread()).toBe('held');
  expect(await keeper.accept(keeper.held()?.version ?? '')).toBe(true);
  expect(await keeper.reread()).toBe('replaced');
  expect(idsOf(keeper)).toEqual(['a']);
});

test('a broken list ends the hold of the one before it', async () => {
  await save('a.yaml', 'a', 'b');
  const keeper = await open();
  await save('a.yaml', 'a');
  await keeper.reread();
  await writeFile(join(data, 'a.yaml'), 'covers: [');
  expect(await keeper.reread()).toBe('broken');
  expect(keeper.held()).toBeNull();
});

test('a restart does not believe a shorter list: the one that was settled last stays in force', async () => {
  const last = goodList(listText(eventText('a'), eventText('b'), eventText('c'), eventText('d')));
  await save('a.yaml', 'a');
  const keeper = await open(last);
  expect(idsOf(keeper)).toEqual(['a', 'b', 'c', 'd']);
  expect(keeper.held()?.loss.gone.map(({ id }) => id)).toEqual(['b', 'c', 'd']);
  machine.advance(STANDS_MS);
  expect(await keeper.reread()).toBe('held');
});

test('a restart believes a shorter list that was accepted while nothing ran', async () => {
  const last = goodList(listText(eventText('a'), eventText('b'), eventText('c'), eventText('d')));
  await save('a.yaml', 'a');
  const { held } = await loadList({ folder: data }, remembers(last), accepted());
  await accepted().write(held?.version ?? '');
  expect(idsOf(await open(last))).toEqual(['a']);
});

test('whoever follows the list learns of a held one when its minute is over, though nothing in the folder changes', async () => {
  await save('a.yaml', 'a', 'b', 'c', 'd');
  const keeper = await open();
  const readings: Reading[] = [];
  let next = Promise.withResolvers<void>();
  watch = await followList({
    folder: data,
    keeper,
    machine,
    async read(reading) {
      readings.push(reading);
      next.resolve();
    },
    failed: (error) => next.reject(error),
  });
  await save('a.yaml', 'a', 'b', 'c');
  expect(await keeper.reread()).toBe('held');
  next = Promise.withResolvers();
  machine.advance(STANDS_MS + LOOK_MS);
  await next.promise;
  expect(readings).toContain('replaced');
});

test('a process that does not plan takes the list of the one that does, whatever its folder says, and its folder counts again once it plans', async () => {
  await save('a.yaml', 'a', 'b');
  const keeper = await open();
  const theirs = ['a', 'b', 'c', 'd'];
  await keeper.follow(goodList(listText(...theirs.map((id) => eventText(id)))));
  expect(idsOf(keeper)).toEqual(theirs);
  await save('a.yaml', 'a', 'b', 'c');
  expect(await keeper.reread()).toBe('unchanged');
  expect(idsOf(keeper)).toEqual(theirs);
  await keeper.follow(null);
  expect(idsOf(keeper)).toEqual(theirs);
  // Less than it had: it is held until it has stood, as any list that lacks something.
  expect(await keeper.reread()).toBe('held');
  machine.advance(STANDS_MS);
  expect(await keeper.reread()).toBe('replaced');
  expect(idsOf(keeper)).toEqual(['a', 'b', 'c']);
});
