import { expect, test } from 'vitest';
import { makeChannelTry } from '../../src/app/start/try-channel.ts';
import type { SendOrder, SendResult } from '../../src/deliver/sender.ts';
import type { Message } from '../../src/model/message.ts';
import { handMachine } from '../build/hand-machine.ts';

const MESSAGE: Message = { content: 'A test', ping: '900', mention: '500', cards: [], controls: [], files: [] };
const unused = () => Promise.reject(new Error('only a send was expected'));

function tryWith(send: (order: SendOrder) => Promise<SendResult>, may = true) {
  const machine = handMachine();
  const said: object[] = [];
  const log = { warn: (fields: object) => said.push(fields) } as never;
  const sender = { send, edit: unused, pin: unused, publish: unused, look: unused, recent: unused };
  return {
    machine,
    said,
    tryIt: () => makeChannelTry({ sender, machine, log, mayAsk: async () => may })('100', MESSAGE),
  };
}

test('a test message is sent once, notifies nobody, and every one is its own message', async () => {
  const orders: SendOrder[] = [];
  const { tryIt, said } = tryWith(async (order) => {
    orders.push(order);
    return { kind: 'sent', message: '77' };
  });
  expect(await tryIt()).toEqual({ kind: 'sent', message: '77' });
  await tryIt();
  expect(orders).toMatchObject([
    { channel: '100', message: { content: 'A test', ping: null, mention: null } },
    { channel: '100' },
  ]);
  expect(orders[0]?.nonce).not.toBe(orders[1]?.nonce);
  expect(orders.every(({ nonce }) => nonce.length <= 25)).toBe(true);
  expect(said).toEqual([]);
});

test.each<[SendResult, RegExp]>([
  [{ kind: 'closed', reason: 'missing permission', why: '403' }, /did not take it: .*not allowed to write there/],
  [{ kind: 'wait', ms: 1_500, scope: 'channel', why: 'limit' }, /pause of 2 seconds/],
  [{ kind: 'wait', ms: 900, scope: 'channel', why: 'limit' }, /pause of 1 second /],
  [{ kind: 'banned', ms: 600_000, why: 'ban' }, /pause of 600 seconds/],
  [{ kind: 'refused', why: '400' }, /did not take this message/],
  [{ kind: 'perhaps', why: '502' }, /Check whether the message arrived/],
  [{ kind: 'failed', why: 'ECONNREFUSED' }, /could not be reached/],
  [{ kind: 'credentials', why: '401' }, /could not be reached/],
])('a test message that ended with %o says why in a sentence', async (result, words) => {
  const { tryIt, said } = tryWith(async () => result);
  expect(await tryIt()).toEqual({ kind: 'failed', why: expect.stringMatching(words) });
  expect(said).toHaveLength(1);
});

test('a test message for which there is no slot is not sent', async () => {
  const { tryIt } = tryWith(() => Promise.reject(new Error('it was sent')), false);
  expect(await tryIt()).toMatchObject({ kind: 'failed', why: expect.stringContaining('could not be reached') });
});

test('a test message without an answer in 1.2 seconds is in doubt', async () => {
  const { tryIt, machine } = tryWith(() => new Promise(() => undefined));
  const trying = tryIt();
  machine.advance(1_200);
  expect(await trying).toMatchObject({ kind: 'failed', why: expect.stringContaining('did not answer in time') });
});
