import { expect, test } from 'vitest';
import { isMaintainer } from '../../src/app/start/answer-commands.ts';
import { call, channel } from '../build/build-calls.ts';

const manager = call({}, { channel: channel('11'), user: '5' });

test.each([
  ['whom the settings name', { user: '5' }, null, true],
  ['nobody beside the user whom the settings name', { user: '6' }, ['1'], false],
  ['a manager in the channel that the settings name', { channel: '11' }, null, true],
  ['nobody in another channel', { channel: '12' }, ['1'], false],
  ['a manager of a chosen server where no maintainer is named', null, ['1'], true],
  ['nobody where every server is served and no maintainer is named', null, null, false],
])('a maintainer is %s', (_who, maintainers, onlyServers, is) => {
  expect(isMaintainer({ maintainers, onlyServers }, manager)).toBe(is);
});

test('a member without "Manage Server" is no maintainer for being in a place', () => {
  const member = { ...manager, mayManageServer: false };
  expect(isMaintainer({ maintainers: { channel: '11' }, onlyServers: null }, member)).toBe(false);
  expect(isMaintainer({ maintainers: null, onlyServers: ['1'] }, member)).toBe(false);
});
