import { expect, test } from 'vitest';
import { runStart } from '../../src/app/start/run-start.ts';
import { explainFailure } from '../../src/app/start/start-error.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { useFolder } from '../build/use-folder.ts';

const NEVER = new Promise<never>(() => undefined);
const TOKEN = 'MTIz.made-up.token-that-is-long-enough-to-look-real';
const { folder } = useFolder();

/** What `datewatch start` says when it refuses to under this environment. */
async function refusal(env: Record<string, string>): Promise<string> {
  const own = { DATEWATCH_STATE: folder(), LOG_LEVEL: 'error', ...env };
  const said: string[] = [];
  const note = (text: string) => void said.push(text);
  const io = {
    out: note,
    err: note,
    stopSignal: NEVER,
    config: (needs: 'token' | 'no token') => readConfig(own, process.cwd(), needs),
  };
  const end: unknown = await runStart(io, { demo: false, replay: false, shipped: process.cwd() }).catch(
    (error: unknown) => error,
  );
  expect(end).toBeInstanceOf(Error);
  return [...said, explainFailure(end)].join('\n');
}

test.each([
  ['no network', { DISCORD_TOKEN: TOKEN, DISCORD_API_URL: 'http://127.0.0.1:9/api' }, /127\.0\.0\.1:9/],
  ['production without a token', { NODE_ENV: 'production' }, /DISCORD_TOKEN/],
  ['a wrong setting', { DATEWATCH_SPEED: 'fast' }, /DATEWATCH_SPEED/],
  [
    'a simulated world with the real Discord',
    { DISCORD_TOKEN: TOKEN, DATEWATCH_NOW: '2025-10-19T00:00:00Z' },
    /--replay/,
  ],
  ['a missing folder of lists', { DISCORD_TOKEN: TOKEN, DATEWATCH_DATA: '/nowhere' }, /\/nowhere/],
] as const)('%s ends a start in a clear text, without a stack and without the token', async (_, env, says) => {
  const said = await refusal(env);
  expect(said).toMatch(says);
  expect(said).not.toMatch(/\n\s+at |made-up|fault in the program/);
});
