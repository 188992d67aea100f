import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/read-config.ts';
import { secretsOfAddress } from '../../src/config/read-database.ts';
import { useFolder } from '../build/use-folder.ts';

const { folder, config, report } = useFolder();
const PASSWORD = 'p/a:s s-word';
const ADDRESS = `postgres://datewatch:${encodeURIComponent(PASSWORD)}@db.example:5432/dates`;

test('without an address the state is SQLite’s, and an empty one counts as none', async () => {
  expect((await config({})).database).toBeNull();
  expect((await config({ DATABASE_URL: ' ', DATABASE_URL_FILE: '' })).database).toBeNull();
});

test('the address of PostgreSQL comes from the environment or from a file, and shows itself nowhere', async () => {
  const direct = await config({ DATABASE_URL: ADDRESS });
  expect(direct.database?.reveal()).toBe(ADDRESS);
  expect(JSON.stringify(direct)).not.toContain('s-word');
  const path = join(folder(), 'address');
  await writeFile(path, `${ADDRESS}\n`);
  await chmod(path, 0o600);
  expect((await config({ DATABASE_URL_FILE: path })).database?.reveal()).toBe(ADDRESS);
});

test.each([
  ['mysql://u:hush-hush@h/d', 'Only PostgreSQL has an address here.'],
  ['postgres://u:hush-hush@h', 'The address names no database.'],
  ['postgres://u:hush hush@h/d', 'The address of the database has a space or a line break inside.'],
  ['postgres://u:hush/hush@h/d', 'The address of the database cannot be read: in a password, letters such as'],
])('an address that cannot be right is refused without being repeated: %s', async (address, message) => {
  const reported = await report({ DATABASE_URL: address });
  expect(reported).toEqual([expect.stringContaining(message)]);
  expect(reported.join()).not.toContain('hush');
});

test('a text that holds the password, as it is or as it is written, is masked in every report', async () => {
  const env = { DATABASE_URL: ADDRESS, LOG_LEVEL: PASSWORD, DATEWATCH_SPEED: encodeURIComponent(PASSWORD) };
  const reported = JSON.stringify(await readConfig(env, folder()));
  expect(reported).toContain('[secret]');
  expect(reported).not.toContain('s-word');
  expect(secretsOfAddress(ADDRESS)).toEqual([ADDRESS, encodeURIComponent(PASSWORD), PASSWORD]);
});
