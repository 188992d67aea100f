import { Routes } from 'discord.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { connectRest, firstChannel, refusalOf } from '../build/connect-bot.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ globalLimit: 'off', channelLimit: 'off' });
});
afterAll(() => emulator.stop());

const button = { type: 2, style: 1, label: 'Go', custom_id: 'go' };
const row = (...components: readonly unknown[]) => ({ type: 1, components });
const buttons = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ ...button, custom_id: `b${from + i}` }));
const select = (options: readonly unknown[]) => row({ type: 3, custom_id: 'pick', options });
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ label: `o${i}`, value: `v${i}` }));
const embed = (part: object) => ({ embeds: [{ title: 'T', ...part }] });
const field = (part: object) => embed({ fields: [{ name: 'n', value: 'v', ...part }] });

const BAD_MESSAGES: readonly [title: string, body: unknown, reason: RegExp][] = [
  ['content over 2,000 characters', { content: 'x'.repeat(2001) }, /^content: .*2000/],
  ['content that is no text', { content: 5 }, /^content: .*string/],
  ['a nonce over 25 characters', { content: 'a', nonce: 'n'.repeat(26) }, /^nonce: .*25/],
  ['an unknown key', { content: 'a', contents: 'b' }, /^contents: .*no such field/],
  ['an unknown key in an embed', embed({ colour: 1 }), /^embeds\.0\.colour: /],
  [
    'an unknown key in a button',
    { content: 'a', components: [row({ ...button, text: 'x' })] },
    /^components\.0\.components\.0\.text: /,
  ],
  [
    'an unknown key in allowed_mentions',
    { content: 'a', allowed_mentions: { parse: [], role: [] } },
    /^allowed_mentions\.role: /,
  ],
  ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 'T' })) }, /^embeds: .*10/],
  [
    'embeds over 6,000 characters together',
    { embeds: [{ description: 'x'.repeat(3001) }, { description: 'x'.repeat(3000) }] },
    /^embeds: .*6000/,
  ],
  ['an embed title over 256', embed({ title: 'x'.repeat(257) }), /^embeds\.0\.title: .*256/],
  ['an embed description over 4,096', embed({ description: 'x'.repeat(4097) }), /^embeds\.0\.description: .*4096/],
  ['an embed footer over 2,048', embed({ footer: { text: 'x'.repeat(2049) } }), /^embeds\.0\.footer\.text: .*2048/],
  ['an embed author over 256', embed({ author: { name: 'x'.repeat(257) } }), /^embeds\.0\.author\.name: .*256/],
  [
    '26 fields',
    embed({ fields: Array.from({ length: 26 }, () => ({ name: 'n', value: 'v' })) }),
    /^embeds\.0\.fields: .*25/,
  ],
  ['an empty field name', field({ name: '' }), /^embeds\.0\.fields\.0\.name: .*required/],
  ['a blank field value', field({ value: '  ' }), /^embeds\.0\.fields\.0\.value: .*required/],
  ['a field value over 1,024', field({ value: 'x'.repeat(1025) }), /^embeds\.0\.fields\.0\.value: .*1024/],
  ['an embed with nothing in it', { embeds: [{ color: 1 }] }, /^embeds\.0: .*empty/],
  ['an embed address that is none', embed({ url: 'javascript:alert(1)' }), /^embeds\.0\.url: .*URL/],
  ['an embed timestamp that is none', embed({ timestamp: 'tomorrow' }), /^embeds\.0\.timestamp: /],
  ['an embed colour beyond 24 bits', embed({ color: 0x1000000 }), /^embeds\.0\.color: /],
  ['an empty message', {}, /empty message/],
  ['blank content', { content: ' \n ' }, /empty message/],
  [
    'six rows',
    { content: 'a', components: Array.from({ length: 6 }, (_, i) => row({ ...button, custom_id: `r${i}` })) },
    /^components: .*5/,
  ],
  ['six buttons in a row', { content: 'a', components: [row(...buttons(6))] }, /^components\.0\.components: /],
  ['an empty row', { content: 'a', components: [row()] }, /^components\.0\.components: /],
  [
    'a button beside a select',
    { content: 'a', components: [row(button, { type: 3, custom_id: 'p', options: options(1) })] },
    /maximum width/,
  ],
  [
    'a link button without URL',
    { content: 'a', components: [row({ type: 2, style: 5, label: 'x' })] },
    /\.url: A url is required/,
  ],
  [
    'a link button with a custom_id',
    { content: 'a', components: [row({ ...button, style: 5, url: 'https://example.org' })] },
    /custom id and url/,
  ],
  [
    'a button with neither label nor emoji',
    { content: 'a', components: [row({ type: 2, style: 1, custom_id: 'x' })] },
    /label or an emoji/,
  ],
  [
    'a button without custom_id',
    { content: 'a', components: [row({ type: 2, style: 1, label: 'x' })] },
    /\.custom_id: .*required/,
  ],
  [
    'a custom_id over 100',
    { content: 'a', components: [row({ ...button, custom_id: 'x'.repeat(101) })] },
    /\.custom_id: .*100/,
  ],
  ['a custom_id twice', { content: 'a', components: [row(button), row(button)] }, /cannot be duplicated/],
  [
    'a button label over 80',
    { content: 'a', components: [row({ ...button, label: 'x'.repeat(81) })] },
    /\.label: .*80/,
  ],
  ['a select with 26 options', { content: 'a', components: [select(options(26))] }, /\.options: .*25/],
  [
    'a select with an option twice',
    { content: 'a', components: [select([...options(1), ...options(1)])] },
    /already used/,
  ],
  [
    '41 components',
    { flags: 1 << 15, components: Array.from({ length: 41 }, () => ({ type: 10, content: 'x' })) },
    /^components: .*40/,
  ],
  ['display components without their flag', { components: [{ type: 10, content: 'x' }] }, /IS_COMPONENTS_V2/],
  [
    'content beside display components',
    { content: 'a', flags: 1 << 15, components: [{ type: 10, content: 'x' }] },
    /^content: .*IS_COMPONENTS_V2/,
  ],
  [
    'roles both parsed and listed',
    { content: 'a', allowed_mentions: { parse: ['roles'], roles: ['1'] } },
    /mutually exclusive/,
  ],
];

/** The reasons of the newest violation, after making sure there is exactly one more. */
async function reasonsAgainst(request: () => Promise<unknown>): Promise<{ status: number; reasons: string }> {
  const before = emulator.violations.length;
  const { status } = await refusalOf(request());
  expect(emulator.violations).toHaveLength(before + 1);
  return { status, reasons: emulator.violations.at(-1)?.reasons.join('\n') ?? '' };
}

describe('messages that Discord would refuse', () => {
  test.each(BAD_MESSAGES)('a message Discord would refuse is refused and noted: %s', async (_title, body, reason) => {
    const { channelId } = firstChannel(emulator);
    const stored = emulator.messages().length;
    const found = await reasonsAgainst(() => connectRest(emulator).post(Routes.channelMessages(channelId), { body }));
    expect(found.status).toBe(400);
    expect(
      found.reasons.split('\n').some((line) => reason.test(line)),
      found.reasons,
    ).toBe(true);
    expect(emulator.messages()).toHaveLength(stored);
  });
});

describe('messages that Discord takes', () => {
  const GOOD: readonly [title: string, body: object][] = [
    ['content of exactly 2,000 characters', { content: 'x'.repeat(2000) }],
    [
      'embeds of exactly 6,000 characters',
      { embeds: [{ description: 'x'.repeat(3000) }, { description: 'x'.repeat(3000) }] },
    ],
    [
      'a full embed',
      embed({
        url: 'https://example.org',
        timestamp: '2025-11-01T04:00:00.000Z',
        color: 0xffffff,
        fields: [{ name: 'n', value: 'v', inline: true }],
        footer: { text: 'f' },
      }),
    ],
    [
      'five rows of five buttons',
      { content: 'a', components: [0, 5, 10, 15, 20].map((from) => row(...buttons(5, from))) },
    ],
    ['a select with 25 options', { content: 'a', components: [select(options(25))] }],
    [
      'a link button',
      { content: 'a', components: [row({ type: 2, style: 5, label: 'x', url: 'https://example.org' })] },
    ],
    ['no mentions at all', { content: '@everyone', allowed_mentions: { parse: [] } }],
    [
      'a container of display components',
      { flags: 1 << 15, components: [{ type: 17, components: [{ type: 10, content: 'x' }] }] },
    ],
  ];
  test.each(GOOD)('what Discord takes is taken: %s', async (_title, body) => {
    const before = emulator.violations.length;
    const message = await connectRest(emulator).post(Routes.channelMessages(firstChannel(emulator).channelId), {
      body,
    });
    expect(message).toMatchObject({ author: { bot: true } });
    expect(emulator.violations.slice(before)).toEqual([]);
  });
});

describe('the form of a refusal', () => {
  test('a refusal nests the reasons by path, as Discord does', async () => {
    const request = connectRest(emulator).post(Routes.channelMessages(firstChannel(emulator).channelId), {
      body: field({ name: '' }),
    });
    expect((await refusalOf(request)).body).toEqual({
      message: 'Invalid Form Body',
      code: 50035,
      errors: {
        embeds: {
          0: {
            fields: { 0: { name: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] } } },
          },
        },
      },
    });
  });

  test('the refusal of an empty message is 50006', async () => {
    const request = connectRest(emulator).post(Routes.channelMessages(firstChannel(emulator).channelId), {
      body: { content: '' },
    });
    expect(await refusalOf(request)).toMatchObject({ status: 400, code: 50006 });
  });

  test('edits are judged like creates, and an edit that empties a message is refused', async () => {
    const rest = connectRest(emulator);
    const { channelId } = firstChannel(emulator);
    await rest.post(Routes.channelMessages(channelId), { body: { content: 'a' } });
    const { id } = emulator.messages(channelId).at(-1) ?? { id: '' };
    const tooLong = await reasonsAgainst(() =>
      rest.patch(Routes.channelMessage(channelId, id), { body: { content: 'x'.repeat(2001) } }),
    );
    expect(tooLong.reasons).toMatch(/2000/);
    expect(await refusalOf(rest.patch(Routes.channelMessage(channelId, id), { body: { content: '' } }))).toMatchObject({
      code: 50006,
    });
    expect(emulator.messages(channelId).at(-1)?.content).toBe('a');
  });
});
