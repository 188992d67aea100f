import { expect, test } from 'vitest';
import { CHANGE_KINDS, DEFAULT_NOTICE_WAYS, NOTICE_WAYS } from '../../../src/model/change.ts';
import { ofGuild, type Subscription } from '../../../src/model/subscription.ts';
import { call, channel, role } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, features, refusal, run } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const AUTUMN = '2025-10-24T16:00:00Z';
const DECLARED: Subscription = {
  owner: ofGuild('1'),
  channel: '100',
  filter: { topics: null, kinds: null },
  leads: null,
  role: '900',
  pingFor: ['confirmed', 'expected'],
  notices: { new: 'post' },
  since: at('2025-10-01T00:00:00Z'),
  madeBy: 'settings',
  paused: null,
};

async function subscribed() {
  const made = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call({ role: role() }), made.context);
  return made;
}

test('/datewatch notices reads as reviewed', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await run('datewatch subscribe', call(), context);
  const answers = [
    exchange('/datewatch notices', await run('datewatch notices', call(), context)),
    exchange(
      '/datewatch notices change:new way:post',
      await run('datewatch notices', call({ change: 'new', way: 'post' }), context),
    ),
    exchange(
      '/datewatch notices once more',
      await run('datewatch notices', call({ change: 'new', way: 'post' }), context),
    ),
    exchange('/datewatch notices with one chosen', await run('datewatch notices', call(), context)),
    exchange('/datewatch notices change:new', await refusal('datewatch notices', call({ change: 'new' }), context)),
    exchange(
      '/datewatch notices channel:#other',
      await refusal('datewatch notices', call({ channel: channel('200') }), context),
    ),
    exchange(
      '/datewatch notices by a member',
      await refusal('datewatch notices', call({}, { mayManageServer: false }), context),
    ),
  ];
  await expect(transcript('/datewatch notices', answers)).toMatchFileSnapshot('../transcripts/notices.md');
});

test('/datewatch notices offers every kind of change and every way, and the way back', async () => {
  const shape = (await features.findCommand('datewatch notices'))?.shape;
  const values = (name: string) => shape?.options.find((option) => option.name === name)?.choices?.map((c) => c.value);
  expect(values('change')).toEqual(CHANGE_KINDS);
  expect(values('way')).toEqual([...NOTICE_WAYS, 'default']);
});

test.each(CHANGE_KINDS)(
  '/datewatch notices keeps what is chosen for %j, and forgets it when the default is',
  async (change) => {
    const { context } = await subscribed();
    const way = DEFAULT_NOTICE_WAYS[change] === 'edit' ? 'post' : 'edit';
    expectSound(await run('datewatch notices', call({ change, way }), context));
    expect((await context.registry.subscription('100'))?.notices).toEqual({ [change]: way });
    expectSound(await run('datewatch notices', call({ change, way: 'default' }), context));
    expect(await context.registry.subscription('100')).not.toHaveProperty('notices');
  },
);

test('/datewatch notices changes one kind and leaves the others, the window and the rest of the subscription alone', async () => {
  const { context, changes, world } = await subscribed();
  const before = await context.registry.subscription('100');
  world.moveTo(at('2025-10-26T00:00:00Z'));
  await run('datewatch notices', call({ change: 'later', way: 'ping' }), context);
  await run('datewatch notices', call({ change: 'new', way: 'post' }), context);
  const after = await context.registry.subscription('100');
  expect(after).toEqual({ ...before, notices: { later: 'ping', new: 'post' }, version: after?.version });
  expect(changes.count).toBe(3);
});

test('/datewatch notices writes nothing where the same is chosen again, or where it only shows', async () => {
  const { context, changes } = await subscribed();
  await run('datewatch notices', call({ change: 'new', way: 'post' }), context);
  const revision = await context.registry.revision();
  expect((await run('datewatch notices', call({ change: 'new', way: 'post' }), context)).message.content).toMatch(
    /^Nothing to/,
  );
  expect((await run('datewatch notices', call({ change: 'later', way: 'default' }), context)).message.content).toMatch(
    /^Noth/,
  );
  await run('datewatch notices', call(), context);
  expect(await context.registry.revision()).toBe(revision);
  expect(changes.count).toBe(2);
});

test('/datewatch notices shows each kind with what holds, and marks what was chosen', async () => {
  const { context } = await subscribed();
  await run('datewatch notices', call({ change: 'earlier', way: 'nothing' }), context);
  const reply = await run('datewatch notices', call(), context);
  expect(reply.private).toBe(true);
  const rows = reply.message.cards[0]?.description?.split('\n') ?? [];
  expect(rows).toHaveLength(CHANGE_KINDS.length);
  expect(rows[0]).toBe('• **earlier date → nothing** (the default: new message with a ping)');
  expect(rows[1]).toBe('• later date → new message without a ping');
});

test('/datewatch notices takes over a subscription of the settings file, keeps what it said, and says so', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription(DECLARED);
  expect(allText(await run('datewatch notices', call(), context))).not.toContain('settings file');
  expect((await context.registry.subscription('100'))?.madeBy).toBe('settings');
  const reply = await run('datewatch notices', call({ change: 'later', way: 'ping' }), context);
  expect(allText(reply)).toContain('It came from the settings file.');
  expect(await context.registry.subscription('100')).toMatchObject({
    ...DECLARED,
    madeBy: 'command',
    notices: { new: 'post', later: 'ping' },
  });
});

test('/datewatch notices says that nobody is pinged while no role is set, and only then', async () => {
  const { context } = await subscribed();
  expect(allText(await run('datewatch notices', call(), context))).not.toContain('No role is set');
  await run('datewatch subscribe', call(), context);
  expect(allText(await run('datewatch notices', call(), context))).toContain('No role is set');
});

test.each([
  [{ change: 'new' }, 'name both'],
  [{ way: 'ping' }, 'name both'],
  [{ change: 'sooner', way: 'ping' }, '`sooner` is none of the choices for `change`'],
  [{ change: 'new', way: '`@everyone' }, 'none of the choices for `way`'],
  [{ change: '__proto__', way: 'ping' }, 'none of the choices'],
])('/datewatch notices refuses %j and changes nothing', async (options, words) => {
  const { context, changes } = await subscribed();
  const text = await refusal('datewatch notices', call(options), context);
  expect(text).toContain(words);
  expect(text).not.toContain('@everyone');
  expect(text).toContain('Nothing was changed.');
  expect(changes.count).toBe(1);
});

test('/datewatch notices refuses a channel of another server and one the caller cannot see', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription({ ...DECLARED, owner: ofGuild('2') });
  expect(await refusal('datewatch notices', call(), context)).toContain('has no subscription');
  const hidden = channel('100', { callerMay: new Set() });
  expect(await refusal('datewatch notices', call({ channel: hidden }), context)).toContain('cannot see');
});

test('/datewatch subscribe used again keeps what was chosen for changes, and for which dates it pings', async () => {
  const { context } = await makeContext({ now: AUTUMN });
  await context.registry.putSubscription(DECLARED);
  await run('datewatch subscribe', call({ leads: '1d', role: role('901') }), context);
  expect(await context.registry.subscription('100')).toMatchObject({
    notices: { new: 'post' },
    pingFor: ['confirmed', 'expected'],
    role: '901',
    madeBy: 'command',
  });
});

test('/datewatch subscribe begins with the defaults in a channel that had nothing', async () => {
  const { context } = await subscribed();
  const saved = await context.registry.subscription('100');
  expect(saved?.pingFor).toEqual(['confirmed']);
  expect(saved).not.toHaveProperty('notices');
});
