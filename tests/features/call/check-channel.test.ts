import { expect, test } from 'vitest';
import { canPing, missingPermissions, takesPosts } from '../../../src/features/call/check-channel.ts';
import type { CalledChannel, CalledRole } from '../../../src/features/call/command.ts';

const channel = (kind: CalledChannel['kind'], botMay: readonly string[] | null): CalledChannel => ({
  id: '1',
  name: 'dates',
  kind,
  botMay: botMay && new Set(botMay),
  callerMay: null,
});
const role = (parts: Partial<CalledRole> = {}): CalledRole => ({
  id: '2',
  name: 'readers',
  mentionable: false,
  everyone: false,
  ...parts,
});
const all = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'];

test('posting in a channel needs nothing more than these four permissions', () => {
  expect(missingPermissions(channel('text', all))).toEqual([]);
  expect(missingPermissions(channel('announcement', all))).toEqual([]);
});

test.each([
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['EmbedLinks', 'Embed Links'],
  ['ReadMessageHistory', 'Read Message History'],
])('posting in a channel without %s names what people see in the settings: %s', (name, label) => {
  expect(
    missingPermissions(
      channel(
        'text',
        all.filter((one) => one !== name),
      ),
    ),
  ).toEqual([label]);
});

test('posting in a thread needs the permission for threads instead', () => {
  expect(missingPermissions(channel('thread', all))).toEqual(['Send Messages in Threads']);
  expect(
    missingPermissions(channel('thread', ['ViewChannel', 'SendMessagesInThreads', 'EmbedLinks', 'ReadMessageHistory'])),
  ).toEqual([]);
});

test('posting in a channel names all permissions that are missing, in the order of the settings', () => {
  expect(missingPermissions(channel('text', []))).toEqual([
    'View Channel',
    'Send Messages',
    'Embed Links',
    'Read Message History',
  ]);
});

test('posting in a channel is not judged where nothing is known', () => {
  expect(missingPermissions(channel('text', null))).toBeNull();
});

test.each([
  ['text', true],
  ['announcement', true],
  ['thread', true],
  ['voice', true],
  ['forum', false],
  ['dm', false],
  ['other', false],
] as const)('posting in a channel of kind %s is possible: %s', (kind, expected) => {
  expect(takesPosts(channel(kind, all))).toBe(expected);
});

test.each([
  ['it is mentionable', role({ mentionable: true }), all, true],
  ['it is not mentionable', role(), all, false],
  ['it is not, but the bot may mention all', role(), [...all, 'MentionEveryone'], true],
  ['it is everyone, mentionable or not', role({ everyone: true, mentionable: true }), all, false],
  ['it is everyone, and the bot may', role({ everyone: true }), ['MentionEveryone'], true],
  ['it is mentionable, and nothing is known of the channel', role({ mentionable: true }), null, true],
  ['it is not, and nothing is known of the channel', role(), null, null],
] as const)('whether a role is notified is known where %s', (_where, who, may, expected) => {
  expect(canPing(who, channel('text', may))).toBe(expected);
});
