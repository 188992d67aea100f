import { afterEach, expect, test } from 'vitest';
import type { Running } from '../../src/app/start/start-datewatch.ts';
import { openCard, setClockOnCard } from '../build/open-card.ts';
import { CHANNEL, MEMBER, OTHER_CHANNEL, ROLE, type StartedWorld, startWorld } from '../build/start-world.ts';

const TRUCE = 'tariff-truce-expiry-2025';
const TARIFF = 'us-tariff-100-2025';

let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

/** The program at that instant, to be spoken with; then the same state until `until`, as fast as it can go. */
async function speakAt(start: string, say: () => Promise<void>, until: string): Promise<void> {
  const setupRun = await started.run({ start, until: start, speed: 1 });
  await say();
  await setupRun.stop();
  await goOn(start, until);
}

async function goOn(start: string, until: string): Promise<Running> {
  const running = await started.run({ start, until });
  await running.worldEnded;
  await running.stop();
  return running;
}

const ask = (name: string, options: Record<string, string | boolean> = {}) =>
  started.emulator.interact.command({ name, options });
const textOf = (outcome: Awaited<ReturnType<typeof ask>>) =>
  `${outcome.content}\n${JSON.stringify(outcome.message?.embeds ?? [])}`;
const posted = (channel = CHANNEL) =>
  started.emulator
    .messages(channel)
    .map(({ createdMs, content }) => `${new Date(createdMs).toISOString().slice(0, 16)}Z ${content}`);

test('quiet hours chosen in Discord move what falls in them, but for the last hour of a deadline', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const say = async () => {
    await setClockOnCard(started, { time: '23:00' });
    const made = await ask('datewatch subscribe', { kind: 'truce', leads: '7d 1d 1h', quiet: '22:00-07:00' });
    expect(made.ephemeral).toBe(true);
    expect(textOf(made)).toContain('Tue 4 Nov 2025, 7 a.m.');
    expect((await openCard(started)).text()).toContain('quiet 10 p.m. – 7 a.m.');
  };
  await speakAt('2025-11-01T16:00:00Z', say, '2025-11-12T00:00:00Z');
  // New York is five hours behind by then: 07:00 there, and 23:00 on the last evening.
  expect(posted().map((line) => line.slice(0, 17))).toEqual([
    '2025-11-04T12:00Z',
    '2025-11-10T12:00Z',
    '2025-11-11T04:00Z',
  ]);
  expect(posted().join('\n')).not.toMatch(/late|was due/i);
  expect(started.emulator.violations).toEqual([]);
});

test('a muted event is silent until it is unmuted, over restarts, and others are told', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const mute = async () => {
    await ask('datewatch subscribe', { leads: '7d 1d' });
    const card = await openCard(started);
    await card.press('Muted');
    await card.choose('muted', TRUCE);
    expect(card.text()).toContain('1 muted');
  };
  await speakAt('2025-10-28T12:00:00Z', mute, '2025-11-05T00:00:00Z');
  expect(posted().length).toBeGreaterThan(0);
  expect(posted().filter((line) => line.includes('truce'))).toEqual([]);
  const unmute = async () => {
    const card = await openCard(started);
    await card.press('Muted');
    await card.choose('muted');
    expect(card.text()).toContain('Sun 9 Nov 2025, 9 a.m.');
  };
  await speakAt('2025-11-05T00:00:00Z', unmute, '2025-11-12T00:00:00Z');
  expect(posted().filter((line) => line.includes('truce'))).toEqual([
    expect.stringMatching(/^2025-11-09T14:00Z .*tomorrow/),
  ]);
  expect(started.emulator.violations).toEqual([]);
});

test('a paused server is silent in every channel until the day, and makes up for nothing', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const pause = async () => {
    await ask('datewatch subscribe', { leads: '7d 1d' });
    await ask('datewatch subscribe', { channel: OTHER_CHANNEL, kind: 'truce', leads: '7d 1d' });
    const paused = await ask('datewatch pause', { until: '2025-11-09' });
    expect(paused.content).toBe('Paused until Sun 9 Nov 2025, 12:00 a.m. New York.');
    expect(textOf(await ask('datewatch check'))).toContain('paused until Sun 9 Nov 2025, 12:00 a.m.');
    expect((await openCard(started)).text()).toContain('Until Sun 9 Nov 2025, 12:00 a.m.');
    const byMember = await started.emulator.interact.command({ name: 'datewatch resume', userId: MEMBER, force: true });
    expect(byMember.content).toContain('Manage Server');
  };
  await speakAt('2025-10-28T12:00:00Z', pause, '2025-11-12T00:00:00Z');
  for (const channel of [CHANNEL, OTHER_CHANNEL]) {
    expect(posted(channel)).toEqual([expect.stringMatching(/^2025-11-09T14:00Z .*truce/)]);
  }
  expect(started.emulator.violations).toEqual([]);
});

test('leads of one kind and pings by kind of message hold where they were chosen', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const choose = async () => {
    await ask('datewatch subscribe', { leads: '1d', certainty: 'threatened, confirmed', words: 'tariff', role: ROLE });
    const card = await openCard(started);
    await card.press('When');
    await card.type('leads', { typed: '1d', kinds: 'tariff: 2d' });
    expect(card.text()).toContain('1 kind has its own');
    await card.press('Pings');
    await card.choose('pingfor', 'confirmed', 'threatened');
    await card.press('Muted');
    await card.choose('muted', TARIFF);
    await card.press('Muted');
    await card.choose('muted');
  };
  await speakAt('2025-10-28T12:00:00Z', choose, '2025-11-01T00:00:00Z');
  const quieten = async () => {
    const card = await openCard(started);
    await card.press('Pings');
    await card.choose('pingkinds', 'catch-up', 'notice');
  };
  await speakAt('2025-11-01T00:00:00Z', quieten, '2025-11-12T00:00:00Z');
  const [tariff, truce, ...more] = started.emulator.messages(CHANNEL);
  expect(more).toEqual([]);
  expect(new Date(tariff?.createdMs ?? 0).toISOString()).toBe('2025-10-30T13:00:00.000Z');
  expect(tariff?.content).toContain(`<@&${ROLE}>`);
  expect(truce?.content).toContain('truce');
  expect(truce?.content).not.toContain('<@&');
  expect(started.emulator.violations).toEqual([]);
});
