import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type ExpectStatic, test } from 'vitest';
import { type RealRun, startReal } from '../build/start-real.ts';

/** Two seconds before the first reminder, which is three hours before noon. */
const BEFORE_FIRST = '2026-05-04T08:59:58Z';
/** VIEW_CHANNEL: https://docs.discord.com/developers/topics/permissions */
const VIEW = 1024n;
const REFUSED = { kind: 'status', status: 403, code: 50001 } as const;
const MISSED_ONE = 'This channel is open to me again. 1 reminder did not come while it was closed.';
const refusals = (run: RealRun, channel: string) =>
  run.emulator.requests.filter(
    ({ method, path, status }) => method === 'POST' && path.includes(channel) && status >= 400,
  );
/** Every send into that channel is refused, and nothing on the gateway tells when that ends. */
const refuse = (run: RealRun, channel: string) =>
  run.emulator.faults.add({ ...REFUSED, match: { channelId: channel }, times: 'always' });
const untilLine = (run: RealRun, channel: string, line: string) =>
  run.emulator.until(`"${line}"`, () => run.lines(channel).some((one) => one.startsWith(line)));
const untilResting = (expect: ExpectStatic, run: RealRun, channel: string) =>
  expect.poll(() => run.paused(channel), { timeout: 30_000 }).not.toBeNull();
const untilActive = (expect: ExpectStatic, run: RealRun, channel: string) =>
  expect.poll(() => run.paused(channel), { timeout: 30_000 }).toBeNull();

test.concurrent('a bot that is kicked across one reminder and invited again goes on by itself, and says once what was missed', async ({
  expect,
  onTestFinished,
}) => {
  const run = await startReal({ at: '2026-05-04T08:50:00Z' });
  onTestFinished(() => run.close());
  const [channel = ''] = run.channels;
  const [seed] = run.seeds;
  if (seed === undefined) throw new Error('There is no server.');
  run.emulator.change.removeGuild(seed.id);
  run.setClock(BEFORE_FIRST);
  await untilResting(expect, run, channel);
  run.emulator.change.addGuild(seed);
  await untilLine(run, channel, MISSED_ONE);
  expect(await run.paused(channel)).toBeNull();
  run.setClock('2026-05-04T09:59:58Z');
  await untilLine(run, channel, 'Port permits closes in 2 hours');
  run.setClock('2026-05-04T10:59:58Z');
  await untilLine(run, channel, 'Port permits closes in 1 hour');
  expect(run.lines(channel)).toHaveLength(3);
  expect(run.emulator.violations).toEqual([]);
});

test.concurrent('a channel that is hidden for seconds gets its reminder, and nothing is paused', async ({
  expect,
  onTestFinished,
}) => {
  const run = await startReal({ at: '2026-05-04T08:50:00Z' });
  onTestFinished(() => run.close());
  const [channel = ''] = run.channels;
  run.emulator.change.setBotOverwrite(channel, { deny: VIEW });
  run.setClock(BEFORE_FIRST);
  await run.emulator.until('a refusal', () => refusals(run, channel).length > 0);
  run.emulator.change.setBotOverwrite(channel, {});
  await untilLine(run, channel, 'Port permits closes in 3 hours');
  expect(await run.paused(channel)).toBeNull();
  expect(run.lines(channel)).toHaveLength(1);
  expect(await run.running().context.registry.closings()).toEqual([]);
});

test.concurrent('a reminder that falls due where a channel rests is tried, arrives on time where it is open again, and what was missed follows', async ({
  expect,
  onTestFinished,
}) => {
  const run = await startReal({ at: '2026-05-04T08:50:00Z' });
  onTestFinished(() => run.close());
  const [channel = ''] = run.channels;
  refuse(run, channel);
  run.setClock(BEFORE_FIRST);
  await untilResting(expect, run, channel);
  run.emulator.faults.clear();
  // The look by the clock comes too early: it still finds the channel closed.
  run.emulator.faults.add({ ...REFUSED, match: { method: 'GET', channelId: channel }, times: 'always' });
  run.setClock('2026-05-04T09:59:58Z');
  await untilLine(run, channel, 'Port permits closes in 2 hours');
  await untilLine(run, channel, MISSED_ONE);
  await untilActive(expect, run, channel);
  const ends = async () => {
    const rows = await run.running().context.outbox.moments({ channels: [channel], events: null });
    return rows.map(({ state, reason }) => `${state}: ${reason}`).sort();
  };
  await expect.poll(ends).toEqual(['dead: missing access', 'sent: on time']);
});

test.concurrent('a channel that rests is looked at again after a quarter of an hour, and after a restart at once', async ({
  expect,
  onTestFinished,
}) => {
  const run = await startReal({ at: '2026-05-04T08:50:00Z' });
  onTestFinished(() => run.close());
  const [channel = ''] = run.channels;
  refuse(run, channel);
  run.setClock(BEFORE_FIRST);
  await untilResting(expect, run, channel);
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
  await untilLine(run, channel, MISSED_ONE);
  await untilActive(expect, run, channel);
  await run.restart();
  await expect.poll(() => run.lines(channel).length).toBe(1);
});

test.concurrent('a command in its server makes a resting channel be looked at at once', async ({
  expect,
  onTestFinished,
}) => {
  const run = await startReal({ at: '2026-05-04T08:50:00Z', channels: 2 });
  onTestFinished(() => run.close());
  const [channel = '', other = ''] = run.channels;
  refuse(run, channel);
  run.setClock(BEFORE_FIRST);
  await untilResting(expect, run, channel);
  run.emulator.faults.clear();
  await run.emulator.interact.command({ name: 'dates next', channelId: other });
  await untilLine(run, channel, MISSED_ONE);
  await untilActive(expect, run, channel);
});

test.concurrent('what changed while a channel rested is said once when it is open again, as it then stands', async ({
  expect,
  onTestFinished,
}) => {
  const run = await startReal({ at: '2026-05-04T08:50:00Z', channels: 2 });
  onTestFinished(() => run.close());
  const [channel = '', other = ''] = run.channels;
  const file = join(dirname(run.state), 'list.yaml');
  const move = async (from: string, to: string) => {
    await writeFile(file, (await readFile(file, 'utf8')).replace(`closes: ${from}`, `closes: ${to}`));
    await run.emulator.until(`a notice of ${to}`, () => run.lines(other).some((line) => line.includes(to.slice(-5))));
  };
  run.setClock(BEFORE_FIRST);
  await untilLine(run, channel, 'Port permits closes in 3 hours');
  refuse(run, channel);
  run.setClock('2026-05-04T09:59:58Z');
  await untilResting(expect, run, channel);
  await move('2026-05-04 12:00', '2026-05-04 20:30');
  await move('2026-05-04 20:30', '2026-05-04 21:45');
  run.emulator.faults.clear();
  await run.emulator.interact.command({ name: 'dates next', channelId: other });
  const line = 'This channel is open to me again. 1 reminder did not come while it was closed, and 1 date changed.';
  await untilLine(run, channel, line);
  const [, missed, ...more] = run.emulator.messages(channel);
  expect(more).toEqual([]);
  expect(JSON.stringify(missed?.embeds)).toMatch(/Changed meanwhile.*Port permits.*12:00 UTC → .*21:45 UTC/);
  expect(JSON.stringify(missed?.embeds)).not.toContain('20:30');
  await run.restart();
  await untilActive(expect, run, channel);
  expect(run.lines(channel)).toHaveLength(2);
});

test.concurrent('an outage in which twenty channels of two servers refuse pauses none, and twenty of twenty reminders come, over a restart too', async ({
  expect,
  onTestFinished,
}) => {
  const run = await startReal({ at: '2026-05-04T08:50:00Z', servers: 2, channels: 10 });
  onTestFinished(() => run.close());
  for (const channel of run.channels) refuse(run, channel);
  run.setClock(BEFORE_FIRST);
  await run.emulator.until('three refusals a channel', () =>
    run.channels.every((channel) => refusals(run, channel).length >= 2),
  );
  for (const channel of run.channels) expect(await run.paused(channel)).toBeNull();
  await run.restart();
  await run.emulator.until('a refusal more', () => run.channels.every((channel) => refusals(run, channel).length >= 3));
  run.emulator.faults.clear();
  for (const channel of run.channels) {
    await untilLine(run, channel, '');
    expect(run.lines(channel)).toHaveLength(1);
    expect(await run.paused(channel)).toBeNull();
  }
  expect(await run.running().context.registry.closings()).toEqual([]);
});
