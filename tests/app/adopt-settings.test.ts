import { beforeEach, describe, expect, test } from 'vitest';
import { adoptSettings } from '../../src/app/start/adopt-settings.ts';
import type { Config } from '../../src/config/config.ts';
import type { NoticeChoices } from '../../src/model/change.ts';
import { ofGuild } from '../../src/model/subscription.ts';
import type { Registry } from '../../src/outbox/registry.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';

type Declared = Config['subscriptions'][number];

let registry: Registry;
beforeEach(async () => {
  registry = (await openMemoryStore({ clock: 'simulated', machine: realMachine() })).registry;
});

const PLAIN: Declared = {
  owner: ofGuild('1'),
  channel: '100',
  filter: { topics: null, kinds: null },
  leads: null,
  role: null,
  pingFor: ['confirmed'],
  madeBy: 'settings',
  paused: null,
};

/** Starts with a file that declares these subscriptions; returns the notes. */
function start(at: number, ...declared: readonly Declared[]): Promise<string[]> {
  return adoptSettings({ subscriptions: declared, guilds: [], recurring: [] }, registry, at);
}

const now = async () => (await registry.subscription('100')) ?? null;

describe('what a settings file says to do at changes', () => {
  const adopted = async (first: NoticeChoices | undefined, second: NoticeChoices | undefined) => {
    await start(1_000, { ...PLAIN, ...(first && { notices: first }) });
    await start(2_000, { ...PLAIN, ...(second && { notices: second }) });
    return now();
  };

  test('the choice for changes in a settings file is adopted when it is edited', async () => {
    expect((await adopted({ new: 'post' }, { new: 'ping' }))?.notices).toEqual({ new: 'ping' });
    expect((await adopted(undefined, { new: 'edit' }))?.notices).toEqual({ new: 'edit' });
  });

  test('the choice for changes in a settings file is forgotten when it has left the file', async () => {
    expect(await adopted({ new: 'post' }, undefined)).not.toHaveProperty('notices');
  });

  test('the choice for changes in a settings file begins no new window where it says the same in another order', async () => {
    expect((await adopted({ new: 'post', later: 'ping' }, { later: 'ping', new: 'post' }))?.since).toBe(1_000);
  });
});

describe('a subscription in the settings file', () => {
  const WEEK = [{ unit: 'days', count: 7 }] as const;

  test.each<[string, Partial<Declared>]>([
    ['regions', { filter: { ...PLAIN.filter, regions: ['asia'] } }],
    ['certainties', { filter: { ...PLAIN.filter, certainties: ['confirmed'] } }],
    ['words', { filter: { ...PLAIN.filter, words: { allow: ['soy'], block: [] } } }],
    ['blocked words', { filter: { ...PLAIN.filter, words: { allow: [], block: ['soy'] } } }],
    ['muted events', { filter: { ...PLAIN.filter, muted: ['truce'] } }],
    ['leads by kind', { leadsByKind: { tariff: WEEK } }],
    ['quiet hours', { quiet: { from: '22:00', until: '07:00' } }],
    ['kinds that do not ping', { pingless: ['notice'] }],
    ['a role', { role: '7' }],
    ['certainties to ping for', { pingFor: ['expected'] }],
  ])('a subscription in the settings file is adopted when it is edited, and only then: %s', async (_, more) => {
    const edited = { ...PLAIN, ...more };
    await start(1_000, PLAIN);
    await start(2_000, edited);
    expect(await now()).toMatchObject({ ...more, since: 2_000 });
    await start(3_000, edited);
    expect((await now())?.since).toBe(2_000);
    await start(4_000, PLAIN);
    expect(await now()).toMatchObject({ ...PLAIN, since: 4_000 });
  });

  test('a subscription in the settings file begins no new window where its leads by kind stand in another order', async () => {
    await start(1_000, { ...PLAIN, leadsByKind: { a: WEEK, b: [] } });
    await start(2_000, { ...PLAIN, leadsByKind: { b: [], a: WEEK } });
    expect((await now())?.since).toBe(1_000);
  });

  test('a subscription in the settings file gives way to one that a command made, and is removed when it has left the file', async () => {
    await registry.putSubscription({ ...PLAIN, madeBy: 'command', since: 500 });
    expect(await start(1_000, PLAIN, { ...PLAIN, channel: '200' })).toEqual([
      'Channel 100: the subscription made by a command wins over the one in the settings file.',
    ]);
    expect(await now()).toMatchObject({ madeBy: 'command', since: 500 });
    expect(await start(2_000)).toEqual([
      'Channel 200: its subscription is no longer in the settings file and was removed.',
    ]);
    expect((await registry.subscriptions()).map((row) => row.channel)).toEqual(['100']);
  });

  test('a subscription in the settings file that rests because its channel closed goes on when the channel is open, not by a restart', async () => {
    await start(1_000, PLAIN);
    await registry.pauseSubscription('100', 'missing access', 2_000);
    expect(await start(3_000, PLAIN)).toEqual([]);
    expect(await now()).toMatchObject({ paused: 'missing access', since: 1_000 });
  });

  test('a subscription in the settings file that rested and was edited is tried again as it reads now', async () => {
    await start(1_000, PLAIN);
    await registry.pauseSubscription('100', 'missing access', 2_000);
    expect(await start(3_000, { ...PLAIN, role: '7' })).toEqual([]);
    expect(await now()).toMatchObject({ paused: null, role: '7', since: 3_000 });
  });

  test('a subscription in the settings file leaves one of a command that rests to the command', async () => {
    await registry.putSubscription({ ...PLAIN, madeBy: 'command', since: 500 });
    await registry.pauseSubscription('100', 'missing access', 600);
    await start(1_000, PLAIN);
    expect((await now())?.paused).toBe('missing access');
  });
});
