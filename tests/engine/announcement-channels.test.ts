import { expect, test } from 'vitest';
import { readPacket } from '../../src/discord/gateway/read-packet.ts';
import { keepAnnouncementChannels } from '../../src/engine/watch-servers.ts';

const channels = keepAnnouncementChannels(true);
const show = (t: string, d: object): void => {
  const packet = readPacket(JSON.stringify({ op: 0, s: 1, t, d }));
  if (packet.kind === 'server seen') channels.seen(packet);
};

test('which channels are announcement channels is unknown until the gateway shows their server, and follows its changes', () => {
  expect(channels.has('1', '10')).toBeNull();
  show('GUILD_ROLE_UPDATE', { guild_id: '1', role: {} });
  expect(channels.has('1', '10')).toBeNull();
  show('GUILD_CREATE', { id: '1', channels: [{ id: '10', type: 5 }, { id: '11', type: 0 }, { id: 12 }, null] });
  expect(['10', '11', '12', '13'].map((id) => channels.has('1', id))).toEqual([true, false, false, false]);
  show('CHANNEL_UPDATE', { guild_id: '1', id: '10', type: 0 });
  show('CHANNEL_UPDATE', { guild_id: '1', id: '11', type: 5 });
  show('CHANNEL_CREATE', { guild_id: '1', id: '13', type: 5 });
  expect(['10', '11', '13'].map((id) => channels.has('1', id))).toEqual([false, true, true]);
});

test('a channel in which Discord refuses to publish is none until the gateway shows it as one', () => {
  channels.isNone('20');
  expect(channels.has('2', '20')).toBe(false);
  show('CHANNEL_UPDATE', { guild_id: '2', id: '20', type: 5 });
  expect(channels.has('2', '20')).toBe(true);
});
