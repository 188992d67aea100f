import { expect, test } from 'vitest';
import { call, channel } from '../../build/build-calls.ts';
import { at, opens } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, complete, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const TRUCE = 'tariff-truce-expiry-2025';

async function subscribed() {
  const made = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), made.context);
  return made;
}

const mutedIn = async (context: Awaited<ReturnType<typeof subscribed>>['context']) =>
  (await context.registry.subscription('100'))?.filter.muted;

test('/datewatch mute and /datewatch unmute read as reviewed', async () => {
  const { context, world } = await subscribed();
  const answers = [
    exchange('/datewatch mute event:truce', await run('datewatch mute', call({ event: 'truce' }), context)),
    exchange('/datewatch mute once more', await run('datewatch mute', call({ event: TRUCE }), context)),
    exchange('/datewatch mute event:nonsense', await refusal('datewatch mute', call({ event: 'nonsense' }), context)),
    exchange('/datewatch unmute event:ASEAN', await refusal('datewatch unmute', call({ event: 'ASEAN' }), context)),
  ];
  world.moveTo(at('2025-11-04T16:00:00Z'));
  answers.push(
    exchange('/datewatch unmute event:truce', await run('datewatch unmute', call({ event: 'truce' }), context)),
  );
  await run('datewatch subscribe', call({ kind: 'summit' }), context);
  answers.push(
    exchange(
      '/datewatch mute of what is not wanted',
      await refusal('datewatch mute', call({ event: 'truce' }), context),
    ),
  );
  await expect(transcript('/datewatch mute and /datewatch unmute', answers)).toMatchFileSnapshot(
    '../transcripts/mute.md',
  );
});

test('/datewatch mute and /datewatch unmute write one event into the filter and out of it, and leave the window and the rest alone', async () => {
  const { context, world, changes } = await subscribed();
  const before = await context.registry.subscription('100');
  world.moveTo(at('2025-10-25T00:00:00Z'));
  expectSound(await run('datewatch mute', call({ event: TRUCE }), context));
  const muted = await context.registry.subscription('100');
  expect(muted).toMatchObject({ since: before?.since, filter: { topics: null, kinds: null, muted: [TRUCE] } });
  expectSound(await run('datewatch unmute', call({ event: TRUCE }), context));
  expect((await context.registry.subscription('100'))?.filter).toEqual(before?.filter);
  expect(changes.count).toBe(3);
});

test('/datewatch mute and /datewatch unmute write nothing for what is muted already', async () => {
  const { context, changes } = await subscribed();
  await run('datewatch mute', call({ event: TRUCE }), context);
  const revision = await context.registry.revision();
  expect((await run('datewatch mute', call({ event: TRUCE }), context)).message.content).toMatch(/^Nothing to change/);
  expect(await context.registry.revision()).toBe(revision);
  expect(changes.count).toBe(2);
});

test('/datewatch mute leaves a muted event out of the next reminders, and /datewatch subscriptions names it', async () => {
  const { context } = await subscribed();
  await run('datewatch subscribe', call({ kind: 'truce' }), context);
  await run('datewatch mute', call({ event: TRUCE }), context);
  const text = allText(await run('datewatch subscriptions', call(), context));
  expect(text).toContain('↳ muted: U.S.–China tariff truce');
  expect(text).toContain('↳ next: nothing ahead');
});

test('/datewatch unmute undoes a mute of an event that the list has lost, by its id', async () => {
  const { context } = await subscribed();
  const row = await context.registry.subscription('100');
  if (row) await context.registry.putSubscription({ ...row, filter: { ...row.filter, muted: ['gone', TRUCE] } });
  expect(await complete('datewatch unmute', 'event', '', call(), context)).toMatchObject([
    { name: 'gone', value: 'gone' },
    { value: TRUCE },
  ]);
  expect(await complete('datewatch unmute', 'event', 'TARIFF tru', call(), context)).toMatchObject([{ value: TRUCE }]);
  expect(allText(await run('datewatch unmute', call({ event: 'gone' }), context))).toContain(
    'No reminder of it is ahead',
  );
  expect(await mutedIn(context)).toEqual([TRUCE]);
});

test('/datewatch mute and /datewatch unmute offer events to mute, and to strangers nothing of what is muted', async () => {
  const { context } = await subscribed();
  await run('datewatch mute', call({ event: TRUCE }), context);
  expect(await complete('datewatch mute', 'event', 'truce', call(), context)).toMatchObject([{ value: TRUCE }]);
  expect(await complete('datewatch unmute', 'event', '', call({}, { guild: '2' }), context)).toEqual([]);
  expect(await complete('datewatch unmute', 'event', '', call({}, { mayManageServer: false }), context)).toEqual([]);
  expect(await complete('datewatch unmute', 'event', '', call({}, { channel: channel('200') }), context)).toEqual([]);
});

test('/datewatch mute stays within the limits with a hundred hostile titles, and refuses one more', async () => {
  const list = makeList(
    Array.from({ length: 101 }, (_, i) => makeEvent(`e${i}`, opens('2030-06-05'), { title: `${HOSTILE} ${i}` })),
  );
  const { context } = await makeContext({ now: '2030-06-01T00:00:00Z', list });
  await run('datewatch subscribe', call(), context);
  const row = await context.registry.subscription('100');
  const muted = list.events.slice(0, 99).map(({ id }) => id);
  if (row) await context.registry.putSubscription({ ...row, filter: { ...row.filter, muted } });
  const reply = await run('datewatch mute', call({ event: 'e99' }), context);
  expectSound(reply);
  expect(allText(reply)).toMatch(/… and \d+ more/);
  expect(await refusal('datewatch mute', call({ event: 'e100' }), context)).toContain('At most 100 events');
  expectSound(await run('datewatch subscriptions', call(), context));
  expect((await complete('datewatch unmute', 'event', '', call(), context)).length).toBe(25);
  expect(await refusal('datewatch unmute', call({ event: 'nothing of the kind' }), context)).toContain('and 97 more');
});

test('/datewatch mute and /datewatch unmute refuse members and channels without a subscription', async () => {
  const { context } = await subscribed();
  for (const name of ['datewatch mute', 'datewatch unmute']) {
    expect(await refusal(name, call({ event: TRUCE }, { mayManageServer: false }), context)).toContain('Manage Server');
    expect(await refusal(name, call({ event: TRUCE, channel: channel('200') }), context)).toContain('no subscription');
  }
});
