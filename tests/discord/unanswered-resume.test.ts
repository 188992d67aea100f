import { Routes } from 'discord-api-types/v10';
import { expect, test } from 'vitest';
import type { EmulatorOptions } from '../../emulator/emulator.ts';
import { emulateDiscord, plainCommand, say, serve } from '../build/emulate-discord.ts';
import { handMachine } from '../build/hand-machine.ts';

/** A connection that has been asked for a RESUME which nobody answers; time passes by hand. */
async function openUnanswered(options: EmulatorOptions = {}) {
  const machine = handMachine();
  const emulated = await emulateDiscord({ interactionDeadlineMs: 60_000, ...options }, machine);
  const connection = await serve(emulated, { commands: [plainCommand('here', async () => say('answered'))] });
  const { emulator } = emulated;
  const sent = (op: number) =>
    emulator.gatewayLog.filter((entry) => entry.direction === 'in' && entry.op === op).length;
  emulator.gatewayFaults.ignoreResumes(true);
  emulator.gatewayFaults.dropSockets();
  await expect.poll(() => connection.isUp()).toBe(false);
  machine.advance(1_000);
  await emulator.until('a RESUME', () => sent(6) === 1);
  const closed = () => emulator.gatewayLog.filter(({ direction }) => direction === 'close').length;
  return { ...emulated, connection, machine, closed, identifies: () => sent(2) };
}

/** No wait before a second try of a shard is longer. */
const NEXT_TRY_MS = 1_250;

test('a RESUME that is not answered is given up after 20 seconds, and the shard identifies anew', async () => {
  const { emulator, rest, machine, connection, closed, identifies } = await openUnanswered();
  const before = closed();
  machine.advance(19_900);
  // A way to Discord and back, in which a closing would have arrived.
  await rest.sends.get(Routes.gateway());
  expect(closed()).toBe(before);
  machine.advance(100);
  await emulator.until('the end of the silent connection', () => closed() > before);
  machine.advance(NEXT_TRY_MS);
  await expect.poll(() => connection.isUp()).toBe(true);
  expect(identifies()).toBe(2);
  expect((await emulator.interact.command({ name: 'here' })).content).toBe('answered');
});

test('a shard does not identify anew with the last logins of the day', async () => {
  const { emulator, machine, connection, said, closed, identifies } = await openUnanswered({
    sessionStart: { total: 1_000, remaining: 51, resetAfterMs: 3_600_000 },
  });
  const before = closed();
  machine.advance(20_000);
  await emulator.until('the end of the silent connection', () => closed() > before);
  machine.advance(NEXT_TRY_MS);
  await expect.poll(() => said.map(({ fields }) => fields)).toContainEqual({ remaining: 50, waitMs: 3_600_000 });
  expect(identifies()).toBe(1);
  expect(connection.isUp()).toBe(false);
});
