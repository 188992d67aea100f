import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { INVITE_PERMISSIONS, inviteLink } from '../../src/http/setup-page.ts';
import { type Served, serveProgram } from '../build/serve-program.ts';

const WITHIN_MS = 120_000;
const WRONG = 'MTIz.wrong.token-that-is-long-enough-to-look-real';

/** The program as a newcomer starts it: with a port, and no token anywhere. */
function serveBare(env: Readonly<Record<string, string>> = {}): Promise<Served> {
  return serveProgram({
    withoutToken: true,
    args: ['start', '--keep-trying'],
    env: { NODE_ENV: 'production', ...env },
  });
}

/** Sends the form as a browser on that page does. */
async function paste({ get }: Served, token: string, headers: Record<string, string> = {}): Promise<Response> {
  const { origin } = new URL((await get('/')).url);
  const body = new URLSearchParams({ token });
  return get('/setup', { method: 'POST', body, redirect: 'manual', headers: { origin, ...headers } });
}

test(
  'a program without a token asks for it on its page, keeps it for its owner alone, starts by itself and says how to invite the bot',
  async () => {
    const served = await serveBare();
    const { bot, emulator, home, get } = served;
    await bot.says('There is no token yet. Open http://127.0.0.1:');
    expect((await get('/readyz')).status).toBe(503);
    expect(await (await get('/')).text()).toContain('One thing is missing: the bot’s token');
    const taken = await paste(served, `  ${emulator.token}\n`);
    expect([taken.status, taken.headers.get('location')]).toEqual([303, '/setup']);
    const after = await (await get('/setup')).text();
    expect(after).toContain(inviteLink(emulator.applicationId).replaceAll('&', '&#38;'));
    await bot.says('Datewatch is running.');
    await expect.poll(async () => (await get('/readyz')).status).toBe(200);
    expect(await (await get('/setup')).text()).toMatch(/<h1>[^<]+ is running<\/h1>.*\/datewatch setup/s);
    const file = join(home, 'var', 'token');
    expect([(await readFile(file, 'utf8')).trim(), (await stat(file)).mode & 0o777]).toEqual([emulator.token, 0o600]);
    expect((await readdir(join(home, 'var'))).filter((name) => name.startsWith('.token'))).toEqual([]);
    const pages = await Promise.all(['/', '/setup', '/metrics'].map(async (path) => (await get(path)).text()));
    const { out } = { out: bot.out() };
    for (const text of [after, out, ...pages]) expect(text).not.toContain(emulator.token);
    expect((await paste(served, WRONG)).headers.get('location')).toBe('/setup');
    expect((await readFile(file, 'utf8')).trim()).toBe(emulator.token);
  },
  WITHIN_MS,
);

test(
  'what is no token, or one that Discord does not accept, is refused with the reason, kept nowhere and shown nowhere',
  async () => {
    const served = await serveBare();
    await served.bot.says('There is no token yet.');
    const say = async (token: string) => {
      const answer = await paste(served, token);
      expect(answer.status).toBe(422);
      const text = await answer.text();
      if (token !== '') expect(text).not.toContain(token);
      return text;
    };
    expect(await say('')).toContain('The token is empty.');
    expect(await say('1428000000000000001')).toContain('probably the id of the application');
    expect(await say(WRONG)).toContain('Discord does not accept this token. Press Reset Token');
    expect(await readdir(join(served.home, 'var'))).not.toContain('token');
    expect(served.bot.out()).not.toContain(WRONG);
  },
  WITHIN_MS,
);

test(
  'a form of another site, a body too large and a name that is not this machine’s are refused, and nothing is asked of Discord',
  async () => {
    const served = await serveBare();
    const { emulator, get, home } = served;
    await served.bot.says('There is no token yet.');
    expect((await paste(served, emulator.token, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await paste(served, emulator.token, { origin: 'null' })).status).toBe(403);
    const bare = await get('/setup', { method: 'POST', body: new URLSearchParams({ token: emulator.token }) });
    expect(bare.status).toBe(403);
    expect((await paste(served, 'x'.repeat(5_000))).status).toBe(413);
    expect(await readdir(join(home, 'var'))).not.toContain('token');
    expect(emulator.gatewayLog).toEqual([]);
  },
  WITHIN_MS,
);

test(
  'where others than this machine can connect the page and its form need the password',
  async () => {
    const served = await serveBare({ DATEWATCH_HTTP_HOST: '0.0.0.0', DATEWATCH_HTTP_PASSWORD: 'a-long-password' });
    await served.bot.says('There is no token yet.');
    const { origin } = new URL((await served.get('/healthz')).url);
    const send = (headers: Record<string, string>) =>
      served.get('/setup', {
        method: 'POST',
        redirect: 'manual',
        headers: { origin, ...headers },
        body: new URLSearchParams({ token: served.emulator.token }),
      });
    expect((await send({})).status).toBe(401);
    const authorization = `Basic ${Buffer.from('me:a-long-password').toString('base64')}`;
    expect((await send({ authorization })).status).toBe(303);
    await served.bot.says('Datewatch is running.');
  },
  WITHIN_MS,
);

test(
  'a kept token that Discord no longer accepts is asked for anew',
  async () => {
    const served = await serveBare();
    await served.bot.says('There is no token yet.');
    await writeFile(join(served.home, 'var', 'token'), WRONG, { mode: 0o600 });
    await served.bot.says('Discord does not accept the token');
    await expect.poll(async () => (await served.get('/')).text()).toContain('the bot’s token');
    expect((await paste(served, served.emulator.token)).status).toBe(303);
    await served.bot.says('Datewatch is running.');
  },
  WITHIN_MS,
);

test('the invitation asks for the permissions that the README asks for', async () => {
  const readme = await readFile('README.md', 'utf8');
  expect(readme).toContain(`permissions=${INVITE_PERMISSIONS}\n`);
});
