import { expect, test } from 'vitest';
import { CommandRefusal } from '../../../src/features/call/command.ts';
import { makeTurns } from '../../../src/features/call/take-turns.ts';
import { call, press } from '../../build/build-calls.ts';
import { makeContext } from '../../build/command-context.ts';
import { features, run, runPress } from '../../build/run-command.ts';

test('what one person does at once is done one after the other, a fourth thing is refused, and nobody else waits', async () => {
  const inTurn = makeTurns();
  const done: string[] = [];
  const gate = Promise.withResolvers<void>();
  const first = inTurn('1', async () => {
    await gate.promise;
    done.push('first');
  });
  const second = inTurn('1', async () => void done.push('second'));
  const third = inTurn('1', async () => void done.push('third'));
  await expect(inTurn('1', async () => void done.push('fourth'))).rejects.toThrow('still being saved');
  await inTurn('2', async () => void done.push('another'));
  gate.resolve();
  await Promise.all([first, second, third]);
  expect(done).toEqual(['another', 'first', 'second', 'third']);
});

test('work that fails holds up nobody, and afterwards there is room again', async () => {
  const inTurn = makeTurns();
  const failing = inTurn('1', () => Promise.reject(new Error('no')));
  const next = inTurn('1', async () => 'well');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('well');
  expect(await Promise.all([inTurn('1', async () => 1), inTurn('1', async () => 2)])).toEqual([1, 2]);
});

test('presses below /datewatch setup and below reminders wait in the same line, which takes three of one person', async () => {
  const { context } = await makeContext({ now: '2025-05-01T00:00:00Z' });
  await run('datewatch subscribe', call(), context);
  const turn = () => runPress('setup', press(['pause', '100']), context);
  // A feature that is loaded only now would come to the line after the others.
  await features.commands();
  const presses = await Promise.allSettled([
    turn(),
    turn(),
    turn(),
    runPress('remind-off', press(['x']), context),
    turn(),
  ]);
  const refused = presses.filter((ended) => ended.status === 'rejected').map(({ reason }) => reason);
  expect(refused).toHaveLength(2);
  for (const reason of refused) {
    expect(reason).toBeInstanceOf(CommandRefusal);
    expect(reason.message).toContain('still being saved');
  }
  await expect(turn()).resolves.toMatchObject({ update: true });
});
