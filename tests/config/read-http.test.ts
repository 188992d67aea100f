import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useFolder } from '../build/use-folder.ts';

const { config, report, folder } = useFolder();
const PASSWORD = 'correct horse battery';

test('nothing is served over HTTP unless a port is set', async () => {
  expect((await config({})).http).toBeNull();
});

test('with a port alone it is served to this machine and nobody else', async () => {
  expect((await config({ DATEWATCH_HTTP_PORT: '8080' })).http).toEqual({
    host: '127.0.0.1',
    port: 8080,
    password: null,
  });
});

test('an address that others can reach is refused without a password, and the report says what to do', async () => {
  expect(await report({ DATEWATCH_HTTP_PORT: '8080', DATEWATCH_HTTP_HOST: '0.0.0.0' })).toEqual([
    'Others than this machine could connect there, and no password is set. (DATEWATCH_HTTP_HOST) Found: 0.0.0.0. Expected: DATEWATCH_HTTP_PASSWORD_FILE with a password of 12 characters or more, or 127.0.0.1.',
  ]);
});

test('with a password in a file any address will do', async () => {
  await writeFile(join(folder(), 'password'), `${PASSWORD}\n`);
  const { http } = await config({
    DATEWATCH_HTTP_PORT: '8080',
    DATEWATCH_HTTP_HOST: '[::]',
    DATEWATCH_HTTP_PASSWORD_FILE: 'password',
  });
  expect(http?.host).toBe('::');
  expect(http?.password?.reveal()).toBe(PASSWORD);
  expect(JSON.stringify(http)).not.toContain(PASSWORD);
});

test.each([
  [{ DATEWATCH_HTTP_PORT: '65536' }, 'This is no port.'],
  [{ DATEWATCH_HTTP_PORT: 'eighty' }, 'This is no port.'],
  [{ DATEWATCH_HTTP_PORT: '80', DATEWATCH_HTTP_HOST: 'http://here' }, 'This is no address to listen on.'],
  [{ DATEWATCH_HTTP_PORT: '80', DATEWATCH_HTTP_PASSWORD: 'short' }, 'The password is too short.'],
  [{ DATEWATCH_HTTP_PORT: '80', DATEWATCH_HTTP_PASSWORD_FILE: 'nowhere' }, 'does not exist.'],
  [{ DATEWATCH_HTTP_PASSWORD: PASSWORD }, 'It does nothing without a port.'],
])('a setting that cannot be meant is reported: %j', async (env, says) => {
  const reported = await report(env);
  expect(reported).toEqual([expect.stringContaining(says)]);
  expect(reported.join()).not.toMatch(/horse|short\b(?!\.)/);
});
