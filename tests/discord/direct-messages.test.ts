import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../emulator/emulator.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { reachPerson } from '../../src/discord/rest/reach-person.ts';
import type { CommandCall, PressCall } from '../../src/features/call/command.ts';
import { channelOf, emulateDiscord, message, plainCommand, rootsOf, say, serve } from '../build/emulate-discord.ts';
import { handMachine } from '../build/hand-machine.ts';

const atOnce = async () => true;

function userNamed(emulator: Emulator, name: string): string {
  const user = [...emulator.world.users.values()].find(({ username }) => username === name);
  if (user === undefined) throw new Error(`there is no ${name}`);
  return user.id;
}

test('a command for direct messages is offered and answered there; its caller has no server', async () => {
  const emulated = await emulateDiscord();
  const calls: CommandCall[] = [];
  const mine = plainCommand('mine', async (call) => {
    calls.push(call);
    return say('yours', { private: true });
  });
  const next = plainCommand('next', async () => say('next'));
  const roots = [...rootsOf([mine], { inDirect: true }), ...rootsOf([next])];
  await serve(emulated, { commands: [mine, next], roots });
  const sam = userNamed(emulated.emulator, 'sam');
  const { id: channelId } = emulated.emulator.change.openDm(sam);
  const outcome = await emulated.emulator.interact.command({ name: 'mine', channelId });
  expect(outcome).toMatchObject({ content: 'yours', errors: [] });
  expect(calls).toMatchObject([
    { guild: null, user: sam, mayManageServer: false, channel: { id: channelId, kind: 'dm', name: null } },
  ]);
  await expect(emulated.emulator.interact.command({ name: 'next', channelId })).rejects.toThrow('not offered');
  const forced = await emulated.emulator.interact.command({ name: 'next', channelId, force: true });
  expect(forced.content).toContain('in servers only');
});

test('completing an option of a command for servers offers nothing in direct messages', async () => {
  const emulated = await emulateDiscord();
  const options = [{ name: 'topic', description: 'topic', type: 'string', autocomplete: true }] as const;
  const next = plainCommand('next', async () => say('next'));
  const complete = async () => [{ name: 'a', value: 'a' }];
  await serve(emulated, { commands: [{ ...next, shape: { ...next.shape, options }, complete }] });
  const { id: channelId } = emulated.emulator.change.openDm(userNamed(emulated.emulator, 'sam'));
  const typed = { name: 'next', focused: 'topic', options: { topic: 'a' } };
  const direct = await emulated.emulator.interact.autocomplete({ ...typed, channelId, force: true });
  expect(direct.choices).toEqual([]);
  expect((await emulated.emulator.interact.autocomplete(typed)).choices).toEqual([{ name: 'a', value: 'a' }]);
});

test('a press in direct messages reaches its handler, which learns that there is no server', async () => {
  const emulated = await emulateDiscord();
  const calls: PressCall[] = [];
  const handle = async (call: PressCall) => {
    calls.push(call);
    return say('pressed', { update: true });
  };
  await serve(emulated, { presses: [{ action: 'go', handle }] });
  const sam = userNamed(emulated.emulator, 'sam');
  const { id: channel } = emulated.emulator.change.openDm(sam);
  const controls = [[{ type: 'button', id: 'go', label: 'Go', style: 'primary', disabled: false }]] as const;
  const sent = await makeSender(emulated.rest).send({ channel, message: message({ controls }), nonce: 'n' });
  const messageId = sent.kind === 'sent' ? sent.message : '';
  const outcome = await emulated.emulator.interact.button({ messageId, customId: 'go' });
  expect(outcome).toMatchObject({ callbackType: 7, content: 'pressed' });
  expect(calls).toMatchObject([{ guild: null, user: sam, channel: { id: channel, kind: 'dm' } }]);
});

describe('a person is reached', () => {
  const greeting = message({ content: 'Your reminders come here.' });

  test('a person is reached where their direct messages are open: the greeting stands there, once', async () => {
    const { emulator, rest } = await emulateDiscord();
    const sam = userNamed(emulator, 'sam');
    const reach = await reachPerson(rest, atOnce, sam, greeting);
    const [posted] = emulator.messages();
    expect(reach).toEqual({ kind: 'open', channel: posted?.channelId });
    expect(emulator.messages()).toMatchObject([{ content: 'Your reminders come here.' }]);
    expect(emulator.world.channels.get(posted?.channelId ?? '')?.recipientId).toBe(sam);
    expect(emulator.violations).toEqual([]);
  });

  test('a person is not reached where their direct messages are closed', async () => {
    const { emulator, rest } = await emulateDiscord();
    const sam = userNamed(emulator, 'sam');
    emulator.change.closeDms(sam, true);
    const { id: channel } = emulator.change.openDm(sam);
    expect(await reachPerson(rest, atOnce, sam, greeting)).toEqual({ kind: 'closed', channel });
    expect(emulator.messages()).toEqual([]);
  });

  test.each([
    ['refuses to open them', '/users/@me/channels', 403, 50007],
    ['is in trouble', '/users/@me/channels', 500, 0],
    ['asks for a pause', '/channels/:channel/messages', 429, 0],
    ['is in trouble at the greeting', '/channels/:channel/messages', 502, 0],
  ])('it is not known whether a person is reached where Discord %s', async (_what, route, status, code) => {
    const { emulator, rest, said } = await emulateDiscord();
    emulator.faults.add({ kind: 'status', status, code, match: { route }, times: 'always' });
    expect(await reachPerson(rest, atOnce, userNamed(emulator, 'sam'), greeting)).toEqual({ kind: 'unknown' });
    expect(said).toContainEqual(expect.objectContaining({ level: 'warn' }));
  });

  test('it is not known whether a person is reached where there is no slot for a request', async () => {
    const { emulator, rest } = await emulateDiscord();
    expect(await reachPerson(rest, async () => false, userNamed(emulator, 'sam'), greeting)).toEqual({
      kind: 'unknown',
    });
    expect(emulator.requests).toEqual([]);
  });

  test('it is not known whether a person is reached where Discord does not answer within 3 seconds', async () => {
    const machine = handMachine();
    const { emulator, rest } = await emulateDiscord({}, machine);
    emulator.faults.add({ kind: 'accept-then-hang', match: { route: '/channels/:channel/messages' } });
    const reaching = reachPerson(rest, atOnce, userNamed(emulator, 'sam'), greeting);
    await emulator.until('the greeting', () => emulator.messages().length === 1);
    machine.advance(3_000);
    expect(await reaching).toEqual({ kind: 'unknown' });
  });
});

describe('a message that mentions a person', () => {
  const SAM = '300000000000000001';

  test('a message that mentions a person notifies them and nobody else, and only when it is new', async () => {
    const world = {
      guilds: [{ name: 'Desk', channels: [{ name: 'dates' }], members: [{ id: SAM, username: 'sam' }] }],
    };
    const { emulator, rest } = await emulateDiscord({ world });
    const channel = channelOf(emulator);
    const order = message({ content: 'For you <@300000000000000009>', mention: SAM });
    const sent = await makeSender(rest).send({ channel, message: order, nonce: 'n' });
    const [first] = emulator.messages();
    expect(first).toMatchObject({
      content: `<@${SAM}> For you <@300000000000000009>`,
      pinged: { users: [SAM], roles: [], everyone: false },
    });
    await makeSender(rest).edit({ channel, message: order, edits: sent.kind === 'sent' ? sent.message : '' });
    const [edited] = emulator.messages();
    expect(edited?.payload['allowed_mentions']).toEqual({ parse: [], roles: [] });
    expect(emulator.violations).toEqual([]);
  });

  test('a message that mentions a person is sent without it where that is no id', async () => {
    const { emulator, rest, said } = await emulateDiscord();
    await makeSender(rest).send({
      channel: channelOf(emulator),
      message: message({ mention: '@everyone' }),
      nonce: 'n',
    });
    expect(emulator.messages()).toMatchObject([{ content: 'One line', pinged: { users: [], everyone: false } }]);
    expect(said).toContainEqual(
      expect.objectContaining({ fields: expect.objectContaining({ where: 'mention: not an id' }) }),
    );
  });
});
