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
const MAINTAINERS = '1428000000000000013';
const reports = () => contentsOf(MAINTAINERS).filter((line) => line.includes('have stopped'));
const both = { subscriptions: [SUBSCRIPTION, { ...SUBSCRIPTION, channel: OTHER_CHANNEL }] };
const contentsOf = (channel: string) => started.emulator.messages(channel).map(({ content }) => content);

test('a channel that closes rests, costs one try for each reminder, and /datewatch subscribe resumes it and says what was missed', async () => {
  started = await startWorld({ channelLimit: 'off' });
  started.emulator.change.setBotOverwrite(CHANNEL, { allow: 0n, deny: 2048n });
  const running = await started.run({ start: FROM, until: TO, config: both });
  await running.worldEnded;

  expect(contentsOf(CHANNEL)).toEqual([]);
  // Trouble is no business of those who read another channel.
  expect(contentsOf(OTHER_CHANNEL).filter((line) => line.includes('have stopped'))).toEqual([]);
  const due = contentsOf(OTHER_CHANNEL).length;
  // The first reminder is tried twice before the closing is believed.
  const refused = started.emulator.requests.filter(({ status, path }) => status === 403 && path.includes(CHANNEL));
  expect(refused).toHaveLength(due + 1);
  const listed = await started.emulator.interact.command({ name: 'datewatch check' });
  expect(JSON.stringify(listed.message?.embeds)).toContain('I was not allowed to write there.');

  // Nothing tells the program that it may write there again before the command does.
  started.emulator.faults.add({ kind: 'status', status: 500, match: { method: 'GET' }, times: 'always' });
  started.emulator.change.setBotOverwrite(CHANNEL, { allow: 0n, deny: 0n });
  const resumed = await started.emulator.interact.command({
    name: 'datewatch subscribe',
    options: { channel: CHANNEL },
  });
  const text = JSON.stringify(resumed.message?.embeds);
  expect(text).toContain('active again');
  expect(text).toContain('Missed while it was paused');
  expect(text).toContain('tariff truce never came');
  expect(started.emulator.violations).toEqual([]);
});

test('the maintainers are told of a closing where a process died before it could say so, once, and no other channel is', async () => {
  started = await startWorld({ channelLimit: 'off' });
  started.emulator.faults.add({
    kind: 'status',
    status: 403,
    code: 50001,
    match: { channelId: CHANNEL },
    times: 'always',
  });
  const [since, machine] = [Date.parse(FROM), realMachine()];
  const store = await openStore({ folder: started.state, clock: 'simulated', machine });
  for (const channel of [CHANNEL, OTHER_CHANNEL]) {
    await store.registry.putSubscription({ ...SUBSCRIPTION, channel, since, madeBy: 'command' });
  }
  const closing = { guild: GUILD, channel: CHANNEL, reason: 'missing access', since, post: 'refused' } as const;
  await store.registry.pauseChannel(closing);
  await store.close();
  const config = { subscriptions: [], maintainers: { channel: MAINTAINERS } };
  for (const until of ['2025-10-30T00:02:00Z', '2025-10-30T00:04:00Z']) {
    const running = await started.run({ start: FROM, until, config });
    await started.emulator.until('the report', () => reports().length > 0);
    await running.worldEnded;
    await running.stop();
  }
  expect(reports()).toHaveLength(1);
  expect(contentsOf(OTHER_CHANNEL)).toEqual([]);
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
    expect(content).toContain('**U.S.–China tariff truce**');
  }
});
