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

/** The card of a date: its moment, and since when its reminder was due. */
function cardOf(date: string, due: string): string {
  return `<t:${Date.parse(`${date}Z`) / 1_000}:F>\n-# was due Mon 4 May, ${due} UTC · Only source: Office, 1 May`;
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
      '1 hour 10 minutes late (I was offline). Alpha closes in 1 hour 50 minutes: Mon 4 May, 20:00 UTC.',
    );
    expect(late?.embeds[0]?.['description']).toBe(cardOf('2026-05-04T20:00', '17:00'));
    expect(caughtUp?.content).toBe(
      'I was offline. Still ahead: Beta closes tomorrow, 5 May · Gamma closes tomorrow, 5 May',
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
    '20 minutes late (I was offline). Delta closes in 40 minutes · Alpha closes in 3 hours 40 minutes · 2 more',
  );
  expect(late?.embeds.map((embed) => [embed['title'], embed['description']])).toEqual([
    ['delta', cardOf('2026-05-04T17:00', '16:00')],
    ['alpha', cardOf('2026-05-04T20:00', '14:00')],
    ['beta', cardOf('2026-05-05T12:00', '11:00')],
    ['gamma', cardOf('2026-05-05T16:00', '11:00')],
  ]);
});

test('a minute away is no outage: the reminder comes without a word about it', async () => {
  await live('16:50', '16:59');
  await live('17:01', '17:01');
  expect(started.emulator.messages(CHANNEL).map(({ content }) => content)).toEqual([
    'Alpha closes in 2 hours 59 minutes: Mon 4 May, 20:00 UTC.',
  ]);
});
