import { afterEach, expect, test } from 'vitest';
import { type RehearsedPost, rehearse } from '../../src/app/cli/rehearse.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { realMachine } from '../../src/time/machine.ts';
import { readAutumn } from '../build/autumn-list.ts';
import { CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

const FROM = '2025-10-19T00:00:00Z';
const MIDDLE = '2025-10-31T20:00:00Z';
const TO = '2025-11-12T00:00:00Z';
let started: StartedWorld;

afterEach(async () => {
  await started.close();
});

test('the list of autumn 2025 posts over Discord exactly what the rehearsal prints, when it prints it', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const running = await started.run({ start: FROM, until: TO, config: { subscriptions: [SUBSCRIPTION] } });
  await running.worldEnded;
  expect(postedTo(started)).toEqual(
    (await rehearsed()).map(({ at, message }) => [new Date(at).toISOString(), message.content]),
  );
  expect(started.emulator.violations).toEqual([]);
  expect(started.emulator.requests.filter(({ status }) => status >= 400)).toEqual([]);
});

test('a restart in the middle neither loses nor repeats a reminder', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const config = { subscriptions: [SUBSCRIPTION] };
  const first = await started.run({ start: FROM, until: MIDDLE, config });
  await first.worldEnded;
  await first.stop();
  const second = await started.run({ start: MIDDLE, until: TO, config });
  await second.worldEnded;
  expect(postedTo(started)).toEqual(
    (await rehearsed()).map(({ at, message }) => [new Date(at).toISOString(), message.content]),
  );
});

function postedTo({ emulator }: StartedWorld): [string, string][] {
  return emulator.messages(CHANNEL).map(({ createdMs, content }) => [new Date(createdMs).toISOString(), content]);
}

async function rehearsed(): Promise<RehearsedPost[]> {
  const base = await readConfig({}, process.cwd());
  if (!('config' in base)) throw new Error('The shipped settings are broken.');
  const config = { ...base.config, defaults: { ...base.config.defaults, zone: 'America/New_York' } };
  const options = {
    config,
    list: readAutumn(),
    asKnown: false,
    from: Date.parse(FROM),
    to: Date.parse(TO),
    subscriptions: [SUBSCRIPTION],
    guilds: [],
  };
  const posts: RehearsedPost[] = [];
  for await (const post of rehearse({ ...options, machine: realMachine() })) posts.push(post);
  return posts;
}
