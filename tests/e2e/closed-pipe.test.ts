import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { builtProgram } from '../build/built-program.ts';

const env = { PATH: process.env['PATH'] ?? '' };

test.each([
  ['rehearse', ['rehearse', '--from', '2025-10-19', '--to', '2025-11-12']],
  ['check', ['check']],
  ['--help', ['--help']],
])('`%s` whose reader has read enough ends quietly with exit code 0', async (_what, args) => {
  const child = spawn(process.execPath, [builtProgram(), ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('a demo removes the folder of one that was killed, and ends without its own', async () => {
  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'close');
  const left = await mkdtemp(join(tmpdir(), `datewatch-demo-${dead.pid}-`));
  const child = spawn(process.execPath, [builtProgram(), 'demo'], { stdio: ['ignore', 'pipe', 'ignore'], env });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  await once(child, 'close');
  await expect(access(left)).rejects.toThrow('ENOENT');
});

test('a page of another site opens no WebSocket to the stand-in', async () => {
  const emulator = await startEmulator();
  const open = async (origin?: string) => {
    const socket = new WebSocket(
      `${emulator.url.replace('http', 'ws')}gateway?v=10`,
      origin === undefined ? {} : { origin },
    );
    const how = await new Promise((resolve) =>
      socket.on('open', () => resolve('open')).on('error', () => resolve('refused')),
    );
    socket.terminate();
    return how;
  };
  expect(await open('https://elsewhere.example')).toBe('refused');
  expect(await open()).toBe('open');
  await emulator.stop();
});
