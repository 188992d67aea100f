import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import type { Environment } from '../../src/config/environment.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { problemLine } from '../../src/model/problem.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datewatch-config-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function config(env: Environment): Promise<Config & { notes: readonly string[] }> {
  const read = await readConfig(env, folder);
  if ('problems' in read) throw new Error(read.problems.map(problemLine).join('\n'));
  return { ...read.config, notes: read.notes };
}

async function report(env: Environment): Promise<string[]> {
  const read = await readConfig(env, folder);
  return 'problems' in read ? read.problems.map(problemLine) : [];
}

async function settings(text: string): Promise<void> {
  await mkdir(join(folder, 'config'));
  await writeFile(join(folder, 'config', 'datewatch.yaml'), text);
}

describe('without any setting', () => {
  it('everything has a default, and no token asks for the demo', async () => {
    expect(await config({})).toEqual({
      token: null,
      apiUrl: null,
      apiIsLocal: false,
      production: false,
      dataFolder: join(folder, 'data'),
      settingsFile: join(folder, 'config/datewatch.yaml'),
      stateFolder: join(folder, 'var'),
      simulated: null,
      logLevel: 'info',
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
      maintainers: null,
      standing: [],
      subscriptions: [],
      guilds: [],
      notes: [],
    });
  });

  it('an empty variable counts as not set', async () => {
    const empty = { DATEWATCH_DATA: '', DATEWATCH_CONFIG: ' ', DATEWATCH_NOW: '', LOG_LEVEL: '', DISCORD_API_URL: '' };
    expect(await config(empty)).toEqual(await config({}));
  });
});

describe('folders and files', () => {
  it('are meant from the folder where the program was started', async () => {
    const { dataFolder, stateFolder } = await config({
      DATEWATCH_DATA: 'lists',
      DATEWATCH_STATE: '/var/lib/datewatch',
    });
    expect([dataFolder, stateFolder]).toEqual([join(folder, 'lists'), '/var/lib/datewatch']);
  });

  it('a settings file that is named must exist', async () => {
    expect(await report({ DATEWATCH_CONFIG: 'mine.yaml' })).toEqual([
      'mine.yaml: The settings file does not exist. Expected: the path of a YAML file in DATEWATCH_CONFIG, or no DATEWATCH_CONFIG.',
    ]);
  });

  it('a folder is no settings file', async () => {
    expect(await report({ DATEWATCH_CONFIG: '.' })).toEqual([
      expect.stringContaining('The settings file is a folder.'),
    ]);
  });

  it('mistakes in it are told by its path from here', async () => {
    await settings('zone: CST\n');
    expect(await report({})).toEqual([expect.stringMatching(/^config\/datewatch\.yaml:1:7: /)]);
  });

  it('mistakes of environment and file are told together', async () => {
    await settings('zone: CST\nrequestsPerSecond: 0\n');
    expect(await report({ LOG_LEVEL: 'loud', DISCORD_TOKEN: '' })).toHaveLength(4);
  });
});

describe('the settings file', () => {
  it('declares subscriptions, which ping for confirmed events unless they say otherwise', async () => {
    await settings(
      [
        'subscriptions:',
        '  - { server: "123456789012345678", channel: "223456789012345678", topics: [tariffs], leads: [1h, 7d] }',
        '  - { server: "123456789012345678", channel: "323456789012345678", role: "423456789012345678", pingFor: [expected] }',
      ].join('\n'),
    );
    const shared = { guild: '123456789012345678', madeBy: 'settings', paused: null };
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

  it('may say for each channel what to do at which kind of change', async () => {
    await settings(
      'subscriptions: [{ server: "123456789012345678", channel: "223456789012345678", notices: { new: post, text only: nothing } }]\n',
    );
    expect((await config({})).subscriptions[0]?.notices).toEqual({ new: 'post', 'text only': 'nothing' });
  });

  it('says for each channel what to choose, when to be quiet and what not to ping for', async () => {
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
        guild: '123456789012345678',
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

  it('declares boards and digests; a weekly one comes on Mondays unless it names another day', async () => {
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
    expect((await config({})).standing).toEqual([
      { ...base, kind: 'board', time: null, weekday: null },
      { ...base, kind: 'daily', time: '07:30', weekday: null },
      { ...base, kind: 'weekly', time: null, weekday: 1 },
      { ...base, channel: '323456789012345678', kind: 'weekly', time: null, weekday: 7 },
    ]);
  });

  it("declares servers' clocks and keeps all digits of their ids", async () => {
    await settings('servers: { "1234567890123456789": { zone: asia/seoul } }\n');
    expect((await config({})).guilds).toEqual([
      { guild: '1234567890123456789', zone: 'Asia/Seoul', postingTime: null },
    ]);
  });

  it.each(['channel', 'user'])('names the maintainers by their %s', async (kind) => {
    await settings(`maintainers: { ${kind}: "123456789012345678" }\n`);
    expect((await config({})).maintainers).toEqual({ [kind]: '123456789012345678' });
  });
});

describe('the simulated clock', () => {
  it('starts at an instant and runs at real speed unless told otherwise', async () => {
    const start = Date.UTC(2025, 9, 19, 8);
    expect((await config({ DATEWATCH_NOW: '2025-10-19T08:00:00Z' })).simulated).toEqual({ start, speed: 1 });
    const fast = { DATEWATCH_NOW: '2025-10-19T04:00:00-04:00', DATEWATCH_SPEED: '0.5' };
    expect((await config(fast)).simulated).toEqual({ start, speed: 0.5 });
  });

  it('takes a bare day as its start in UTC', async () => {
    expect((await config({ DATEWATCH_NOW: '2025-10-19' })).simulated?.start).toBe(Date.UTC(2025, 9, 19));
  });

  it.each(['2025-10-19 08:00', '2025-02-30', 'yesterday', '2025-10-19T08:00:00'])(
    'does not start at %s',
    async (now) => {
      expect(await report({ DATEWATCH_NOW: now })).toEqual([
        `This is no instant. (DATEWATCH_NOW) Found: ${now}. Expected: a day or an instant with its offset, such as 2025-10-19 or 2025-10-19T08:00:00Z.`,
      ]);
    },
  );

  it.each(['0', '-1', '1e3', '1000001', 'NaN', 'Infinity', '0x10', '1 000'])(
    'does not run at speed %s',
    async (speed) => {
      expect(await report({ DATEWATCH_NOW: '2025-10-19', DATEWATCH_SPEED: speed })).toEqual([
        `This is no speed for a simulated clock. (DATEWATCH_SPEED) Found: ${speed}. Expected: a number above 0 and at most 1000000.`,
      ]);
    },
  );

  it('runs at a million seconds a second at most', async () => {
    const env = { DATEWATCH_NOW: '2025-10-19', DATEWATCH_SPEED: '1000000' };
    expect((await config(env)).simulated?.speed).toBe(1_000_000);
  });

  it('has no speed without a start', async () => {
    expect(await report({ DATEWATCH_SPEED: '10' })).toEqual([
      'Only a simulated clock has a speed. (DATEWATCH_SPEED) Found: 10. Expected: DATEWATCH_NOW beside it, or neither.',
    ]);
  });
});

describe('the log level', () => {
  it('is read in capitals too', async () => {
    expect((await config({ LOG_LEVEL: 'DEBUG' })).logLevel).toBe('debug');
  });

  it('that does not exist is told with the nearest', async () => {
    expect(await report({ LOG_LEVEL: 'wran' })).toEqual([
      'There is no such level; did you mean `warn`? (LOG_LEVEL) Found: wran. Expected: fatal, error, warn, info, debug, trace, silent.',
    ]);
  });
});

describe("the address of Discord's stand-in", () => {
  it.each([
    ['http://127.0.0.1:4000/api', true],
    ['http://127.9.8.7:4000/api', true],
    ['http://localhost:4000/api', true],
    ['http://[::1]:4000/api', true],
    ['https://proxy.example/api', false],
    ['http://127.0.0.1.example/api', false],
    ['http://10.0.0.5/api', false],
    ['http://localhost.example/api', false],
  ])('%s is on this machine: %s', async (url, local) => {
    const { apiUrl, apiIsLocal } = await config({ DISCORD_API_URL: url });
    expect([apiUrl, apiIsLocal]).toEqual([url, local]);
  });

  it('loses a slash at its end', async () => {
    expect((await config({ DISCORD_API_URL: 'http://127.0.0.1:4000/api/' })).apiUrl).toBe('http://127.0.0.1:4000/api');
  });

  it('gets a note where the token would cross a network unencrypted', async () => {
    expect((await config({ DISCORD_API_URL: 'http://10.0.0.5/api' })).notes).toEqual([
      'DISCORD_API_URL is http and not on this machine: the token crosses the network unencrypted.',
    ]);
  });

  it.each([
    ['127.0.0.1:4000', 'This is no address of a web server.'],
    ['ftp://127.0.0.1/api', 'This is no address of a web server.'],
    ['http://127.0.0.1:4000/api/v10', 'The version at the end is added when the address is used.'],
    ['http://127.0.0.1:4000/api?x=1', 'The address has a query or a fragment.'],
    ['http://me:hush-hush@127.0.0.1/api', 'The address holds a user name or a password.'],
  ])('%s is refused', async (url, message) => {
    const lines = await report({ DISCORD_API_URL: url });
    expect(lines).toEqual([expect.stringContaining(message)]);
    expect(lines.join()).not.toContain('hush');
  });
});

describe('a name in the environment that nothing reads', () => {
  it('gets a note with the name that may have been meant', async () => {
    const env = {
      DATEWATCH_SPED: '3',
      DATEWATCH_REFRESH_RATE: 'x',
      DISCORD_TOKEN_PATH: '/x',
      DISCORD_CLIENT_ID: '1',
      PATH: '/bin',
    };
    expect((await config(env)).notes).toEqual([
      'DATEWATCH_REFRESH_RATE is not read by anything.',
      'DATEWATCH_SPED is not read by anything; did you mean `DATEWATCH_SPEED`?',
      'DISCORD_TOKEN_PATH is not read by anything; did you mean `DISCORD_TOKEN_FILE`?',
    ]);
  });
});
