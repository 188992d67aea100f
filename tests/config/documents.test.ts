import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ENVIRONMENT } from '../../src/config/environment.ts';
import { COMMANDS } from '../../src/features/all-features.ts';
import { neededPermissions } from '../../src/features/call/check-channel.ts';
import { readList } from '../../src/list/parse/read-list.ts';
import { problemLine } from '../../src/model/problem.ts';

const readme = await readFile('README.md', 'utf8');
const dockerfile = await readFile('Dockerfile', 'utf8');
const compose = parse(await readFile('compose.yaml', 'utf8'));

/** The cells of the rows of the table whose head begins with `head`. */
function table(head: string): string[][] {
  const lines = readme.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  const rows = lines.slice(start + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('the README', () => {
  it('lists every environment variable that is read, with its default and meaning', () => {
    expect(table('variable')).toEqual(
      ENVIRONMENT.map(({ name, fallback, meaning }) => [`\`${name}\``, fallback, meaning]),
    );
  });

  it('lists every command with its options', () => {
    const listed = table('command').map(([name, options]) => [name, options]);
    const shapes = COMMANDS.map(({ shape }) => [
      `\`/${shape.name}\``,
      shape.options.map(({ name }) => `\`${name}\``).join(', '),
    ]);
    expect(listed).toEqual(shapes);
  });

  it('invites the bot with exactly the permissions it needs', () => {
    const bits = new Map(Object.entries(PermissionFlagsBits));
    const names = new Set([...neededPermissions('text'), ...neededPermissions('thread')]);
    const sum = [...names].reduce((all, name) => all | (bits.get(name) ?? 0n), 0n);
    expect(readme).toContain(`scope=bot%20applications.commands&permissions=${sum}\n`);
    expect(
      table('permission')
        .map(([label]) => label?.replaceAll(' ', '').toLowerCase())
        .sort(),
    ).toEqual([...names].map((name) => name.toLowerCase()).sort());
  });

  it('shows an event that the list takes as it stands', async () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1]?.replaceAll(/^ {3}/gm, '') ?? '';
    const folder = await mkdtemp(join(tmpdir(), 'datewatch-readme-'));
    await writeFile(join(folder, 'example.yaml'), example);
    const read = await readList(folder);
    await rm(folder, { recursive: true });
    expect(read.problems.map(problemLine)).toEqual([]);
    expect(read.list?.events.map(({ id }) => id)).toEqual(['tax-return-2031']);
  });

  it('names npm scripts that there are', async () => {
    const scripts = Object.keys(JSON.parse(await readFile('package.json', 'utf8')).scripts);
    const named = [...readme.matchAll(/npm run ([a-z]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((name) => !scripts.includes(name ?? ''))).toEqual([]);
  });

  it('has the sections that the program sends people to', () => {
    expect(readme).toContain('\n## Add an event\n');
    expect(readme).toContain('\n## Run it in your own server\n');
  });
});

describe('CONTRIBUTING', () => {
  it('names files and folders that there are', async () => {
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

  it('runs without root, on a read-only file system, without capabilities or ports', () => {
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(service).not.toHaveProperty('ports');
  });

  it('keeps its state in the volume that the image writes to', () => {
    const state = /DATEWATCH_STATE=(\S+)/.exec(dockerfile)?.[1];
    expect(dockerfile).toContain(`VOLUME ${state}\n`);
    expect(service.volumes).toContain(`state:${state}`);
  });

  it('reads list and settings from the folders of the host, and cannot write to them', () => {
    expect(service.volumes).toEqual(expect.arrayContaining(['./data:/app/data:ro', './config:/app/config:ro']));
  });

  it('gets the token as a file that neither the image nor the repository can hold', async () => {
    expect(service.environment.DISCORD_TOKEN_FILE).toBe('/run/secrets/discord-token');
    const file: string = compose.secrets['discord-token'].file;
    expect(file).toBe('./config/secrets/discord-token');
    expect((await readFile('.gitignore', 'utf8')).split('\n')).toContain('/config/secrets/');
    expect((await readFile('.dockerignore', 'utf8')).split('\n')).toContain('config/secrets');
  });

  it('does not restart for ever, since each start is a login that Discord counts', () => {
    expect(service.restart).toBe('on-failure:5');
  });

  it('sets no variable that nothing reads', () => {
    const known = ENVIRONMENT.map(({ name }): string => name);
    const set = [
      ...Object.keys(service.environment),
      ...[...dockerfile.matchAll(/\b([A-Z_]+)=/g)].map(([, name]) => name),
    ];
    expect(set.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });
});
