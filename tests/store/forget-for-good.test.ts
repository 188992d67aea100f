import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ofGuild, type Subscriber } from '../../src/model/subscription.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { migrateDatabase } from '../../src/store/sqlite/migrate-database.ts';
import { MIGRATIONS } from '../../src/store/sqlite/migrations.ts';
import { realMachine } from '../../src/time/machine.ts';
import { claim, DUE, moment, post, reservation, sent, subscription } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';

let place: ReturnType<typeof makeFolder>;
let store: Store;
beforeEach(async () => {
  place = makeFolder();
  store = await openStore({ folder: place.folder, clock: 'real', machine: realMachine() });
});
afterEach(async () => {
  await store.close();
  place.remove();
});

/** The files of the state in which these words stand. */
function filesWith(...words: string[]): string[] {
  return readdirSync(place.folder).filter((name) => {
    const bytes = readFileSync(join(place.folder, name));
    return words.some((word) => bytes.includes(word));
  });
}

/** Ids that no others begin with, as long as Discord's. */
const idOf = (kind: number, index: number) => String(7_000_000_000_000_000n * BigInt(kind) + BigInt(index) * 7_919n);
const userOf = (index: number) => idOf(1, index);
const dmOf = (index: number) => idOf(2, index);
const guildOf = (index: number) => idOf(3, index);
const channelOf = (index: number) => idOf(4, index);

/** Lets an owner subscribe a channel, set a zone and get messages, one of them still waiting. */
async function live(owner: Subscriber, channel: string, round: number): Promise<void> {
  await store.registry.putSubscription(
    subscription(channel, { owner, filter: { topics: [`t${round}`], kinds: null } }),
  );
  const clock = { zone: 'Asia/Seoul', postingTime: '08:30' };
  if (owner.kind === 'person') await store.registry.putPersonSettings({ user: owner.user, ...clock }, DUE);
  else await store.registry.putGuildSettings({ guild: owner.guild, ...clock }, DUE);
  const own = { owner, channel };
  const posts = ['e', 'f'].map((event, ordinal) => {
    const moments = [moment(`${event}${round}`, own)];
    return post([], { ...own, ordinal, moments });
  });
  await store.outbox.reserve(reservation(posts));
}

/** Many owners at once, over many pages that split and are balanced. */
async function fill(): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    for (let index = 0; index < 60; index += 1) {
      await live({ kind: 'person', user: userOf(index) }, dmOf(index), round);
      await live({ kind: 'guild', guild: guildOf(index) }, channelOf(index), round);
    }
    for (const one of await claim(store.outbox, { limit: 100 })) await store.outbox.settle(sent(one));
  }
}

test('nothing of a person who asked to be forgotten is left in any file of the state, nor of a server', async () => {
  await fill();
  const gone = [7, 31, 59];
  for (const index of gone)
    expect(filesWith(userOf(index), dmOf(index), guildOf(index), channelOf(index))).not.toEqual([]);
  for (const index of gone) {
    await store.registry.forget({ kind: 'person', user: userOf(index) });
    expect(filesWith(userOf(index), dmOf(index))).toEqual([]);
    await store.registry.forget(ofGuild(guildOf(index)));
    expect(filesWith(guildOf(index), channelOf(index))).toEqual([]);
  }
  expect(filesWith(userOf(8))).not.toEqual([]);
  expect(await store.registry.subscriptions()).toHaveLength(2 * (60 - gone.length));
});

test('what an older version left of people leaves the file with the upgrade: drafts, and rows deleted long ago', async () => {
  await store.close();
  place.remove();
  place = makeFolder();
  const old = new DatabaseSync(join(place.folder, 'datewatch.sqlite'));
  migrateDatabase(old, 'old', MIGRATIONS.slice(0, 3));
  old.exec('pragma secure_delete = off');
  const insert = old.prepare('insert into facts (name, value) values (?, ?)');
  for (let index = 0; index < 200; index += 1) insert.run(`memo:x ${userOf(index)}`, 'y'.repeat(100));
  insert.run(`memo:draft ${guildOf(1)} ${userOf(200)}`, '{}');
  old.exec(`delete from facts where name like 'memo:x %'`);
  old.close();
  expect(filesWith(userOf(7))).not.toEqual([]);
  store = await openStore({ folder: place.folder, clock: 'real', machine: realMachine() });
  await store.registry.forget({ kind: 'person', user: userOf(7) });
  expect(filesWith(userOf(7), userOf(200))).toEqual([]);
});
