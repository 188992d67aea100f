import { afterEach, expect, test } from 'vitest';
import { ODD_PACKETS, sendOddPacket } from '../build/odd-packets.ts';
import { DUE, openPrograms, type Programs } from '../build/start-program.ts';

let programs: Programs | null = null;
afterEach(async () => {
  await programs?.close();
});

// Each READY in its place takes a turn of five seconds; those are sent to a connection alone in tests/discord.
const QUICK = ODD_PACKETS.filter(({ insteadOf }) => insteadOf !== 'READY');

test('a program lives through packets that nobody documents, answers commands and goes on to remind', async () => {
  programs = await openPrograms(2, { channelLimit: 'off' });
  const { emulator } = programs;
  const { ended } = programs.start(DUE - 15_000);
  let end: unknown = null;
  void ended.then((how) => {
    end = how;
  });
  await emulator.until('the commands', () => emulator.commands().length > 0);
  for (const packet of QUICK) await sendOddPacket(emulator, packet);
  expect((await emulator.interact.command({ name: 'help' })).errors).toEqual([]);
  await emulator.until('a reminder in each channel', () => programs?.creates() === 2);
  expect(end).toBeNull();
});
