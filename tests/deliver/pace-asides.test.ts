import { expect, test } from 'vitest';
import { paceAsides } from '../../src/deliver/send-budget.ts';
import { handMachine } from '../build/hand-machine.ts';

const open = new AbortController().signal;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('slots for requests of a command come 100 ms apart, in the order in which they were asked for', async () => {
  const machine = handMachine();
  const taken: number[] = [];
  const take = async () => {
    taken.push(machine.monotonic());
    return true;
  };
  const mayAsk = paceAsides({ take }, machine);
  const asked = [mayAsk(open), mayAsk(open), mayAsk(open)];
  for (let step = 0; step < 22; step += 1) {
    await turn();
    machine.advance(10);
  }
  await turn();
  expect(await Promise.all(asked)).toEqual([true, true, true]);
  expect(taken).toEqual([0, 100, 200]);
});

test('slots for requests of a command are refused at once where thirty wait already, and come again when they are gone', async () => {
  const machine = handMachine();
  const budget = Promise.withResolvers<boolean>();
  const mayAsk = paceAsides({ take: () => budget.promise }, machine);
  const waiting = Array.from({ length: 30 }, () => mayAsk(open));
  expect(await mayAsk(open)).toBe(false);
  budget.resolve(true);
  for (let step = 0; step < 40; step += 1) {
    await turn();
    machine.advance(100);
  }
  expect(await Promise.all(waiting)).toEqual(waiting.map(() => true));
  expect(await mayAsk(open)).toBe(true);
});

test('slots for requests of a command are refused where the budget refuses: the asker has given up', async () => {
  const mayAsk = paceAsides({ take: async (signal) => !signal.aborted }, handMachine());
  expect(await mayAsk(AbortSignal.abort())).toBe(false);
});
