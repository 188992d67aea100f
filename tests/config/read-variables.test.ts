import { describe, expect, test } from 'vitest';
import type { Config } from '../../src/config/config.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { useFolder } from '../build/use-folder.ts';

const { config, report } = useFolder();

test('the simulated clock starts at an instant and runs at real speed unless set otherwise', async () => {
  const start = Date.UTC(2025, 9, 19, 8);
  expect((await config({ DATEWATCH_NOW: '2025-10-19T08:00:00Z' })).simulated).toEqual({ start, speed: 1 });
  const fast = { DATEWATCH_NOW: '2025-10-19T04:00:00-04:00', DATEWATCH_SPEED: '0.5' };
  expect((await config(fast)).simulated).toEqual({ start, speed: 0.5 });
});

test('the simulated clock takes a bare day as its start in UTC', async () => {
  expect((await config({ DATEWATCH_NOW: '2025-10-19' })).simulated?.start).toBe(Date.UTC(2025, 9, 19));
});

test.each(['2025-10-19 08:00', '2025-02-30', 'yesterday', '2025-10-19T08:00:00'])(
  'the simulated clock does not start at %s',
  async (now) => {
    expect(await report({ DATEWATCH_NOW: now })).toEqual([
      `This is no instant. (DATEWATCH_NOW) Found: ${now}. Expected: a day or an instant with its offset, such as 2025-10-19 or 2025-10-19T08:00:00Z.`,
    ]);
  },
);

test.each(['0', '-1', '1e3', '1000001', 'NaN', 'Infinity', '0x10', '1 000'])(
  'the simulated clock does not run at speed %s',
  async (speed) => {
    expect(await report({ DATEWATCH_NOW: '2025-10-19', DATEWATCH_SPEED: speed })).toEqual([
      `This is no speed for a simulated clock. (DATEWATCH_SPEED) Found: ${speed}. Expected: a number above 0 and at most 1000000.`,
    ]);
  },
);

test('the simulated clock runs at a million seconds a second at most', async () => {
  const env = { DATEWATCH_NOW: '2025-10-19', DATEWATCH_SPEED: '1000000' };
  expect((await config(env)).simulated?.speed).toBe(1_000_000);
});

test('the simulated clock has no speed without a start', async () => {
  expect(await report({ DATEWATCH_SPEED: '10' })).toEqual([
    'Only a simulated clock has a speed. (DATEWATCH_SPEED) Found: 10. Expected: DATEWATCH_NOW beside it, or neither.',
  ]);
});

test('the log level is read in capitals too', async () => {
  expect((await config({ LOG_LEVEL: 'DEBUG' })).logLevel).toBe('debug');
});

test('a log level that does not exist is reported with the nearest', async () => {
  expect(await report({ LOG_LEVEL: 'wran' })).toEqual([
    'There is no such level; did you mean `warn`? (LOG_LEVEL) Found: wran. Expected: fatal, error, warn, info, debug, trace, silent.',
  ]);
});

describe("the address of Discord's stand-in", () => {
  test.each([
    ['http://127.0.0.1:4000/api', true],
    ['http://127.9.8.7:4000/api', true],
    ['http://localhost:4000/api', true],
    ['http://[::1]:4000/api', true],
    ['https://proxy.example/api', false],
    ['http://127.0.0.1.example/api', false],
    ['http://10.0.0.5/api', false],
    ['http://localhost.example/api', false],
  ])("the address of Discord's stand-in %s is on this machine: %s", async (url, local) => {
    const { apiUrl, apiIsLocal } = await config({ DISCORD_API_URL: url });
    expect([apiUrl, apiIsLocal]).toEqual([url, local]);
  });

  test("the address of Discord's stand-in loses a slash at its end", async () => {
    expect((await config({ DISCORD_API_URL: 'http://127.0.0.1:4000/api/' })).apiUrl).toBe('http://127.0.0.1:4000/api');
  });

  test("the address of Discord's stand-in gets a note where the token would cross a network unencrypted", async () => {
    expect((await config({ DISCORD_API_URL: 'http://10.0.0.5/api' })).notes).toEqual([
      'DISCORD_API_URL is http and not on this machine: the token crosses the network unencrypted.',
    ]);
  });

  test.each([
    ['127.0.0.1:4000', 'This is no address of a web server.'],
    ['ftp://127.0.0.1/api', 'This is no address of a web server.'],
    ['http://127.0.0.1:4000/api/v10', 'The version at the end is added when the address is used.'],
    ['http://127.0.0.1:4000/api?x=1', 'The address has a query or a fragment.'],
    ['http://me:hush-hush@127.0.0.1/api', 'The address holds a user name or a password.'],
  ])('the address %s is refused', async (url, message) => {
    const lines = await report({ DISCORD_API_URL: url });
    expect(lines).toEqual([expect.stringContaining(message)]);
    expect(lines.join()).not.toContain('hush');
  });
});

test('a name in the environment that nothing reads gets a note with the name that may have been meant', async () => {
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

test('proxies are read as other programs read them, and hosts of this machine are reached without one', async () => {
  const env = {
    https_proxy: 'http://me:secret@proxy.example:3128',
    HTTPS_PROXY: 'http://other:1',
    NO_PROXY: 'a.example',
  };
  const { config } = (await readConfig(env, '/nowhere')) as { config: Config };
  expect(config.proxies?.https?.reveal()).toBe('http://me:secret@proxy.example:3128');
  expect([config.proxies?.http, config.proxies?.except]).toEqual([null, 'localhost,127.0.0.1,[::1],a.example']);
  expect(JSON.stringify(config)).not.toContain('secret@');
});

test('an address that can be no proxy is refused, and not repeated, since it may hold a password', async () => {
  expect(await report({ HTTP_PROXY: 'me:secret@proxy' })).toEqual([
    'This is no address of a proxy. (HTTP_PROXY) Expected: an address such as http://proxy.example:3128.',
  ]);
});
