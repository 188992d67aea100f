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
  await run('subscribe', call(), made.context);
  return made;
}

test('/leads reads as reviewed', async () => {
  const { context } = await subscribed();
  const answers = [
    exchange('/leads', await run('leads', call(), context)),
    exchange(
      '/leads kind:tariff leads:14d 7d 1d 2h',
      await run('leads', call({ kind: 'tariff', leads: '14d 7d 1d 2h' }), context),
    ),
    exchange('/leads once more', await run('leads', call({ kind: 'tariff', leads: '2h 1d 7d 2w' }), context)),
    exchange('/leads leads:1d', await run('leads', call({ leads: '1d' }), context)),
    exchange(
      '/leads kind:tariff leads:default',
      await run('leads', call({ kind: 'tariff', leads: 'default' }), context),
    ),
    exchange('/leads kind:tariff', await refusal('leads', call({ kind: 'tariff' }), context)),
    exchange('/leads kind:tarif leads:1d', await refusal('leads', call({ kind: 'tarif', leads: '1d' }), context)),
    exchange('/leads leads:7x', await refusal('leads', call({ leads: '7x' }), context)),
    exchange('/leads channel:#other', await refusal('leads', call({ channel: channel('200') }), context)),
    exchange('/leads by a member', await refusal('leads', call({}, { mayManageServer: false }), context)),
  ];
  await expect(transcript('/leads', answers)).toMatchFileSnapshot('../transcripts/leads.md');
});

test('/leads sets one kind, leaves the others, the window and the rest alone, and takes a kind back', async () => {
  const { context, world, changes } = await subscribed();
  const before = await context.registry.subscription('100');
  world.moveTo(at('2025-10-26T00:00:00Z'));
  expectSound(await run('leads', call({ kind: 'Tariff', leads: '14d' }), context));
  await run('leads', call({ kind: 'summit', leads: '3d 1d' }), context);
  const saved = await context.registry.subscription('100');
  expect(saved?.leadsByKind).toEqual({ summit: leads('3d 1d'), tariff: leads('14d') });
  expect(saved).toMatchObject({ since: before?.since, filter: before?.filter, leads: null });
  await run('leads', call({ kind: 'tariff', leads: 'Default' }), context);
  await run('leads', call({ kind: 'summit', leads: 'default' }), context);
  expect(await context.registry.subscription('100')).not.toHaveProperty('leadsByKind');
  expect(changes.count).toBe(5);
});

test('/leads sets those of all other kinds, or gives them back to the defaults', async () => {
  const { context } = await subscribed();
  await run('leads', call({ leads: '2d' }), context);
  expect((await context.registry.subscription('100'))?.leads?.map(leadName)).toEqual(['2d']);
  await run('leads', call({ leads: 'default' }), context);
  expect((await context.registry.subscription('100'))?.leads).toBeNull();
});

test('/leads names the next reminder by what was saved', async () => {
  const { context } = await subscribed();
  await run('subscribe', call({ kind: 'tariff', leads: '1d' }), context);
  const reply = await run('leads', call({ kind: 'tariff', leads: '3d' }), context);
  expect(allText(reply)).toContain('• Wed 29 Oct 2025, 09:00');
});

test('/leads writes nothing where they stand so already, or where it only shows', async () => {
  const { context, changes } = await subscribed();
  await run('leads', call({ kind: 'tariff', leads: '2w' }), context);
  const revision = await context.registry.revision();
  for (const options of [
    {},
    { kind: 'tariff', leads: '14d' },
    { leads: 'default' },
    { kind: 'truce', leads: 'default' },
  ]) {
    expect((await run('leads', call(options), context)).message.content).toMatch(/Nothing/);
  }
  expect(await context.registry.revision()).toBe(revision);
  expect(changes.count).toBe(2);
});

test('/leads takes over a subscription of the settings file, and says so', async () => {
  const { context } = await subscribed();
  const row = await context.registry.subscription('100');
  if (row) await context.registry.putSubscription({ ...row, madeBy: 'settings' });
  expect(allText(await run('leads', call({ leads: '1d' }), context))).toContain('It came from the settings file.');
  expect((await context.registry.subscription('100'))?.madeBy).toBe('command');
});

test('/leads takes back a kind that the list no longer has, and no kind of a strange name', async () => {
  const { context } = await subscribed();
  const row = await context.registry.subscription('100');
  if (row) await context.registry.putSubscription({ ...row, leadsByKind: { vanished: leads('1d') } });
  await run('leads', call({ kind: 'vanished', leads: 'default' }), context);
  expect(await context.registry.subscription('100')).not.toHaveProperty('leadsByKind');
  for (const kind of ['__proto__', 'constructor', 'tariff, summit']) {
    expect(await refusal('leads', call({ kind, leads: '1d' }), context)).toContain('Nothing was changed.');
  }
});

test('/leads completes kinds', async () => {
  const { context } = await subscribed();
  const choices = await complete('leads', 'kind', 'tar', call(), context);
  expect(choices.map(({ value }) => value)).toEqual(['tariff']);
});
