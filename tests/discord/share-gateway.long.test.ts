import { expect, test } from 'vitest';
import { type SharedBot, type Sharer, shareBot } from '../build/postgres/share-bot.ts';

const PATIENT = { timeout: 30_000, interval: 50 };
const SHARDS = 16;
const IDENTIFY = 2;
const RESUME = 6;
const received = ({ emulator }: SharedBot, op: number) =>
  emulator.gatewayLog.filter((entry) => entry.direction === 'in' && entry.op === op).length;
const sizes = async (sharers: readonly Sharer[]) =>
  (await Promise.all(sharers.map((one) => one.shards()))).map(({ length }) => length).sort();
const answered = (sharers: readonly Sharer[]) => sharers.reduce((sum, one) => sum + one.answered(), 0);
const allUp = (sharers: readonly Sharer[]) =>
  expect.poll(() => sharers.every(({ connection }) => connection.isUp()), PATIENT).toBe(true);

/** Processes that have come to rest with their shares. */
async function shared(bot: SharedBot, count: number, expected: readonly number[]): Promise<Sharer[]> {
  const sharers: Sharer[] = [];
  for (let index = 0; index < count; index += 1) sharers.push(await bot.join());
  await expect.poll(() => sizes(sharers), PATIENT).toEqual(expected);
  await allUp(sharers);
  return sharers;
}

test('three processes share sixteen shards fairly, each shard has one of them, and each command is answered once', async () => {
  const bot = await shareBot(SHARDS);
  const sharers = await shared(bot, 3, [4, 6, 6]);
  const owned = (await Promise.all(sharers.map((one) => one.shards()))).flat();
  expect(owned.sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, shard) => shard));
  const answers = await Promise.all(bot.channels.map((_, shard) => bot.ask(shard)));
  expect(answers).toEqual(Array.from({ length: 16 }, () => 'answered'));
  await expect.poll(() => answered(sharers), PATIENT).toBe(16);
  expect(bot.emulator.requests.filter(({ status }) => status >= 400)).toEqual([]);
  // Discord allows few of these questions, and each identify wants to know what is left of the day's.
  expect(bot.emulator.requests.filter(({ path }) => path === '/gateway/bot').length).toBeLessThan(SHARDS);
});

test('a process that comes gets its share with the sessions of those that gave it: it resumes, and nobody identifies again', async () => {
  const bot = await shareBot(4);
  const first = await bot.join();
  await allUp([first]);
  await expect.poll(() => received(bot, IDENTIFY), PATIENT).toBe(4);
  const second = await bot.join();
  await expect.poll(() => sizes([first, second]), PATIENT).toEqual([2, 2]);
  await allUp([first, second]);
  await expect.poll(() => received(bot, RESUME), PATIENT).toBe(2);
  expect(received(bot, IDENTIFY)).toBe(4);
  expect(await Promise.all([0, 1, 2, 3].map(bot.ask))).toEqual(Array.from({ length: 4 }, () => 'answered'));
});

test('the shards of a process that dies are resumed by the others, and the commands sent meanwhile are answered, once each', async () => {
  const bot = await shareBot(6);
  const [dead, ...others] = await shared(bot, 3, [2, 2, 2]);
  const orphans = (await dead?.shards()) ?? [];
  const before = received(bot, IDENTIFY);
  await dead?.die();
  const asked = orphans.map((shard) => bot.ask(shard));
  expect(await Promise.all(asked)).toEqual(['answered', 'answered']);
  expect(await sizes(others)).toEqual([3, 3]);
  expect(received(bot, IDENTIFY)).toBe(before);
  await expect.poll(() => answered(others), PATIENT).toBe(2);
});

test('a process that leaves properly gives its shards away at once, and none of its sessions ends', async () => {
  const bot = await shareBot(4);
  const [first, second] = await shared(bot, 2, [2, 2]);
  const before = received(bot, IDENTIFY);
  await first?.leave();
  await expect.poll(() => second?.shards(), PATIENT).toHaveLength(4);
  await expect.poll(() => second?.connection.isUp(), PATIENT).toBe(true);
  expect(received(bot, IDENTIFY)).toBe(before);
});

test('where Discord refuses the resume, whoever takes a shard over identifies', async () => {
  const bot = await shareBot(2);
  const [first, second] = await shared(bot, 2, [1, 1]);
  bot.emulator.gatewayFaults.refuseResumes(true);
  await first?.leave();
  await expect.poll(() => second?.shards(), PATIENT).toHaveLength(2);
  await expect.poll(() => received(bot, IDENTIFY), PATIENT).toBe(3);
  await expect.poll(() => second?.connection.isUp(), PATIENT).toBe(true);
  expect(await bot.ask(0)).toBe('answered');
});

test('of all processes together no more identify than Discord allows at a time', async () => {
  const bot = await shareBot(6, { maxConcurrency: 3 });
  await shared(bot, 2, [3, 3]);
  const invalid = bot.emulator.gatewayLog.filter((entry) => entry.direction === 'out' && entry.op === 9);
  expect(invalid).toEqual([]);
  expect(received(bot, IDENTIFY)).toBe(6);
});

test('with the last logins of the day nobody identifies, and what can be resumed still is', async () => {
  const bot = await shareBot(2, { sessionStart: { total: 1_000, remaining: 52, resetAfterMs: 3_600_000 } });
  const first = await bot.join();
  await allUp([first]);
  expect(received(bot, IDENTIFY)).toBe(2);
  const second = await bot.join();
  await expect.poll(() => sizes([first, second]), PATIENT).toEqual([1, 1]);
  await allUp([first, second]);
  bot.emulator.gatewayFaults.refuseResumes(true);
  await second.leave();
  await expect
    .poll(() => bot.said, PATIENT)
    .toContain('Too few logins are left today; commands arrive again when there are more.');
  expect(received(bot, IDENTIFY)).toBe(2);
});

test('a process that was not heard of goes on with the shards that nobody took, over the same connection', async () => {
  const bot = await shareBot(2);
  const first = await bot.join();
  await allUp([first]);
  const before = bot.emulator.gatewayLog.length;
  await first.leases.release(['shard 0 of 2', 'shard 1 of 2']);
  await expect.poll(() => first.shards(), PATIENT).toEqual([0, 1]);
  expect(await bot.ask(1)).toBe('answered');
  expect(bot.emulator.gatewayLog.slice(before).filter(({ direction }) => direction === 'connect')).toEqual([]);
});

test('while the database is away the connections to Discord stay, and when it is back each process goes on with its own', async () => {
  const bot = await shareBot(4);
  const sharers = await shared(bot, 2, [2, 2]);
  const own = await Promise.all(sharers.map((one) => one.shards()));
  const before = bot.emulator.gatewayLog.length;
  await bot.cutOff(5_000);
  await expect.poll(() => Promise.all(sharers.map((one) => one.shards())), PATIENT).toEqual(own);
  expect(await Promise.all([0, 1, 2, 3].map(bot.ask))).toEqual(Array.from({ length: 4 }, () => 'answered'));
  const since = bot.emulator.gatewayLog.slice(before).map(({ direction }) => direction);
  expect(since.filter((direction) => direction === 'connect' || direction === 'close')).toEqual([]);
});
