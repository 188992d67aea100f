import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { leads } from '../build/build-subscriptions.ts';
import { type RealRun, startReal } from '../build/start-real.ts';

const MINUTE_MS = 60_000;
const AHEAD_MS = 13 * 60 * MINUTE_MS;

let run: RealRun;
afterEach(async () => {
  await run.close();
});
/** What the only channel has got. */
const lines = () => run.lines(run.channels[0] ?? '');
const untilLines = (count: number) => run.emulator.until(`${count} reminders`, () => lines().length >= count);
const clockAlarms = () =>
  run
    .running()
    .context.state()
    .alarms.filter((alarm) => alarm.startsWith('The clock of this'));

test('a machine 13 hours ahead sends each reminder at its minute and none as late, also after a restart and when its clock is put right', async () => {
  run = await startReal({ at: '2026-05-04T08:58:00Z', aheadMs: AHEAD_MS });
  expect(run.warnings()).toContainEqual(expect.stringContaining('The clock of this machine is 13 hours ahead'));
  run.setClock('2026-05-04T08:59:58Z');
  await untilLines(1);
  await run.restart();
  run.setClock('2026-05-04T09:59:58Z');
  await untilLines(2);
  expect(clockAlarms()).toHaveLength(1);
  run.setAhead(0);
  await expect.poll(clockAlarms, { timeout: 30_000 }).toEqual([]);
  run.setClock('2026-05-04T10:59:58Z');
  await untilLines(3);
  expect(lines()).toEqual([
    expect.stringContaining('in 3 hours'),
    expect.stringContaining('in 2 hours'),
    expect.stringContaining('in 1 hour'),
  ]);
  expect(lines().join()).not.toContain('Late');
  expect(run.emulator.violations).toEqual([]);
});

test('a clock that is put right between two runs loses no reminder and is not silent for hours', async () => {
  run = await startReal({ at: '2026-05-04T08:59:58Z', aheadMs: AHEAD_MS });
  await untilLines(1);
  await run.stop();
  run.setAhead(0);
  run.setClock('2026-05-04T09:58:00Z');
  await run.start();
  run.setClock('2026-05-04T09:59:58Z');
  await untilLines(2);
  expect(lines()).toEqual([expect.stringContaining('in 3 hours'), expect.stringContaining('in 2 hours')]);
});

test('a state that a wrong clock left 13 hours ahead is taken back to Discord’s time, and nothing is repeated', async () => {
  run = await startReal({ at: '2026-05-04T08:59:58Z' });
  await untilLines(1);
  await run.stop();
  const { outbox, close } = await openStore({ folder: run.state, clock: 'real', machine: realMachine() });
  const now = Date.parse('2026-05-04T09:00:10Z');
  const none = { posts: [], skipped: [], settledChannels: [], settledList: null };
  await outbox.reserve({ ...none, watermark: now + AHEAD_MS });
  await close();
  await run.start();
  run.setClock('2026-05-04T09:59:58Z');
  await untilLines(2);
  expect(lines()).toEqual([expect.stringContaining('in 3 hours'), expect.stringContaining('in 2 hours')]);
});

test('a machine 45 minutes behind does not say "in 1 hour" with 15 minutes left, and the log says that its clock is wrong', async () => {
  const subscription = { leads: leads('1h 10m') };
  run = await startReal({ at: '2026-05-04T10:58:00Z', subscription });
  await run.stop();
  run.setAhead(-45 * MINUTE_MS);
  run.setClock('2026-05-04T11:44:55Z');
  await run.start();
  await untilLines(1);
  expect(run.warnings()).toContainEqual(expect.stringContaining('The clock of this machine is 45 minutes behind'));
  // Eleven o'clock by the machine, an hour before the window closes, when it does so in a quarter of one.
  run.setClock('2026-05-04T11:45:10Z');
  run.setClock('2026-05-04T11:49:58Z');
  await untilLines(2);
  expect(lines()).toEqual([
    expect.stringMatching(/^I was offline\. .* in 1[45] minutes: /),
    expect.stringContaining('in 10 minutes'),
  ]);
});
