import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { CHANNEL, OTHER_CHANNEL, type StartedWorld, startWorld } from '../build/start-world.ts';

let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

const config = { subscriptions: [], maintainers: { channel: OTHER_CHANNEL } };
const START = '2025-10-30T12:00:00Z';
const words = () => started.emulator.messages(OTHER_CHANNEL).filter(({ content }) => content.startsWith('The state'));

/** One run, with one subscription made by a command, and the next with whatever `lose` leaves. */
async function runTwice(lose: () => Promise<void>) {
  started = await startWorld({ channelLimit: 'off' });
  const { emulator } = started;
  const first = await started.run({ start: START, until: START, config });
  await emulator.interact.command({ name: 'datewatch subscribe', options: { channel: CHANNEL } });
  await first.stop();
  expect(words()).toEqual([]);
  await lose();
  await started.run({ start: START, until: START, config });
  await emulator.until('the word', () => words().length > 0);
  const status = await emulator.interact.command({ name: 'datewatch check', channelId: OTHER_CHANNEL });
  return { word: JSON.stringify(words()[0]?.embeds), status: JSON.stringify(status.message?.embeds) };
}

test('a database that is lost between two starts is missed aloud: the maintainers are notified once, and /datewatch check says it', async () => {
  const { word, status } = await runTwice(() => rm(join(started.state, 'datewatch.sqlite')));
  expect(words()).toHaveLength(1);
  for (const text of [word, status]) expect(text).toMatch(/held subscriptions: 1, in servers: 1/);
});

test('an empty volume is noticed by the commands that Discord has already, and the maintainers are notified', async () => {
  const { word, status } = await runTwice(async () => {
    for (const name of ['datewatch.sqlite', 'identity.json']) await rm(join(started.state, name));
  });
  for (const text of [word, status])
    expect(text).toMatch(/has commands of this bot already, but its state in .* is new/);
});
