import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ENVIRONMENT } from '../../src/config/environment.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { maskSecrets } from '../../src/model/mask-secrets.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datewatch-secrets-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const letters = (min: number, max: number) =>
  fc.string({
    unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-'),
    minLength: min,
    maxLength: max,
  });
const token = fc.tuple(letters(24, 28), letters(6, 6), letters(27, 38)).map((parts) => parts.join('.'));

/** Settings texts that hold the token where a value, a key or broken YAML is looked for. */
const place = fc.constantFrom(
  (secret: string) => `zone: ${secret}\n`,
  (secret: string) => `${secret}: 1\n`,
  (secret: string) => `token: "${secret}"\n`,
  (secret: string) => `leads: { events: [${secret}] }\n`,
  (secret: string) => `servers: { ${secret}: { zone: ${secret} } }\n`,
  (secret: string) => `subscriptions: [{ server: ${secret}, pingFor: [${secret}] }]\n`,
  (secret: string) => `maintainers: [*${secret}\n`,
  (secret: string) => `zone: "\n${secret}: &${secret} [\n`,
);

/** Parts of ten characters of the secret that stand in the text: half a token is a leak too. */
function leaks(text: string, secret: string): string[] {
  const parts = Array.from({ length: secret.length - 9 }, (_, index) => secret.slice(index, index + 10));
  return parts.filter((part) => text.includes(part));
}

test('no text that the reader returns holds a token, wherever somebody put it', async () => {
  const variable = fc.constantFrom(
    ...ENVIRONMENT.map(({ name }) => name).filter((name) => name !== 'DISCORD_TOKEN_FILE'),
  );
  const around = fc.constantFrom('', 'Bot ', '"', ' x', '\n');
  await fc.assert(
    fc.asyncProperty(token, variable, around, place, async (secret, name, before, text) => {
      await writeFile(join(folder, 'settings.yaml'), text(secret));
      const own = { DATEWATCH_CONFIG: 'settings.yaml', DISCORD_TOKEN: `${before}${secret}` };
      const read = await readConfig({ ...own, DATEWATCH_TOKEN: secret, [name]: `${before}${secret}` }, folder);
      const reported = 'problems' in read ? read.problems : read.notes;
      expect(reported.length).toBeGreaterThan(0);
      expect(leaks(JSON.stringify(reported), secret)).toEqual([]);
    }),
    { seed: 20_251_019, numRuns: 300 },
  );
});

test('no text that the reader returns holds half a token where a long value is cut', async () => {
  const secret = 'hush-hush-hush-hush';
  await writeFile(join(folder, 'settings.yaml'), `zone: ${'x'.repeat(48)}${secret}\n`);
  const env = { DATEWATCH_CONFIG: 'settings.yaml', DISCORD_TOKEN: secret, LOG_LEVEL: `${'x'.repeat(48)}${secret}` };
  const reported = JSON.stringify(await readConfig(env, folder));
  expect(reported.match(/x{48}\[secret\]/g)).toHaveLength(2);
  expect(leaks(reported, secret)).toEqual([]);
});

test('no text that the reader returns holds a token that is known though it looks like none', async () => {
  await writeFile(join(folder, 'settings.yaml'), 'zone: hush-hush-hush\n');
  const env = { DATEWATCH_CONFIG: 'settings.yaml', DISCORD_TOKEN: 'hush-hush-hush' };
  expect(JSON.stringify(await readConfig(env, folder))).toContain('[secret]');
  expect(JSON.stringify(await readConfig(env, folder))).not.toContain('hush');
});

test('hiding leaves words alone that are too short to be secrets', () => {
  expect(maskSecrets('a zone and a day', ['a', 'zone'])).toBe('a zone and a day');
});

test('hiding leaves long names with dots alone that are no tokens', () => {
  expect(maskSecrets('see https://docs.discord.com/developers and a.b.c', [])).toBe(
    'see https://docs.discord.com/developers and a.b.c',
  );
});
