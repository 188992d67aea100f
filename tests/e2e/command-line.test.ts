import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { autumnFolder } from '../build/autumn-list.ts';
import { type Line, startLine } from '../build/command-line.ts';

let folder: string;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'datewatch-cli-'));
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the command line as its users do, with the list of autumn 2025 where `env` names no other. */
function start(args: readonly string[], env: Record<string, string> = {}, entry?: string): Line {
  const own = { DATEWATCH_DATA: autumnFolder(), DATEWATCH_STATE: join(folder, 'var') };
  const line = startLine(args, { ...own, ...env }, entry);
  children.add(line.child);
  return line;
}

const datewatch = (args: readonly string[], env: Record<string, string> = {}) => start(args, env).ended;

describe('start', () => {
  test('start without a token is the demo: it says so first, posts, and Ctrl-C ends it with 0 within five seconds', async () => {
    const env = { DATEWATCH_NOW: '2025-10-31T12:59:00Z', DATEWATCH_SPEED: '600' };
    const demo = start([], env);
    await demo.says('Chinese imports tomorrow');
    demo.signal('SIGINT');
    const { code, out } = await demo.ended;
    expect(out.split('\n')[0]).toContain('demo');
    expect(out).toContain('DISCORD_TOKEN');
    expect(out).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    expect(out).toContain('Fri 31 Oct 2025, 09:00 (New York) · #trade-dates');
    // By its own clock: a stop that takes longer than five seconds ends it with 1.
    expect(code).toBe(0);
  });

  test('start with a token runs from source, logs JSON lines, and SIGTERM ends it with 0', async () => {
    const emulator = await startEmulator();
    try {
      const env = { DISCORD_TOKEN: emulator.token, DISCORD_API_URL: emulator.apiUrl };
      const program = start(['start'], env, 'src/main.ts');
      await program.says('Datewatch is running');
      program.signal('SIGTERM');
      const { code, out, err } = await program.ended;
      expect(err).toBe('');
      expect(code).toBe(0);
      const lines = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { msg: string });
      expect(lines.map(({ msg }) => msg).join('\n')).toContain(
        'No exact date is ahead. The last one was 10 November 2025.',
      );
      expect(out).not.toContain(emulator.token);
    } finally {
      await emulator.stop();
    }
  });

  test('start with a wrong token ends in a clear text and a non-zero exit, without a stack', async () => {
    const emulator = await startEmulator();
    try {
      const env = {
        DISCORD_TOKEN: 'MTIz.wrong.token-that-is-long-enough-to-look-real',
        DISCORD_API_URL: emulator.apiUrl,
      };
      const { code, out, err } = await datewatch(['start'], env);
      expect(code).not.toBe(0);
      expect(err).toMatch(/token/i);
      expect(`${out}${err}`).not.toMatch(/\n\s+at |wrong\.token/);
    } finally {
      await emulator.stop();
    }
  });

  test('a second program on the same state refuses to start and says what to do', async () => {
    const emulator = await startEmulator();
    try {
      const env = { DISCORD_TOKEN: emulator.token, DISCORD_API_URL: emulator.apiUrl };
      const first = start(['start'], env);
      await first.says('Datewatch is running');
      const second = await datewatch(['start'], env);
      expect(second.code).not.toBe(0);
      expect(second.err).toMatch(/in use by another running Datewatch/);
      first.signal('SIGTERM');
      expect((await first.ended).code).toBe(0);
    } finally {
      await emulator.stop();
    }
  });
});

describe('rehearse', () => {
  const span = ['--from', '2025-10-19', '--to', '2025-11-12', '--zone', 'America/New_York'];

  test('rehearse prints the same, to the byte, every time, and only messages', async () => {
    const [first, second] = await Promise.all([datewatch(['rehearse', ...span]), datewatch(['rehearse', ...span])]);
    expect(first.err).toBe('');
    expect(first.out).toBe(second.out);
    expect(first.out).toContain('Mon 10 Nov 2025, 23:00 (New York)');
  });

  test('rehearse refuses in one sentence what it cannot read', async () => {
    const { code, out, err } = await datewatch(['rehearse', '--from', '2025-11-12', '--to', '2025-10-19']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/--to/);
  });
});

test('--help lists the commands and every setting by environment', async () => {
  const { code, out } = await datewatch(['--help']);
  expect(code).toBe(0);
  for (const word of [
    'start',
    'demo',
    'rehearse',
    'check',
    'forget',
    'DISCORD_TOKEN_FILE',
    'DATEWATCH_SPEED',
    'LOG_LEVEL',
  ])
    expect(out).toContain(word);
});

test('an unknown command is refused with the one that was meant, and the others', async () => {
  const { code, err } = await datewatch(['chek']);
  expect(code).toBe(2);
  expect(err).toContain('there is no command `chek`; did you mean `check`? Commands: start, demo');
});

test('check finds the shipped lists well, and exits 1 with every problem of a broken one', async () => {
  expect((await datewatch(['check'], { DATEWATCH_DATA: 'data' })).code).toBe(0);
  const broken = await datewatch(['check'], { DATEWATCH_DATA: 'tests/list/broken' });
  expect(broken.code).toBe(1);
  expect(broken.out.split('\n').length).toBeGreaterThan(20);
});
