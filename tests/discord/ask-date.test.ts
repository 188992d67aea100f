import { expect, test } from 'vitest';
import { createSendBudget } from '../../src/deliver/send-budget.ts';
import { askDate } from '../../src/discord/rest/open-connection.ts';
import { emulateDiscord } from '../build/emulate-discord.ts';
import { handMachine } from '../build/hand-machine.ts';

const given = async () => true;

async function start() {
  const machine = handMachine();
  const discordNow = Date.UTC(2026, 10, 22, 15);
  const emulated = await emulateDiscord({ dateHeader: () => new Date(discordNow) }, machine);
  return { ...emulated, machine, discordNow };
}

test('Discord’s date is heard with one request, from an error too', async () => {
  const { emulator, rest, discordNow } = await start();
  expect(await askDate(rest, given)).toBe('date');
  emulator.faults.add({ kind: 'status', status: 500 });
  expect(await askDate(rest, given)).toBe('date');
  expect(rest.lastDate()).toMatchObject({ discordNow });
  expect(emulator.requests).toHaveLength(2);
});

test('an answer that does not come is no time, though an earlier one is known', async () => {
  const { emulator, rest } = await start();
  await askDate(rest, given);
  emulator.faults.add({ kind: 'refuse-before' });
  expect(await askDate(rest, given)).toBe('no answer');
});

test('in a long pause it asks nothing and gives up within three seconds, whoever waits for a slot before it', async () => {
  const { emulator, rest, machine } = await start();
  const budget = createSendBudget(machine, 50);
  budget.pause(600_000);
  const patient = budget.take(new AbortController().signal);
  let answer: string | undefined;
  const asking = askDate(rest, budget.take).then((heard) => {
    answer = heard;
  });
  machine.advance(2_999);
  await new Promise((resolve) => setImmediate(resolve));
  expect(answer).toBeUndefined();
  machine.advance(1);
  await asking;
  expect(answer).toBe('no answer');
  expect(emulator.requests).toEqual([]);
  machine.advance(597_000);
  await patient;
  machine.advance(21);
  expect(await askDate(rest, budget.take)).toBe('date');
});
