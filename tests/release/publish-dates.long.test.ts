import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';

const ROOT = process.cwd();
const run = promisify(execFile);
let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'datewatch-pages-'));
  const git = (...args: string[]) => run('git', args, { cwd: home });
  await git('init', '--quiet', '--bare', '--initial-branch=main', 'origin.git');
  await git('clone', '--quiet', 'origin.git', 'first');
  await mkdir(join(home, 'first/data'));
  await writeFile(join(home, 'npx'), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${ROOT}/src/main.ts" "$@"\n`);
  await chmod(join(home, 'npx'), 0o755);
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** Pushes a list, and runs the steps of the workflow in a checkout of it, with the program of this checkout. */
async function publish(due: string): Promise<void> {
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=Editor', '-c', 'user.email=editor@dates.example', ...args], {
      cwd: join(home, 'first'),
    });
  await writeFile(join(home, 'first/data/dates.yaml'), `zone: UTC\nevents:\n  - { title: Tax return, due: ${due} }\n`);
  await git('add', '--all');
  await git('commit', '--quiet', '--allow-empty', '--message', `Due ${due}`);
  await git('push', '--quiet', 'origin', 'HEAD:main');
  const at = await mkdtemp(join(home, 'run-'));
  await run('git', ['clone', '--quiet', '--branch', 'main', join(home, 'origin.git'), at]);
  const { jobs } = parse(await readFile(join(ROOT, 'deploy/github/publish-dates.yml'), 'utf8'));
  const github = { GITHUB_REPOSITORY_OWNER: 'editor', GITHUB_REPOSITORY: 'editor/dates' };
  const env = { ...process.env, ...github, PATH: `${home}:${process.env['PATH']}`, DATEWATCH_DATA: 'data' };
  for (const { id, run: script } of jobs.publish.steps as { id?: string; run?: string }[])
    if (id !== undefined && script !== undefined) await run('bash', ['-e', '-c', script], { cwd: at, env });
}

const published = async (...args: string[]) =>
  (await run('git', ['-C', join(home, 'origin.git'), ...args])).stdout.trim();

test('the workflow for GitHub Pages publishes a first list, then only what has changed, and says nothing of a list with a mistake', async () => {
  await publish('2099-04-15');
  expect((await published('ls-tree', '--name-only', 'gh-pages')).split('\n')).toEqual(
    expect.arrayContaining(['.nojekyll', 'index.html', 'dates.ics', 'changes.atom', 'dates.json']),
  );
  expect(await published('show', 'gh-pages:index.html')).toContain('Tax return');
  expect(await published('show', 'gh-pages:changes.atom')).toContain('https://editor.github.io/dates/');
  expect(await published('ls-tree', 'gh-pages', 'data')).toBe('');
  const first = await published('rev-parse', 'gh-pages');
  await publish('2099-04-15');
  expect(await published('rev-parse', 'gh-pages')).toBe(first);
  await publish('2099-04-18');
  expect(await published('rev-parse', 'gh-pages^')).toBe(first);
  expect(await published('show', 'gh-pages:changes.atom')).toMatch(/18 Apr/);
  await expect(publish('2099-13-18')).rejects.toThrow(/2099-13-18/);
  expect(await published('rev-parse', 'gh-pages^')).toBe(first);
});
