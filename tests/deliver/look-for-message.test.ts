import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Emulator, FaultKind } from '../../emulator/emulator.ts';
import { startEmulator } from '../../emulator/start-emulator.ts';
import { deliverPost } from '../../src/deliver/deliver-post.ts';
import type { Sender } from '../../src/deliver/sender.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import { openRestConnection } from '../../src/discord/rest/open-connection.ts';
import {
  ANCHOR,
  buildDelivery,
  buildReadyDelivery,
  type DeliveryFixture,
  DUE,
  makeMoment,
  makePost,
  makeTariff,
  readEnd,
  scriptedSender,
} from '../build/build-delivery.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';

const GUILD = '1428000000000000001';
const CHANNEL = '1428000000000000011';
const HISTORY = 1n << 16n;
let fixture: DeliveryFixture;
afterEach(() => fixture.close());

/** The fixture with a real way out to Discord on loopback; both live on the fixture's machine. */
async function goOnline(): Promise<{ emulator: Emulator; sender: Sender }> {
  fixture = await buildDelivery([makeTariff('tariff'), makeTariff('visit')]);
  const { machine } = fixture;
  fixture.subscriptions.set(CHANNEL, buildSubscription(CHANNEL));
  const emulator = await startEmulator({
    machineNow: machine.now,
    dateHeader: () => new Date(machine.now()),
    world: { guilds: [{ id: GUILD, name: 'Desk', channels: [{ id: CHANNEL, name: 'dates' }] }] },
  });
  const ignore = () => undefined;
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const rest = openRestConnection({ token: { reveal: () => emulator.token }, apiUrl: emulator.apiUrl, log, machine });
  onTestFinished(async () => {
    await rest.close();
    await emulator.stop();
  });
  return { emulator, sender: makeSender(rest) };
}

const moment = (event = 'tariff') => makeMoment(event, '1h', DUE, CHANNEL);
const said = (emulator: Emulator) => emulator.messages(CHANNEL).map(({ content }) => content);
const looked = (emulator: Emulator) =>
  emulator.requests
    .filter(({ path }) => path.includes('/messages?') || path === `/channels/${CHANNEL}/messages`)
    .filter(({ method }) => method === 'GET').length;

async function endOf() {
  const [post] = await fixture.outbox.posts({ channel: CHANNEL, limit: 1 });
  return post;
}

/** Sends a first attempt that meets a fault, then lets so much time pass. */
async function attemptThenWait(ms: number, fault: FaultKind) {
  const online = await goOnline();
  await fixture.reserve(makePost([moment()]));
  online.emulator.faults.add({ ...fault, match: { method: 'POST', channelId: CHANNEL } });
  await fixture.step(online.sender);
  expect(await endOf()).toMatchObject({ state: 'waiting' });
  fixture.machine.advance(ms);
  return online;
}

describe('an attempt without an answer', () => {
  const ACCEPTED = { kind: 'accept-then-status', status: 502 } as const;
  const LOST = { kind: 'status', status: 502 } as const;

  test('an attempt without an answer is repeated without a look while Discord knows the nonce', async () => {
    const { emulator, sender } = await attemptThenWait(100_000, ACCEPTED);
    await fixture.step(sender);
    expect(said(emulator)).toEqual(['tariff 1h']);
    expect(looked(emulator)).toBe(0);
    expect(await endOf()).toMatchObject({ state: 'sent', message: emulator.messages(CHANNEL)[0]?.id });
  });

  test('an attempt without an answer is found by its mark when Discord may have forgotten the nonce, and not sent again', async () => {
    const { emulator, sender } = await attemptThenWait(125_000, ACCEPTED);
    await fixture.step(sender);
    expect(said(emulator)).toEqual(['tariff 1h']);
    expect(emulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    expect(await endOf()).toMatchObject({ state: 'sent', message: emulator.messages(CHANNEL)[0]?.id });
  });

  test('an attempt without an answer is sent again, without a word of repetition, when a look shows that it never arrived', async () => {
    const { emulator, sender } = await attemptThenWait(125_000, LOST);
    emulator.change.postAs([...emulator.world.users.keys()].at(-1) ?? '', CHANNEL, 'Good morning');
    await fixture.step(sender);
    expect(said(emulator)).toEqual(['Good morning', 'tariff 1h']);
  });

  test('an attempt without an answer is sent again and says "possibly repeated", once, when the channel cannot be read and the date is ahead', async () => {
    const { emulator, sender } = await attemptThenWait(125_000, LOST);
    emulator.change.setBotOverwrite(CHANNEL, { deny: HISTORY });
    await fixture.step(sender);
    expect(said(emulator)).toEqual(['Possibly repeated. tariff 1h']);
    expect(await endOf()).toMatchObject({ state: 'sent' });
    await expect(fixture.claim()).rejects.toThrow('nothing to claim');
  });

  test('an attempt without an answer ends as uncertain when the channel cannot be read and the date has passed', async () => {
    const { emulator, sender } = await attemptThenWait(125_000, LOST);
    emulator.change.setBotOverwrite(CHANNEL, { deny: HISTORY });
    fixture.world.moveTo(ANCHOR + 60_000);
    await fixture.step(sender);
    expect(said(emulator)).toEqual([]);
    expect(await endOf()).toMatchObject({ state: 'uncertain', reason: expect.stringContaining('cannot be read') });
  });

  test('an attempt without an answer is looked for once more, later, when the look itself fails', async () => {
    const { emulator, sender } = await attemptThenWait(125_000, ACCEPTED);
    emulator.faults.add({ kind: 'status', status: 500, match: { method: 'GET' } });
    await fixture.step(sender);
    expect(await endOf()).toMatchObject({ state: 'waiting' });
    fixture.machine.advance(10_000);
    await fixture.step(sender);
    expect(said(emulator)).toEqual(['tariff 1h']);
    expect(await endOf()).toMatchObject({ state: 'sent' });
  });

  test('an attempt without an answer is looked for at once when what it said would now be another message', async () => {
    const { emulator, sender } = await attemptThenWait(5_000, ACCEPTED);
    fixture.events.set('tariff', makeTariff('tariff', { certainty: 'cancelled' }));
    await fixture.step(sender);
    expect(said(emulator)).toEqual(['tariff 1h']);
    expect(await endOf()).toMatchObject({ state: 'sent' });
  });

  test('an attempt of a date that was cancelled meanwhile is not repeated when it never arrived', async () => {
    const { emulator, sender } = await attemptThenWait(5_000, LOST);
    emulator.change.postAs([...emulator.world.users.keys()].at(-1) ?? '', CHANNEL, 'Good morning');
    fixture.events.set('tariff', makeTariff('tariff', { certainty: 'cancelled' }));
    await fixture.step(sender);
    expect(said(emulator)).toEqual(['Good morning']);
    expect(await endOf()).toMatchObject({ state: 'skipped', reason: 'event cancelled' });
  });
});

// Met in a restored state: "in 16 minutes" four minutes after it was due, without a word of being late.
test('a reminder that became late while its channel was looked through says so', async () => {
  fixture = await buildDelivery();
  await fixture.reserve(makePost([makeMoment('tariff', '1h', DUE)]));
  const unanswered = scriptedSender(() => ({ kind: 'perhaps', why: 'no answer' }));
  await fixture.step(unanswered);
  fixture.machine.advance(125_000);
  const late: boolean[] = [];
  const slow = scriptedSender(undefined, () => {
    fixture.world.moveTo(DUE + 130_000);
    return { kind: 'absent' };
  });
  const { compose } = fixture.parts(slow);
  await fixture.step(slow, {
    compose: (post, send, how) => {
      late.push(...send.map((moment) => moment.late));
      return compose(post, send, how);
    },
  });
  expect(late).toEqual([true]);
  expect((await readEnd(fixture)).moments).toEqual({ 'tariff 1h': 'sent: late' });
});

test('10008 on a create is a message that was delivered and then removed: settled, never sent again', async () => {
  const { emulator, sender } = await goOnline();
  await fixture.reserve(makePost([moment()]));
  emulator.faults.add({ kind: 'status', status: 404, code: 10008 });
  await fixture.step(sender);
  expect(await endOf()).toMatchObject({ state: 'sent', reason: 'delivered and removed' });
});

describe('a lease that has run out', () => {
  test('a lease that ran out while the process was paused between record and send lets nothing be sent', async () => {
    fixture = await buildReadyDelivery();
    const sender = scriptedSender();
    const reached = async (point: string) => {
      if (point === 'before send') fixture.machine.advance(60_001);
    };
    expect(await fixture.step(sender, { reached })).toEqual({ kind: 'lease lost' });
    expect(sender.sends).toEqual([]);
    expect((await fixture.claim()).attempts).toBe(1);
  });

  test('a lease that ran out before the attempt is recorded lets nothing be recorded or sent', async () => {
    fixture = await buildReadyDelivery();
    const sender = scriptedSender();
    const compose = fixture.parts(sender).compose;
    const slow: typeof compose = (...words) => {
      fixture.machine.advance(60_001);
      return compose(...words);
    };
    expect(await fixture.step(sender, { compose: slow })).toEqual({ kind: 'lease lost' });
    expect(sender.sends).toEqual([]);
    expect((await fixture.claim()).attempts).toBe(0);
  });
});

// Else the ledger would say that people were told of a date that no message of the channel holds.
test('a found message is not taken for what had been left out of it', async () => {
  fixture = await buildDelivery([makeTariff('tariff'), makeTariff('visit', { certainty: 'cancelled' })]);
  await fixture.reserve(makePost([makeMoment('tariff', '1h', DUE), makeMoment('visit', '1h', DUE)]));
  const sender = scriptedSender(undefined, () => ({
    kind: 'found',
    message: '1',
    at: DUE + 1_000,
    events: ['tariff'],
    shown: null,
  }));
  const killed = new Error('killed after the send');
  const reached = async (point: string) => {
    if (point === 'after send') throw killed;
  };
  await expect(fixture.step(sender, { reached })).rejects.toBe(killed);
  expect(sender.sends.map(({ message }) => message.content)).toEqual(['tariff 1h']);
  await fixture.outbox.releaseDead();
  await fixture.step(sender);
  const { moments } = await readEnd(fixture);
  expect(moments).toEqual({ 'tariff 1h': 'sent: on time', 'visit 1h': 'skipped: event cancelled' });
});

test('a blind bot says again whatever has its date ahead, also beyond its grace: a catch-up might say it twice', async () => {
  fixture = await buildDelivery([
    makeTariff('tariff'),
    makeTariff('visit'),
    makeTariff('talks', { certainty: 'cancelled' }),
  ]);
  await fixture.reserve(
    makePost([makeMoment('tariff', '1h', DUE), makeMoment('talks', '1h', DUE), makeMoment('visit', '1d', DUE)]),
  );
  fixture.events.set('talks', makeTariff('talks'));
  const sender = scriptedSender(
    (_, nth) => (nth === 1 ? { kind: 'perhaps', why: '502' } : { kind: 'sent', message: '2' }),
    () => ({ kind: 'blind', why: 'no permission to read' }),
  );
  await fixture.step(sender);
  fixture.machine.advance(35 * 60_000);
  fixture.world.moveTo(DUE + 35 * 60_000);
  fixture.events.set('talks', makeTariff('talks', { certainty: 'cancelled' }));
  await fixture.step(sender);
  expect(sender.sends.map(({ message }) => message.content).at(-1)).toBe(
    'Possibly repeated. late visit 1d, late tariff 1h',
  );
  const { posts, moments } = await readEnd(fixture);
  expect(posts).toMatchObject([{ kind: 'reminder', state: 'sent' }]);
  expect(moments).toEqual({
    'tariff 1h': 'sent: late',
    // Nobody can say that the channel was not told of it before it was cancelled.
    'talks 1h': expect.stringMatching(/^uncertain: Perhaps sent/),
    'visit 1d': 'sent: late',
  });
});

test('an attempt that lies after now, since the clock was set back, is not trusted to be fresh', async () => {
  fixture = await buildReadyDelivery();
  const sender = scriptedSender(
    () => ({ kind: 'perhaps', why: '502' }),
    () => ({ kind: 'found', message: '1', at: DUE + 1_000, events: [], shown: null }),
  );
  await fixture.step(sender);
  fixture.machine.advance(1_000);
  const post = await fixture.claim();
  fixture.machine.advance(-3_600_000);
  await deliverPost(post, fixture.parts(sender), async () => true);
  expect(sender.sends).toHaveLength(1);
  expect(await readEnd(fixture)).toMatchObject({ posts: [{ state: 'sent', message: '1' }] });
});
