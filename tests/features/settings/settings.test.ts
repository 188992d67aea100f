import { expect, test } from 'vitest';
import { call, channel } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';

test('/datewatch settings reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ leads: '1d' }), context);
  const answers = [
    exchange('/datewatch settings', await run('datewatch settings', call(), context)),
    exchange(
      '/datewatch settings zone:asia/seoul',
      await run('datewatch settings', call({ zone: 'asia/seoul' }), context),
    ),
    exchange(
      '/datewatch settings zone:Asia/Seoul again',
      await run('datewatch settings', call({ zone: 'Asia/Seoul' }), context),
    ),
    exchange(
      '/datewatch settings posting-time:7:30',
      await run('datewatch settings', call({ 'posting-time': '7:30' }), context),
    ),
    exchange(
      '/datewatch settings zone:Mars/Base',
      await refusal('datewatch settings', call({ zone: 'Mars/Base' }), context),
    ),
    exchange('/datewatch settings zone:CST', await run('datewatch settings', call({ zone: 'CST' }), context)),
    exchange(
      '/datewatch settings zone:Asia/Soul',
      await run('datewatch settings', call({ zone: 'Asia/Soul' }), context),
    ),
    exchange(
      '/datewatch settings zone:United States',
      await run('datewatch settings', call({ zone: 'United States' }), context),
    ),
    exchange(
      '/datewatch settings posting-time:25:00',
      await refusal('datewatch settings', call({ 'posting-time': '25:00' }), context),
    ),
  ];
  await expect(transcript('/datewatch settings', answers)).toMatchFileSnapshot('../transcripts/settings.md');
});

test('/datewatch settings shows the clock in force without options, and changes nothing', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  const reply = await run('datewatch settings', call(), context);
  expect(reply.private).toBe(true);
  expect(reply.message.content).toBe('Server time zone: New York, reminders at 09:00.');
  expect(allText(reply)).toContain('(the default)');
  expect(await context.registry.guildSettings()).toEqual([]);
  expect(changes.count).toBe(0);
});

test('/datewatch settings writes what is named, properly spelled, and keeps the rest', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  await run('datewatch settings', call({ zone: ' europe/BERLIN ' }), context);
  await run('datewatch settings', call({ 'posting-time': '7:05' }), context);
  expect(await context.registry.guildSettings()).toEqual([{ guild: '1', zone: 'Europe/Berlin', postingTime: '07:05' }]);
  expect(changes.count).toBe(2);
});

test('/datewatch settings keeps one server’s clock from another’s', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch settings', call({ zone: 'Asia/Tokyo' }, { guild: '2' }), context);
  expect((await run('datewatch settings', call(), context)).message.content).toContain('New York');
});

test('/datewatch settings says which channels’ next reminder moved, both times by the new clock', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ kind: 'summit', leads: '1d' }), context);
  await run('datewatch subscribe', call({ kind: 'truce', leads: '1h', channel: channel('200') }), context);
  const text = allText(await run('datewatch settings', call({ 'posting-time': '18:00' }), context));
  expect(text).toContain('<#100>: Sat 25 Oct 2025, 9 a.m. → Sat 25 Oct 2025, 6 p.m.');
  // An hour before a deadline stands where it stood.
  expect(text).not.toContain('<#200>');
});

test('/datewatch settings leaves paused channels and those with nothing ahead out of what moved', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await context.registry.pauseSubscription('100', 'resting', at(AUTUMN));
  await run('datewatch subscribe', call({ kind: 'fees', channel: channel('200') }), context);
  const text = allText(await run('datewatch settings', call({ 'posting-time': '18:00' }), context));
  expect(text).toContain('No next reminder moved.');
});

test('/datewatch settings writes nothing where the same is set again, so that no window begins anew', async () => {
  const { context, changes, world } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await run('datewatch settings', call({ zone: 'Asia/Seoul' }), context);
  world.moveTo(at('2025-10-30T00:00:00Z'));
  const reply = await run('datewatch settings', call({ zone: 'Asia/Seoul' }), context);
  expect(reply.message.content).toBe('Nothing to change: Seoul, reminders at 09:00.');
  expect((await context.registry.subscription('100'))?.since).toBe(at(AUTUMN));
  expect(changes.count).toBe(2);
});

test.each(['Mars/Base', 'Etc/GMT+2', '`@everyone', 'x'.repeat(100)])(
  '/datewatch settings refuses the zone %j with two examples, and changes nothing',
  async (zone) => {
    const { context, changes } = await makeContext({ now: AUTUMN });
    const refused = await refusal('datewatch settings', call({ zone, 'posting-time': '10:00' }), context);
    expect(refused).toContain('Try `London` or `Asia/Seoul`. Nothing was changed.');
    expect(refused).not.toContain('@everyone');
    expect(await context.registry.guildSettings()).toEqual([]);
    expect(changes.count).toBe(0);
  },
);

test.each([
  ['seoul', 'Asia/Seoul'],
  ['Mumbai', 'Asia/Kolkata'],
  ['New York', 'America/New_York'],
  ['UTC-8', 'UTC-8'],
])('/datewatch settings takes the zone %j for %s', async (zone, id) => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch settings', call({ zone }), context);
  expect(await context.registry.guildSettings()).toMatchObject([{ zone: id }]);
});

test.each(['24:00', 'soon', '12:60', '-1:00', '09:00:00'])('/datewatch settings refuses the time %j', async (time) => {
  const { context } = await makeContext({ now: AUTUMN });
  const refused = await refusal('datewatch settings', call({ zone: 'Asia/Seoul', 'posting-time': time }), context);
  expect(refused).toContain('Try `9am` or `19:30`');
  expect(await context.registry.guildSettings()).toEqual([]);
});

test('/datewatch settings offers zones by their city, at most 25', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  const offered = await complete('datewatch settings', 'zone', 'new york', call(), context);
  expect(offered[0]).toEqual({ name: 'New York (America/New_York)', value: 'America/New_York' });
  expect(await complete('datewatch settings', 'zone', '', call(), context)).toHaveLength(25);
  expect(await complete('datewatch settings', 'posting-time', '9', call(), context)).toEqual([]);
});

test('/datewatch settings keeps to Discord’s limits with many channels', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  for (let i = 0; i < 60; i += 1)
    await run('datewatch subscribe', call({ channel: channel(`1000000000000${i}`) }), context);
  expectSound(await run('datewatch settings', call({ 'posting-time': '18:00' }), context));
});
