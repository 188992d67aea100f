import { afterEach, beforeEach, expect, test } from 'vitest';
import { forget } from '../../src/app/cli/forget.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { subscription } from '../build/build-posts.ts';
import { makeFolder } from '../build/open-sqlite.ts';

const SERVER = '1428000000000000001';
const PERSON = '1428000000000000032';
let place: ReturnType<typeof makeFolder>;
let said: string;
beforeEach(() => {
  place = makeFolder();
  said = '';
});
afterEach(() => place.remove());

const open = () => openStore({ folder: place.folder, clock: 'real', machine: realMachine() });
const run = (id: string, options: { json?: boolean } = {}) =>
  forget(
    {
      out: (text) => {
        said += text;
      },
      err: () => {},
      stopSignal: new Promise(() => {}),
      config: () => readConfig({ DATEWATCH_STATE: place.folder }, process.cwd()),
    },
    id,
    options,
  );

async function leaveState(): Promise<void> {
  const store = await open();
  await store.registry.putSubscription(subscription('a', { owner: ofGuild(SERVER) }));
  await store.registry.putSubscription(subscription('b', { owner: { kind: 'person', user: PERSON } }));
  await store.registry.putPersonSettings({ user: PERSON, zone: 'Asia/Seoul', postingTime: null }, 0);
  await store.close();
}

test('forget deletes what is kept of a person, says what it was, and leaves everybody else', async () => {
  await leaveState();
  expect(await run(PERSON)).toBe(0);
  expect(said).toBe(
    `Person ${PERSON} is forgotten. Deleted: subscriptions 1, boards and digests 0, settings 1, messages 0, reminders 0.\n`,
  );
  const store = await open();
  expect((await store.registry.subscriptions()).map(({ channel }) => channel)).toEqual(['a']);
  await store.close();
});

test('forget deletes what is kept of a server, as JSON for programs, and the second time finds nothing', async () => {
  await leaveState();
  expect(await run(SERVER, { json: true })).toBe(0);
  expect(JSON.parse(said)).toMatchObject({ id: SERVER, server: { subscriptions: 1 }, person: { subscriptions: 0 } });
  said = '';
  expect(await run(SERVER)).toBe(1);
  expect(said).toBe(`Nothing is kept of ${SERVER}.\n`);
});

test('forget refuses while the bot runs, what is no id, and a folder without a state, in plain words', async () => {
  await expect(run(PERSON)).rejects.toThrow(/There is no state in/);
  const owner = await open();
  await expect(run(PERSON)).rejects.toThrow(/in use by another running Datewatch\. Stop that one first/);
  await owner.close();
  for (const id of ['', 'me', '<@1428000000000000032>', '12']) await expect(run(id)).rejects.toThrow(/15 to 20 digits/);
});
