import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runCommand, startBot } from '../../build/run-program.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { autumnFolder } from '../build/autumn-list.ts';
import { builtProgram } from '../build/built-program.ts';

/** Starts, on a machine that may be busy. */
const WITHIN_MS = 180_000;

let home: string;
let bundle: { readonly entry: string };

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'datewatch-bundle-'));
  // In a place of its own, where no other program has filled the compile cache.
  bundle = { entry: join(home, 'dist', 'main.js') };
  await cp(dirname(builtProgram()), join(home, 'dist'), { recursive: true });
}, WITHIN_MS);
afterAll(() => rm(home, { recursive: true, force: true }));

test(
  'the bundle logs in from a folder without packages, answers a command and a press with a file, and stops cleanly',
  async () => {
    const emulator = await startEmulator();
    const env = {
      DISCORD_TOKEN: emulator.token,
      DISCORD_API_URL: emulator.apiUrl,
      DATEWATCH_DATA: autumnFolder(),
      DATEWATCH_STATE: join(home, 'var'),
      DATEWATCH_NOW: '2025-10-28T12:00:00Z',
    };
    try {
      const bot = await startBot({ ...bundle, env });
      expect(emulator.gatewayLog.map(({ name }) => name)).toContain('READY');
      const event = await emulator.interact.command({
        name: 'dates show',
        options: { name: 'tariff-truce-expiry-2025' },
      });
      const customId = /"(calendar:[^"]+)"/.exec(JSON.stringify(event.message?.components))?.[1] ?? '';
      const file = await emulator.interact.button({ messageId: event.message?.id ?? '', customId });
      expect(file.message?.attachments).toMatchObject([{ filename: 'tariff-truce-expiry-2025.ics' }]);
      // The note of health is written at the end of the first tick, which may still go on.
      const health = await vi.waitFor(() => runCommand({ ...bundle, env }, ['health']), WITHIN_MS);
      expect(health).toContain('Ticking.');
      expect(await bot.stop()).toBe(0);
      expect(emulator.violations).toEqual([]);
    } finally {
      await emulator.stop();
    }
  },
  WITHIN_MS,
);

test(
  'every command that needs no Discord works from the bundle',
  async () => {
    const span = ['--from', '2025-10-19', '--to', '2025-10-26'];
    expect(await runCommand({ ...bundle, env: {} }, ['--help'])).toContain('rehearse');
    expect(await runCommand({ ...bundle, env: {} }, ['check'])).toContain('No problems');
    expect(await runCommand({ ...bundle, env: { DATEWATCH_DATA: autumnFolder() } }, ['rehearse', ...span])).toContain(
      '#rehearsal',
    );
  },
  WITHIN_MS,
);

test(
  'the bundle runs in UTC, whatever the zone of the machine',
  async () => {
    const watch = "process.on('exit',()=>process.stdout.write('zone '+new Date(0).getTimezoneOffset()))";
    const env = {
      TZ: 'America/New_York',
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(watch)}`,
    };
    expect(await runCommand({ ...bundle, env }, ['--version'])).toMatch(/zone 0$/);
  },
  WITHIN_MS,
);

test(
  'the compile cache that the image is made with is filled by one run of the bundle',
  async () => {
    const script = fileURLToPath(new URL('../../build/fill-compile-cache.ts', import.meta.url));
    await promisify(execFile)(process.execPath, [script, bundle.entry]);
    expect(await readdir(join(home, 'node_modules', '.cache'))).not.toEqual([]);
  },
  WITHIN_MS,
);

test('the licence of every package inside is in one file, and the page of the demo goes along', async () => {
  const licences = await readFile(join(home, 'dist', 'licences.txt'), 'utf8');
  for (const name of ['@discordjs/ws', 'kysely', 'luxon', 'undici', 'zod']) expect(licences).toContain(`\n${name} `);
  expect(licences).toContain('Apache License');
  expect(await readFile(join(home, 'dist', 'page', 'page.html'), 'utf8')).toContain('<script');
});
