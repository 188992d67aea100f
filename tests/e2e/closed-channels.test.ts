import { afterEach, expect, test } from 'vitest';
import { type RealRun, startReal } from '../build/start-real.ts';

let run: RealRun;
afterEach(async () => {
  await run.close();
});

/** Two seconds before the first reminder, which is three hours before noon. */
const BEFORE_FIRST = '2026-05-04T08:59:58Z';
/** VIEW_CHANNEL: https://docs.discord.com/developers/topics/permissions */
const VIEW = 1024n;
const REFUSED = { kind: 'status', status: 403, code: 50001 } as const;
const MISSED_ONE = 'This channel is open to me again. 1 reminder did not come while it was closed.';
const refusals = (channel: string) =>
  run.emulator.requests.filter(
    ({ method, path, status }) => method === 'POST' && path.includes(channel) && status >= 400,
  );
/** Every send into that channel is refused, and nothing on the gateway tells when that ends. */
const refuse = (channel: string) =>
  run.emulator.faults.add({ ...REFUSED, match: { channelId: channel }, times: 'always' });
const untilLine = (channel: string, line: string) =>
  run.emulator.until(`"${line}"`, () => run.lines(channel).some((one) => one.startsWith(line)));
const untilResting = (channel: string) => expect.poll(() => run.paused(channel), { timeout: 30_000 }).not.toBeNull();
const untilActive = (channel: string) => expect.poll(() => run.paused(channel), { timeout: 30_000 }).toBeNull();

test('a bot that is kicked across one reminder and invited again goes on by itself, and says once what was missed', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z' });
  const [channel = ''] = run.channels;
  const [seed] = run.seeds;
  if (seed === undefined) throw new Error('There is no server.');
  run.emulator.change.removeGuild(seed.id);
  run.setClock(BEFORE_FIRST);
  await untilResting(channel);
  run.emulator.change.addGuild(seed);
  await untilLine(channel, MISSED_ONE);
  expect(await run.paused(channel)).toBeNull();
  run.setClock('2026-05-04T09:59:58Z');
  await untilLine(channel, '2 hours left');
  run.setClock('2026-05-04T10:59:58Z');
  await untilLine(channel, 'One hour left');
  expect(run.lines(channel)).toHaveLength(3);
  expect(run.emulator.violations).toEqual([]);
});

test('a channel that is hidden for seconds gets its reminder, and nothing is paused', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z' });
  const [channel = ''] = run.channels;
  run.emulator.change.setBotOverwrite(channel, { deny: VIEW });
  run.setClock(BEFORE_FIRST);
  await run.emulator.until('a refusal', () => refusals(channel).length > 0);
  run.emulator.change.setBotOverwrite(channel, {});
  await untilLine(channel, '3 hours left');
  expect(await run.paused(channel)).toBeNull();
  expect(run.lines(channel)).toHaveLength(1);
  expect(await run.running().context.registry.closings()).toEqual([]);
});

test('a reminder that falls due where a channel rests is tried, arrives on time where it is open again, and what was missed follows', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z' });
  const [channel = ''] = run.channels;
  refuse(channel);
  run.setClock(BEFORE_FIRST);
  await untilResting(channel);
  run.emulator.faults.clear();
  // The look by the clock comes too early: it still finds the channel closed.
  run.emulator.faults.add({ ...REFUSED, match: { method: 'GET', channelId: channel }, times: 'always' });
  run.setClock('2026-05-04T09:59:58Z');
  await untilLine(channel, '2 hours left');
  await untilLine(channel, MISSED_ONE);
  await untilActive(channel);
  const ends = async () => {
    const rows = await run.running().context.outbox.moments({ channels: [channel], events: null });
    return rows.map(({ state, reason }) => `${state}: ${reason}`).sort();
  };
  await expect.poll(ends).toEqual(['dead: missing access', 'sent: on time']);
});

test('a channel that rests is looked at again after a quarter of an hour, and after a restart at once', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z' });
  const [channel = ''] = run.channels;
  refuse(channel);
  run.setClock(BEFORE_FIRST);
  await untilResting(channel);
  const looks = () =>
    run.emulator.requests.filter(({ method, path }) => method === 'GET' && path === `/channels/${channel}`);
  expect(looks()).toHaveLength(0);
  run.setClock('2026-05-04T09:18:00Z');
  await run.emulator.until('a look', () => looks().length === 1);
  expect(await run.paused(channel)).toBe('missing access');
  // An hour, not another quarter: and the next reminder is tried all the same.
  run.setClock('2026-05-04T09:40:00Z');
  await run.restart();
  await run.emulator.until('a look after the start', () => looks().length === 2);
  run.emulator.faults.clear();
  await run.restart();
  await untilLine(channel, MISSED_ONE);
  await untilActive(channel);
  await run.restart();
  await expect.poll(() => run.lines(channel).length).toBe(1);
});

test('a command in its server makes a resting channel be looked at at once', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z', channels: 2 });
  const [channel = '', other = ''] = run.channels;
  refuse(channel);
  run.setClock(BEFORE_FIRST);
  await untilResting(channel);
  run.emulator.faults.clear();
  await run.emulator.interact.command({ name: 'next', channelId: other });
  await untilLine(channel, MISSED_ONE);
  await untilActive(channel);
});

test('an outage in which twenty channels of two servers refuse pauses none, and twenty of twenty reminders come, over a restart too', async () => {
  run = await startReal({ at: '2026-05-04T08:50:00Z', servers: 2, channels: 10 });
  for (const channel of run.channels) refuse(channel);
  run.setClock(BEFORE_FIRST);
  await run.emulator.until('three refusals a channel', () =>
    run.channels.every((channel) => refusals(channel).length >= 2),
  );
  for (const channel of run.channels) expect(await run.paused(channel)).toBeNull();
  await run.restart();
  await run.emulator.until('a refusal more', () => run.channels.every((channel) => refusals(channel).length >= 3));
  run.emulator.faults.clear();
  for (const channel of run.channels) {
    await untilLine(channel, '');
    expect(run.lines(channel)).toHaveLength(1);
    expect(await run.paused(channel)).toBeNull();
  }
  expect(await run.running().context.registry.closings()).toEqual([]);
});
