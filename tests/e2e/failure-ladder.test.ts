import { afterEach, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { CHANNEL, GUILD, OTHER_CHANNEL, type StartedWorld, SUBSCRIPTION, startWorld } from '../build/start-world.ts';

let started: StartedWorld;
afterEach(async () => {
  await started.close();
});

const FROM = '2025-10-30T00:00:00Z';
const TO = '2025-11-12T00:00:00Z';
const both = { subscriptions: [SUBSCRIPTION, { ...SUBSCRIPTION, channel: OTHER_CHANNEL }] };
const contentsOf = (channel: string) => started.emulator.messages(channel).map(({ content }) => content);

test('a channel that closes stops at once; the managers learn of it in another; /subscribe resumes it and says what was missed', async () => {
  started = await startWorld({ channelLimit: 'off' });
  started.emulator.change.setBotOverwrite(CHANNEL, { allow: 0n, deny: 2048n });
  const running = await started.run({ start: FROM, until: TO, config: both });
  await running.worldEnded;

  expect(contentsOf(CHANNEL)).toEqual([]);
  expect(contentsOf(OTHER_CHANNEL).filter((line) => line.includes('have stopped'))).toHaveLength(1);
  expect(contentsOf(OTHER_CHANNEL).filter((line) => line.includes('truce'))).toHaveLength(4);
  // One refusal was enough: a closed channel is not asked again.
  const refused = started.emulator.requests.filter(({ status, path }) => status === 403 && path.includes(CHANNEL));
  expect(refused).toHaveLength(1);
  const listed = await started.emulator.interact.command({ name: 'subscriptions' });
  expect(JSON.stringify(listed.message?.embeds)).toContain('missing permission');

  started.emulator.change.setBotOverwrite(CHANNEL, { allow: 0n, deny: 0n });
  const resumed = await started.emulator.interact.command({ name: 'subscribe', options: { channel: CHANNEL } });
  const text = JSON.stringify(resumed.message?.embeds);
  expect(text).toContain('active again');
  expect(text).toContain('Missed while it was paused');
  expect(text).toContain('tariff truce never came');
  expect(started.emulator.violations).toEqual([]);
});

test('where the only subscribed channel closes, the managers learn of it in the channel in which Discord writes to them', async () => {
  started = await startWorld({ channelLimit: 'off' });
  started.emulator.change.setBotOverwrite(CHANNEL, { allow: 0n, deny: 2048n });
  const running = await started.run({ start: FROM, until: TO, config: { subscriptions: [SUBSCRIPTION] } });
  await running.worldEnded;
  const [word, ...more] = started.emulator.messages(OTHER_CHANNEL);
  expect(word?.content).toContain('have stopped');
  expect(JSON.stringify(word?.embeds)).toContain(`<#${CHANNEL}>`);
  expect(more).toEqual([]);
});

test('a word that a process died before it could write is written by the next one, and not once more by the one after', async () => {
  started = await startWorld({ channelLimit: 'off' });
  const [since, machine] = [Date.parse(FROM), realMachine()];
  const store = await openStore({ folder: started.state, clock: 'simulated', machine });
  for (const channel of [CHANNEL, OTHER_CHANNEL]) {
    await store.registry.putSubscription({ ...SUBSCRIPTION, channel, since, madeBy: 'command' });
  }
  const closing = { guild: GUILD, channel: CHANNEL, reason: 'missing access', since, post: 'refused' } as const;
  await store.registry.pauseChannel(closing);
  await store.close();
  for (const until of ['2025-10-30T00:02:00Z', '2025-10-30T00:04:00Z']) {
    const running = await started.run({ start: FROM, until, config: { subscriptions: [] } });
    await started.emulator.until('the word', () => contentsOf(OTHER_CHANNEL).length > 0);
    await running.worldEnded;
    await running.stop();
  }
  expect(contentsOf(OTHER_CHANNEL)).toEqual([expect.stringContaining('have stopped')]);
});

test('a card that Discord refuses is posted as plain text', async () => {
  started = await startWorld({ channelLimit: 'off' });
  started.emulator.faults.add({
    kind: 'status',
    status: 400,
    code: 200_000,
    match: { when: ({ method, body }) => method === 'POST' && JSON.stringify(body ?? null).includes('"embeds":[{') },
    times: 'always',
  });
  const running = await started.run({
    start: '2025-11-10T00:00:00Z',
    until: TO,
    config: { subscriptions: [SUBSCRIPTION] },
  });
  await running.worldEnded;
  const messages = started.emulator.messages(CHANNEL);
  expect(messages).toHaveLength(2);
  for (const { content, embeds } of messages) {
    expect(embeds).toEqual([]);
    expect(content).toContain('truce');
    expect(content).toContain('**Ends**');
  }
});
