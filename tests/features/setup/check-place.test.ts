import { describe, expect, test } from 'vitest';
import type { CommandContext, FoundServer } from '../../../src/features/call/context.ts';
import { ALL, call, channel, role } from '../../build/build-calls.ts';
import { at } from '../../build/build-events.ts';
import { makeContext } from '../../build/command-context.ts';
import { allText, run } from '../../build/run-command.ts';
import { openSetup } from './setup-screen.ts';

const NOW = '2025-10-24T16:00:00Z';
const LABELS = [
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['EmbedLinks', 'Embed Links'],
  ['ReadMessageHistory', 'Read Message History'],
] as const;

/** Discord as it answers about a server; `null` where it does not in time. */
function server(changes: Partial<FoundServer> | null): Pick<CommandContext, 'findServer'> {
  return {
    findServer: async (_guild, ids) =>
      changes && {
        channels: ids.map((id) => ({ id, channel: channel(id) })),
        roles: [role()],
        clockAheadMs: 0,
        ...changes,
      },
  };
}
const lacking = (name: string) => new Set(ALL.filter((known) => known !== name));

test.each(LABELS)(
  'choosing a channel where %s is missing names it, and Finish cannot be pressed',
  async (name, label) => {
    const { context } = await makeContext({ now: NOW });
    const screen = await openSetup(context);
    await screen.chooseChannel('200', { botMay: lacking(name) });
    expect(screen.said()['Missing there']).toContain(`**${label}**`);
    expect(screen.said()['Missing there']?.match(/\*\*/g)).toHaveLength(4);
    await screen.press('page', '2');
    await screen.press('page', '3');
    expect(screen.buttons()).toEqual(['Back', 'Check again', 'Cancel']);
  },
);

test('choosing a thread needs the permission for threads instead', async () => {
  const { context } = await makeContext({ now: NOW });
  const screen = await openSetup(context);
  await screen.chooseChannel('200', { kind: 'thread', botMay: lacking('SendMessages') });
  expect(screen.said()['Missing there']).toBeUndefined();
  await screen.chooseChannel('201', { kind: 'thread', botMay: lacking('SendMessagesInThreads') });
  expect(screen.said()['Missing there']).toContain('Send Messages in Threads');
});

test('a channel is not taken where it is a forum, hidden from the chooser, or not of this server', async () => {
  const { context } = await makeContext({ now: NOW });
  const screen = await openSetup(context);
  await screen.chooseChannel('200', { kind: 'forum' });
  expect(screen.said()).toMatchObject({ Channel: '<#100>', 'Just now': expect.stringContaining('a forum') });
  await screen.chooseChannel('200', { callerMay: new Set() });
  expect(screen.said()).toMatchObject({ Channel: '<#100>', 'Just now': expect.stringContaining('cannot see') });
  await screen.choose('channel', ['666']);
  expect(screen.said()).toMatchObject({ Channel: '<#100>', 'Just now': expect.stringContaining('this server') });
});

test('choosing a channel is needed: typed where no reminders can stand, /datewatch setup begins with none and cannot be finished', async () => {
  const { context } = await makeContext({ now: NOW });
  const screen = await openSetup(context, { channel: channel('300', { kind: 'other' }) });
  expect(screen.said()['Channel']).toBe('No channel is chosen yet.');
  await screen.press('page', '2');
  await screen.press('page', '3');
  expect(screen.buttons()).toEqual(['Back', 'Cancel']);
  await screen.press('finish');
  expect(await context.registry.subscriptions()).toEqual([]);
});

test('the check of a channel asks Discord where the choice did not say what the bot may do, and again at Check again', async () => {
  const answers: (FoundServer | null)[] = [null];
  const findServer: CommandContext['findServer'] = async () => answers.shift() ?? null;
  const { context } = await makeContext({ now: NOW, outside: { findServer } });
  const screen = await openSetup(context);
  await screen.chooseChannel('200', { botMay: null });
  expect(screen.said()['Missing there']).toContain('did not say');
  expect(screen.said()['Just now']).toContain('did not answer in time');
  answers.push({ channels: [{ id: '200', channel: null }], roles: [], clockAheadMs: null });
  await screen.press('check');
  expect(screen.said()['Missing there']).toContain('View Channel');
  // A channel that is gone must not stand in the select: Discord would refuse the message.
  expect(screen.control('channel')).toMatchObject({ chosen: [] });
  answers.push({ channels: [{ id: '200', channel: channel('200') }], roles: [], clockAheadMs: null });
  await screen.press('check');
  expect(screen.said()['Just now']).toContain('nothing is missing');
  expect(screen.control('channel')).toMatchObject({ chosen: ['200'] });
  expect(screen.said()['Missing there']).toBeUndefined();
});

test('the check of a channel sees at every press what was granted in the channel where it is pressed', async () => {
  const { context } = await makeContext({ now: NOW });
  const may = new Set<string>();
  const screen = await openSetup(context, { channel: channel('100', { botMay: may }) });
  expect(screen.said()['Missing there']).toContain('View Channel');
  for (const name of ALL) may.add(name);
  await screen.press('page', '2');
  expect(screen.said()['Missing there']).toBeUndefined();
});

test('choosing a role that cannot be pinged there says what to do, and Finish waits for it', async () => {
  const { context } = await makeContext({ now: NOW });
  const screen = await openSetup(context);
  await screen.press('page', '2');
  await screen.chooseRole('900', { mentionable: false });
  expect(screen.said()['Missing there']).toContain('<@&900>');
  await screen.press('page', '3');
  expect(screen.buttons()).not.toContain('Finish');
  // The standing answer of the tests: the role may be mentioned by now.
  await screen.press('check');
  expect(screen.buttons()).toContain('Finish');
});

test('any role may be chosen where the bot may mention all', async () => {
  const { context } = await makeContext({ now: NOW });
  const screen = await openSetup(context);
  await screen.chooseChannel('200', { botMay: new Set([...ALL, 'MentionEveryone']) });
  await screen.press('page', '2');
  await screen.chooseRole('900', { mentionable: false });
  expect(screen.said()['Missing there']).toBeUndefined();
});

test('the role that is chosen is never everyone, and can be taken back', async () => {
  const { context } = await makeContext({ now: NOW });
  const screen = await openSetup(context);
  await screen.press('page', '2');
  await screen.chooseRole('1', { everyone: true });
  expect(screen.said()).toMatchObject({ Ping: 'nobody', 'Just now': expect.stringContaining('never ping') });
  await screen.chooseRole('900');
  await screen.chooseRole(null);
  expect(screen.said()['Ping']).toBe('nobody');
  await screen.choose('role', ['666']);
  expect(screen.said()).toMatchObject({ Ping: 'nobody', 'Just now': expect.stringContaining('this server') });
});

test('a role is looked up where the channel had it already; one that is gone is no longer pinged', async () => {
  const { context } = await makeContext({ now: NOW, outside: server({ roles: [] }) });
  await run('datewatch subscribe', call({ role: role('900') }), context);
  const screen = await openSetup(context);
  expect(screen.said()).toMatchObject({ Ping: 'nobody', 'Just now': expect.stringContaining('gone') });
});

test('/datewatch setup says nothing where what the channel had can be seen to work', async () => {
  const { context } = await makeContext({ now: NOW });
  await run('datewatch subscribe', call({ role: role('900') }), context);
  expect((await openSetup(context)).said()['Just now']).toBeUndefined();
});

test('a role of which Discord says nothing in time stands in nobody’s way', async () => {
  const { context } = await makeContext({ now: NOW, outside: server(null) });
  await run('datewatch subscribe', call({ role: role('900') }), context);
  const screen = await openSetup(context);
  await screen.press('page', '2');
  await screen.press('page', '3');
  expect(screen.said()['Missing there']).toBeUndefined();
  expect(screen.buttons()).toContain('Finish');
});

describe('Finish', () => {
  const ready = async (outside: Pick<CommandContext, 'findServer'>) => {
    const made = await makeContext({ now: NOW, outside });
    const screen = await openSetup(made.context);
    await screen.chooseChannel('200');
    await screen.press('page', '2');
    await screen.chooseRole('900');
    await screen.press('page', '3');
    return { ...made, screen };
  };

  test.each([
    [
      'a permission was taken away',
      { channels: [{ id: '200', channel: channel('200', { botMay: lacking('EmbedLinks') }) }] },
      'Embed Links',
    ],
    ['the channel was deleted', { channels: [{ id: '200', channel: null }] }, 'View Channel'],
    ['the role may no longer be mentioned', { roles: [role('900', { mentionable: false })] }, 'Mention @everyone'],
    ['the role was deleted', { roles: [] }, 'gone'],
  ])('Finish looks once more, and writes nothing where %s meanwhile', async (_what, changes, named) => {
    const { context, screen, changes: saved } = await ready(server(changes));
    await screen.press('finish');
    expect(allText(screen.reply())).toContain(named);
    expect(screen.reply().message.controls).not.toEqual([]);
    expect(await context.registry.subscriptions()).toEqual([]);
    expect(saved.count).toBe(0);
  });

  test('Finish goes by what was seen last where Discord does not answer in time', async () => {
    const { context, screen } = await ready(server(null));
    await screen.press('finish');
    expect((await context.registry.subscription('200'))?.role).toBe('900');
  });

  test('Finish does not write over what somebody else changed since: it shows it first', async () => {
    const { context, screen } = await ready(server({}));
    await run('datewatch subscribe', call({ topic: 'tariffs' }, { channel: channel('200') }), context);
    await screen.press('finish');
    expect(screen.said()['Just now']).toContain('Somebody else');
    expect(screen.said()['It has now']).toContain('topic tariffs');
    expect((await context.registry.subscription('200'))?.filter.topics).toEqual(['tariffs']);
    await screen.press('finish');
    expect((await context.registry.subscription('200'))?.filter.topics).toBeNull();
  });

  test('Finish leaves a zone alone that was not changed here in the end, even if somebody set it since', async () => {
    const { context, screen } = await ready(server({}));
    await screen.press('page', '2');
    await screen.choose('zone', ['Asia/Seoul']);
    await screen.choose('zone', ['*default']);
    await screen.press('page', '3');
    await context.registry.putGuildSettings({ guild: '1', zone: 'Asia/Tokyo', postingTime: null }, at(NOW));
    await screen.press('finish');
    expect(await context.registry.guildSettings()).toMatchObject([{ zone: 'Asia/Tokyo', postingTime: null }]);
    expect(screen.said()['Zone']).toBe('Asia/Tokyo');
  });
});
