import { expect, test } from 'vitest';
import { leadName } from '../../../src/model/lead.ts';
import { call, channel } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { leads } from '../../build/build-subscriptions.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';

async function subscribed() {
  const made = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), made.context);
  return made;
}

test('/datewatch leads reads as reviewed', async () => {
  const { context } = await subscribed();
  const answers = [
    exchange('/datewatch leads', await run('datewatch leads', call(), context)),
    exchange(
      '/datewatch leads kind:tariff leads:14d 7d 1d 2h',
      await run('datewatch leads', call({ kind: 'tariff', leads: '14d 7d 1d 2h' }), context),
    ),
    exchange(
      '/datewatch leads once more',
      await run('datewatch leads', call({ kind: 'tariff', leads: '2h 1d 7d 2w' }), context),
    ),
    exchange('/datewatch leads leads:1d', await run('datewatch leads', call({ leads: '1d' }), context)),
    exchange(
      '/datewatch leads kind:tariff leads:default',
      await run('datewatch leads', call({ kind: 'tariff', leads: 'default' }), context),
    ),
    exchange('/datewatch leads kind:tariff', await refusal('datewatch leads', call({ kind: 'tariff' }), context)),
    exchange(
      '/datewatch leads kind:tarif leads:1d',
      await refusal('datewatch leads', call({ kind: 'tarif', leads: '1d' }), context),
    ),
    exchange('/datewatch leads leads:7x', await refusal('datewatch leads', call({ leads: '7x' }), context)),
    exchange(
      '/datewatch leads channel:#other',
      await refusal('datewatch leads', call({ channel: channel('200') }), context),
    ),
    exchange(
      '/datewatch leads by a member',
      await refusal('datewatch leads', call({}, { mayManageServer: false }), context),
    ),
  ];
  await expect(transcript('/datewatch leads', answers)).toMatchFileSnapshot('../transcripts/leads.md');
});

test('/datewatch leads sets one kind, leaves the others, the window and the rest alone, and takes a kind back', async () => {
  const { context, world, changes } = await subscribed();
  const before = await context.registry.subscription('100');
  world.moveTo(at('2025-10-26T00:00:00Z'));
  expectSound(await run('datewatch leads', call({ kind: 'Tariff', leads: '14d' }), context));
  await run('datewatch leads', call({ kind: 'summit', leads: '3d 1d' }), context);
  const saved = await context.registry.subscription('100');
  expect(saved?.leadsByKind).toEqual({ summit: leads('3d 1d'), tariff: leads('14d') });
  expect(saved).toMatchObject({ since: before?.since, filter: before?.filter, leads: null });
  await run('datewatch leads', call({ kind: 'tariff', leads: 'Default' }), context);
  await run('datewatch leads', call({ kind: 'summit', leads: 'default' }), context);
  expect(await context.registry.subscription('100')).not.toHaveProperty('leadsByKind');
  expect(changes.count).toBe(5);
});

test('/datewatch leads sets those of all other kinds, or gives them back to the defaults', async () => {
  const { context } = await subscribed();
  await run('datewatch leads', call({ leads: '2d' }), context);
  expect((await context.registry.subscription('100'))?.leads?.map(leadName)).toEqual(['2d']);
  await run('datewatch leads', call({ leads: 'default' }), context);
  expect((await context.registry.subscription('100'))?.leads).toBeNull();
});

test('/datewatch leads names the next reminder by what was saved', async () => {
  const { context } = await subscribed();
  await run('datewatch subscribe', call({ kind: 'tariff', leads: '1d' }), context);
  const reply = await run('datewatch leads', call({ kind: 'tariff', leads: '3d' }), context);
  expect(allText(reply)).toContain('• Wed 29 Oct 2025, 9 a.m.');
});

test('/datewatch leads writes nothing where they stand so already, or where it only shows', async () => {
  const { context, changes } = await subscribed();
  await run('datewatch leads', call({ kind: 'tariff', leads: '2w' }), context);
  const revision = await context.registry.revision();
  for (const options of [
    {},
    { kind: 'tariff', leads: '14d' },
    { leads: 'default' },
    { kind: 'truce', leads: 'default' },
  ]) {
    expect((await run('datewatch leads', call(options), context)).message.content).toMatch(/Nothing/);
  }
  expect(await context.registry.revision()).toBe(revision);
  expect(changes.count).toBe(2);
});

test('/datewatch leads takes over a subscription of the settings file, and says so', async () => {
  const { context } = await subscribed();
  const row = await context.registry.subscription('100');
  if (row) await context.registry.putSubscription({ ...row, madeBy: 'settings' });
  expect(allText(await run('datewatch leads', call({ leads: '1d' }), context))).toContain(
    'It came from the settings file.',
  );
  expect((await context.registry.subscription('100'))?.madeBy).toBe('command');
});

test('/datewatch leads takes back a kind that the list no longer has, and no kind of a strange name', async () => {
  const { context } = await subscribed();
  const row = await context.registry.subscription('100');
  if (row) await context.registry.putSubscription({ ...row, leadsByKind: { vanished: leads('1d') } });
  await run('datewatch leads', call({ kind: 'vanished', leads: 'default' }), context);
  expect(await context.registry.subscription('100')).not.toHaveProperty('leadsByKind');
  for (const kind of ['__proto__', 'constructor', 'tariff, summit']) {
    expect(await refusal('datewatch leads', call({ kind, leads: '1d' }), context)).toContain('Nothing was changed.');
  }
});

test('/datewatch leads completes kinds', async () => {
  const { context } = await subscribed();
  const choices = await complete('datewatch leads', 'kind', 'tar', call(), context);
  expect(choices.map(({ value }) => value)).toEqual(['tariff']);
});
