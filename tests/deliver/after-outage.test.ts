import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { occasionName } from '../../src/model/moment.ts';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { leads } from '../build/build-subscriptions.ts';
import { CHANNEL, OTHER_CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

const closes = (id: string, date: string) =>
  `  - { id: ${id}, title: ${id}, kind: filing, certainty: confirmed, claims: [{ source: office, published: 2026-05-01, date: { closes: ${date} } }] }\n`;
const LIST = `covers: Filings
zone: UTC
sources: { office: { name: Office } }
events:
${closes('alpha', '2026-05-04 20:00')}${closes('beta', '2026-05-05 12:00')}${closes('gamma', '2026-05-05 16:00')}${closes('delta', '2026-05-04 17:00')}`;

let started: StartedWorld;
let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'datewatch-outage-'));
  await writeFile(join(data, 'list.yaml'), LIST);
  started = await startWorld();
});
afterEach(async () => {
  await started.close();
  await rm(data, { recursive: true, force: true });
});

/** Runs the program from one instant of 4 May 2026 to another. Day leads are posted at 11:00 UTC. */
async function live(from: string, until: string): Promise<void> {
  const [start, end] = [`2026-05-04T${from}:00Z`, `2026-05-04T${until}:00Z`];
  const subscription = { ...SUBSCRIPTION, leads: leads('1d 6h 3h 1h') };
  const running = await started.run({
    start,
    until: end,
    config: {
      dataFolder: data,
      defaults: { zone: 'UTC', postingTime: '11:00', leads: { events: [], deadlines: [], byKind: {} } },
      subscriptions: [subscription, { ...subscription, channel: OTHER_CHANNEL }],
    },
  });
  await running.worldEnded;
  await running.stop();
}

async function readEnds(): Promise<string[]> {
  const store = await openStore({ folder: started.state, clock: 'simulated', machine: realMachine() });
  const rows = await store.outbox.moments({ channels: [CHANNEL], events: null });
  await store.close();
  const late = rows.filter(({ reason }) => reason !== 'before subscription');
  return late.map((row) => `${row.event} ${occasionName(row)} ${row.state}: ${row.reason}`).sort();
}

test.each([CHANNEL, OTHER_CHANNEL])(
  'after eight hours away, %s gets one late reminder and one catch-up',
  async (channel) => {
    await live('09:00', '10:00');
    expect(started.emulator.messages()).toEqual([]);
    await live('18:10', '18:10');
    const [late, caughtUp, ...more] = [...started.emulator.messages(channel)].sort(
      (a, b) => a.embeds.length - b.embeds.length,
    );
    expect(more).toEqual([]);
    expect(late?.content).toBe(
      'Late. 1 hour 50 minutes left: alpha closes Mon 4 May, 20:00, UTC. No extension recorded.',
    );
    expect(late?.embeds[0]?.['description']).toBe('Late: was due Mon 4 May 2026, 17:00 (UTC).');
    expect(caughtUp?.content).toBe(
      'Reminders were held up. 2 dates are still ahead. Nearest: beta closes tomorrow, Tue 5 May, 12:00 (UTC). No extension recorded.',
    );
    expect(caughtUp?.embeds.map((embed) => embed['title'])).toEqual(['beta', 'gamma']);
    expect(JSON.stringify(started.emulator.messages(channel))).not.toContain('delta');
  },
);

test('what became of each missed reminder stands in the ledger', async () => {
  await live('09:00', '10:00');
  await live('18:10', '18:10');
  expect(await readEnds()).toEqual([
    'alpha 3h sent: late',
    'alpha 6h skipped: superseded',
    'beta 1d sent: caught up',
    'delta 1h skipped: too late',
    'delta 3h skipped: superseded',
    'delta 6h skipped: superseded',
    'gamma 1d sent: caught up',
  ]);
});

test('what fell due at several instants within its grace comes as one late message, each date with its own instant', async () => {
  await live('09:00', '10:00');
  await live('16:20', '16:20');
  const [late, ...more] = started.emulator.messages(CHANNEL);
  expect(more).toEqual([]);
  expect(late?.content).toBe(
    'Late. 4 dates. First: 40 minutes left: delta closes Mon 4 May, 17:00, UTC. No extension recorded. Also: alpha, beta, gamma.',
  );
  expect(late?.embeds.map((embed) => `${embed['title']}: ${embed['description']}`)).toEqual([
    'delta: Late: was due Mon 4 May 2026, 16:00 (UTC).',
    'alpha: Late: was due Mon 4 May 2026, 14:00 (UTC).',
    'beta: Late: was due Mon 4 May 2026, 11:00 (UTC).',
    'gamma: Late: was due Mon 4 May 2026, 11:00 (UTC).',
  ]);
});

test('a minute away is no outage: the reminder comes without a word about it', async () => {
  await live('16:50', '16:59');
  await live('17:01', '17:01');
  expect(started.emulator.messages(CHANNEL).map(({ content }) => content)).toEqual([
    '2 hours 59 minutes left: alpha closes Mon 4 May, 20:00, UTC. No extension recorded.',
  ]);
});
