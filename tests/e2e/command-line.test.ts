import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startEmulator } from '../../emulator/start-emulator.ts';

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

type Ended = { code: number | null; out: string; err: string };

/** Runs the command line as its users do; `until` ends it with a signal once its output holds that text. */
function datewatch(
  args: readonly string[],
  env: Record<string, string> = {},
  until?: { text: string; signal: NodeJS.Signals },
) {
  const child = spawn(process.execPath, ['src/main.ts', ...args], {
    env: { PATH: process.env['PATH'] ?? '', DATEWATCH_STATE: join(folder, 'var'), ...env },
  });
  children.add(child);
  return new Promise<Ended>((resolve) => {
    let out = '';
    let err = '';
    let isSignalled = false;
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (until === undefined || isSignalled || !out.includes(until.text)) return;
      isSignalled = true;
      child.kill(until.signal);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('start', () => {
  test('without a token it is the demo: it says so first, posts, and Ctrl-C ends it with 0 within five seconds', async () => {
    const env = { DATEWATCH_NOW: '2025-10-31T12:59:00Z', DATEWATCH_SPEED: '600' };
    const { code, out } = await datewatch([], env, { text: 'would start tomorrow', signal: 'SIGINT' });
    expect(out.split('\n')[0]).toContain('demo');
    expect(out).toContain('DISCORD_TOKEN');
    expect(out).toMatch(/http:\/\/127\.0\.0\.1:\d+/);
    expect(out).toContain('Fri 31 Oct 2025, 09:00 (New York) · #trade-dates');
    // By its own clock: a stop that takes longer than five seconds ends it with 1.
    expect(code).toBe(0);
  });

  test('with a token it runs, logs JSON lines, and SIGTERM ends it with 0', async () => {
    const emulator = await startEmulator();
    try {
      const env = { DISCORD_TOKEN: emulator.token, DISCORD_API_URL: emulator.apiUrl };
      const { code, out, err } = await datewatch(['start'], env, { text: 'Datewatch is running', signal: 'SIGTERM' });
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

  test.each([
    [
      'a wrong token',
      async (url: string) => ({
        DISCORD_TOKEN: 'MTIz.wrong.token-that-is-long-enough-to-look-real',
        DISCORD_API_URL: url,
      }),
      /token/i,
    ],
    [
      'no network',
      async () => ({
        DISCORD_TOKEN: 'MTIz.wrong.token-that-is-long-enough-to-look-real',
        DISCORD_API_URL: 'http://127.0.0.1:9/api',
      }),
      /127\.0\.0\.1:9/,
    ],
    ['production without a token', async () => ({ NODE_ENV: 'production' }), /DISCORD_TOKEN/],
    ['a wrong setting', async () => ({ DATEWATCH_SPEED: 'fast' }), /DATEWATCH_SPEED/],
    [
      'a simulated world with the real Discord',
      async () => ({
        DISCORD_TOKEN: 'MTIz.wrong.token-that-is-long-enough-to-look-real',
        DATEWATCH_NOW: '2025-10-19T00:00:00Z',
      }),
      /--replay/,
    ],
    [
      'a missing folder of lists',
      async (url: string) => ({
        DISCORD_TOKEN: 'MTIz.wrong.token-that-is-long-enough-to-look-real',
        DISCORD_API_URL: url,
        DATEWATCH_DATA: '/nowhere',
      }),
      /\/nowhere/,
    ],
  ] as const)('%s ends in a clear text and a non-zero exit, without a stack', async (_, envOf, says) => {
    const emulator = await startEmulator();
    try {
      const { code, out, err } = await datewatch(['start'], await envOf(emulator.apiUrl));
      expect(code).not.toBe(0);
      expect(err).toMatch(says);
      expect(`${out}${err}`).not.toMatch(/\n\s+at |wrong\.token/);
    } finally {
      await emulator.stop();
    }
  });

  test('a second program on the same state refuses to start and says what to do', async () => {
    const emulator = await startEmulator();
    try {
      const env = { DISCORD_TOKEN: emulator.token, DISCORD_API_URL: emulator.apiUrl };
      const first = datewatch(['start'], env, { text: 'never printed', signal: 'SIGTERM' });
      await emulator.until('the first to be ready', () => emulator.gatewayLog.some(({ name }) => name === 'READY'));
      const second = await datewatch(['start'], env);
      expect(second.code).not.toBe(0);
      expect(second.err).toMatch(/in use by another running Datewatch/);
      for (const child of children) child.kill('SIGTERM');
      expect((await first).code).toBe(0);
    } finally {
      await emulator.stop();
    }
  });
});

describe('rehearse', () => {
  const span = ['--from', '2025-10-19', '--to', '2025-11-12', '--zone', 'America/New_York'];

  test('prints the same, to the byte, every time, and only messages', async () => {
    const [first, second] = await Promise.all([datewatch(['rehearse', ...span]), datewatch(['rehearse', ...span])]);
    expect(first.err).toBe('');
    expect(first.out).toBe(second.out);
    expect(first.out).toContain('Mon 10 Nov 2025, 23:00 (New York)');
  });

  test('--json prints one message a line, each with its instant, channel, kind, moments, content and embeds', async () => {
    const { out } = await datewatch(['rehearse', ...span, '--json', '--leads', '1d 1h']);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) {
      expect(line['at']).toMatch(/^2025-1[01]-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(line).toMatchObject({
        channel: 'rehearsal',
        kind: 'reminder',
        content: expect.any(String),
        embeds: [expect.any(Object)],
      });
      expect(line['moments']).toEqual([
        { event: expect.any(String), edge: expect.any(String), lead: expect.stringMatching(/^(1d|1h)$/) },
      ]);
    }
  });

  test('--as-known prints what changed when it became known, and which message that edits', async () => {
    const { code, out } = await datewatch(['rehearse', ...span, '--as-known']);
    expect(code).toBe(0);
    expect(out).toContain(
      'Thu 23 Oct 2025, 08:00 (New York) · #rehearsal · edits the message of Sun 19 Oct 2025, 09:00',
    );
  });

  test.each([
    [['--from', '2025-11-12', '--to', '2025-10-19'], /--to/],
    [['--from', 'soon', '--to', '2025-10-19'], /--from is "soon"/],
    [[...span, '--leads', '7x'], /"7x"/],
    [['--from', '2025-10-19', '--to', '2025-11-12', '--zone', 'CST'], /"CST"/],
  ])('%j is refused in one sentence', async (args, says) => {
    const { code, out, err } = await datewatch(['rehearse', ...args]);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(says);
  });
});

test('--help lists the commands and every setting by environment', async () => {
  const { code, out } = await datewatch(['--help']);
  expect(code).toBe(0);
  for (const word of ['start', 'demo', 'rehearse', 'check', 'DISCORD_TOKEN_FILE', 'DATEWATCH_SPEED', 'LOG_LEVEL'])
    expect(out).toContain(word);
});

test('check finds the shipped list well, and exits 1 with every problem of a broken one', async () => {
  expect((await datewatch(['check'])).code).toBe(0);
  const broken = await datewatch(['check'], { DATEWATCH_DATA: 'tests/list/broken' });
  expect(broken.code).toBe(1);
  expect(broken.out.split('\n').length).toBeGreaterThan(20);
});
