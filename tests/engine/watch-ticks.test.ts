import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeReservation } from '../../src/outbox/outbox.ts';
import { buildTicker, FULL, type TickerFixture } from '../build/build-ticker.ts';

const HOUR = 3_600_000;
let fixture: TickerFixture;
beforeEach(async () => {
  fixture = await buildTicker();
});
afterEach(() => fixture.close());

async function tick(times = 1): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) {
    fixture.hand.advance(1_000);
    await fixture.watched.tick();
  }
}

test('a clock that jumps is logged once when it is doubted, and once when it is believed again', async () => {
  await tick(3);
  fixture.setBy(HOUR);
  await tick(20);
  expect(fixture.health.alarms()).toEqual([expect.stringMatching(/jumped forward/)]);
  fixture.setBy(-HOUR);
  await tick(3);
  expect(fixture.logged()).toEqual([
    expect.stringMatching(/^warn: .*jumped forward/),
    'info: The clock of this machine is believed again.',
  ]);
  expect(fixture.health.alarms()).toEqual([]);
});

test('a stored time ahead is logged once and an alarm, until Discord’s date is known: then it is taken back', async () => {
  const right = fixture.world.now();
  await fixture.store.outbox.reserve(makeReservation({ watermark: right + 13 * HOUR }));
  await tick(20);
  expect(fixture.logged()).toEqual([expect.stringMatching(/^error: The stored time lies ahead/)]);
  expect(fixture.health.alarms()).toHaveLength(1);
  fixture.hearDiscord();
  await tick();
  expect(fixture.health.alarms()).toEqual([]);
  expect(await fixture.store.outbox.watermark()).toBe(right + 21_000);
});

test('a clock that is wrong is logged and reported once, and an alarm until it is right', async () => {
  fixture.setBy(-13 * HOUR);
  fixture.hearDiscord();
  await tick(20);
  const words =
    'The clock of this machine is 13 hours behind Discord’s. Reminders go by Discord’s. Set the clock of the machine.';
  expect(fixture.logged()).toEqual([`error: ${words}`]);
  expect(fixture.reports).toEqual([words]);
  expect(fixture.health.alarms()).toEqual([words]);
  fixture.setBy(13 * HOUR);
  fixture.hearDiscord();
  await tick(3);
  expect(fixture.health.alarms()).toEqual([]);
  expect(fixture.reports).toHaveLength(1);
});

test('a tick that fails is no tick: the last good one counts, and the failure is kept in its own words until the next', async () => {
  await tick();
  const good = fixture.machine.monotonic();
  fixture.ledgerIs('full');
  await expect(tick()).rejects.toThrow(FULL);
  expect(fixture.watched.lastTick()).toBe(good);
  expect(fixture.watched.lastFailure()).toMatchObject({ at: good + 1_000, error: { message: FULL } });
  fixture.ledgerIs('well');
  await tick();
  expect(fixture.watched.lastTick()).toBe(good + 2_000);
  expect(fixture.watched.lastFailure()).toBeNull();
});

test('ticks in doubt are ticks: the program lives on and waits', async () => {
  fixture.setBy(HOUR);
  await tick(5);
  expect(fixture.watched.lastTick()).toBe(fixture.machine.monotonic());
});
