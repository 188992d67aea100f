import { expect, test } from 'vitest';
import { createSendBudget, type SendBudget } from '../../src/deliver/send-budget.ts';
import { type HandMachine, handMachine } from '../build/hand-machine.ts';

const forever = new AbortController().signal;
/** One slot of 50 a second with its headroom, ms. */
const INTERVAL = 1_019 / 50;

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Moves time in steps of a millisecond while slots are taken one after the other; returns when each was given. */
async function takeFor(budget: SendBudget, machine: HandMachine, ms: number, steps = ms): Promise<number[]> {
  const given: number[] = [];
  const stop = new AbortController();
  const taking = (async () => {
    while (await budget.take(stop.signal)) given.push(machine.monotonic());
  })();
  for (let step = 0; step < steps; step += 1) {
    machine.advance(ms / steps);
    await turn();
  }
  stop.abort();
  await taking;
  return given;
}

/** The most slots in any stretch of so many ms. */
function mostWithin(given: readonly number[], ms: number): number {
  return Math.max(...given.map((from) => given.filter((at) => at >= from && at < from + ms).length));
}

test('nothing goes out in the first second after a start, then evenly, never more than Discord allows in any second', async () => {
  const machine = handMachine();
  const given = await takeFor(createSendBudget(machine, 50), machine, 4_000);
  expect(given[0]).toBe(1_000);
  // At least 97 in 100 of the limit.
  expect(given.length).toBeGreaterThanOrEqual(Math.floor((0.97 * 3_000) / INTERVAL));
  expect(mostWithin(given, 1_000)).toBeLessThanOrEqual(50);
  const gaps = given.slice(2).map((at, index) => at - (given[index + 1] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(INTERVAL + 2);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(INTERVAL - 1);
});

test('at a limit of 200 a second it gives nearly so many, and never more', async () => {
  const machine = handMachine();
  const given = await takeFor(createSendBudget(machine, 200), machine, 4_000);
  expect(given[0]).toBe(1_000);
  expect(given.length).toBeGreaterThanOrEqual(0.97 * 3 * (200 / 1.019));
  expect(mostWithin(given, 1_000)).toBeLessThanOrEqual(200);
});

test('a stall of five seconds is not caught up in a burst', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  await takeFor(budget, machine, 2_000);
  machine.advance(5_000);
  const after = await takeFor(budget, machine, 1_000);
  expect(mostWithin(after, 100)).toBeLessThanOrEqual(7);
  expect(after.length).toBeLessThanOrEqual(51);
});

test('a pause lets nothing out until it is over, and says for how long', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  await takeFor(budget, machine, 1_500);
  budget.pause(2_000);
  expect(budget.closedFor()).toBeCloseTo(2_000);
  expect(await takeFor(budget, machine, 1_999)).toEqual([]);
  expect((await takeFor(budget, machine, 500)).length).toBeGreaterThan(20);
});

test('a shorter pause does not end a longer one', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  budget.pause(5_000);
  budget.pause(10);
  expect(await takeFor(budget, machine, 4_999)).toEqual([]);
});

test('after a global 429 the rate is half, and it recovers by a twentieth a second', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  await takeFor(budget, machine, 2_000);
  budget.slowDown();
  const slow = await takeFor(budget, machine, 1_000);
  expect(slow.length).toBeGreaterThan(20);
  expect(slow.length).toBeLessThan(28);
  // 1.05 to the 15th is more than two.
  machine.advance(14_000);
  expect((await takeFor(budget, machine, 1_000)).length).toBeGreaterThan(46);
});

test('many 429s of one moment count once', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  await takeFor(budget, machine, 2_000);
  for (let times = 0; times < 10; times += 1) budget.slowDown();
  expect((await takeFor(budget, machine, 1_000)).length).toBeGreaterThan(20);
});

test('slowing down again and again never stops it', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  await takeFor(budget, machine, 1_500);
  for (let times = 0; times < 30; times += 1) {
    budget.slowDown();
    machine.advance(1_100);
  }
  expect((await takeFor(budget, machine, 2_000)).length).toBeGreaterThan(5);
});

test('slots are given in the order they were asked for, and those who gave up take none', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  const order: string[] = [];
  const tired = new AbortController();
  const asked = ['first', 'tired', 'last'].map(async (name) => {
    if (await budget.take(name === 'tired' ? tired.signal : forever)) order.push(name);
  });
  tired.abort();
  for (let ms = 0; ms < 1_050; ms += 10) {
    machine.advance(10);
    await turn();
  }
  await Promise.all(asked);
  expect(order).toEqual(['first', 'last']);
});

test('who gives up is answered at once, though somebody before it waits through a pause', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  budget.pause(60_000);
  const outcomes: string[] = [];
  const tired = new AbortController();
  const patient = budget.take(forever).then((given) => outcomes.push(`patient ${given}`));
  const other = budget.take(tired.signal).then((given) => outcomes.push(`tired ${given}`));
  tired.abort();
  await other;
  expect(outcomes).toEqual(['tired false']);
  machine.advance(60_000);
  await patient;
  expect(outcomes).toEqual(['tired false', 'patient true']);
  // It took no slot: the next one is an interval away, not two.
  expect(budget.closedFor()).toBeLessThanOrEqual(INTERVAL);
});

test('however late timers fire, no stretch of a second holds more than Discord allows', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  const given: number[] = [];
  const stop = new AbortController();
  const taking = (async () => {
    while (await budget.take(stop.signal)) given.push(machine.monotonic());
  })();
  for (let step = 0; step < 1_500; step += 1) {
    // From 1 to 19 ms, in no order that slots could fall in with.
    machine.advance(1 + ((step * 7) % 19));
    await turn();
  }
  stop.abort();
  await taking;
  expect(given.length).toBeGreaterThan(500);
  expect(mostWithin(given, 1_015)).toBeLessThanOrEqual(50);
});

test('a request that a long turn held back holds back the one fifty places behind it', async () => {
  const machine = handMachine();
  const budget = createSendBudget(machine, 50);
  const left: number[] = [];
  const stop = new AbortController();
  const taking = (async () => {
    while (await budget.take(stop.signal)) {
      // What else this turn does before the request is written.
      if (left.length === 10) machine.advance(15);
      left.push(machine.monotonic());
    }
  })();
  for (let ms = 0; ms < 3_000; ms += 1) {
    machine.advance(1);
    await turn();
  }
  stop.abort();
  await taking;
  expect((left[60] ?? 0) - (left[10] ?? 0)).toBeGreaterThanOrEqual(1_015);
});

test('three processes that share the budget stay within it together, and have all of it again when one is left', async () => {
  const machine = handMachine();
  const all = [1, 2, 3].map(() => createSendBudget(machine, 50));
  for (const budget of all) budget.share(3);
  const [first, ...others] = all.map((budget) => takeFor(budget, { ...machine, advance: () => undefined }, 4_000));
  if (first === undefined) throw new Error('There is no budget.');
  for (let step = 0; step < 4_000; step += 1) {
    machine.advance(1);
    await turn();
  }
  const given = (await Promise.all([first, ...others])).flat().sort((a, b) => a - b);
  expect(mostWithin(given, 1_000)).toBeLessThanOrEqual(50);
  expect(given.length).toBeGreaterThan(0.9 * 3 * 48);
  const [left] = all;
  left?.share(1);
  expect(left === undefined ? [] : (await takeFor(left, machine, 2_000)).length).toBeGreaterThan(90);
});
