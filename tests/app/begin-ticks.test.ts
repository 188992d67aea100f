import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginTicks } from '../../src/app/start/begin-ticks.ts';
import { type Cleanups, makeCleanups } from '../../src/app/start/cleanups.ts';
import { FULL, openTickBench, type TickBench } from '../engine/tick-bench.ts';

let bench: TickBench;
let cleanups: Cleanups;
let ends: string[];
beforeEach(async () => {
  bench = await openTickBench();
  ends = [];
  cleanups = makeCleanups((_name, error) => {
    throw error;
  });
});
afterEach(async () => {
  await cleanups.run();
  await bench.close();
});

const begin = (watched = bench.watched) =>
  beginTicks({
    ...bench,
    cleanups,
    watched,
    speed: 1,
    until: null,
    ended: () => undefined,
    giveUp: (why) => ends.push(why),
  });

function look(times: number): void {
  for (let nth = 0; nth < times; nth += 1) bench.look();
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
  await begin({ ...bench.watched, tick });
  await hung.promise;
  look(6);
  await again.promise;
  expect(bench.logged()).toEqual(['error: Ticks have stopped coming; they are started anew.']);
  expect(ends).toEqual([]);
});

test('a tick that hangs for good ends the program after two minutes', async () => {
  await begin();
  bench.ledgerIs('hung');
  void bench.watched.tick();
  look(24);
  expect(ends).toEqual([expect.stringMatching(/^No tick for 120 seconds\./)]);
});

test('a first tick that hangs holds the start for ten seconds only, and is watched as well', async () => {
  bench.ledgerIs('hung');
  const beginning = begin();
  bench.hand.advance(10_000);
  await beginning;
  look(24);
  expect(ends.at(-1)).toMatch(/^No tick for 1[23]\d seconds\./);
});

test('ticks that come and fail end the program in the words of their failure, and are not started anew', async () => {
  await begin();
  bench.ledgerIs('full');
  for (let nth = 0; nth < 24; nth += 1) {
    await expect(bench.watched.tick()).rejects.toThrow(FULL);
    bench.look();
  }
  expect(ends).toEqual([
    `No tick has succeeded for 120 seconds. ${FULL} The program ends, so that it can be started anew.`,
  ]);
  expect(bench.logged().filter((line) => line.includes('started anew'))).toEqual([]);
});
