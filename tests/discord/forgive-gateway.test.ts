import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { isForgivable } from '../../src/discord/gateway/open-shards.ts';

const run = promisify(execFile);
const GUARD = new URL('../../src/discord/gateway/open-shards.ts', import.meta.url).href;

/** As it was seen when a connection was replaced while its shard waited to identify. */
const SEEN = `Error: WebSocket is not open: readyState 0 (CONNECTING)
    at WebSocket.send (/srv/datewatch/node_modules/ws/lib/websocket.js:478:13)
    at WebSocketShard.send (/srv/datewatch/node_modules/@discordjs/ws/dist/index.js:799:23)
    at WebSocketShard.identify (/srv/datewatch/node_modules/@discordjs/ws/dist/index.js:880:16)
    at async WebSocketShard.internalConnect (/srv/datewatch/node_modules/@discordjs/ws/dist/index.js:702:7)`;

function errorOf(stack: string): Error {
  return Object.assign(new Error(stack.split('\n')[0]?.replace('Error: ', '')), { stack });
}

test('a write into a connection that was replaced meanwhile is forgiven, on Windows too', () => {
  expect(isForgivable(errorOf(SEEN))).toBe(true);
  expect(isForgivable(errorOf(SEEN.replaceAll('/', '\\')))).toBe(true);
});

test('the same words from anywhere else, and anything else from the library, are not', () => {
  expect(isForgivable(errorOf(SEEN.replaceAll('@discordjs/ws', 'somewhere')))).toBe(false);
  expect(isForgivable(errorOf(SEEN.replace('WebSocket is not open: readyState 0', 'Out of memory')))).toBe(false);
  expect(isForgivable('WebSocket is not open: readyState 0')).toBe(false);
});

/** Rejects without anybody waiting, under the guard, and says `alive` a turn later. */
function script(stack: string): string {
  return `
    const { forgiveGateway } = await import(${JSON.stringify(GUARD)});
    forgiveGateway({ warn: (fields) => console.log('warned: ' + fields.why) });
    const stack = ${JSON.stringify(stack)};
    const error = new Error(stack.split('\\n')[0].replace('Error: ', ''));
    error.stack = stack;
    void Promise.reject(error);
    setImmediate(() => console.log('alive'));
  `;
}

test('the process goes on after the one, with a warning, and ends with the other', async () => {
  const good = await run(process.execPath, ['--input-type=module', '-e', script(SEEN)]);
  expect(good.stdout).toBe('warned: WebSocket is not open: readyState 0 (CONNECTING)\nalive\n');
  const bad = await run(process.execPath, ['--input-type=module', '-e', script('Error: our own mistake')]).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  expect(bad).toMatchObject({ code: 1, stdout: '' });
  expect(bad.stderr).toContain('our own mistake');
});
