import { afterEach, expect, test } from 'vitest';
import { realWorld } from '../../src/time/real-world.ts';
import { at, buildClaim, buildEvent, takesEffect } from '../build/build-events.ts';
import { board, buildRecurring, type RecurringFixture, type Request } from '../build/build-recurring.ts';

// Monday 3 November 2025, 07:00 in New York.
const START = '2025-11-03T12:00:00Z';
const TARIFF = buildEvent('tariff', [buildClaim('office', takesEffect('2025-11-05'))], { title: 'Tariff' });
const DAY_MS = 86_400_000;

let fixture: RecurringFixture;
afterEach(async () => {
  await fixture.close();
});

/** A day ahead of Discord, in a server with a board and a digest at 08:00. The instants of ticks are Discord's. */
async function aDayAhead() {
  let discord = at(START);
  const world = realWorld({ now: () => discord + DAY_MS, monotonic: () => discord - at(START) });
  const moveTo = (instant: number): void => {
    discord = instant;
  };
  fixture = await buildRecurring(START, [TARIFF], { ...world, moveTo });
  await fixture.tick(START);
  for (const kind of ['board', 'daily'] as const) {
    await fixture.registry.putRecurring(board('a', at(START), { kind, time: kind === 'daily' ? '08:00' : null }));
  }
  return {
    ...fixture,
    /** From here on Discord's clock is known. */
    hearDiscord() {
      const came = discord - at(START);
      for (let times = 0; times < 3; times += 1) world.hear({ discordNow: discord, asked: came, came });
    },
  };
}

const boards = (requests: readonly Request[]) =>
  requests.flatMap((one) => {
    const footer = one.what === 'pin' ? undefined : one.message.cards[0]?.footer;
    return footer?.startsWith('As of') === true ? [`${one.what} ${footer.split(' · ')[0]}`] : [];
  });
const digests = (requests: readonly Request[]) =>
  requests.filter((one) => one.what === 'post' && one.message.content.startsWith('Next')).length;

test('a board that was drawn a day ahead is drawn anew once time was taken back, and at the real midnight again', async () => {
  const { tick, hearDiscord } = await aDayAhead();
  expect(boards(await tick('2025-11-03T12:00:01Z'))).toEqual(['post As of Tue 4 Nov 2025, New York']);
  hearDiscord();
  expect(boards(await tick('2025-11-03T12:00:10Z'))).toEqual(['edit As of Mon 3 Nov 2025, New York']);
  expect(boards(await tick('2025-11-04T04:59:00Z'))).toEqual([]);
  expect(boards(await tick('2025-11-04T05:00:00Z'))).toEqual(['edit As of Tue 4 Nov 2025, New York']);
});

test('the digests of the hours that were taken back come at their own time, once each', async () => {
  const { tick, hearDiscord } = await aDayAhead();
  expect(digests(await tick('2025-11-03T12:00:01Z'))).toBe(0);
  hearDiscord();
  expect(digests(await tick('2025-11-03T12:59:59Z'))).toBe(0);
  expect(digests(await tick('2025-11-03T13:00:00Z'))).toBe(1);
  expect(digests(await tick('2025-11-03T23:00:00Z'))).toBe(0);
  expect(digests(await tick('2025-11-04T13:00:00Z'))).toBe(1);
});

test('a digest that was reserved a day too early and not yet sent waits until its day is there', async () => {
  const { tick, engine, restart, hearDiscord } = await aDayAhead();
  await tick('2025-11-03T12:59:59Z');
  await engine().delivery.stop(0);
  expect(digests(await tick('2025-11-03T13:00:00Z'))).toBe(0);
  expect(await fixture.outbox.nextHeld(at('2025-11-04T12:59:59Z'))).toBe(at('2025-11-04T13:00:00Z'));
  hearDiscord();
  await restart();
  expect(digests(await tick('2025-11-03T13:00:01Z'))).toBe(0);
  expect(digests(await tick('2025-11-04T12:59:59Z'))).toBe(0);
  expect(digests(await tick('2025-11-04T13:00:00Z'))).toBe(1);
});
