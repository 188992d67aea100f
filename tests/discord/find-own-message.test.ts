import { describe, expect, test } from 'vitest';
import type { Emulator, FaultKind } from '../../emulator/emulator.ts';
import type { LookResult } from '../../src/deliver/sender.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import type { Card, Control } from '../../src/model/message.ts';
import { channelOf, type Emulated, emulateDiscord, message } from '../build/emulate-discord.ts';
import { type HandMachine, handMachine } from '../build/hand-machine.ts';

const details = (mark: string): Control => ({
  type: 'button',
  id: `details:truce~${mark}`,
  label: 'Details',
  style: 'primary',
  disabled: false,
});

type Started = Emulated & {
  readonly machine: HandMachine;
  readonly channel: string;
  readonly since: number;
  post(mark: string): Promise<string>;
};

async function start(): Promise<Started> {
  const machine = handMachine();
  let order = 0;
  const options = { now: machine.now, machineNow: machine.now, dateHeader: () => new Date(machine.now()) };
  const emulated = await emulateDiscord(options, machine);
  const channel = channelOf(emulated.emulator);
  const post = async (mark: string) => {
    order += 1;
    // The mark of the test is in a control only: whether Discord gives nonces back is not documented.
    const result = await makeSender(emulated.rest).send({
      channel,
      message: message({ controls: [[details(mark)]] }),
      nonce: `o${order}`,
    });
    if (result.kind !== 'sent') throw new Error(`not sent: ${result.kind}`);
    return result.message;
  };
  return { ...emulated, machine, channel, since: machine.now(), post };
}

function chat(emulator: Emulator, channel: string, count: number): string[] {
  const user = [...emulator.world.users.values()].find(({ bot }) => !bot)?.id ?? '';
  return Array.from({ length: count }, (_, i) => emulator.change.postAs(user, channel, `talk ${i}`));
}

const look = (
  emulated: Emulated,
  request: { channel: string; since: number; nonce?: string; known?: string | null; slot?: () => Promise<boolean> },
): Promise<LookResult> =>
  makeSender(emulated.rest).look({ nonce: 'mark', known: null, slot: async () => true, ...request });

test('a look for our mark finds it in a control', async () => {
  const emulated = await start();
  await emulated.post('other');
  const at = emulated.rest.machine.now();
  const id = await emulated.post('mark');
  emulated.machine.advance(60_000);
  expect(await look(emulated, emulated)).toMatchObject({ kind: 'found', message: id, at, events: ['truce'] });
});

test('a look for our mark finds it far behind the newest page, from the time of the attempt on', async () => {
  const emulated = await start();
  chat(emulated.emulator, emulated.channel, 3);
  const id = await emulated.post('mark');
  chat(emulated.emulator, emulated.channel, 250);
  expect(await look(emulated, emulated)).toMatchObject({ kind: 'found', message: id });
});

test('a look for our mark finds it although the clock of this machine is an hour ahead of Discord’s', async () => {
  const emulated = await start();
  const id = await emulated.post('mark');
  chat(emulated.emulator, emulated.channel, 150);
  const ahead = { ...emulated.rest.machine, now: () => emulated.rest.machine.now() + 3_600_000 };
  const seen = emulated.rest.lastDate();
  const rest = { ...emulated.rest, machine: ahead, lastDate: () => seen && { ...seen, atMachine: ahead.now() } };
  const result = await makeSender(rest).look({
    channel: emulated.channel,
    nonce: 'mark',
    since: ahead.now(),
    known: null,
    slot: async () => true,
  });
  // By Discord's clock, not by this machine's.
  expect(result).toMatchObject({ kind: 'found', message: id, at: emulated.since });
});

test.each([
  [
    'somebody else’s message with the mark is none',
    'other',
    { components: [{ type: 1, components: [{ type: 2, custom_id: 'a~mark' }] }] },
    'absent',
  ],
  ['our own with the nonce itself, should Discord give it back, is one', 'own', { nonce: 'mark' }, 'found'],
  [
    'our own in a shape it has never seen is none',
    'own',
    { components: [{ type: 99 }, { type: 1, components: [{ type: 2 }] }] },
    'absent',
  ],
])('a look for our mark takes only our own message: %s', async (_what, author, parts, kind) => {
  const emulated = await start();
  const from = { id: author === 'own' ? emulated.emulator.applicationId : '200000000000000009' };
  const body = [{ id: '200000000000000010', author: from, ...parts }];
  const match = { route: '/channels/:channel/messages', method: 'GET' };
  emulated.emulator.faults.add({ kind: 'status', status: 200, body, match });
  expect(await look(emulated, emulated)).toMatchObject({ kind });
});

test('a look for our mark takes it as a whole: an id that only contains it is none', async () => {
  const emulated = await start();
  await emulated.post('mark2');
  await emulated.post('xmark');
  expect(await look(emulated, emulated)).toEqual({ kind: 'absent' });
});

test('a look for our mark is sure of absence only where the whole time since was read', async () => {
  const emulated = await start();
  chat(emulated.emulator, emulated.channel, 150);
  expect(await look(emulated, emulated)).toEqual({ kind: 'absent' });
  chat(emulated.emulator, emulated.channel, 1_000);
  expect(await look(emulated, emulated)).toMatchObject({ kind: 'blind', why: expect.stringContaining('1000') });
});

test('a look for our mark is blind where the history reads as empty', async () => {
  const emulated = await start();
  expect(await look(emulated, emulated)).toMatchObject({ kind: 'blind' });
});

test('a look for our mark is blind without the permission to read the history, known message or not', async () => {
  const emulated = await start();
  const known = await emulated.post('other');
  emulated.emulator.change.setBotOverwrite(emulated.channel, { deny: 1n << 16n });
  expect(await look(emulated, { ...emulated, known: null })).toMatchObject({ kind: 'blind' });
  expect(await look(emulated, { ...emulated, known })).toMatchObject({ kind: 'blind' });
});

test('a look for our mark is blind in a channel it may not see, or that is gone', async () => {
  const emulated = await start();
  await emulated.post('mark');
  emulated.emulator.change.setBotOverwrite(emulated.channel, { deny: 1n << 10n });
  expect(await look(emulated, emulated)).toMatchObject({ kind: 'blind', why: expect.stringContaining('50001') });
  emulated.emulator.change.deleteChannel(emulated.channel);
  expect(await look(emulated, emulated)).toMatchObject({ kind: 'blind', why: expect.stringContaining('10003') });
});

test('a look for our mark is proven by a known message where the list reads as empty', async () => {
  const emulated = await start();
  const known = await emulated.post('other');
  const empty = () =>
    emulated.emulator.faults.add({
      kind: 'status',
      status: 200,
      body: [],
      match: { route: '/channels/:channel/messages', method: 'GET' },
    });
  empty();
  expect(await look(emulated, { ...emulated, known })).toEqual({ kind: 'absent' });
  emulated.emulator.change.deleteMessage(emulated.channel, known);
  empty();
  expect(await look(emulated, { ...emulated, known })).toMatchObject({
    kind: 'blind',
    why: expect.stringContaining('gone'),
  });
});

test('a look for our mark is unanswered rather than guesses when Discord does not answer properly', async () => {
  const emulated = await start();
  const failed = { kind: 'unanswered', result: { kind: 'failed' } };
  emulated.emulator.faults.add({ kind: 'status', status: 503 });
  expect(await look(emulated, emulated)).toMatchObject(failed);
  for (const route of ['/users/@me', '/channels/:channel/messages']) {
    emulated.emulator.faults.add({ kind: 'status', status: 200, body: 'a page', match: { route } });
    expect(await look(emulated, emulated)).toMatchObject(failed);
  }
});

describe('what a look meets that concerns more than itself', () => {
  const LIMIT = { kind: 'rate-limited', retryAfterSeconds: 3, scope: 'global' } as const;
  test.for<[string, FaultKind, object]>([
    ['a global limit', LIMIT, { kind: 'wait', ms: 3_000, scope: 'global' }],
    ['a ban', { kind: 'ban', ms: 900_000 }, { kind: 'banned', ms: 900_000 }],
    ['a token that no longer works', { kind: 'status', status: 401 }, { kind: 'credentials' }],
  ])('%s is handed on as it is, whichever request meets it', async ([, fault, result]) => {
    for (const route of ['/users/@me', '/channels/:channel/messages', '/channels/:channel/messages/:message']) {
      const emulated = await start();
      const known = await emulated.post('other');
      const list = { route: '/channels/:channel/messages', method: 'GET' };
      if (route.endsWith(':message'))
        emulated.emulator.faults.add({ kind: 'status', status: 200, body: [], match: list });
      emulated.emulator.faults.add({ ...fault, match: { route, method: 'GET' } });
      expect(await look(emulated, { ...emulated, known })).toMatchObject({ kind: 'unanswered', result });
    }
  });
});

describe('slots for a look', () => {
  /** Gives so many; what the emulator has seen when each was asked for. */
  const giveSome = (emulated: Emulated, many: number) => {
    const asked: number[] = [];
    const slot = async () => {
      asked.push(gets(emulated).length);
      return asked.length <= many;
    };
    return { asked, slot };
  };
  const gets = ({ emulator }: Emulated) => emulator.requests.filter(({ route }) => route.startsWith('GET '));

  test('slots for a look are asked for one by one, each before its request', async () => {
    const emulated = await start();
    chat(emulated.emulator, emulated.channel, 250);
    const { asked, slot } = giveSome(emulated, 99);
    expect(await look(emulated, { ...emulated, slot })).toEqual({ kind: 'absent' });
    // Who we are, the newest page, and three from the attempt on.
    expect(asked).toEqual([0, 1, 2, 3, 4]);
    expect(gets(emulated)).toHaveLength(5);
  });

  test.for([0, 1, 2, 3])('a look that gets only %i slots ends, and it says nothing', async (many) => {
    const emulated = await start();
    chat(emulated.emulator, emulated.channel, 250);
    const { slot } = giveSome(emulated, many);
    expect(await look(emulated, { ...emulated, slot })).toEqual({ kind: 'stopping' });
    expect(gets(emulated)).toHaveLength(many);
  });

  test('a look that gets no slot for the message that would prove sight ends', async () => {
    const emulated = await start();
    const known = await emulated.post('other');
    const match = { route: '/channels/:channel/messages', method: 'GET' };
    emulated.emulator.faults.add({ kind: 'status', status: 200, body: [], match });
    const { slot } = giveSome(emulated, 2);
    expect(await look(emulated, { ...emulated, known, slot })).toEqual({ kind: 'stopping' });
  });
});

test('a message that stands in the channel reads back as it was sent, each card with its event, until it is edited', async () => {
  const emulated = await start();
  const card = (event: string): Card => ({
    ...{ title: `The ${event}`, colour: 0x58_a6_ff, description: 'Late: was due.', footer: 'One list', event },
    fields: [{ name: 'Closes', value: 'Mon 4 May', inline: true }],
  });
  const option = (value: string) => ({ label: `The ${value}`, value, description: null, chosen: false });
  const choice = { type: 'select', id: 'remind:~mark', placeholder: 'Remind me of', min: 1, max: 1 } as const;
  const sent = message({
    ...{ content: 'Two dates', ping: '1428000000000000021', mention: null, cards: [card('truce'), card('visit')] },
    controls: [
      [details('mark'), { type: 'link', url: 'https://example.org/', label: 'More' }],
      [{ ...choice, options: [option('truce'), option('visit')] }],
    ],
  });
  const { channel, since } = emulated;
  const sender = makeSender(emulated.rest);
  const result = await sender.send({ channel, message: sent, nonce: 'mark' });
  const read = () => sender.recent({ channel, since, slot: async () => true });
  expect(await read()).toMatchObject({ messages: [{ events: ['truce', 'visit'], shown: sent }] });
  await sender.edit({ channel, message: sent, edits: result.kind === 'sent' ? result.message : '' });
  expect(await read()).toMatchObject({ messages: [{ shown: null }] });
});
