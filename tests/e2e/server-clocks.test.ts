import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ofGuild } from '../../src/model/subscription.ts';
import { type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

/** Servers by the language that Discord gives for them, each with a channel and a member. */
const SERVERS = ['en-US', 'en-GB', 'de', 'ko'].map((locale, at) => ({
  locale,
  id: `142800000000000010${at}`,
  channel: `142800000000000020${at}`,
  member: `142800000000000030${at}`,
}));

const LIST = `covers: Made up for a test
zone: America/New_York
sources:
  office: { name: Port office }
events:
  - id: permits
    title: Port permits
    phrase: the window for port permits
    kind: filing
    certainty: confirmed
    claims:
      - { source: office, published: 2025-10-01, date: { closes: 2025-10-21 17:00 } }
`;

let started: StartedWorld;
let folder: string;
afterEach(async () => {
  await started.close();
  await rm(folder, { recursive: true, force: true });
});

test('a reminder of one date is written by the clock of each server’s language, and a person’s by their own', async () => {
  started = await startWorld({
    channelLimit: 'off',
    world: {
      guilds: SERVERS.map(({ locale, id, channel, member }) => ({
        id,
        name: locale,
        locale,
        channels: [{ id: channel, name: locale }],
        members: [{ id: member, username: locale, owner: true }],
      })),
    },
  });
  const { emulator } = started;
  folder = await mkdtemp(join(tmpdir(), 'datewatch-clocks-'));
  await writeFile(join(folder, 'own.yaml'), LIST);
  const subscriptions = SERVERS.map(({ id, channel }) => ({ ...SUBSCRIPTION, owner: ofGuild(id), channel }));
  const config = { subscriptions, dataFolder: folder };
  const start = '2025-10-19T12:00:00Z';
  const running = await started.run({ start, until: start, speed: 1, config });
  const [here] = SERVERS;
  const french = { channelId: here?.channel ?? '', userId: here?.member ?? '', locale: 'fr' };
  await emulator.interact.command({ name: 'remind me', options: { event: 'permits', lead: '1d' }, ...french });
  await running.stop();
  const later = await started.run({ start, until: '2025-10-21T12:00:00Z', config });
  await later.worldEnded;
  await later.stop();

  const posted = emulator.messages().filter(({ nonce, createdMs }) => {
    return nonce !== undefined && createdMs > Date.parse(start) + 60_000;
  });
  const nameOf = (channelId: string) =>
    SERVERS.find(({ channel }) => channel === channelId)?.locale ?? 'direct, a person who reads French';
  expect(posted.map(({ channelId, content }) => `${nameOf(channelId)}: ${content}`).sort()).toMatchInlineSnapshot(`
    [
      "de: Port permits closes tomorrow: Tue 21 Oct, 17:00 New York.",
      "direct, a person who reads French: Port permits closes tomorrow: Tue 21 Oct, 17:00 New York.",
      "en-GB: Port permits closes tomorrow: Tue 21 Oct, 17:00 New York.",
      "en-US: Port permits closes tomorrow: Tue 21 Oct, 5 p.m. New York.",
      "ko: Port permits closes tomorrow: Tue 21 Oct, 5 p.m. New York.",
    ]
  `);
  expect(emulator.violations).toEqual([]);
});
