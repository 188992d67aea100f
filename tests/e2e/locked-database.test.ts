import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, expect, test } from 'vitest';
import { realMachine } from '../../src/time/machine.ts';
import { CHANNEL, OTHER_CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

const machine = realMachine();
let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

/** How long the other program holds its lock. */
const HELD_MS = 6_000;

/** Begins to watch the event loop; `end` returns the longest time, in milliseconds, in which nothing could run. */
function watchLoop() {
  let longest = 0;
  let last = machine.monotonic();
  const end = machine.every(20, () => {
    const now = machine.monotonic();
    longest = Math.max(longest, now - last);
    last = now;
  });
  return () => {
    end();
    return Math.max(longest, machine.monotonic() - last);
  };
}

async function waitFor(isSo: () => boolean): Promise<void> {
  while (!isSo()) await machine.sleep(20);
}

test('while another program holds the database, reading commands answer, writing ones say so, and a due reminder comes after it', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const { emulator } = started;
  const due = Date.parse('2025-11-10T14:00:00Z');
  const config = { subscriptions: [SUBSCRIPTION] };
  // Features load at their first use, which is no business of the lock.
  const before = await started.run({ start: '2025-11-10T13:00:00Z', until: '2025-11-10T13:00:01Z', config });
  await emulator.interact.command({ name: 'datewatch subscribe', options: { channel: OTHER_CHANNEL } });
  await emulator.interact.command({ name: 'datewatch check' });
  await emulator.interact.command({ name: 'dates next' });
  await before.stop();
  const span = { start: '2025-11-10T13:59:55Z', until: '2025-11-10T14:10:00Z', speed: 1 };
  const { context } = await started.run({ ...span, config });
  await waitFor(() => context.world.now() > due - 2_000);

  const other = new DatabaseSync(join(started.state, 'datewatch.sqlite'));
  other.exec('begin immediate');
  const began = machine.monotonic();
  const endWatch = watchLoop();
  const took = async (name: string, options: Record<string, string> = {}) => {
    const answer = await emulator.interact.command({ name, options });
    return { ms: machine.monotonic() - began, text: answer.message?.content ?? '' };
  };
  const [status, listed, written] = await Promise.all([
    took('datewatch check'),
    took('dates next'),
    took('datewatch pause', { until: '3 days' }),
  ]);
  await waitFor(() => machine.monotonic() - began > HELD_MS);
  const stalled = endWatch();
  const meanwhile = emulator.messages(CHANNEL);
  // A simulated world waits for the tick right before what is due.
  expect(context.world.now()).toBeGreaterThanOrEqual(due - 1);
  other.exec('rollback');
  other.close();

  for (const { ms } of [status, listed, written]) expect(ms).toBeLessThan(HELD_MS / 2);
  expect(stalled).toBeLessThan(1_000);
  expect(status.text).toMatch(/^All well/);
  expect(written.text).toMatch(/^Another program holds the database .*nothing was changed\. Try again/);
  expect(meanwhile).toEqual([]);
  await emulator.until('the reminder', () => emulator.messages(CHANNEL).length > 0);
  expect(emulator.messages(CHANNEL).map(({ content }) => content)).toEqual([expect.stringContaining('truce')]);
  const again = await emulator.interact.command({ name: 'datewatch pause', options: { until: '3 days' } });
  expect(again.message?.content).not.toContain('Another program');
});
