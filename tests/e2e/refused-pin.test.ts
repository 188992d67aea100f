import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCard } from '../build/open-card.ts';
import { type RealRun, startReal } from '../build/start-real.ts';

let run: RealRun;
let channel: string;
let guild: string;
beforeEach(async () => {
  run = await startReal({ at: '2026-05-04T06:00:00Z' });
  channel = run.channels[0] ?? '';
  guild = run.seeds[0]?.id ?? '';
  run.emulator.change.setBotOverwrite(channel, { allow: PIN });
  const match = { method: 'PUT', channelId: channel } as const;
  run.emulator.faults.add({ kind: 'status', status: 400, code: 30003, times: 'always', match });
});
afterEach(async () => {
  await run.close();
});

/** PIN_MESSAGES: https://docs.discord.com/developers/topics/permissions */
const PIN = 1n << 51n;
/** The owner of the first server. */
const MANAGER = '1428000000000000031';
const REFUSED = 'Discord refused to pin it';
const ask = async (name: string) =>
  JSON.stringify((await run.emulator.interact.command({ name, channelId: channel })).message);

test('the card on which a board is switched on says when Discord refuses to pin it, and so does /datewatch check', async () => {
  const card = await openCard(run, { channel }, MANAGER);
  const made = await card.press('Board');
  await run.emulator.until('a changed answer', () => JSON.stringify(made.message).includes(REFUSED));
  // The managers know by now: no other answer brings it of its own accord.
  expect(await ask('help')).not.toContain(REFUSED);
  expect(await ask('datewatch check')).toContain(REFUSED);
  expect(run.emulator.violations).toEqual([]);
});

test('the refused pin of a board that nobody waits for is said once, in the next answer that a manager alone can see', async () => {
  const { context } = run.running();
  const since = context.world.now();
  await context.registry.putRecurring({
    ...{ guild, channel, kind: 'board', time: null, weekday: null, since, paused: null },
  });
  context.changed();
  await expect.poll(() => context.registry.refusedPins(guild), { timeout: 30_000 }).toMatchObject([{ why: 'refused' }]);
  expect(await ask('help')).toContain(REFUSED);
  expect(await ask('help')).not.toContain(REFUSED);
  await context.registry.removeRecurring(channel, 'board');
  expect(await ask('datewatch check')).not.toContain(REFUSED);
});
