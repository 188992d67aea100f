import { describe, expect, test } from 'vitest';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import type { Reply } from '../../src/features/call/command.ts';
import {
  channelOf,
  type Emulated,
  emulateDiscord,
  message,
  plainCommand,
  say,
  serve,
} from '../build/emulate-discord.ts';
import { type HandMachine, handMachine } from '../build/hand-machine.ts';

/** A handler that ends when the test says so. */
function slow(): { handle: () => Promise<Reply>; called: Promise<void>; end(reply: Reply): void; fail(): void } {
  const called = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<Reply>();
  const handle = () => {
    called.resolve();
    return ended.promise;
  };
  return { handle, called: called.promise, end: ended.resolve, fail: () => ended.reject(new Error('late failure')) };
}

async function startSlow(): Promise<{ emulated: Emulated; machine: HandMachine; work: ReturnType<typeof slow> }> {
  const machine = handMachine();
  const emulated = await emulateDiscord({}, machine);
  return { emulated, machine, work: slow() };
}

const controls = [[{ type: 'button', id: 'go', label: 'Go', style: 'primary', disabled: false }]] as const;

async function pressSlow() {
  const { emulated, machine, work } = await startSlow();
  await serve(emulated, { presses: [{ action: 'go', handle: work.handle }] });
  const order = { channel: channelOf(emulated.emulator), message: message({ controls }), nonce: 'n' };
  const sent = await makeSender(emulated.rest).send(order);
  const messageId = sent.kind === 'sent' ? sent.message : '';
  const pressed = emulated.emulator.interact.button({ messageId, customId: 'go', until: 'acknowledged' });
  await work.called;
  machine.advance(1_500);
  const outcome = await pressed;
  expect(outcome.callbackType).toBe(6);
  return { emulated, work, outcome, messageId };
}

test('a handler that takes longer than a second and a half is deferred in private, and its answer follows by an edit', async () => {
  const { emulated, machine, work } = await startSlow();
  await serve(emulated, { commands: [plainCommand('next', work.handle)] });
  const typed = emulated.emulator.interact.command({ name: 'next', until: 'acknowledged' });
  await work.called;
  machine.advance(1_999);
  expect(emulated.emulator.requests.filter(({ path }) => path.endsWith('/callback'))).toEqual([]);
  machine.advance(1);
  const outcome = await typed;
  expect(outcome).toMatchObject({ callbackType: 5, ephemeral: true });
  work.end(say('at last'));
  await emulated.emulator.until('the edit', () => outcome.edits === 1);
  expect(outcome).toMatchObject({ content: 'at last', errors: [], followUps: [] });
  expect(emulated.emulator.violations).toEqual([]);
});

test('a handler that was deferred and fails then is explained by the edit', async () => {
  const { emulated, machine, work } = await startSlow();
  await serve(emulated, { commands: [plainCommand('next', work.handle)] });
  const typed = emulated.emulator.interact.command({ name: 'next', until: 'acknowledged' });
  await work.called;
  machine.advance(1_500);
  const outcome = await typed;
  work.fail();
  await emulated.emulator.until('the edit', () => outcome.edits === 1);
  expect(outcome.content).toContain('Something went wrong here');
});

test('a deferred press that updates changes the message it sits on', async () => {
  const { emulated, work, messageId } = await pressSlow();
  work.end(say('page 2', { update: true }));
  await emulated.emulator.until('the edit', () =>
    emulated.emulator.messages().some(({ id, content }) => id === messageId && content === 'page 2'),
  );
});

test('any other deferred press answers in a message of its own', async () => {
  const { emulated, work, outcome } = await pressSlow();
  work.end(say('details', { private: true }));
  await emulated.emulator.until('the follow-up', () => outcome.followUps.length === 1);
  expect(outcome.followUps).toMatchObject([{ content: 'details', flags: 64 }]);
  expect(emulated.emulator.messages()).toMatchObject([{ content: 'One line' }]);
});

describe('the way of an answer', () => {
  const next = plainCommand('next', async () => say('answer'));

  test('an answer repeats a callback once where the connection broke before it arrived', async () => {
    const emulated = await emulateDiscord();
    await serve(emulated, { commands: [next] });
    emulated.emulator.faults.add({ kind: 'refuse-before', match: { when: ({ path }) => path.endsWith('/callback') } });
    const outcome = await emulated.emulator.interact.command({ name: 'next' });
    expect(outcome).toMatchObject({ content: 'answer', errors: [] });
  });

  test('an answer takes the refusal of a repeated callback for what it is: the first had arrived', async () => {
    const emulated = await emulateDiscord();
    await serve(emulated, { commands: [next] });
    emulated.emulator.faults.add({
      kind: 'accept-then-reset',
      match: { when: ({ path }) => path.endsWith('/callback') },
    });
    const outcome = await emulated.emulator.interact.command({ name: 'next' });
    await emulated.emulator.until('the refusal', () => outcome.errors.length === 1);
    expect(outcome).toMatchObject({ content: 'answer', errors: [{ code: 40060 }] });
    expect(emulated.said.filter(({ level }) => level !== 'info')).toEqual([]);
  });

  test('an answer waits out a short limit on answers', async () => {
    const emulated = await emulateDiscord();
    await serve(emulated, { commands: [next] });
    emulated.emulator.faults.add({
      kind: 'rate-limited',
      retryAfterSeconds: 0.05,
      match: { when: ({ path }) => path.endsWith('/callback') },
    });
    expect((await emulated.emulator.interact.command({ name: 'next' })).content).toBe('answer');
  });

  test('an answer to an expired interaction is dropped and logged', async () => {
    const emulated = await emulateDiscord({ interactionDeadlineMs: 50 });
    const work = slow();
    await serve(emulated, { commands: [plainCommand('next', work.handle)] });
    await expect(emulated.emulator.interact.command({ name: 'next' })).rejects.toThrow('did not respond');
    work.end(say('too late'));
    await emulated.emulator.until('the refusal', () => emulated.emulator.requests.some(({ code }) => code === 10062));
    await expect
      .poll(() => emulated.said.map(({ text }) => text))
      .toContain('An interaction expired before its answer.');
    expect(emulated.said.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('an answer that Discord refuses becomes an apology', async () => {
    const emulated = await emulateDiscord();
    await serve(emulated, { commands: [next] });
    emulated.emulator.faults.add({
      kind: 'status',
      status: 400,
      code: 50035,
      match: { when: ({ path }) => path.endsWith('/callback') },
    });
    const outcome = await emulated.emulator.interact.command({ name: 'next' });
    expect(outcome).toMatchObject({ ephemeral: true, content: expect.stringContaining('could not be shown') });
  });

  test('an answer needs no token and is free while sends are stuck', async () => {
    const emulated = await emulateDiscord({ channelLimit: 'off' });
    await serve(emulated, { commands: [next] });
    const channel = channelOf(emulated.emulator);
    emulated.emulator.faults.add({ kind: 'accept-then-hang', match: { channelId: channel }, times: 'always' });
    const stuck = Promise.all(
      Array.from({ length: 80 }, (_, i) =>
        makeSender(emulated.rest).send({ channel, message: message(), nonce: `n${i}` }),
      ),
    );
    const outcome = await emulated.emulator.interact.command({ name: 'next' });
    expect(outcome.content).toBe('answer');
    const answer = emulated.emulator.requests.find(({ path }) => path.endsWith('/callback'));
    expect(answer).toMatchObject({ authorized: false });
    await emulated.rest.close();
    await stuck;
  });
});
