import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { IMAGE_FILES } from '../../build/release/image-files.ts';
import { findObstacles, imagesNamed, notesOf } from '../../build/release/release-notes.ts';
import { ENVIRONMENT } from '../../src/config/environment.ts';
import { VERSION } from '../../src/config/version.ts';

const run = promisify(execFile);
const read = (path: string) => readFile(path, 'utf8');
const known = ENVIRONMENT.map(({ name }): string => name);

const CHANGELOG = '# Changelog\n\n## [Unreleased]\n\n- Later.\n\n## [0.2.0] - 2026-12-01\n\n- A thing.\n\n## [0.1.0]\n';

describe('a release', () => {
  const sound = {
    tag: 'v0.2.0',
    version: '0.2.0',
    changelog: CHANGELOG,
    images: new Map([['compose.yaml', ['0.2.0']]]),
  };

  test('the notes of a version are its own part of the changelog, and a version without any has none', () => {
    expect(notesOf(CHANGELOG, '0.2.0')).toBe('- A thing.');
    expect(notesOf(CHANGELOG, '0.1.0')).toBeNull();
    expect(notesOf(CHANGELOG, '0.3.0')).toBeNull();
  });

  test('where tag, package, changelog and images agree nothing is in its way', () => {
    expect(findObstacles(sound)).toEqual([]);
  });

  test.each([
    ['another tag', { tag: 'v0.3.0' }, 'The tag is v0.3.0; expected: v0.2.0, by package.json.'],
    ['no notes', { changelog: '' }, 'CHANGELOG.md has nothing under "## [0.2.0]"; expected: what changed.'],
    [
      'an older image',
      { images: new Map([['compose.yaml', ['0.1.0']]]) },
      'compose.yaml names the image of 0.1.0; expected: 0.2.0.',
    ],
  ])('%s is an obstacle that is said with what was expected', (_, wrong, said) => {
    expect(findObstacles({ ...sound, ...wrong })).toEqual([said]);
  });

  test('every file that names the image names this version of it', async () => {
    for (const [file, versions] of await imagesNamed(IMAGE_FILES)) expect([file, ...versions]).toEqual([file, VERSION]);
    expect(parse(await read('deploy/umbrel/umbrel-app.yml'))).toMatchObject({ version: VERSION });
  });

  test('a new version is written into every file that names one, and the changelog gets its heading', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'datewatch-version-'));
    const files = ['package.json', 'package-lock.json', 'CHANGELOG.md', 'src/config/version.ts', ...IMAGE_FILES];
    try {
      for (const file of [...files, 'deploy/umbrel/umbrel-app.yml']) {
        await mkdir(dirname(join(folder, file)), { recursive: true });
        await cp(file, join(folder, file));
      }
      const script = join(process.cwd(), 'build/release/set-version.ts');
      await run(process.execPath, [script, '1.2.3'], { cwd: folder });
      const after = new Map(
        await Promise.all(files.map(async (file) => [file, await read(join(folder, file))] as const)),
      );
      expect(JSON.parse(after.get('package.json') ?? '')).toMatchObject({ version: '1.2.3' });
      expect(JSON.parse(after.get('package-lock.json') ?? '')).toMatchObject({
        ...{ version: '1.2.3', packages: { '': { version: '1.2.3' } } },
      });
      expect(after.get('src/config/version.ts')).toContain("VERSION = '1.2.3'");
      expect(after.get('CHANGELOG.md')).toMatch(/^## \[Unreleased\]\n\n## \[1\.2\.3\] - \d{4}-\d\d-\d\d\n\n### Added/m);
      for (const file of IMAGE_FILES) expect(after.get(file)).toContain('datewatch/datewatch:1.2.3');
      await expect(run(process.execPath, [script, 'next'], { cwd: folder })).rejects.toMatchObject({
        stderr: '"next" is no version. Expected: three numbers, such as 0.2.0 or 0.2.0-rc.1.\n',
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

describe('the workflows', async () => {
  const names = await readdir('.github/workflows');
  const texts = await Promise.all(names.map((name) => read(join('.github/workflows', name))));

  test('every action is pinned by the commit that was read, with its version beside it', () => {
    const uses = texts.flatMap((text) => [...text.matchAll(/uses: (.*)/g)].map(([, what]) => what));
    expect(uses.length).toBeGreaterThan(5);
    for (const what of uses) expect(what).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('a job may read the code and nothing else, unless it says what it needs more', () => {
    for (const text of texts) expect(parse(text).permissions).toEqual({ contents: 'read' });
  });

  test('no value from outside is written into a script, where it would be run', () => {
    for (const text of texts) {
      const jobs = Object.values(parse(text).jobs) as { steps: { run?: string }[] }[];
      for (const { run: script = '' } of jobs.flatMap(({ steps }) => steps)) expect(script).not.toContain('${{');
    }
  });
});

describe('the templates under deploy/', () => {
  test('they set no variable that nothing reads', async () => {
    const compose = await Promise.all(['umbrel', 'casaos'].map((name) => read(`deploy/${name}/docker-compose.yml`)));
    const environments = compose.map((text) => {
      const { server, datewatch } = parse(text).services;
      return Object.keys((server ?? datewatch).environment);
    });
    const unraid = [...(await read('deploy/unraid/datewatch.xml')).matchAll(/Target="([A-Z_]+)"/g)];
    const [, set] = parseAllDocuments(await read('deploy/kubernetes/datewatch.yaml'));
    const [container] = set?.toJS().spec.template.spec.containers ?? [];
    const unit = [...(await read('deploy/systemd/datewatch.service')).matchAll(/\b([A-Z][A-Z_]+)=/g)];
    const all = [
      ...environments.flat(),
      ...[...unraid, ...unit].map(([, name]) => name ?? ''),
      ...container.env.map(({ name }: { name: string }) => name),
    ];
    expect(all.length).toBeGreaterThan(15);
    expect(all.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('the container has no root, no capabilities and a read-only file system wherever that can be said', async () => {
    const [, set] = parseAllDocuments(await read('deploy/kubernetes/datewatch.yaml'));
    const { containers, securityContext } = set?.toJS().spec.template.spec ?? {};
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 });
    expect(containers[0].securityContext).toEqual({
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    });
    for (const name of ['umbrel', 'casaos']) {
      const { server, datewatch } = parse(await read(`deploy/${name}/docker-compose.yml`)).services;
      expect(server ?? datewatch).toMatchObject({ user: '1000:1000', read_only: true });
    }
    expect(await read('deploy/unraid/datewatch.xml')).toContain('--user 1000:1000 --read-only');
  });
});
