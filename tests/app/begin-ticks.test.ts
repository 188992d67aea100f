import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginTicks } from '../../src/app/start/begin-ticks.ts';
import { type StopOrder, stopInOrder } from '../../src/app/start/stop-in-order.ts';
import { BROKEN, buildTicker, FULL, type TickerFixture } from '../build/build-ticker.ts';

let fixture: TickerFixture;
let order: StopOrder;
let ends: string[];
beforeEach(async () => {
  fixture = await buildTicker();
  ends = [];
  order = stopInOrder((_name, error) => {
    throw error;
  });
});
afterEach(async () => {
  await order.stop();
  await fixture.close();
});

const begin = (watched = fixture.watched) =>
  beginTicks({
    ...fixture,
    atStop: order.atStop,
    watched,
    until: null,
    ended: () => undefined,
    giveUp: (why) => ends.push(why.message),
  });

function look(times: number): void {
  for (let nth = 0; nth < times; nth += 1) fixture.look();
}

test('ticks whose task hangs are started anew after half a minute', async () => {
  const hung = Promise.withResolvers<void>();
  const again = Promise.withResolvers<void>();
  let calls = 0;
  const tick = async (): Promise<void> => {
    calls += 1;
    if (calls === 2) {
      hung.resolve();
      await new Promise(() => undefined);
    }
    if (calls > 2) again.resolve();
  };
  await begin({ ...fixture.watched, tick });
  fixture.hand.advance(1_000);
  await hung.promise;
  look(6);
  fixture.hand.advance(1_000);
  await again.promise;
  expect(fixture.logged()).toEqual(['error: Ticks have stopped coming; they are started anew.']);
  expect(ends).toEqual([]);
});

test('a tick that hangs for good ends the program after two minutes', async () => {
  await begin();
  fixture.ledgerIs('hung');
  void fixture.watched.tick();
  look(24);
  expect(ends).toEqual([expect.stringMatching(/^No tick for 120 seconds\./)]);
});

test('a first tick that hangs holds the start for ten seconds only, and is watched as well', async () => {
  fixture.ledgerIs('hung');
  const beginning = begin();
  fixture.hand.advance(10_000);
  await beginning;
  look(24);
  expect(ends.at(-1)).toMatch(/^No tick for 1[23]\d seconds\./);
});

test('ticks that come and fail end the program in the words of their failure, and are not started anew', async () => {
  await begin();
  fixture.ledgerIs('broken');
  for (let nth = 0; nth < 24; nth += 1) {
    await expect(fixture.watched.tick()).rejects.toThrow(BROKEN);
    fixture.look();
  }
  expect(ends).toEqual([
    `No tick has succeeded for 120 seconds. ${BROKEN} The program ends, so that it can be restarted.`,
  ]);
  expect(fixture.logged().filter((line) => line.includes('started anew'))).toEqual([]);
});

test('ticks that fail because the disk is full do not end the program, since the next one would find it full too', async () => {
  await begin();
  fixture.ledgerIs('full');
  for (let nth = 0; nth < 24; nth += 1) {
    await expect(fixture.watched.tick()).rejects.toThrow(FULL);
    fixture.look();
  }
  expect(ends).toEqual([]);
});
