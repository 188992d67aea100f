import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Environment } from '../../src/config/environment.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { problemLine } from '../../src/model/problem.ts';

const TOKEN = 'MTIzNDU2Nzg5MDEyMzQ1Njc4.GaBcDe.aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789ab';
const ALONE = "Expected: the token from the application's page Bot, and nothing else.";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datewatch-token-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(text: string, mode = 0o600): Promise<string> {
  const path = join(folder, 'token');
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

async function token(env: Environment): Promise<string | null> {
  const read = await readConfig(env, folder);
  if ('problems' in read) throw new Error(read.problems.map(problemLine).join('\n'));
  return read.config.token?.reveal() ?? null;
}

async function report(env: Environment): Promise<string[]> {
  const read = await readConfig(env, folder);
  return 'problems' in read ? read.problems.map(problemLine) : [];
}

test('the token comes from the environment', async () => {
  expect(await token({ DISCORD_TOKEN: TOKEN })).toBe(TOKEN);
});

test('the token comes from a file, without the line break at its end', async () => {
  await file(`\uFEFF${TOKEN}\r\n\n`);
  expect(await token({ DISCORD_TOKEN_FILE: 'token' })).toBe(TOKEN);
});

test('the token may come from both when they agree', async () => {
  expect(await token({ DISCORD_TOKEN: `${TOKEN} `, DISCORD_TOKEN_FILE: await file(TOKEN) })).toBe(TOKEN);
});

test('the token is a problem when the two differ', async () => {
  const path = await file(TOKEN.replace('GaBcDe', 'XyZxYz'));
  expect(await report({ DISCORD_TOKEN: TOKEN, DISCORD_TOKEN_FILE: path })).toEqual([
    'DISCORD_TOKEN and the file of DISCORD_TOKEN_FILE hold different tokens. (DISCORD_TOKEN) Expected: only one of them.',
  ]);
});

test('the token need not look like one of Discord, so that an emulator may have its own', async () => {
  expect(await token({ DISCORD_TOKEN: 'emulator' })).toBe('emulator');
});

test('the token masks itself in the configuration', async () => {
  const read = await readConfig({ DISCORD_TOKEN: TOKEN }, folder);
  expect(JSON.stringify(read)).toContain('"token":"[secret]"');
  expect(JSON.stringify(read)).not.toContain(TOKEN);
});

test.each([
  ['', 'The token is empty.'],
  [' \n', 'The token is empty.'],
  [`Bot ${TOKEN}`, 'The token begins with a word such as `Bot`, which is added when it is used.'],
  [`${TOKEN}\n${TOKEN}`, 'The token has a space or a line break inside.'],
  [`"${TOKEN}"`, 'The token stands in quotes.'],
  ['tökentökentöken', 'The token has characters that no token has.'],
  ['your-bot-token', 'The token is a placeholder.'],
  ['YOUR_TOKEN_HERE', 'The token is a placeholder.'],
  ['paste-token-here', 'The token is a placeholder.'],
  ['changeme', 'The token is a placeholder.'],
  ['<token>', 'The token is a placeholder.'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what Compose leaves behind when nothing is put in.
  ['${DISCORD_TOKEN}', 'The token is a placeholder.'],
  ['xxxxxxxx', 'The token is a placeholder.'],
  ['123456789012345678', 'The token is a number: probably the id of the application.'],
  ['0123456789abcdef'.repeat(4), 'The token is 64 hexadecimal digits: probably the public key of the application.'],
])('the token %j is reported by what is wrong with it, never by itself', async (value, message) => {
  expect(await report({ DISCORD_TOKEN: value })).toEqual([`${message} (DISCORD_TOKEN) ${ALONE}`]);
  expect(await report({ DISCORD_TOKEN_FILE: await file(value) })).toEqual([`${message} (DISCORD_TOKEN_FILE) ${ALONE}`]);
});

test.each([
  ['gone', 'The file that DISCORD_TOKEN_FILE names does not exist.', 'a readable file with the token alone'],
  ['.', 'The file that DISCORD_TOKEN_FILE names is a folder.', 'a readable file with the token alone'],
  [
    '/dev/zero',
    'The file that DISCORD_TOKEN_FILE names is a pipe or a device.',
    'a readable file with the token alone',
  ],
  ['', 'DISCORD_TOKEN_FILE is set but empty.', 'the path of a file, or not set at all'],
])('a token file at %j is reported by the variable that names it', async (path, message, expected) => {
  expect(await report({ DISCORD_TOKEN_FILE: path })).toEqual([
    `${message} (DISCORD_TOKEN_FILE) Expected: ${expected}.`,
  ]);
});

test('a token file is not read when it is far too large', async () => {
  expect(await report({ DISCORD_TOKEN_FILE: await file('x'.repeat(4_097)) })).toEqual([
    'The file that DISCORD_TOKEN_FILE names is too large. (DISCORD_TOKEN_FILE) Expected: a readable file with the token alone.',
  ]);
});

test('a token file that everybody on the machine can read gets a note and is read', async () => {
  const read = await readConfig({ DISCORD_TOKEN_FILE: await file(TOKEN, 0o644) }, folder);
  expect(read).toMatchObject({
    notes: ['Everybody on this machine can read the file of DISCORD_TOKEN_FILE; `chmod 600` keeps it to you.'],
  });
});

test('a token file that only its owner can read gets no note', async () => {
  expect(await readConfig({ DISCORD_TOKEN_FILE: await file(TOKEN, 0o600) }, folder)).toMatchObject({ notes: [] });
});

test('a missing token is a problem in production, not a demo', async () => {
  expect(await report({ NODE_ENV: 'production' })).toEqual([
    'There is no token, and NODE_ENV is `production`, where no demo runs. (DISCORD_TOKEN) Expected: DISCORD_TOKEN_FILE or DISCORD_TOKEN.',
  ]);
});

test('a token that is wrong is reported once in production', async () => {
  expect(await report({ NODE_ENV: 'production', DISCORD_TOKEN: '' })).toHaveLength(1);
});

test('a token is all it takes in production', async () => {
  expect(await token({ NODE_ENV: 'production', DISCORD_TOKEN: TOKEN })).toBe(TOKEN);
});

test('a token that was pasted into the set-up page is read where the environment names none, and only there', async () => {
  await mkdir(join(folder, 'var'));
  await writeFile(join(folder, 'var', 'token'), `${TOKEN}\n`, { mode: 0o600 });
  expect(await token({ NODE_ENV: 'production' })).toBe(TOKEN);
  expect(await token({ DISCORD_TOKEN: `${TOKEN}-of-the-environment` })).toBe(`${TOKEN}-of-the-environment`);
  expect(await report({ DISCORD_TOKEN: '' })).toHaveLength(1);
});
