import { Routes } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { connectRest, refusalOf } from '../build/connect-bot.ts';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ globalLimit: 'off', channelLimit: 'off' });
});
afterAll(() => emulator.stop());

const good = { name: 'next', description: 'd' };
const text = { type: 3, name: 'topic', description: 'd' };
const option = (part: object) => [{ ...good, options: [{ ...text, ...part }] }];

const BAD_COMMANDS: readonly [title: string, body: unknown, reason: RegExp][] = [
  ['a name in capitals', [{ ...good, name: 'Next' }], /^0\.name: .*lower-case/],
  ['a name with a space', [{ ...good, name: 'next one' }], /^0\.name: /],
  ['a name over 32 characters', [{ ...good, name: 'n'.repeat(33) }], /^0\.name: /],
  ['a description over 100', [{ ...good, description: 'd'.repeat(101) }], /^0\.description: .*100/],
  ['no description', [{ name: 'next' }], /^0\.description: .*required/],
  ['the same name twice', [good, good], /^1\.name: .*unique/],
  ['an unknown key in an option', option({ max: 4 }), /^0\.options\.0\.max: /],
  [
    'a required option after an optional one',
    [{ ...good, options: [text, { ...text, name: 'zone', required: true }] }],
    /^0\.options\.1: Required/,
  ],
  [
    '26 options',
    [{ ...good, options: Array.from({ length: 26 }, (_, i) => ({ ...text, name: `o${i}` })) }],
    /^0\.options: .*25/,
  ],
  ['two options of one name', [{ ...good, options: [text, text] }], /^0\.options\.1\.name: .*unique/],
  [
    '26 choices',
    option({ choices: Array.from({ length: 26 }, (_, i) => ({ name: `c${i}`, value: `c${i}` })) }),
    /choices: .*25/,
  ],
  [
    'choices and autocomplete together',
    option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] }),
    /exclude/,
  ],
  [
    'a subcommand beside an option',
    [{ ...good, options: [{ type: 1, name: 'add', description: 'd' }, text] }],
    /mutually exclusive/,
  ],
  ['a message command with a description', [{ type: 3, name: 'Why?', description: 'd' }], /^0\.description: .*cannot/],
  ['a message command with options', [{ type: 3, name: 'Why?', options: [text] }], /^0\.options: .*cannot/],
  [
    'six message commands',
    Array.from({ length: 6 }, (_, i) => ({ type: 3, name: `Why ${i}?` })),
    /At most 5 commands of type 3/,
  ],
  [
    'over 8,000 characters in all',
    [
      {
        ...good,
        options: Array.from({ length: 5 }, (_, i) => ({
          ...text,
          name: `o${i}`,
          choices: Array.from({ length: 25 }, (__, j) => ({
            name: `${j}${'n'.repeat(60)}`,
            value: `${j}${'v'.repeat(10)}`,
          })),
        })),
      },
    ],
    /maximum size/,
  ],
];

/** The reasons of the newest violation, after making sure there is exactly one more. */
async function reasonsAgainst(request: () => Promise<unknown>): Promise<{ status: number; reasons: string }> {
  const before = emulator.violations.length;
  const { status } = await refusalOf(request());
  expect(emulator.violations).toHaveLength(before + 1);
  return { status, reasons: emulator.violations.at(-1)?.reasons.join('\n') ?? '' };
}

test.each(BAD_COMMANDS)('commands Discord would refuse are refused and noted: %s', async (_title, body, reason) => {
  const found = await reasonsAgainst(() =>
    connectRest(emulator).put(Routes.applicationCommands(emulator.applicationId), { body }),
  );
  expect(found.status).toBe(400);
  expect(
    found.reasons.split('\n').some((line) => reason.test(line)),
    found.reasons,
  ).toBe(true);
  expect(emulator.commands()).toHaveLength(0);
});
