import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { buildGallery, buildRooms } from '../../gallery/build-gallery.ts';
import type { Exhibit } from '../../gallery/exhibit.ts';
import { TEN_KINDS } from '../../gallery/rooms/ten-kinds.ts';
import { readList } from '../../src/list/parse/read-list.ts';
import { CHANGE_KINDS } from '../../src/model/change.ts';
import { EDGE_KINDS } from '../../src/model/date.ts';
import { POST_KINDS } from '../../src/model/post.ts';
import { features } from '../build/run-command.ts';

const COMMANDS = await features.commands();

let exhibits: readonly Exhibit[];
let gallery: string;
let hung: ReadonlySet<string>;
beforeAll(async () => {
  gallery = await buildGallery();
  exhibits = (await buildRooms()).flatMap((room) => room.exhibits);
  hung = new Set(exhibits.flatMap(({ of }) => of));
});

const missing = (wanted: readonly string[]) => wanted.filter((one) => !hung.has(one));

test('the gallery in docs is what `npm run docs` would write now', async () => {
  const written = await readFile('docs/gallery.md', 'utf8');
  expect(gallery, 'Run `npm run docs`, and read what has changed.').toBe(written);
});

test('the list of ten kinds of dates is written in the short form, without a problem', () => {
  const { list, problems } = readList(TEN_KINDS);
  expect(problems).toEqual([]);
  expect(new Set(list?.events.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(9);
});

test('the gallery shows every kind of post, every kind of change, every command', () => {
  expect(missing(POST_KINDS.map((kind) => `post ${kind}`))).toEqual([]);
  expect(missing(CHANGE_KINDS.map((kind) => `change ${kind}`))).toEqual([]);
  expect(missing(COMMANDS.map(({ shape }) => `command /${shape.name}`))).toEqual([]);
});

test('the gallery shows reminders of every edge, for every certainty that is reminded of', () => {
  expect(missing(EDGE_KINDS.map((kind) => `edge ${kind}`))).toEqual([]);
  const certainties = ['confirmed', 'expected', 'tentative', 'threatened'];
  expect(missing(certainties.map((certainty) => `certainty ${certainty}`))).toEqual([]);
});

test('the gallery would notice a kind that has no exhibit', () => {
  expect(missing(['post telegram', 'change exploded', 'command /dance'])).toHaveLength(3);
});

test('the gallery has a line for the lock screen in all that is posted: at most 110 characters, one line, no markdown, no times', () => {
  const posted = exhibits.filter(({ of }) => of.some((one) => one.startsWith('post ')));
  expect(posted.length).toBeGreaterThan(50);
  for (const { title, message } of posted) {
    expect(message.content.length, title).toBeLessThanOrEqual(110);
    expect(message.content, title).not.toMatch(/\n|<[@#t]|\*\*|`|~~/);
  }
});

test('the gallery shows no id, mark or address of the kind that people never see', async () => {
  const text = gallery;
  expect(text).not.toMatch(/<t:|<[@#]|undefined|\[object|\{\{|~mark|NaN/);
  expect(text).not.toContain('/work');
});

test('the gallery has a title of its own for every exhibit of a room', async () => {
  for (const room of await buildRooms()) {
    const titles = room.exhibits.map(({ title }) => title);
    expect(new Set(titles).size, room.title).toBe(titles.length);
  }
});
