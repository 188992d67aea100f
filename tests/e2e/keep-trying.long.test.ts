import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { startLine } from '../build/command-line.ts';

const GOOD = 'zone: UTC\nevents:\n  - { title: Tax return, due: 2031-04-15 17:00 }\n';
const WITHIN_MS = 120_000;

let folder: string;
let emulator: Emulator;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datewatch-trying-'));
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'own.yaml'), GOOD);
  emulator = await startEmulator();
  await writeFile(join(folder, 'token'), emulator.token, { mode: 0o600 });
});
afterEach(async () => {
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
});

const env = () => ({
  DISCORD_TOKEN_FILE: join(folder, 'token'),
  DISCORD_API_URL: emulator.apiUrl,
  DATEWATCH_DATA: join(folder, 'data'),
  DATEWATCH_STATE: join(folder, 'var'),
});
const begin = () => startLine(['start', '--keep-trying'], env());
const health = () => startLine(['health'], env()).ended;

test(
  'with a token that Discord does not accept it stays up, says why to log and health, and runs as soon as the file is right',
  async () => {
    await writeFile(join(folder, 'token'), 'MTIz.wrong.token-that-is-long-enough-to-look-real');
    const bot = begin();
    await bot.says('It tries again by itself');
    const { code, out } = await health();
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Not running: Discord does not accept the token: .* It tries again at 20\d\d-.*, and as soon as/,
    );
    await writeFile(join(folder, 'token'), emulator.token);
    await bot.says('Datewatch is running.');
    bot.signal('SIGTERM');
    const end = await bot.ended;
    expect(end.code).toBe(0);
    expect(`${end.out}${end.err}${out}`).not.toMatch(/wrong\.token|\n\s+at /);
  },
  WITHIN_MS,
);

test(
  'with a list that is broken from the start it waits for the file, and a stop meanwhile is a success',
  async () => {
    await writeFile(join(folder, 'data', 'own.yaml'), 'events: [');
    const waiting = begin();
    await waiting.says('It tries again by itself');
    waiting.signal('SIGTERM');
    expect((await waiting.ended).code).toBe(0);
    const bot = begin();
    await bot.says('It tries again by itself');
    expect((await health()).out).toContain('own.yaml:1:');
    await writeFile(join(folder, 'data', 'own.yaml'), GOOD);
    await bot.says('Datewatch is running.');
    bot.signal('SIGTERM');
    expect((await bot.ended).code).toBe(0);
  },
  WITHIN_MS,
);

test(
  'a token that is withdrawn while it runs is waited for, and nothing of a run before is left behind',
  async () => {
    const bot = begin();
    await bot.says('Datewatch is running.');
    emulator.gatewayFaults.closeSockets(4004);
    await bot.says('It tries again by itself');
    expect((await health()).out).toContain('Discord does not accept the token');
    bot.signal('SIGTERM');
    expect((await bot.ended).code).toBe(0);
  },
  WITHIN_MS,
);

test(
  'after more starts within the hour than a hundredth of the day’s logins the next login waits, and the program runs meanwhile',
  async () => {
    await emulator.stop();
    emulator = await startEmulator({ sessionStart: { total: 200, remaining: 200 } });
    await writeFile(join(folder, 'token'), emulator.token, { mode: 0o600 });
    for (let start = 0; start < 2; start += 1) {
      const bot = begin();
      await bot.says('The gateway changed.');
      bot.signal('SIGKILL');
      await bot.ended;
    }
    const before = emulator.gatewayLog.length;
    const bot = begin();
    await bot.says('Datewatch is running.');
    expect(bot.out()).toContain('This bot has logged in too often');
    expect(emulator.gatewayLog.length).toBe(before);
    const { code, out } = await health();
    expect([code, out]).toEqual([0, expect.stringContaining('it logs in again in')]);
    bot.signal('SIGTERM');
    expect((await bot.ended).code).toBe(0);
  },
  WITHIN_MS,
);
