import { expect, test } from 'vitest';
import { inTurn } from '../../../src/features/call/take-turns.ts';

const STATE = {};

test('what one person does at once is done one after the other, a fourth thing is refused, and nobody else waits', async () => {
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inTurn(STATE, '1', async () => {
    await gate.promise;
    done.push('first');
  });
  const second = inTurn(STATE, '1', async () => void done.push('second'));
  const third = inTurn(STATE, '1', async () => void done.push('third'));
  await expect(inTurn(STATE, '1', async () => void done.push('fourth'))).rejects.toThrow('still being saved');
  await inTurn(STATE, '2', async () => void done.push('another'));
  gate.resolve();
  await Promise.all([first, second, third]);
  expect(done).toEqual(['another', 'first', 'second', 'third']);
});

test('work that fails holds up nobody, and afterwards there is room again', async () => {
  const failing = inTurn(STATE, '1', () => Promise.reject(new Error('no')));
  const next = inTurn(STATE, '1', async () => 'well');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('well');
  expect(await Promise.all([inTurn(STATE, '1', async () => 1), inTurn(STATE, '1', async () => 2)])).toEqual([1, 2]);
});
