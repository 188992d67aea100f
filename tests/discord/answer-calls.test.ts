import { describe, expect, test } from 'vitest';
import { type CalledChannel, type Command, type CommandCall, CommandRefusal } from '../../src/features/call/command.ts';
import {
  channelOf,
  emulateDiscord,
  mayEverything,
  message,
  plainCommand,
  rootsOf,
  say,
  serve,
} from '../build/emulate-discord.ts';

/** Answers with "seen" and keeps the calls. */
function recorder(shape: Partial<Command<null>['shape']> = {}): { command: Command<null>; calls: CommandCall[] } {
  const calls: CommandCall[] = [];
  const command = plainCommand('next', async (call) => {
    calls.push(call);
    return say('seen');
  });
  return { command: { ...command, shape: { ...command.shape, ...shape } }, calls };
}

test('a command is called with server, channel, caller, language and what both may do there', async () => {
  const emulated = await emulateDiscord();
  const { command, calls } = recorder();
  await serve(emulated, { commands: [command] });
  const [guild] = emulated.emulator.world.guilds.values();
  const outcome = await emulated.emulator.interact.command({ name: 'next', locale: 'de' });
  expect(outcome).toMatchObject({ callbackType: 4, content: 'seen', ephemeral: false, errors: [] });
  expect(calls).toMatchObject([
    {
      guild: guild?.id,
      user: guild?.ownerId,
      locale: 'de',
      mayManageServer: true,
      options: {},
      channel: { id: channelOf(emulated.emulator), name: 'trade-dates', kind: 'text' },
    },
  ]);
  expect([...(calls[0]?.channel.botMay ?? [])].sort()).toEqual([
    'EmbedLinks',
    'ReadMessageHistory',
    'SendMessages',
    'SendMessagesInThreads',
    'UseApplicationCommands',
    'ViewChannel',
  ]);
  expect(calls[0]?.channel.callerMay?.has('Administrator')).toBe(true);
});

test('a command gets channels and roles resolved, with the bot’s permissions in the named channel', async () => {
  const roles = [{ name: 'readers', id: '200000000000000001', mentionable: true }];
  const channels = [{ name: 'here' }, { name: 'there', id: '200000000000000002', type: 5 as const }];
  const emulated = await emulateDiscord({ world: { guilds: [{ name: 'Desk', roles, channels }] } });
  emulated.emulator.change.setBotOverwrite('200000000000000002', { deny: 1n << 14n });
  const option = (name: string, type: 'channel' | 'role' | 'integer' | 'boolean' | 'string') => ({
    name,
    description: name,
    type,
  });
  const { command, calls } = recorder({
    options: [
      option('channel', 'channel'),
      option('role', 'role'),
      option('count', 'integer'),
      option('all', 'boolean'),
      option('topic', 'string'),
    ],
  });
  await serve(emulated, { commands: [command] });
  const options = {
    channel: '200000000000000002',
    role: '200000000000000001',
    count: 3,
    all: true,
    topic: '__proto__',
  };
  await emulated.emulator.interact.command({ name: 'next', options });
  const seen = calls[0]?.options ?? {};
  expect(seen).toMatchObject({
    count: 3,
    all: true,
    topic: '__proto__',
    role: { name: 'readers', mentionable: true, everyone: false },
  });
  const there = seen['channel'] as CalledChannel;
  expect(there).toMatchObject({ id: '200000000000000002', name: 'there', kind: 'announcement' });
  expect(there.botMay?.has('EmbedLinks')).toBe(false);
  expect(there.botMay?.has('SendMessages')).toBe(true);
  expect(there.callerMay?.has('ManageGuild')).toBe(true);
});

test('a command knows the role that is everyone', async () => {
  const emulated = await emulateDiscord();
  const { command, calls } = recorder({ options: [{ name: 'role', description: 'role', type: 'role' }] });
  await serve(emulated, { commands: [command] });
  const [guild = ''] = emulated.emulator.world.guilds.keys();
  await emulated.emulator.interact.command({ name: 'next', options: { role: guild } });
  expect(calls[0]?.options['role']).toMatchObject({ id: guild, everyone: true });
});

test('a command for managers is refused to others, even where a server lets them see it', async () => {
  const emulated = await emulateDiscord();
  const { command, calls } = recorder();
  await serve(emulated, { commands: [command], roots: rootsOf([command], { for: 'manage' }) });
  const sam = [...emulated.emulator.world.users.values()].find(({ username }) => username === 'sam')?.id ?? '';
  const outcome = await emulated.emulator.interact.command({ name: 'next', userId: sam, force: true });
  expect(outcome).toMatchObject({ ephemeral: true, content: expect.stringContaining('Manage Server') });
  expect(calls).toEqual([]);
  await emulated.emulator.interact.command({ name: 'next' });
  expect(calls).toMatchObject([{ mayManageServer: true }]);
});

test('a subcommand is found by both its words, with its own options', async () => {
  const emulated = await emulateDiscord();
  const calls: CommandCall[] = [];
  const record = async (call: CommandCall) => {
    calls.push(call);
    return say('seen');
  };
  const option = { name: 'count', description: 'count', type: 'integer' } as const;
  const list = plainCommand('dates list', async () => say('another'));
  const next = plainCommand('dates next', record);
  await serve(emulated, { commands: [list, { ...next, shape: { ...next.shape, options: [option] } }] });
  const outcome = await emulated.emulator.interact.command({ name: 'dates next', options: { count: 3 } });
  expect(outcome).toMatchObject({ content: 'seen', errors: [] });
  expect(calls).toMatchObject([{ options: { count: 3 } }]);
  expect((await emulated.emulator.interact.command({ name: 'dates list' })).content).toBe('another');
});

test('a message command is called with the message that it was chosen on', async () => {
  const emulated = await emulateDiscord();
  const calls: CommandCall[] = [];
  const ask = plainCommand('Why was this posted?', async (call) => {
    calls.push(call);
    return say('because', { private: true });
  });
  const { shape } = ask;
  const roots = [{ name: shape.name, kind: 'message', description: null, for: 'everyone', inDirect: true }] as const;
  await serve(emulated, { commands: [ask], roots });
  expect(emulated.emulator.commands()).toMatchObject([
    { name: shape.name, type: 3, description: '', contexts: [0, 1] },
  ]);
  const channelId = channelOf(emulated.emulator);
  const sam = [...emulated.emulator.world.users.values()].find(({ username }) => username === 'sam')?.id ?? '';
  emulated.emulator.change.postAs(sam, channelId, 'What is this?');
  const messageId = emulated.emulator.messages(channelId)[0]?.id ?? '';
  const outcome = await emulated.emulator.interact.messageCommand({ name: shape.name, messageId, userId: sam });
  expect(outcome).toMatchObject({ content: 'because', ephemeral: true, errors: [] });
  expect(calls).toMatchObject([{ target: messageId, user: sam, options: {} }]);
  expect(emulated.emulator.violations).toEqual([]);
});

test('a command outside a server gets a clear answer', async () => {
  const emulated = await emulateDiscord();
  const { command, calls } = recorder();
  await serve(emulated, { commands: [command] });
  const sam = [...emulated.emulator.world.users.values()].find(({ username }) => username === 'sam')?.id ?? '';
  const dm = (await emulated.rest.sends.post('/users/@me/channels', { body: { recipient_id: sam } })) as {
    id: string;
  };
  const outcome = await emulated.emulator.interact.command({
    name: 'next',
    channelId: dm.id,
    userId: sam,
    force: true,
  });
  expect(outcome.content).toContain('in servers only');
  expect(calls).toEqual([]);
});

test('a command that no longer exists gets a kind private answer', async () => {
  const emulated = await emulateDiscord();
  const connection = await serve(emulated, { commands: [] });
  const { command } = recorder();
  const offered = { roots: rootsOf([command]), shapes: [command.shape] };
  await connection.register(offered, { recall: async () => null, remember: async () => undefined });
  const outcome = await emulated.emulator.interact.command({ name: 'next' });
  expect(outcome).toMatchObject({ ephemeral: true, content: expect.stringContaining('no longer known') });
});

test('a command may refuse with a text that its caller sees in private', async () => {
  const emulated = await emulateDiscord();
  const refuse = plainCommand('next', async () => {
    throw new CommandRefusal('The zone Mars/Base does not exist.');
  });
  await serve(emulated, { commands: [refuse] });
  const outcome = await emulated.emulator.interact.command({ name: 'next' });
  expect(outcome).toMatchObject({ ephemeral: true, content: 'The zone Mars/Base does not exist.' });
  expect(emulated.said.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a command that breaks shows an id that is in the log, and no internal text', async () => {
  const emulated = await emulateDiscord();
  const broken = plainCommand('next', () => {
    throw new TypeError('secret table missing');
  });
  await serve(emulated, { commands: [broken] });
  const { content, ephemeral, interactionId } = await emulated.emulator.interact.command({ name: 'next' });
  expect(ephemeral).toBe(true);
  expect(content).toBe(`Something went wrong here, and it has been noted. Nothing was changed. (${interactionId})`);
  expect(emulated.said).toContainEqual({
    level: 'error',
    fields: { err: expect.any(TypeError), interaction: interactionId },
    text: 'A handler failed.',
  });
});

test('a command answers without notifying anyone, whatever it shows', async () => {
  const emulated = await emulateDiscord();
  mayEverything(emulated.emulator);
  const reply = { message: message({ content: '@everyone', ping: '200000000000000001' }), private: false };
  await serve(emulated, { commands: [plainCommand('next', async () => reply)] });
  const outcome = await emulated.emulator.interact.command({ name: 'next' });
  expect(outcome.message?.payload['allowed_mentions']).toEqual({ parse: [], roles: [] });
  expect(outcome.message?.pinged).toEqual({ roles: [], users: [], everyone: false });
});

test('the answer of a command carries cards, controls and files, public or private', async () => {
  const emulated = await emulateDiscord();
  mayEverything(emulated.emulator);
  const card = { title: 'Truce', colour: 1, description: null, fields: [], footer: null, event: null };
  const more = { type: 'button', id: 'more', label: 'Go', style: 'primary', disabled: false } as const;
  const file = { name: 'a.ics', contentType: 'text/calendar', data: new Uint8Array(3) };
  const reply = { message: message({ cards: [card], controls: [[more]], files: [file] }), private: true };
  await serve(emulated, { commands: [plainCommand('next', async () => reply)] });
  const outcome = await emulated.emulator.interact.command({ name: 'next' });
  expect(outcome.ephemeral).toBe(true);
  expect(outcome.message).toMatchObject({
    embeds: [{ title: 'Truce' }],
    attachments: [{ filename: 'a.ics' }],
    components: [{ components: [{ custom_id: 'more' }] }],
  });
  expect(emulated.emulator.violations).toEqual([]);
});

describe('a completion', () => {
  const topic = { name: 'topic', description: 'topic', type: 'string', autocomplete: true } as const;
  const completing = (complete: NonNullable<Command<null>['complete']>): Command<null> => ({
    ...recorder({ options: [topic] }).command,
    complete,
  });

  test('a completion is asked with what was typed and offers at most 25, none too long', async () => {
    const emulated = await emulateDiscord();
    const asked: unknown[] = [];
    const long = { name: 'x'.repeat(101), value: 'long name' };
    const choices = [
      long,
      { name: 'long value', value: 'x'.repeat(101) },
      { name: ' ', value: 'blank' },
      ...Array.from({ length: 30 }, (_, i) => ({ name: `n${i}`, value: `v${i}` })),
    ];
    const complete = async (_call: CommandCall, focused: unknown) => {
      asked.push(focused);
      return choices;
    };
    await serve(emulated, { commands: [completing(complete)] });
    const outcome = await emulated.emulator.interact.autocomplete({
      name: 'next',
      focused: 'topic',
      options: { topic: 'tar' },
    });
    expect(asked).toEqual([{ name: 'topic', typed: 'tar' }]);
    expect(outcome.callbackType).toBe(8);
    expect(outcome.choices).toHaveLength(25);
    expect(outcome.choices.slice(0, 2)).toEqual([
      { name: `${'x'.repeat(99)}…`, value: 'long name' },
      { name: 'n0', value: 'v0' },
    ]);
    expect(emulated.emulator.violations).toEqual([]);
  });

  test('an option of a subcommand is completed as that of a command is', async () => {
    const emulated = await emulateDiscord();
    const complete = async (call: CommandCall, { typed }: { readonly typed: string }) => [
      { name: typed, value: String(call.options['topic']) },
    ];
    const next = completing(complete);
    await serve(emulated, { commands: [{ ...next, shape: { ...next.shape, name: 'dates next' } }] });
    const asked = { name: 'dates next', focused: 'topic', options: { topic: 'tar' } };
    expect((await emulated.emulator.interact.autocomplete(asked)).choices).toEqual([{ name: 'tar', value: 'tar' }]);
  });

  test('a completion that breaks offers nothing and is logged', async () => {
    const emulated = await emulateDiscord();
    await serve(emulated, { commands: [completing(() => Promise.reject(new Error('no list')))] });
    const outcome = await emulated.emulator.interact.autocomplete({
      name: 'next',
      focused: 'topic',
      options: { topic: '' },
    });
    expect(outcome.choices).toEqual([]);
    expect(emulated.said).toContainEqual(
      expect.objectContaining({ level: 'error', text: 'Completing an option failed.' }),
    );
  });
});
