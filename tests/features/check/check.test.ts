import { expect, test } from 'vitest';
import type { CalledChannel } from '../../../src/features/call/command.ts';
import type { CommandContext, FoundServer, RunState } from '../../../src/features/call/context.ts';
import { ofGuild, type Subscription } from '../../../src/model/subscription.ts';
import { wrongClockWords } from '../../../src/render/trouble/render-trouble.ts';
import { ALL, call, channel, press, role } from '../../build/build-calls.ts';
import { at, expires } from '../../build/build-events.ts';
import { HOSTILE, makeEvent, makeList } from '../../build/build-lists.ts';
import { expectSound } from '../../build/check-message.ts';
import { makeContext } from '../../build/command-context.ts';
import { enterMoment } from '../../build/fill-ledger.ts';
import { allText, refusal, run, runPress } from '../../build/run-command.ts';
import { exchange, transcript } from '../../build/write-transcript.ts';

const NOW = '2025-10-24T16:00:00Z';
const SENT = {
  event: 'asean-summit-2025',
  due: '2025-10-19T13:00:00Z',
  lead: '7d',
  end: { sent: '2025-10-19T13:00:01Z' },
};

/** A server whose channel 100 is as described, and Discord's answer about it. */
async function server(
  over: {
    readonly subscription?: Partial<Subscription>;
    readonly channel?: Partial<CalledChannel> | null;
    readonly roles?: FoundServer['roles'];
    readonly silent?: boolean;
    readonly state?: Partial<RunState>;
    readonly real?: boolean;
  } = {},
) {
  const found = (ids: readonly string[]): FoundServer => ({
    channels: ids.map((id) => ({ id, channel: over.channel === null ? null : channel(id, over.channel ?? {}) })),
    roles: over.roles ?? [role()],
    clockAheadMs: 400,
  });
  const made = await makeContext({
    now: NOW,
    ...(over.state === undefined ? {} : { state: over.state }),
    outside: { findServer: async (_guild, ids) => (over.silent === true ? null : found(ids)) },
  });
  const context: CommandContext =
    over.real === true ? { ...made.context, world: { kind: 'real', now: made.context.world.now } } : made.context;
  await subscribe(context, over.subscription);
  return { ...made, context };
}

async function subscribe(context: CommandContext, over: Partial<Subscription> = {}): Promise<void> {
  await context.registry.putSubscription({
    owner: ofGuild('1'),
    channel: '100',
    filter: { topics: null, kinds: null },
    leads: null,
    role: '900',
    pingFor: ['confirmed'],
    since: at('2025-10-01T00:00:00Z'),
    madeBy: 'command',
    paused: null,
    ...over,
  });
}

test('/datewatch check reads as reviewed', async () => {
  const well = await server({ real: true });
  await enterMoment(well.store.outbox, SENT);
  const recurring = { guild: '1', channel: '100', time: null, weekday: null, since: at(NOW), paused: null };
  await well.context.registry.putRecurring({ ...recurring, kind: 'board' });
  await well.context.registry.putRecurring({ ...recurring, kind: 'weekly', weekday: 1 });
  const ill = await server({
    real: true,
    channel: { botMay: new Set(ALL.filter((name) => name !== 'EmbedLinks' && name !== 'ReadMessageHistory')) },
    roles: [role('900', { mentionable: false })],
    state: { gatewayUp: false, alarms: [wrongClockWords(-95_000), 'No channel for maintainers is set.'] },
  });
  await subscribe(ill.context, { channel: '200', paused: 'missing access', role: null });
  const silent = await server({ real: true, silent: true });
  const empty = await makeContext({ now: NOW });
  const answers = [
    exchange('/datewatch check, all well', await run('datewatch check', call(), well.context)),
    exchange('/datewatch check, much to fix', await run('datewatch check', call(), ill.context)),
    exchange('/datewatch check, Discord does not say', await run('datewatch check', call(), silent.context)),
    exchange('/datewatch check, nothing set up', await run('datewatch check', call(), empty.context)),
  ];
  await expect(transcript('/datewatch check', answers)).toMatchFileSnapshot('../transcripts/check.md');
});

test('/datewatch check says in one line that all is well, with the last message and the next', async () => {
  const { context, store } = await server();
  await enterMoment(store.outbox, SENT);
  const reply = await run('datewatch check', call(), context);
  expect(reply.private).toBe(true);
  expect(reply.message.content).toBe('All well in 1 channel.');
  expect(allText(reply)).toContain(
    'last message [Sun 19 Oct 2025, 9 a.m.](https://discord.com/channels/1/100/9001) · next Sat 25 Oct 2025, 9 a.m.',
  );
});

test.each(['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'])(
  '/datewatch check names the permission %s where it is missing',
  async (missing) => {
    const { context } = await server({ channel: { botMay: new Set(ALL.filter((name) => name !== missing)) } });
    const reply = await run('datewatch check', call(), context);
    const label = missing.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
    expect(reply.message.content).toBe(`1 thing to fix: I lack ${label} in #dates.`);
    expect(allText(reply)).toContain(`I lack **${label}**. Grant it in Edit Channel, Permissions.`);
  },
);

test.each<[string, Parameters<typeof server>[0], string, string]>([
  [
    'a channel that is gone',
    { channel: null },
    'a channel is gone, or hidden from me.',
    'remove it in `/datewatch setup`',
  ],
  [
    'a channel that takes no posts',
    { channel: { kind: 'forum' } },
    'no messages can be posted',
    'a channel of this kind',
  ],
  ['a role that is gone', { roles: [] }, 'the role to ping in #dates no longer exists.', 'Name another'],
  [
    'a role that may not be pinged',
    { roles: [role('900', { mentionable: false })] },
    'I may not ping the role of #dates.',
    'Mention @everyone, @here, and All Roles',
  ],
  [
    'a channel that has closed',
    { subscription: { paused: 'missing permission' } },
    '#dates is paused.',
    'I was not allowed to write there.',
  ],
  [
    'the gateway',
    { state: { gatewayUp: false } },
    'the connection to Discord is down',
    'reminders go out all the same',
  ],
  ['an alarm', { state: { alarms: ['Watermark ahead.'] } }, 'Watermark ahead.', '• Watermark ahead.'],
])('/datewatch check finds %s, says it on the lock screen, and what to do', async (_what, over, short, long) => {
  const { context } = await server(over);
  const reply = await run('datewatch check', call(), context);
  expect(reply.message.content).toContain(`1 thing to fix: ${short}`);
  expect(allText(reply)).toContain(long);
  expectSound(reply);
});

test('/datewatch check pings nobody to say that a role cannot be pinged, and keeps quiet about one that can', async () => {
  const { context } = await server({ channel: { botMay: new Set([...ALL, 'MentionEveryone']) } });
  expect((await run('datewatch check', call(), context)).message.content).toBe('All well in 1 channel.');
});

test('/datewatch check counts messages that failed since the last one that arrived, and not those before', async () => {
  const { context, store } = await server();
  const { outbox } = store;
  await enterMoment(outbox, { ...SENT, due: '2025-10-17T13:00:00Z', lead: '9d', end: { dead: 'gave up' } });
  await enterMoment(outbox, SENT);
  expect((await run('datewatch check', call(), context)).message.content).toBe('All well in 1 channel.');
  await enterMoment(outbox, { ...SENT, due: '2025-10-21T13:00:00Z', lead: '5d', end: { dead: 'refused content' } });
  await enterMoment(outbox, { ...SENT, due: '2025-10-22T13:00:00Z', lead: '4d', end: { uncertain: 'Perhaps.' } });
  const reply = await run('datewatch check', call(), context);
  expect(reply.message.content).toBe('1 thing to fix: messages to #dates failed.');
  expect(allText(reply)).toContain('the last 2 messages failed: Perhaps.');
});

test('/datewatch check finds no trouble in what somebody asked for: a stopped channel, a pause of the server', async () => {
  const { context } = await server({ subscription: { paused: 'removed in /datewatch setup' } });
  const settings = { guild: '1', zone: null, postingTime: null, pausedUntil: at('2025-10-30T00:00:00Z') };
  await context.registry.putGuildSettings(settings, at(NOW));
  const reply = await run('datewatch check', call(), context);
  expect(reply.message.content).toBe('All well in 1 channel.');
  expect(allText(reply)).toContain('↳ removed in `/datewatch setup`.');
  expect(allText(reply)).toContain('the server is paused until Wed 29 Oct 2025, 8 p.m.');
});

test('/datewatch check names the next reminder after a pause of the server', async () => {
  const { context } = await server();
  const settings = { guild: '1', zone: null, postingTime: null, pausedUntil: at('2025-10-26T00:00:00Z') };
  await context.registry.putGuildSettings(settings, at(NOW));
  expect(allText(await run('datewatch check', call(), context))).toContain('next Thu 30 Oct 2025, 9 a.m.');
});

test('/datewatch check names the next digest of a channel that has no reminders, and nothing for a board alone', async () => {
  const { context } = await makeContext({ now: NOW });
  const recurring = { guild: '1', time: null, weekday: null, since: at(NOW), paused: null };
  await context.registry.putRecurring({ ...recurring, channel: '100', kind: 'daily', time: '18:30' });
  await context.registry.putRecurring({ ...recurring, channel: '101', kind: 'board' });
  const text = allText(await run('datewatch check', call(), context));
  expect(text).toContain('**<#100>**: daily digest\n↳ no message yet · next Fri 24 Oct 2025, 6:30 p.m.');
  expect(text).toMatch(/\*\*<#101>\*\*: board\n↳ no message yet\n/);
});

test('/datewatch check says so when Discord does not answer in time, and shows the rest', async () => {
  const { context, store } = await server({ silent: true });
  await enterMoment(store.outbox, SENT);
  const reply = await run('datewatch check', call(), context);
  expect(reply.message.content).toBe('Discord did not say in time. As far as I know all is well in 1 channel.');
  expect(allText(reply)).toContain('last message [Sun 19 Oct 2025, 9 a.m.]');
});

test('/datewatch check asks only about this server’s channels, and not about people’s own', async () => {
  const asked: (readonly string[])[] = [];
  const { context } = await makeContext({
    now: NOW,
    outside: {
      findServer: async (_guild, ids) => {
        asked.push(ids);
        return null;
      },
    },
  });
  await subscribe(context);
  await subscribe(context, { owner: ofGuild('2'), channel: '300' });
  await subscribe(context, { owner: { kind: 'person', user: '500' }, channel: '7500' });
  const reply = await run('datewatch check', call(), context);
  expect(asked).toEqual([['100']]);
  expect(allText(reply)).not.toMatch(/300|7500/);
});

test('/datewatch check names until when the list is known and dates close at hand that nobody has checked lately', async () => {
  const soon = makeEvent('a', expires('2025-10-30'), { origin: { file: '/srv/secret/own.yaml', line: 7 } });
  const old = { ...soon, claims: soon.claims.map((claim) => ({ ...claim, published: '2025-10-01' })) };
  const { context } = await makeContext({ now: NOW, list: makeList([old]) });
  const text = allText(await run('datewatch check', call(), context));
  expect(text).toContain('To do for the list');
  expect(text).toContain('(own.yaml:7)');
  expect(text).not.toContain('secret');
  const shipped = await makeContext({ now: NOW });
  expect(allText(await run('datewatch check', call(), shipped.context))).toContain('List last updated 23 Oct 2025');
});

test('/datewatch check is for those who may manage the server', async () => {
  const { context } = await server();
  expect(await refusal('datewatch check', call({}, { mayManageServer: false }), context)).toContain('Manage Server');
  await expect(runPress('check', press(['1'], { mayManageServer: false }), context)).rejects.toThrow('Manage Server');
});

test('/datewatch check changes nothing', async () => {
  const { context, store, changes } = await server({ channel: null });
  const before = await store.registry.revision();
  await run('datewatch check', call(), context);
  expect(await store.registry.revision()).toBe(before);
  expect(changes.count).toBe(0);
});

test('/datewatch check shows channels with trouble first, page by page, within Discord’s limits', async () => {
  const { context } = await server({ channel: { name: HOSTILE.repeat(4), botMay: new Set() }, roles: [] });
  for (let id = 101; id < 120; id += 1) await subscribe(context, { channel: String(id), paused: HOSTILE });
  await subscribe(context, { channel: '050', paused: 'removed in /datewatch setup', role: null });
  const first = await run('datewatch check', call({}, { channel: channel('107') }), context);
  expectSound(first);
  expect(allText(first)).toContain('(page 1 of 3)');
  expect(first.message.cards[0]?.description?.startsWith('**<#107>**')).toBe(true);
  const next = first.message.controls[0]?.[1];
  expect(next).toMatchObject({ type: 'button', id: 'check:1', disabled: false });
  const last = await runPress('check', press(['99']), context);
  expect(last.update).toBe(true);
  expectSound(last);
  expect(allText(last)).toContain('(page 3 of 3)');
});

test('/datewatch check says how to keep strangers from adding the bot, unless the servers are chosen or the bot is not public', async () => {
  const of = async (isPublic: boolean, servesAll: boolean) => {
    const found = { channels: [], roles: [], clockAheadMs: 0, isPublic };
    const { context } = await makeContext({ now: '2025-10-24T16:00:00Z', outside: { findServer: async () => found } });
    return allText(await run('datewatch check', call(), { ...context, servesAll }));
  };
  expect(await of(true, true)).toContain('Switch *Public Bot* off');
  expect(await of(false, true)).not.toContain('Public Bot');
  expect(await of(true, false)).not.toContain('Public Bot');
});
