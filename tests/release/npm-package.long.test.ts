import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { VERSION } from '../../src/config/version.ts';

const run = promisify(execFile);
const read = (path: string) => readFile(path, 'utf8');

describe('the npm package', () => {
  let folder: string;
  const start = (cwd: string, ...args: string[]) =>
    run(process.execPath, [join(folder, 'package/bin/datewatch.cjs'), ...args], { cwd, env: { TZ: 'UTC' } });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'datewatch-package-'));
    await run(process.execPath, ['build/release/make-package.ts', join(folder, 'package')]);
    await mkdir(join(folder, 'home'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('it holds the bundle, the lists and the pages, no secret, no source and no package', async () => {
    expect((await readdir(join(folder, 'package'))).sort()).toEqual([
      ...['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md'],
      ...['bin', 'config', 'data', 'dist', 'docs', 'package.json'],
    ]);
    expect(await readdir(join(folder, 'package/config'))).not.toContain('secrets');
    const described = JSON.parse(await read(join(folder, 'package/package.json')));
    expect(described).toMatchObject({ name: 'datewatch', version: VERSION, bin: { datewatch: 'bin/datewatch.cjs' } });
    expect(described).not.toHaveProperty('dependencies');
    expect(described).not.toHaveProperty('private');
  });

  test('its command makes a folder of lists and settings to edit, keeps what is there, and reads it', async () => {
    const home = join(folder, 'home');
    expect((await start(home, '--version')).stdout).toBe(`${VERSION}\n`);
    const first = await start(home, 'init');
    expect(first.stdout).toContain('made  data/events.template.yaml\n');
    expect(first.stdout).toContain('made  config/datewatch.yaml\n');
    const again = await start(home, 'init');
    expect(again.stdout).toContain('kept  config/datewatch.yaml (it was there already)\n');
    expect(again.stdout).not.toContain('made');
    expect((await start(home, 'check')).stdout).toContain('No problems');
  });
});
