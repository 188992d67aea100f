import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPacket } from '../../src/discord/gateway/read-packet.ts';
import { noteLocales } from '../../src/engine/note-locales.ts';
import { makeRoster, type Roster } from '../../src/engine/roster.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { subscription } from '../build/build-posts.ts';
import { DEFAULTS } from '../build/build-subscriptions.ts';

let store: Store;
let roster: Roster;
let note: (guild: string, locale: string) => void;
beforeEach(async () => {
  store = await openMemoryStore({ clock: 'real', machine: realMachine() });
  roster = makeRoster(store.registry, DEFAULTS);
  note = noteLocales({ registry: store.registry, roster, log: { warn: () => undefined } });
  for (const guild of ['1', '2', '3']) {
    await store.registry.putSubscription(subscription(`channel ${guild}`, { owner: ofGuild(guild) }));
  }
});
afterEach(() => store.close());

const show = (t: string, d: object): void => {
  const packet = readPacket(JSON.stringify({ op: 0, s: 1, t, d }));
  if (packet.kind === 'server seen' && packet.locale !== null) note(packet.server, packet.locale);
};
const noted = async () => (await store.registry.guildSettings()).map(({ guild, locale }) => [guild, locale]);

test('the language of each server that gets something is noted as a login shows it, and nothing of any other', async () => {
  show('GUILD_CREATE', { id: '1', preferred_locale: 'de', channels: [] });
  show('GUILD_CREATE', { id: '2', preferred_locale: 'en-US', channels: [] });
  show('GUILD_CREATE', { id: '3', preferred_locale: 'zh-CN', channels: [] });
  show('GUILD_CREATE', { id: '4', preferred_locale: 'ko', channels: [] });
  await expect.poll(noted).toEqual([
    ['1', 'de'],
    ['3', 'zh-CN'],
  ]);
});

test('a server that changes its language is written to in the new one from then on, also back to the one that nobody chose', async () => {
  show('GUILD_CREATE', { id: '1', preferred_locale: 'de', channels: [] });
  await expect.poll(noted).toEqual([['1', 'de']]);
  show('GUILD_UPDATE', { id: '1', name: 'Desk', preferred_locale: 'en-US' });
  await expect.poll(noted).toEqual([['1', 'en-US']]);
  const before = await store.registry.revision();
  show('GUILD_UPDATE', { id: '1', name: 'Desk', preferred_locale: 'en-US' });
  show('GUILD_UPDATE', { id: '2', name: 'Other', preferred_locale: 'fr' });
  await expect.poll(noted).toEqual([
    ['1', 'en-US'],
    ['2', 'fr'],
  ]);
  expect(await store.registry.revision()).toBe(before + 1);
});

test.each([['x'.repeat(10_000)], ['de; drop table'], [''], [7], [null], [{}]])(
  'a language that can be none is taken as not told: %j',
  (locale) => {
    const packet = readPacket(
      JSON.stringify({ op: 0, s: 1, t: 'GUILD_UPDATE', d: { id: '1', preferred_locale: locale } }),
    );
    expect(packet).toMatchObject({ kind: 'server seen', server: '1', locale: null });
  },
);
