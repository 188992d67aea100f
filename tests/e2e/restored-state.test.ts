import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { seedState } from '../build/seed-state.ts';
import { startFixture, type TortureFixture } from '../torture/start-fixture.ts';

const GUILD = '1428000000000000001';
const CHANNEL = '1428000000000000011';
/** Filings that close a quarter of an hour later are due. The world stands a second after it. */
const DUE = Date.UTC(2026, 4, 4, 12);

/** A list of filings, each by its name and when it closes on 4 May 2026, UTC. */
function filings(...all: readonly (readonly [string, string])[]): string {
  const events = all.map(
    ([id, closes]) => `  - id: ${id}
    title: Filing ${id}
    kind: filing
    certainty: confirmed
    claims: [{ source: office, published: 2026-05-01, date: { closes: 2026-05-04 ${closes} } }]
`,
  );
  return `covers: Filings\nzone: UTC\nsources:\n  office: { name: Office }\nevents:\n${events.join('')}`;
}

/** Discord forgets every nonce at once, as it has after minutes. */
async function openFixture(list: string, finish: (close: () => Promise<void>) => void): Promise<TortureFixture> {
  const world = { guilds: [{ id: GUILD, name: 'Desk', channels: [{ id: CHANNEL, name: 'dates' }] }] };
  const fixture = await startFixture({ world, worldAt: DUE + 1_000, speed: 0.01, options: { nonceWindowMs: 0 } });
  finish(() => fixture.close());
  await fixture.writeList(list);
  await fixture.writeSettings(
    `zone: UTC\nsubscriptions:\n  - { server: "${GUILD}", channel: "${CHANNEL}", leads: [15m] }\n`,
  );
  await seedState(fixture.state, { guild: GUILD, channels: [CHANNEL], due: DUE });
  return fixture;
}

/** Runs the program until the channel holds so many messages and no post is open, and stops it. */
async function runUntil(fixture: TortureFixture, messages: number): Promise<void> {
  const running = await fixture.startHere();
  await fixture.emulator.until(`${messages} messages`, () => fixture.emulator.messages(CHANNEL).length >= messages);
  await running.engine.delivery.idle();
  await running.stop();
}

const copyOf = ({ state }: TortureFixture): string => `${state}-copy`;

/** Copies the state while nothing runs. */
function copyState(fixture: TortureFixture): Promise<void> {
  return cp(fixture.state, copyOf(fixture), { recursive: true });
}

/** Puts the copy back, as one that is ten minutes old: so long ago ticks had handled what was due by its word. */
async function restoreState(fixture: TortureFixture): Promise<void> {
  await rm(fixture.state, { recursive: true });
  await cp(copyOf(fixture), fixture.state, { recursive: true });
  const database = new DatabaseSync(join(fixture.state, 'datewatch.sqlite'));
  database.exec("UPDATE facts SET value = value - 600000 WHERE name = 'watermark'");
  database.close();
}

/** How the reminders ended by the ledger's word. */
async function endsOf(fixture: TortureFixture): Promise<string[]> {
  const store = await openStore({ folder: fixture.state, clock: 'simulated', machine: realMachine() });
  const moments = await store.outbox.moments({ channels: [CHANNEL], events: null });
  await store.close();
  return moments.filter(({ lead }) => lead !== null).map(({ event, state }) => `${event} ${state}`);
}

const titles = (fixture: TortureFixture): string[][] =>
  fixture.emulator.messages(CHANNEL).map(({ embeds }) => embeds.map((embed) => String(embed['title'])));

describe.concurrent('a state that was restored from an older copy', () => {
  test('what was sent since the copy is found in the channel and not sent again', async ({
    expect,
    onTestFinished,
  }) => {
    const fixture = await openFixture(filings(['a', '12:15']), onTestFinished);
    await copyState(fixture);
    await runUntil(fixture, 1);
    await restoreState(fixture);
    await runUntil(fixture, 1);
    expect(titles(fixture)).toEqual([['Filing a']]);
    expect(await endsOf(fixture)).toEqual(['a sent']);
  });

  test('what was found in the channel is corrected in place when its date moves', async ({
    expect,
    onTestFinished,
  }) => {
    const fixture = await openFixture(filings(['a', '12:15'], ['b', '12:15']), onTestFinished);
    await copyState(fixture);
    await runUntil(fixture, 1);
    await restoreState(fixture);
    await runUntil(fixture, 1);
    await fixture.writeList(filings(['a', '14:00'], ['b', '12:15']));
    await runUntil(fixture, 2);
    const [reminder] = fixture.emulator.messages(CHANNEL);
    expect(reminder?.content).toMatch(/^Partly out of date\. /);
    const dates = reminder?.embeds.map((embed) => JSON.stringify(embed['description']));
    expect(dates).toEqual([expect.stringContaining('what changed'), expect.not.stringContaining('what changed')]);
    expect(fixture.emulator.violations).toEqual([]);
  });

  test('of what falls together only what is not in the channel yet is sent', async ({ expect, onTestFinished }) => {
    const fixture = await openFixture(filings(['a', '12:15'], ['b', '12:15']), onTestFinished);
    await copyState(fixture);
    await runUntil(fixture, 1);
    await restoreState(fixture);
    await fixture.writeList(filings(['a', '12:15'], ['b', '12:15'], ['c', '12:15']));
    await runUntil(fixture, 2);
    expect(titles(fixture)).toEqual([['Filing a', 'Filing b'], ['Filing c']]);
    expect((await endsOf(fixture)).sort()).toEqual(['a sent', 'b sent', 'c sent']);
  });

  test('a notice of a change that was posted since the copy is not posted again', async ({
    expect,
    onTestFinished,
  }) => {
    const fixture = await openFixture(filings(['a', '12:15']), onTestFinished);
    await runUntil(fixture, 1);
    await copyState(fixture);
    await fixture.writeList(filings(['a', '14:00']));
    await runUntil(fixture, 2);
    await restoreState(fixture);
    await runUntil(fixture, 2);
    expect(titles(fixture)).toHaveLength(2);
  });

  test('a reminder that was never sent is sent late where the copy is merely old', async ({
    expect,
    onTestFinished,
  }) => {
    const fixture = await openFixture(filings(['a', '12:15']), onTestFinished);
    await copyState(fixture);
    await restoreState(fixture);
    await runUntil(fixture, 1);
    expect(titles(fixture)).toEqual([['Filing a']]);
  });
});
