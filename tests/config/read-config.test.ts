import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ofGuild } from '../../src/model/subscription.ts';
import { useFolder } from '../build/use-folder.ts';

const { folder, config, report, settings } = useFolder();

test('without any setting everything has a default, and no token asks for the demo', async () => {
  expect(await config({})).toEqual({
    gateway: true,
    http: null,
    interactions: null,
    token: null,
    database: null,
    apiUrl: null,
    proxies: null,
    apiIsLocal: false,
    production: false,
    dataFolder: join(folder(), 'data'),
    settingsFile: join(folder(), 'config/datewatch.yaml'),
    stateFolder: join(folder(), 'var'),
    simulated: null,
    logLevel: 'info',
    logFormat: null,
    defaults: {
      zone: 'America/New_York',
      postingTime: '09:00',
      leads: {
        events: [
          { unit: 'days', count: 7 },
          { unit: 'days', count: 1 },
          { unit: 'days', count: 0 },
        ],
        deadlines: [
          { unit: 'days', count: 7 },
          { unit: 'days', count: 1 },
          { unit: 'minutes', count: 60 },
          { unit: 'days', count: 0 },
        ],
        byKind: {},
      },
    },
    grace: { most: 21_600_000, at: 900_000 },
    requestsPerSecond: 50,
    onlyServers: null,
    channelsPerServer: 100,
    public: { serve: false, title: null, address: null },
    maintainers: null,
    recurring: [],
    subscriptions: [],
    guilds: [],
    notes: [],
  });
});

test('an empty variable counts as not set', async () => {
  const empty = { DATEWATCH_DATA: '', DATEWATCH_CONFIG: ' ', DATEWATCH_NOW: '', LOG_LEVEL: '', DISCORD_API_URL: '' };
  expect(await config(empty)).toEqual(await config({}));
});

describe('folders and files', () => {
  test('folders and files are meant from the folder where the program was started', async () => {
    const { dataFolder, stateFolder } = await config({
      DATEWATCH_DATA: 'lists',
      DATEWATCH_STATE: '/var/lib/datewatch',
    });
    expect([dataFolder, stateFolder]).toEqual([join(folder(), 'lists'), '/var/lib/datewatch']);
  });

  test('a settings file that is named must exist', async () => {
    expect(await report({ DATEWATCH_CONFIG: 'mine.yaml' })).toEqual([
      'mine.yaml: The settings file does not exist. Expected: the path of a YAML file in DATEWATCH_CONFIG, or no DATEWATCH_CONFIG.',
    ]);
  });

  test('a folder is no settings file', async () => {
    expect(await report({ DATEWATCH_CONFIG: '.' })).toEqual([
      expect.stringContaining('The settings file is a folder.'),
    ]);
  });

  test('a pipe and an endless device are no settings file, and hold the start up for no moment', async () => {
    execFileSync('mkfifo', [join(folder(), 'pipe.yaml')]);
    for (const path of ['pipe.yaml', '/dev/zero']) {
      expect(await report({ DATEWATCH_CONFIG: path })).toEqual([
        expect.stringContaining('The settings file is a pipe or a device.'),
      ]);
    }
  });

  test('mistakes in the settings file are reported by its path from here', async () => {
    await settings('zone: CST\n');
    expect(await report({})).toEqual([expect.stringMatching(/^config\/datewatch\.yaml:1:7: /)]);
  });

  test('mistakes of environment and file are reported together', async () => {
    await settings('zone: CST\nrequestsPerSecond: 0\n');
    expect(await report({ LOG_LEVEL: 'loud', DISCORD_TOKEN: '' })).toHaveLength(4);
  });
});

describe('the settings file', () => {
  test('the settings file declares subscriptions, which ping for confirmed events unless they say otherwise', async () => {
    await settings(
      [
        'subscriptions:',
        '  - { server: "123456789012345678", channel: "223456789012345678", topics: [tariffs], leads: [1h, 7d] }',
        '  - { server: "123456789012345678", channel: "323456789012345678", role: "423456789012345678", pingFor: [expected] }',
      ].join('\n'),
    );
    const shared = { owner: ofGuild('123456789012345678'), madeBy: 'settings', paused: null };
    expect((await config({})).subscriptions).toEqual([
      {
        ...shared,
        channel: '223456789012345678',
        filter: { topics: ['tariffs'], kinds: null },
        leads: [
          { unit: 'days', count: 7 },
          { unit: 'minutes', count: 60 },
        ],
        role: null,
        pingFor: ['confirmed'],
      },
      {
        ...shared,
        channel: '323456789012345678',
        filter: { topics: null, kinds: null },
        leads: null,
        role: '423456789012345678',
        pingFor: ['expected'],
      },
    ]);
  });

  test('the settings file may say for each channel what to do at which kind of change', async () => {
    await settings(
      'subscriptions: [{ server: "123456789012345678", channel: "223456789012345678", notices: { new: post, text only: nothing } }]\n',
    );
    expect((await config({})).subscriptions[0]?.notices).toEqual({ new: 'post', 'text only': 'nothing' });
  });

  test('the settings file says for each channel what to choose, when to be quiet and what not to ping for', async () => {
    const lines = [
      'subscriptions:',
      '  - server: "123456789012345678"',
      '    channel: "223456789012345678"',
      '    role: "423456789012345678"',
      '    regions: [east-asia]',
      '    certainties: [confirmed, expected]',
      '    words: { allow: [" Soy "] }',
      '    mute: [us-china-truce]',
      '    leadsByKind: { tariff: [1d, 7d], visit: [] }',
      '    quiet: { from: 22:00, until: 07:30 }',
      '    pingless: [catch-up]',
    ];
    await settings(lines.join('\n'));
    expect((await config({})).subscriptions).toStrictEqual([
      {
        owner: ofGuild('123456789012345678'),
        channel: '223456789012345678',
        filter: {
          topics: null,
          kinds: null,
          regions: ['east-asia'],
          certainties: ['confirmed', 'expected'],
          words: { allow: ['Soy'], block: [] },
          muted: ['us-china-truce'],
        },
        leads: null,
        leadsByKind: {
          tariff: [
            { unit: 'days', count: 7 },
            { unit: 'days', count: 1 },
          ],
          visit: [],
        },
        quiet: { from: '22:00', until: '07:30' },
        pingless: ['catch-up'],
        role: '423456789012345678',
        pingFor: ['confirmed'],
        madeBy: 'settings',
        paused: null,
      },
    ]);
  });

  test('the settings file declares boards and digests; a weekly one comes on Mondays unless it names another day', async () => {
    await settings(
      [
        'boards:',
        '  - { server: "123456789012345678", channel: "223456789012345678" }',
        'digests:',
        '  - { server: "123456789012345678", channel: "223456789012345678", every: daily, time: 07:30 }',
        '  - { server: "123456789012345678", channel: "223456789012345678", every: weekly }',
        '  - { server: "123456789012345678", channel: "323456789012345678", every: weekly, weekday: sunday }',
      ].join('\n'),
    );
    const base = { guild: '123456789012345678', channel: '223456789012345678', paused: null };
    expect((await config({})).recurring).toEqual([
      { ...base, kind: 'board', time: null, weekday: null },
      { ...base, kind: 'daily', time: '07:30', weekday: null },
      { ...base, kind: 'weekly', time: null, weekday: 1 },
      { ...base, channel: '323456789012345678', kind: 'weekly', time: null, weekday: 7 },
    ]);
  });

  test("the settings file declares servers' clocks and keeps all digits of their ids", async () => {
    await settings('servers: { "1234567890123456789": { zone: asia/seoul } }\n');
    expect((await config({})).guilds).toEqual([
      { guild: '1234567890123456789', zone: 'Asia/Seoul', postingTime: null },
    ]);
  });

  test.each(['channel', 'user'])('the settings file names the maintainers by their %s', async (kind) => {
    await settings(`maintainers: { ${kind}: "123456789012345678" }\n`);
    expect((await config({})).maintainers).toEqual({ [kind]: '123456789012345678' });
  });
});
