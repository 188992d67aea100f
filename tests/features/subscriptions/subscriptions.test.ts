import { expect, test } from 'vitest';
import { call, channel, role } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TODAY = '2026-11-22T12:00:00Z';

test('/datewatch subscriptions reads as reviewed', async () => {
  const { context, world } = await makeContext({ now: AUTUMN });
  const answers = [exchange('/datewatch subscriptions of none', await run('datewatch subscriptions', call(), context))];
  await run('datewatch subscribe', call({ leads: '7d 1d', role: role() }), context);
  await run('datewatch subscribe', call({ topic: 'tariffs', kind: 'truce', channel: channel('200') }), context);
  await run('datewatch subscribe', call({ channel: channel('300') }), context);
  await context.registry.pauseSubscription('300', 'the bot may no longer write there', at(AUTUMN));
  const row = await context.registry.subscription('200');
  if (row) await context.registry.putSubscription({ ...row, channel: '400', madeBy: 'settings' });
  answers.push(exchange('/datewatch subscriptions', await run('datewatch subscriptions', call(), context)));
  world.moveTo(at(TODAY));
  answers.push(
    exchange('/datewatch subscriptions (22 November 2026)', await run('datewatch subscriptions', call(), context)),
  );
  await expect(transcript('/datewatch subscriptions', answers)).toMatchFileSnapshot('../transcripts/subscriptions.md');
});

test('/datewatch subscriptions shows the channels of this server only, for the caller alone', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await run('datewatch subscribe', call({}, { guild: '2', channel: channel('999') }), context);
  const reply = await run('datewatch subscriptions', call({}, { mayManageServer: false }), context);
  expect(reply.private).toBe(true);
  expect(reply.message.content).toBe('1 channel of this server is subscribed.');
  expect(allText(reply)).toContain('<#100>');
  expect(allText(reply)).not.toContain('999');
});

test('/datewatch subscriptions names the next reminder of each, by the server’s clock', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ kind: 'truce', leads: '1d' }), context);
  await run('datewatch settings', call({ zone: 'Asia/Tokyo' }), context);
  expect(allText(await run('datewatch subscriptions', call(), context))).toContain('↳ next: Sun 9 Nov 2025, 09:00');
});

test('/datewatch subscriptions says why one is paused, escaped, and names no next reminder for it', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await context.registry.pauseSubscription('100', 'lost **access**', at(AUTUMN));
  const text = allText(await run('datewatch subscriptions', call(), context));
  expect(text).toContain('↳ paused: lost \\*\\*access\\*\\*');
  expect(text).not.toContain('↳ next');
});

test('/datewatch subscriptions counts the channels that do not fit', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  for (let i = 0; i < 60; i += 1) {
    await run('datewatch subscribe', call({ channel: channel(`10000000000000${i + 100}`) }), context);
  }
  const reply = await run('datewatch subscriptions', call(), context);
  expectSound(reply);
  expect(reply.message.content).toBe('60 channels of this server are subscribed.');
  expect(allText(reply)).toMatch(/… and \d+ more/);
});

test('/datewatch subscriptions refuses a direct message', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  expect(await refusal('datewatch subscriptions', call({}, { guild: null }), context)).toContain('in a server only');
});
