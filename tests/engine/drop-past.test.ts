import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { KEPT_MS, makeDropper } from '../../src/engine/drop-past.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import type { ClockStanding } from '../../src/time/real-world.ts';
import { buildClaim, buildEvent } from '../build/build-events.ts';
import { claimOne, DUE, post, reservation, sent } from '../build/build-posts.ts';

const DAY = 86_400_000;
/** The event `filing` opens on 26 October 2025, a day after its reminder was due. */
const LONG_AFTER = DUE + DAY + KEPT_MS + 1;

let store: Store;
let now: number;
let isSure: boolean;
beforeEach(async () => {
  store = await openMemoryStore({ clock: 'real', machine: realMachine() });
  now = LONG_AFTER;
  isSure = true;
  await store.outbox.reserve(reservation([post(['filing'])]));
  await store.outbox.settle(sent(await claimOne(store.outbox)));
});
afterEach(() => store.close());

/** The program's, with a list in which the event opens on that day. */
function start(day: string) {
  const date = { role: 'opens', approximate: false, precision: 'day', day } as const;
  const event = buildEvent('filing', [buildClaim('office', date, { published: '2025-10-01' })], { zone: 'UTC' });
  const standing = { sure: isSure } as ClockStanding;
  const catalogue = makeCatalogue({ version: '1', files: [], events: [event] });
  return makeDropper({
    outbox: store.outbox,
    world: { kind: 'real', now: () => now },
    machine: realMachine(),
    clock: { trusts: () => isSure, look: () => ({ ...standing, unknown: false }) },
    log: { info: () => undefined, warn: () => undefined },
    catalogue: () => catalogue,
  });
}

test('what a channel was told of a date goes 180 days after it', async () => {
  const dropper = start('2025-10-26');
  now -= 2 * DAY;
  expect(await dropper.look()).toBe(0);
  now += 2 * DAY;
  expect(await dropper.look()).toBe(1);
  expect(await store.outbox.posts({ channel: 'channel', limit: 9 })).toEqual([]);
});

test('it is looked at once a day', async () => {
  const dropper = start('2025-10-26');
  now -= 1 + DAY / 2;
  expect(await dropper.look()).toBe(0);
  now += DAY / 2 + 1;
  expect(await dropper.look()).toBe(0);
  now += DAY / 2;
  expect(await dropper.look()).toBe(1);
});

test('all that was said of an event stays while the list has a later date of it', async () => {
  expect(await start('2026-05-01').look()).toBe(0);
  expect(await store.outbox.posts({ channel: 'channel', limit: 9 })).toHaveLength(1);
});

test('nothing is dropped while the time is not known', async () => {
  isSure = false;
  expect(await start('2025-10-26').look()).toBe(0);
  isSure = true;
  expect(await start('2025-10-26').look()).toBe(1);
});
