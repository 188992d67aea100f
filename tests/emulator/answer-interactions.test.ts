import { Events, MessageFlags, Routes } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { PERMISSION } from '../../emulator/world/compute-permissions.ts';
import { connectRest, firstChannel, settableClock, userNamed } from '../build/connect-bot.ts';
import { onCommand, openCommands } from '../build/open-commands.ts';

test('commands are answered, with their options as typed', async () => {
  const { emulator } = await openCommands(
    onCommand((i) => i.reply(`${i.options.getString('topic')} ${i.options.getInteger('count')}`)),
  );
  const outcome = await emulator.interact.command({ name: 'next', options: { topic: 'trade', count: 3 } });
  expect(outcome).toMatchObject({ callbackType: 4, content: 'trade 3', ephemeral: false, errors: [] });
  expect(outcome.acknowledgedAfterMs).toBeLessThan(3000);
  expect(emulator.messages().at(-1)).toMatchObject({ content: 'trade 3', interactionId: outcome.interactionId });
  expect(emulator.violations).toEqual([]);
});

test('commands can be answered to one person only', async () => {
  const { emulator } = await openCommands(
    onCommand((i) => i.reply({ content: 'secret', flags: MessageFlags.Ephemeral })),
  );
  const outcome = await emulator.interact.command({ name: 'ping', userId: userNamed(emulator, 'sam') });
  expect(outcome).toMatchObject({
    ephemeral: true,
    content: 'secret',
    message: { visibleTo: userNamed(emulator, 'sam') },
  });
  expect(emulator.messages()).toEqual([]);
});

test('commands can be deferred: the outcome waits for the edit', async () => {
  const { emulator } = await openCommands(
    onCommand(async (i) => {
      await i.deferReply();
      await i.editReply('done');
    }),
  );
  expect(await emulator.interact.command({ name: 'ping' })).toMatchObject({
    callbackType: 5,
    content: 'done',
    edits: 1,
  });
});

test('the first follow-up of a deferred answer takes its place', async () => {
  const { emulator } = await openCommands(
    onCommand(async (i) => {
      await i.deferReply({ flags: MessageFlags.Ephemeral });
      await i.followUp('done');
    }),
  );
  expect(await emulator.interact.command({ name: 'ping' })).toMatchObject({
    content: 'done',
    ephemeral: true,
    followUps: [],
  });
});

test('commands take follow-ups, edits and deletion by their token', async () => {
  const { emulator } = await openCommands(
    onCommand(async (i) => {
      const { resource } = await i.reply({ content: 'one', withResponse: true });
      const more = await i.followUp({ content: 'two', flags: MessageFlags.Ephemeral });
      await i.editReply({ content: `${resource?.message?.content} edited` });
      await i.deleteReply(more);
    }),
  );
  const outcome = await emulator.interact.command({ name: 'ping' });
  await emulator.until('the deletion', () =>
    emulator.requests.some(({ method, status }) => method === 'DELETE' && status === 204),
  );
  expect(outcome).toMatchObject({ content: 'one edited', edits: 1, followUps: [] });
  expect(emulator.violations).toEqual([]);
});

test('commands of several people at once stay apart', async () => {
  const { emulator } = await openCommands(
    onCommand((i) => i.reply({ content: i.user.username, flags: MessageFlags.Ephemeral })),
  );
  const [alex, sam] = await Promise.all(
    ['alex', 'sam'].map((name) => emulator.interact.command({ name: 'ping', userId: userNamed(emulator, name) })),
  );
  expect([alex?.content, sam?.content]).toEqual(['alex', 'sam']);
});

test('commands carry what the application may do here and in a chosen channel', async () => {
  const seen: unknown[] = [];
  const packets: { t: string; d: { data: { resolved: { channels: Record<string, Record<string, string>> } } } }[] = [];
  const { emulator, client } = await openCommands(
    onCommand((i) => {
      seen.push(
        i.appPermissions.has('SendMessages'),
        i.memberPermissions?.has('Administrator'),
        i.guildLocale,
        i.inGuild(),
      );
      return i.reply('ok');
    }),
  );
  client.on(Events.Raw, (packet) => packets.push(packet));
  const { guildId } = firstChannel(emulator);
  const chosen = emulator.change.addChannel(guildId, { name: 'chosen' });
  emulator.change.setBotOverwrite(chosen.id, { deny: PERMISSION.sendMessages });
  await emulator.interact.command({ name: 'next', options: { topic: 't', channel: chosen.id } });
  expect(seen).toEqual([true, true, 'en-US', true]);
  const raw = packets.find(({ t }) => t === 'INTERACTION_CREATE')?.d.data.resolved.channels[chosen.id];
  expect(BigInt(raw?.['app_permissions'] ?? '') & PERMISSION.sendMessages).toBe(0n);
  expect(BigInt(raw?.['permissions'] ?? '') & PERMISSION.sendMessages).toBe(PERMISSION.sendMessages);
});

test('commands reach a subcommand by name', async () => {
  const { emulator } = await openCommands(
    onCommand((i) => i.reply(`${i.options.getSubcommand()} ${i.options.getBoolean('loud')}`)),
  );
  expect((await emulator.interact.command({ name: 'list add', options: { loud: true } })).content).toBe('add true');
  await expect(emulator.interact.command({ name: 'list' })).rejects.toThrow('needs a subcommand');
});

describe('what the client refuses', () => {
  const CASES: readonly [title: string, name: string, options: Record<string, string | number>, text: RegExp][] = [
    ['a command nobody registered', 'nope', {}, /no command \/nope.*\/next/],
    ['an unknown option', 'ping', { x: 1 }, /no option "x"/],
    ['a missing required option', 'next', {}, /needs the option "topic"/],
    ['a number out of range', 'next', { topic: 't', count: 11 }, /11 is above 10/],
    ['text that is too long', 'next', { topic: 'x'.repeat(11) }, /length 11 is above 10/],
    ['a wrong type', 'next', { topic: 't', count: 1.5 }, /whole number/],
    ['a channel that is no id', 'next', { topic: 't', channel: 'general' }, /expected an id/],
  ];
  test.each(CASES)('the client refuses before anything is sent: %s', async (_title, name, options, text) => {
    const { emulator } = await openCommands(async () => undefined);
    await expect(emulator.interact.command({ name, options })).rejects.toThrow(text);
  });

  test('the client refuses a command whose default_member_permissions the person lacks, unless forced', async () => {
    const { emulator } = await openCommands(onCommand((i) => i.reply('ok')));
    const userId = userNamed(emulator, 'sam');
    await expect(emulator.interact.command({ name: 'admin', userId })).rejects.toThrow('default_member_permissions');
    expect((await emulator.interact.command({ name: 'admin', userId, force: true })).content).toBe('ok');
    expect((await emulator.interact.command({ name: 'admin', userId: userNamed(emulator, 'alex') })).content).toBe(
      'ok',
    );
  });
});

test('autocomplete answers with choices for what is typed so far', async () => {
  const { emulator } = await openCommands(async (i) =>
    i.isAutocomplete() ? i.respond([{ name: `${i.options.getFocused()}!`, value: 'v' }]) : undefined,
  );
  const outcome = await emulator.interact.autocomplete({ name: 'next', focused: 'topic', options: { topic: 'tr' } });
  expect(outcome.choices).toEqual([{ name: 'tr!', value: 'v' }]);
});

test('an autocomplete of 26 choices is refused', async () => {
  const many = Array.from({ length: 26 }, (_, i) => ({ name: `n${i}`, value: `v${i}` }));
  const { emulator } = await openCommands(async (i) => (i.isAutocomplete() ? i.respond(many) : undefined), {
    interactionDeadlineMs: 1_000,
  });
  await expect(emulator.interact.autocomplete({ name: 'next', focused: 'topic' })).rejects.toThrow(
    /did not respond.*50035/,
  );
  expect(emulator.violations[0]?.reasons.join()).toMatch(/choices: .*25/);
});

test('without an answer in time the person sees that there was none', async () => {
  const { emulator } = await openCommands(async () => undefined, { interactionDeadlineMs: 50 });
  await expect(emulator.interact.command({ name: 'ping' })).rejects.toThrow(
    'The application did not respond within 50 ms',
  );
});

test('an answer after the deadline in machine time is refused with 10062', async () => {
  const clock = settableClock(1_760_000_000_000);
  const late = onCommand(async (i) => {
    clock.move(1_001);
    await i.reply('late');
  });
  const { emulator, problems } = await openCommands(late, { machineNow: clock.now, interactionDeadlineMs: 1_000 });
  const outcome = emulator.interact.command({ name: 'ping' }).catch((error: Error) => error.message);
  await expect.poll(() => problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 10062, status: 404 });
  expect(await outcome).toMatch(/10062/);
});

test('a second answer is refused with 40060', async () => {
  const { emulator, problems } = await openCommands(
    onCommand(async (i) => {
      await i.reply('one');
      await connectRest(emulator).post(Routes.interactionCallback(i.id, i.token), {
        body: { type: 4, data: { content: 'two' } },
        auth: false,
      });
    }),
  );
  const outcome = await emulator.interact.command({ name: 'ping' });
  await expect.poll(() => problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ code: 40060, status: 400 });
  expect(outcome).toMatchObject({ content: 'one', errors: [{ code: 40060 }] });
});

test('a token is worth nothing after 15 minutes, and unknown before the first answer', async () => {
  const clock = settableClock(1_760_000_000_000);
  const tokens: string[] = [];
  const { emulator } = await openCommands(
    onCommand(async (i) => {
      tokens.push(i.token);
      await i.reply('one').catch(() => undefined);
    }),
    { machineNow: clock.now },
  );
  await emulator.interact.command({ name: 'ping' });
  const edit = (token: string) =>
    connectRest(emulator).patch(Routes.webhookMessage(emulator.applicationId, token), {
      body: { content: 'b' },
      auth: false,
    });
  await edit(tokens[0] ?? '');
  clock.move(15 * 60_000 + 1);
  await expect(edit(tokens[0] ?? '')).rejects.toMatchObject({ status: 401, code: 50027 });
  await expect(edit('unheard-of')).rejects.toMatchObject({ status: 404, code: 10015 });
});
