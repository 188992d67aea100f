import { expect, onTestFinished, test, vi } from 'vitest';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { channelOf, emulateDiscord, mayEverything, message } from '../build/emulate-discord.ts';
import { handMachine } from '../build/hand-machine.ts';

const card = {
  title: 'Truce',
  colour: 0xffaa00,
  description: 'Ends soon',
  fields: [{ name: 'When', value: '10 Nov', inline: true }],
  footer: 'List',
  event: null,
};

test('a send arrives as content, card, controls and file in one message', async () => {
  const { emulator, rest } = await emulateDiscord();
  const channel = channelOf(emulator);
  mayEverything(emulator);
  const order = message({
    content: 'The truce ends tomorrow.',
    cards: [card],
    controls: [
      [
        { type: 'button', id: 'details:truce~n1', label: 'Details', style: 'primary', disabled: false },
        { type: 'link', url: 'https://example.org/', label: 'Source' },
      ],
    ],
    files: [{ name: 'truce.ics', contentType: 'text/calendar', data: new TextEncoder().encode('BEGIN:VCALENDAR') }],
  });
  const result = await makeSender(rest).send({ channel, message: order, nonce: 'n1' });
  const [stored] = emulator.messages(channel);
  expect(result).toEqual({ kind: 'sent', message: stored?.id });
  expect(stored?.content).toBe('The truce ends tomorrow.');
  expect(stored?.embeds).toMatchObject([
    { title: 'Truce', color: 0xffaa00, fields: [{ name: 'When', inline: true }], footer: { text: 'List' } },
  ]);
  expect(stored?.components).toMatchObject([
    { components: [{ custom_id: 'details:truce~n1', style: 1 }, { style: 5 }] },
  ]);
  expect(stored?.attachments).toMatchObject([{ filename: 'truce.ics', size: 15 }]);
  expect(emulator.violations).toEqual([]);
});

test('a send that is repeated with its nonce is still one message', async () => {
  const { emulator, rest } = await emulateDiscord();
  const order = { channel: channelOf(emulator), message: message(), nonce: 'once' };
  const sender = makeSender(rest);
  expect(await sender.send(order)).toEqual(await sender.send(order));
  expect(emulator.messages()).toHaveLength(1);
});

test('a send whose message was removed says so when it is repeated', async () => {
  const { emulator, rest } = await emulateDiscord();
  const channel = channelOf(emulator);
  const sender = makeSender(rest);
  const order = { channel, message: message(), nonce: 'gone' };
  const sent = await sender.send(order);
  emulator.change.deleteMessage(channel, sent.kind === 'sent' ? sent.message : '');
  expect(await sender.send(order)).toEqual({ kind: 'removed' });
});

test('a send notifies the role it names and nobody else, whatever its text says', async () => {
  const roles = [{ name: 'readers', mentionable: true, id: '200000000000000001' }];
  const world = {
    guilds: [
      {
        name: 'Desk',
        roles: [...roles, { name: 'others', mentionable: true, id: '200000000000000002' }],
        channels: [{ name: 'dates' }],
      },
    ],
  };
  const { emulator, rest } = await emulateDiscord({ world });
  const channel = channelOf(emulator);
  mayEverything(emulator);
  const text = message({ content: '@everyone <@&200000000000000002>', ping: '200000000000000001' });
  await makeSender(rest).send({ channel, message: text, nonce: 'n' });
  await makeSender(rest).send({ channel, message: message({ content: '@everyone @here' }), nonce: 'm' });
  const [first, second] = emulator.messages(channel);
  expect(first?.content).toBe('<@&200000000000000001> @everyone <@&200000000000000002>');
  expect(first?.pinged).toEqual({ roles: ['200000000000000001'], users: [], everyone: false });
  expect(second?.pinged).toEqual({ roles: [], users: [], everyone: false });
});

test('a send drops a ping that is no role id instead of being refused', async () => {
  const { emulator, rest, said } = await emulateDiscord();
  await makeSender(rest).send({ channel: channelOf(emulator), message: message({ ping: '@everyone' }), nonce: 'n' });
  expect(emulator.messages()[0]?.content).toBe('One line');
  expect(said).toMatchObject([{ level: 'warn', fields: { where: 'ping: not an id' } }]);
});

test('a send needs no gateway', async () => {
  const { emulator, rest } = await emulateDiscord();
  emulator.gatewayFaults.refuseConnections(true);
  const result = await makeSender(rest).send({ channel: channelOf(emulator), message: message(), nonce: 'n' });
  expect(result.kind).toBe('sent');
  expect(emulator.gatewayLog).toEqual([]);
});

test('a send into a channel whose known limit is used up waits without a request', async () => {
  const { emulator, rest } = await emulateDiscord({ channelLimit: { creates: 2, perMs: 60_000 } });
  const channel = channelOf(emulator);
  const sender = makeSender(rest);
  const results = [];
  for (const nonce of ['a', 'b', 'c', 'd']) results.push(await sender.send({ channel, message: message(), nonce }));
  expect(results.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'wait', 'wait']);
  expect(results.at(-1)).toMatchObject({ scope: 'channel', ms: expect.any(Number) });
  expect(emulator.requests.length).toBeLessThan(4);
});

test('a known limit does not last for as long as the wall clock has been set back since', async () => {
  const { emulator, rest } = await emulateDiscord({ channelLimit: { creates: 2, perMs: 60_000 } });
  const channel = channelOf(emulator);
  const sender = makeSender(rest);
  for (const nonce of ['a', 'b']) await sender.send({ channel, message: message(), nonce });
  expect(await sender.send({ channel, message: message(), nonce: 'c' })).toMatchObject({ kind: 'wait' });
  const asked = emulator.requests.length;
  const { now } = Date;
  const wall = vi.spyOn(Date, 'now').mockImplementation(() => now() - 3_600_000);
  onTestFinished(() => wall.mockRestore());
  await sender.send({ channel, message: message(), nonce: 'c' });
  expect(emulator.requests.length).toBe(asked + 1);
});

test('a send reports the Date header of the answer beside the machine time', async () => {
  const machine = handMachine();
  const { emulator, rest } = await emulateDiscord({ dateHeader: () => new Date('2026-11-22T12:05:00Z') }, machine);
  expect(rest.lastDate()).toBeNull();
  await makeSender(rest).send({ channel: channelOf(emulator), message: message(), nonce: 'n' });
  expect(rest.lastDate()).toMatchObject({ discordNow: machine.now() + 300_000, atMachine: machine.now() });
});

test('a send or an edit that is another process’s by the moment it would be written is not made, and is known not to have been', async () => {
  const { emulator, rest } = await emulateDiscord();
  const sender = makeSender(rest);
  const order = { channel: channelOf(emulator), message: message() };
  const stored = await sender.send({ ...order, nonce: 'before' });
  const edits = stored.kind === 'sent' ? stored.message : '';
  const asked = emulator.requests.length;
  let looks = 0;
  // The process is stopped once all that comes before the writing is done: a look that is made any sooner says yes.
  const mayLeave = (): boolean => {
    looks += 1;
    return !new Error('where').stack?.includes('onConnect');
  };
  const why = 'Another process has this to send by now.';
  expect(await sender.send({ ...order, nonce: 'held', mayLeave })).toEqual({ kind: 'failed', why });
  expect(await sender.edit({ ...order, edits, mayLeave })).toEqual({ kind: 'failed', why });
  expect(looks).toBe(2);
  expect(emulator.requests).toHaveLength(asked);
  expect(await sender.send({ ...order, nonce: 'ours', mayLeave: () => true })).toMatchObject({ kind: 'sent' });
});
