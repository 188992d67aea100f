import { expect, test } from 'vitest';
import { ofGuild, type Subscription } from '../../../src/model/subscription.ts';
import { call, channel } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';

const DECLARED: Subscription = {
  owner: ofGuild('1'),
  channel: '100',
  filter: { topics: null, kinds: ['truce'] },
  leads: null,
  role: null,
  pingFor: ['confirmed'],
  since: at('2025-10-01T00:00:00Z'),
  madeBy: 'settings',
  paused: null,
};

test('/datewatch unsubscribe reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ kind: 'tariff', leads: '1d' }), context);
  const answers = [
    exchange('/datewatch unsubscribe', await run('datewatch unsubscribe', call(), context)),
    exchange('/datewatch unsubscribe again', await refusal('datewatch unsubscribe', call(), context)),
  ];
  await context.registry.putSubscription(DECLARED);
  answers.push(
    exchange('/datewatch unsubscribe of the settings file', await run('datewatch unsubscribe', call(), context)),
  );
  answers.push(exchange('/datewatch unsubscribe of it again', await refusal('datewatch unsubscribe', call(), context)));
  await expect(transcript('/datewatch unsubscribe', answers)).toMatchFileSnapshot('../transcripts/unsubscribe.md');
});

test('/datewatch unsubscribe removes the channel’s subscription, notifies the program, and says what it was', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ kind: 'tariff', leads: '1d' }), context);
  const reply = await run('datewatch unsubscribe', call(), context);
  expectSound(reply);
  expect(reply.private).toBe(true);
  expect(allText(reply)).toContain('kind tariff · 1 day before · ping: nobody');
  expect(await context.registry.subscription('100')).toBeNull();
  expect(changes.count).toBe(2);
});

test('/datewatch unsubscribe leaves other channels alone', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await run('datewatch subscribe', call({ channel: channel('200') }), context);
  await run('datewatch unsubscribe', call({ channel: channel('200') }), context);
  expect((await context.registry.subscriptions()).map((row) => row.channel)).toEqual(['100']);
});

test('/datewatch unsubscribe works in a channel where the bot may no longer write', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  await run('datewatch unsubscribe', call({}, { channel: channel('100', { botMay: new Set() }) }), context);
  expect(await context.registry.subscriptions()).toEqual([]);
});

test('/datewatch unsubscribe refuses a channel without a subscription, and changes nothing', async () => {
  const { context, changes } = await makeContext({ now: AUTUMN });
  expect(await refusal('datewatch unsubscribe', call(), context)).toContain('nothing was changed');
  expect(changes.count).toBe(0);
});

test('/datewatch unsubscribe never touches a subscription of another server', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription({ ...DECLARED, owner: ofGuild('2'), madeBy: 'command' });
  expect(await refusal('datewatch unsubscribe', call(), context)).toContain('no subscription');
  expect(await context.registry.subscription('100')).not.toBeNull();
});

test('/datewatch unsubscribe stops one of the settings file by a paused one that wins over it, which /datewatch subscribe starts again', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription(DECLARED);
  await run('datewatch unsubscribe', call(), context);
  expect(await context.registry.subscription('100')).toMatchObject({
    madeBy: 'command',
    paused: 'stopped by /datewatch unsubscribe',
    filter: { kinds: ['truce'] },
  });
  expect(await refusal('datewatch unsubscribe', call(), context)).toContain('already stopped');
  await run('datewatch subscribe', call(), context);
  expect(await context.registry.subscription('100')).toMatchObject({ paused: null });
});

test('/datewatch unsubscribe refuses a channel that the caller cannot see', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ channel: channel('200') }), context);
  const hidden = channel('200', { callerMay: new Set() });
  expect(await refusal('datewatch unsubscribe', call({ channel: hidden }), context)).toContain('cannot see');
  expect(await context.registry.subscription('200')).not.toBeNull();
});
