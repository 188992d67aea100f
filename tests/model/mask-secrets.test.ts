import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { parseList } from '../../src/list/parse/parse-list.ts';
import { maskSecrets } from '../../src/model/mask-secrets.ts';
import { channelOf, emulateDiscord, message } from '../build/emulate-discord.ts';

/** In the form of a bot's token, made up. */
const TOKEN = ['MTQyODAwMDAwMDAwMDAwMDAwMQ', 'GxAmPl', 'abcdefghijklmnopqrstuvwxyz0123456789ab'].join('.');

test.each([
  [`Invalid header: Bot ${TOKEN}`, 'Invalid header: Bot [secret]'],
  [`${TOKEN}.${TOKEN}`, '[secret].[secret]'],
  [`{"a":"x.${TOKEN}.y"}`, '{"a":"x.[secret].y"}'],
  ['POST /webhooks/142/aW50ZXJhY3Rpb24/messages/@original', 'POST /webhooks/142/[secret]/messages/@original'],
  ['/interactions/142/aW50ZXJhY3Rpb24/callback?x', '/interactions/142/[secret]/callback?x'],
  ['see https://docs.discord.com/developers and a.b.c', 'see https://docs.discord.com/developers and a.b.c'],
])('a text is masked where it holds a secret, and nowhere else: %s', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked);
});

test('masking takes time in proportion to the text, whatever somebody wrote', () => {
  const hostile = ['a', 'a.', `${'a'.repeat(20)}.`, 'Bot ', '/webhooks/1', '-_'].map((part) =>
    part.repeat(Math.ceil(1_000_000 / part.length)),
  );
  const started = performance.now();
  for (const text of hostile) maskSecrets(text);
  // A few dozen milliseconds each; what looks back again at every character takes hours.
  expect(performance.now() - started).toBeLessThan(20_000);
});

test.each([
  ['a file that is a token', TOKEN],
  ['a token as a title', `covers: x\nzone: UTC\nsources: {}\nevents:\n  - id: ${TOKEN}\n    title: [${TOKEN}]\n`],
  ['a token in broken YAML', `covers: "x\n${TOKEN}: ${TOKEN} [\n`],
  ['a token as a key', `${TOKEN}: 1\nevents: ${TOKEN}\n`],
  ['a token behind a long value', `covers: x\nevents: ${'x'.repeat(380)} ${TOKEN}\n`],
])('no report about a list quotes %s', (_what, text) => {
  const { problems } = parseList([{ name: 'data/own.yaml', text }]);
  expect(problems.length).toBeGreaterThan(0);
  for (const part of [...TOKEN.split('.'), TOKEN.slice(0, 12)]) expect(JSON.stringify(problems)).not.toContain(part);
});

test('an answer of Discord that echoes the header reaches no reason', async () => {
  const { emulator, rest } = await emulateDiscord({ token: TOKEN });
  emulator.faults.add({ kind: 'status', status: 400, code: 0, message: `Bad Authorization: Bot ${TOKEN}` });
  const sent = await makeSender(rest).send({
    channel: channelOf(emulator),
    nonce: 'n',
    message: message(),
    owner: null,
  } as never);
  expect(JSON.stringify(sent)).toContain('Bad Authorization: Bot [secret]');
  expect(JSON.stringify(sent)).not.toContain(TOKEN.slice(0, 12));
});

test('no line of the log holds a secret, whichever field it is in', async () => {
  const start = new URL('../../src/app/start/open-log.ts', import.meta.url).href;
  const script = `
    const { openLog } = await import(${JSON.stringify(start)});
    const log = openLog('info', 1, ['our-own-secret']);
    log.warn({ err: new Error('sent Bot ${TOKEN}'), url: '/interactions/1/some-token/callback' }, 'our-own-secret');
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toContain('[secret]');
  for (const hidden of [TOKEN, 'some-token', 'our-own-secret']) expect(stdout).not.toContain(hidden);
});
