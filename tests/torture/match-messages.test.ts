import { expect, test } from 'vitest';
import { matchMessages } from './match-messages.ts';

test('each reminder gets its message where one order of giving them out allows it', () => {
  expect(matchMessages([[0, 1], [0]], 2)).toEqual([1, 0]);
});

test('of two reminders that one message fits, the first keeps it', () => {
  expect(matchMessages([[0], [0]], 1)).toEqual([0, -1]);
});

test('a message that fits nobody is given to nobody', () => {
  expect(matchMessages([[]], 1)).toEqual([-1]);
});
