import { describe, expect, it } from 'vitest';
import { adoptSettings } from '../../src/app/adopt-settings.ts';
import type { NoticeChoices } from '../../src/model/change.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/real-machine.ts';

function declared(notices?: NoticeChoices) {
  const subscription = {
    guild: '1',
    channel: '100',
    filter: { topics: null, kinds: null },
    leads: null,
    role: null,
    pingFor: ['confirmed'],
    ...(notices === undefined ? {} : { notices }),
    madeBy: 'settings',
    paused: null,
  } as const;
  return { subscriptions: [subscription], guilds: [] };
}

async function adopted(first: NoticeChoices | undefined, second: NoticeChoices | undefined) {
  const { registry } = await openMemoryStore({ clock: 'simulated', machine: realMachine() });
  await adoptSettings(declared(first), registry, 1_000);
  await adoptSettings(declared(second), registry, 2_000);
  return registry.subscription('100');
}

describe('what a settings file says to do at changes', () => {
  it('is adopted when it is edited', async () => {
    expect((await adopted({ new: 'post' }, { new: 'ping' }))?.notices).toEqual({ new: 'ping' });
    expect((await adopted(undefined, { new: 'ping' }))?.notices).toEqual({ new: 'ping' });
  });

  it('is forgotten when it has left the file', async () => {
    expect(await adopted({ new: 'post' }, undefined)).not.toHaveProperty('notices');
  });

  it('begins no new window where it says the same in another order', async () => {
    expect((await adopted({ new: 'post', later: 'ping' }, { later: 'ping', new: 'post' }))?.since).toBe(1_000);
  });
});
