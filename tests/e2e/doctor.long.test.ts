import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { serveInteractions } from '../../src/http/serve-interactions.ts';
import { startLine } from '../build/command-line.ts';

const WITHIN_MS = 120_000;
/** The gateway's operation of a login; heartbeats go on beside it. */
const IDENTIFY = 2;
const GUILD = '1428000000000000001';
const [OPEN, SHUT] = ['1428000000000000101', '1428000000000000102'];
const LIST = 'zone: UTC\nevents:\n  - { title: Tax return, due: 2031-04-15 17:00 }\n';
const SETTINGS = `zone: UTC\nsubscriptions:\n  - { server: "${GUILD}", channel: "${OPEN}" }\n  - { server: "${GUILD}", channel: "${SHUT}" }\n`;

let folder: string;
let emulator: Emulator;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datewatch-doctor-'));
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data', 'own.yaml'), LIST);
  await writeFile(join(folder, 'settings.yaml'), SETTINGS);
  const channels = [
    { id: OPEN, name: 'open' },
    { id: SHUT, name: 'shut' },
  ];
  emulator = await startEmulator({ world: { guilds: [{ id: GUILD, name: 'Desk', channels }] } });
});
afterEach(async () => {
  await emulator.stop();
  await rm(folder, { recursive: true, force: true });
});

const env = (more: Record<string, string> = {}) => ({
  DISCORD_TOKEN: emulator.token,
  DISCORD_API_URL: emulator.apiUrl,
  DATEWATCH_DATA: join(folder, 'data'),
  DATEWATCH_CONFIG: join(folder, 'settings.yaml'),
  DATEWATCH_STATE: join(folder, 'var'),
  ...more,
});
const doctor = (more: Record<string, string> = {}, ...args: string[]) =>
  startLine(['doctor', ...args], env(more)).ended;

test(
  'beside the running bot the doctor finds all well, changes nothing and logs in nowhere, and names a channel that closes',
  async () => {
    const bot = startLine(['start'], env());
    await bot.says('Datewatch is running.');
    await expect.poll(async () => (await startLine(['health'], env()).ended).code, { timeout: 60_000 }).toBe(0);
    const logins = () =>
      emulator.gatewayLog.filter(({ direction, op }) => direction === 'in' && op === IDENTIFY).length;
    const before = logins();
    const well = await doctor();
    expect(well).toMatchObject({ code: 0, err: '' });
    expect(well.out).toMatch(/^ok {5}settings .*\nok {5}list +1 event in 1 file of /);
    expect(well.out).toMatch(/ok {5}running .*Ticking\. The gateway is up\./);
    expect(well.out).toMatch(/ok {5}state .*2 subscriptions, 0 messages sent\n/);
    expect(well.out).toMatch(/ok {5}token .*logins are left today\nok {5}clock /);
    expect(well.out).toMatch(
      /note {3}server 1428000000000000001 +2 channels get what they should\n +Anybody can add this bot.*\nAll is well\.\n$/,
    );
    expect(logins()).toBe(before);
    expect(emulator.messages(OPEN)).toEqual([]);
    emulator.change.setBotOverwrite(SHUT, { deny: PermissionFlagsBits.SendMessages });
    const { code, out } = await doctor({}, '--json');
    expect(code).toBe(1);
    const { ok, examined } = JSON.parse(out) as {
      ok: boolean;
      examined: { what: string; state: string; says: string }[];
    };
    expect(ok).toBe(false);
    expect(examined.filter(({ state }) => state === 'fix')).toEqual([
      {
        what: `server ${GUILD}`,
        state: 'fix',
        says: expect.stringMatching(/^#shut: I lack Send Messages.*Grant it in Edit Channel/),
      },
    ]);
    bot.signal('SIGTERM');
    await bot.ended;
  },
  WITHIN_MS,
);

test(
  'a wrong token, a broken list and an unknown setting are each one thing to fix, said with what to do, and no token is shown',
  async () => {
    await writeFile(join(folder, 'data', 'own.yaml'), 'events: [');
    const { code, out } = await doctor({ DISCORD_TOKEN: 'MTIz.wrong.token-that-is-long-enough-to-look-real' });
    expect(code).toBe(1);
    expect(out).toMatch(/FIX {4}list .*own\.yaml:1:/);
    expect(out).toMatch(/FIX {4}token .*Discord does not accept the token: check DISCORD_TOKEN/);
    expect(out).toMatch(/2 things have to be fixed: the lines with FIX\.\n$/);
    expect(out).not.toContain('wrong.token');
    const wrong = await doctor({ DATEWATCH_SPEED: 'fast' });
    expect(wrong).toMatchObject({ code: 1, out: expect.stringMatching(/^FIX {4}settings .*DATEWATCH_SPEED/s) });
  },
  WITHIN_MS,
);

test(
  'before the first start the doctor says that there is no state yet, and makes none',
  async () => {
    const { code, out } = await doctor();
    expect(code).toBe(0);
    expect(out).toMatch(/note {3}state .*There is none yet in .*a first start makes it/);
    expect((await doctor()).out).toContain('There is none yet');
  },
  WITHIN_MS,
);

test(
  'of a state in PostgreSQL the doctor says who looks at it, and no password',
  async () => {
    const { out } = await doctor({ DATABASE_URL: 'postgres://datewatch:very-secret@db.example/datewatch' });
    expect(out).toMatch(/- {6}state .*PostgreSQL: `\/datewatch check` looks at it/);
    expect(out).not.toContain('very-secret');
  },
  WITHIN_MS,
);

test(
  'where Discord sends commands over HTTP and nothing listens for them, the doctor says so; where one listens, it names the address',
  async () => {
    const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
    const { publicKey } = emulator.endpoint;
    const parts = { publicKey, take: () => true, now: Date.now, log: quiet };
    const server = await serveInteractions({ host: '127.0.0.1', port: 0 }, parts);
    await emulator.endpoint.set(server.address);
    const deaf = await doctor();
    expect(deaf.code).toBe(1);
    expect(deaf.out).toContain(`Discord sends them to ${server.address}, and nothing here listens for them`);
    const heard = await doctor({ DATEWATCH_INTERACTIONS_PORT: '8081' });
    expect(heard.out).toMatch(/ok {5}commands +Discord sends them to http:.*\d\n/);
    await server.close();
  },
  WITHIN_MS,
);
