import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Delivery, type DeliveryEvents, runDelivery } from '../../src/deliver/run-delivery.ts';
import { createSendBudget } from '../../src/deliver/send-budget.ts';
import type { SendOrder, SendResult } from '../../src/deliver/sender.ts';
import type { Message } from '../../src/model/message.ts';
import {
  ANCHOR,
  buildDelivery,
  type DeliveryFixture,
  DUE,
  makeMoment,
  makePost,
  makeTariff,
  type ScriptedSender,
  scriptedSender,
} from '../build/build-delivery.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';

let fixture: DeliveryFixture;
let delivery: Delivery | null = null;
let closed: string[] = [];
let gone: string[] = [];
let bans: (string | null)[] = [];

beforeEach(async () => {
  fixture = await buildDelivery([makeTariff('tariff'), makeTariff('visit')]);
  [closed, gone, bans] = [[], [], []];
});
afterEach(async () => {
  await delivery?.stop(0);
  await fixture.close();
});

function run(sender: ScriptedSender, more: Partial<DeliveryEvents> = {}): Delivery {
  const events: DeliveryEvents = {
    closed: async ({ channel }) => void closed.push(channel),
    credentialsGone: (why) => void gone.push(why),
    ban: (why) => void bans.push(why),
    failed(error) {
      throw error;
    },
    settled: () => undefined,
    ...more,
  };
  delivery = runDelivery(fixture.parts(sender), createSendBudget(fixture.machine, 50), events);
  return delivery;
}

/** Lets so much machine time pass in small steps, with everything that happens in it. */
async function pass(ms: number, step = 5): Promise<void> {
  for (let passed = 0; passed < ms; passed += step) {
    fixture.machine.advance(step);
    for (let turns = 0; turns < 4; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

const subscribe = (...channels: string[]) => {
  for (const channel of channels) fixture.subscriptions.set(channel, buildSubscription(channel));
};
const remind = (channel: string, lead = '1h', due = DUE) => makePost([makeMoment('tariff', lead, due, channel)]);
const answerAfter =
  (ms: number, result: SendResult = { kind: 'sent', message: '1' }) =>
  async (): Promise<SendResult> => {
    await fixture.machine.sleep(ms);
    return result;
  };
const channelsOf = (sends: readonly SendOrder[]) => sends.map(({ channel }) => channel);

test('a channel gets one post at a time, in their order, while others go on', async () => {
  subscribe('other');
  const [first, second] = ['tariff', 'visit'].map((event, ordinal) =>
    makePost([makeMoment(event, '1h', DUE)], { ordinal }),
  );
  if (first === undefined || second === undefined) throw new Error('two posts');
  await fixture.reserve(second, first, remind('other'));
  const sender = scriptedSender(answerAfter(500));
  run(sender);
  await pass(1_300);
  expect(channelsOf(sender.sends).sort()).toEqual(['channel', 'other']);
  await pass(500);
  expect(sender.sends.filter(({ channel }) => channel === 'channel').map(({ message }) => message.content)).toEqual([
    'tariff 1h',
    'visit 1h',
  ]);
});

test('what has the nearest date goes first', async () => {
  const channels = ['a', 'b', 'c', 'd'];
  subscribe(...channels);
  const days = [3, 1, 2, 0];
  await fixture.reserve(
    ...channels.map((channel, index) => ({ ...remind(channel), urgency: ANCHOR + (days[index] ?? 0) * 86_400_000 })),
  );
  const sender = scriptedSender();
  run(sender);
  await pass(1_500);
  expect(channelsOf(sender.sends)).toEqual(['d', 'b', 'c', 'a']);
});

test('one dead and one slow channel delay none of 98 good ones', async () => {
  const good = Array.from({ length: 98 }, (_, index) => `good-${index}`);
  subscribe('dead', 'slow', ...good);
  // The two are most urgent, so that they stand before all others.
  const first = ['dead', 'slow'].map((channel) => ({ ...remind(channel), urgency: ANCHOR - 1 }));
  await fixture.reserve(...first, ...good.map((channel) => remind(channel)));
  const sentAt = new Map<string, number>();
  const sender = scriptedSender(async ({ channel }) => {
    if (channel === 'dead') return { kind: 'closed', reason: 'missing permission', why: '403' };
    await fixture.machine.sleep(channel === 'slow' ? 9_000 : 50);
    sentAt.set(channel, fixture.machine.monotonic());
    return { kind: 'sent', message: '1' };
  });
  run(sender);
  await pass(3_400);
  expect(good.filter((channel) => !sentAt.has(channel))).toEqual([]);
  // A second after the start, then 100 slots of 1/48.6 s, and the answer; 5 ms a step of this test.
  expect(Math.max(...sentAt.values())).toBeLessThan(1_000 + 100 * (1_000 / 48.6) + 50 + 150);
  expect(sentAt.has('slow')).toBe(false);
  expect(closed).toEqual(['dead']);
  expect(channelsOf(sender.sends).filter((channel) => channel === 'dead')).toHaveLength(1);
});

describe('a post that is reserved before it is due', () => {
  test('a post that is reserved before it is due goes out when it falls due, and later posts of its channel pass it', async () => {
    const held = makePost([makeMoment('visit', '1h', DUE + 60_000)], { urgency: ANCHOR - 1 });
    await fixture.reserve(held, remind('channel'));
    const sender = scriptedSender();
    const delivery = run(sender);
    await pass(5_000);
    expect(sender.sends.map(({ message }) => message.content)).toEqual(['tariff 1h']);
    await delivery.idle();
    fixture.world.moveTo(DUE + 59_999);
    delivery.wake();
    await pass(100);
    expect(sender.sends).toHaveLength(1);
    fixture.world.moveTo(DUE + 60_000);
    delivery.wake();
    await pass(100);
    expect(sender.sends.map(({ message }) => message.content)).toEqual(['tariff 1h', 'visit 1h']);
  });

  test('a post that is reserved without a word is found in half a minute at the latest', async () => {
    await fixture.reserve(remind('channel', '1h', DUE + 60_000));
    const sender = scriptedSender();
    run(sender);
    await pass(2_000, 50);
    fixture.world.moveTo(DUE + 60_000);
    await pass(30_000, 50);
    expect(sender.sends).toHaveLength(1);
  });
});

describe('a stop', () => {
  test('at a stop what has not gone out is handed back unharmed, and what is under way is finished', async () => {
    subscribe('a', 'b', 'c');
    await fixture.reserve(...['a', 'b', 'c'].map((channel) => remind(channel)));
    const sender = scriptedSender(answerAfter(100));
    const running = run(sender);
    await pass(1_005);
    expect(sender.sends).toHaveLength(1);
    const stopped = running.stop(3_000);
    await pass(150);
    await stopped;
    expect(sender.sends).toHaveLength(1);
    const posts = await Promise.all(['a', 'b', 'c'].map((channel) => fixture.outbox.posts({ channel, limit: 1 })));
    const states = posts.flat().map(({ state, attempts }) => `${state} ${attempts}`);
    expect(states.sort()).toEqual(['sent 1', 'waiting 0', 'waiting 0']);
    expect(
      await fixture.outbox.claim({
        now: fixture.machine.now(),
        world: fixture.world.now(),
        leaseMs: 1,
        limit: 9,
        except: [],
      }),
    ).toHaveLength(2);
  });

  test('a stop does not wait longer than it is allowed for an answer that never comes', async () => {
    await fixture.reserve(remind('channel'));
    const running = run(scriptedSender(() => new Promise(() => undefined)));
    await pass(1_100);
    const stopped = running.stop(3_000).then(() => fixture.machine.monotonic());
    await pass(3_500);
    expect(await stopped).toBeLessThanOrEqual(1_100 + 3_000 + 10);
  });
});

describe('limits and bans', () => {
  test('a global limit holds every channel for as long as Discord says, and fails no post', async () => {
    subscribe('a', 'b', 'c');
    await fixture.reserve(...['a', 'b', 'c'].map((channel) => remind(channel)));
    const sender = scriptedSender((_, nth) =>
      nth === 1 ? { kind: 'wait', ms: 2_000, scope: 'global', why: '429' } : { kind: 'sent', message: String(nth) },
    );
    run(sender);
    await pass(1_400);
    // Those that held a slot already may be on their way; nobody else goes.
    const during = sender.sends.length;
    await pass(1_500);
    expect(sender.sends).toHaveLength(during);
    await pass(1_500);
    expect(new Set(channelsOf(sender.sends))).toEqual(new Set(['a', 'b', 'c']));
    expect((await fixture.outbox.summary()).sent).toBe(3);
  });

  test('a limit of one channel holds no other', async () => {
    subscribe('limited', 'free');
    await fixture.reserve({ ...remind('limited'), urgency: ANCHOR - 1 }, remind('free'));
    const sender = scriptedSender(({ channel }, nth) =>
      channel === 'limited' && nth === 1
        ? { kind: 'wait', ms: 1_000, scope: 'channel', why: '429' }
        : { kind: 'sent', message: String(nth) },
    );
    run(sender);
    await pass(1_100);
    expect(channelsOf(sender.sends)).toEqual(['limited', 'free']);
    await pass(1_200);
    expect(channelsOf(sender.sends)).toEqual(['limited', 'free', 'limited']);
  });

  test('after a ban one request at a time asks whether it is over, and both its beginning and its end are reported', async () => {
    const channels = ['a', 'b', 'c', 'd'];
    subscribe(...channels);
    await fixture.reserve(...channels.map((channel) => remind(channel)));
    let banned = true;
    const sender = scriptedSender((_, nth) =>
      banned ? { kind: 'banned', ms: 600_000, why: 'ban' } : { kind: 'sent', message: String(nth) },
    );
    run(sender);
    await pass(1_200);
    const before = sender.sends.length;
    expect(bans).toEqual(['ban']);
    await pass(600_500, 2_000);
    expect(sender.sends.length - before).toBeLessThanOrEqual(1);
    banned = false;
    await pass(1_210_000, 5_000);
    await pass(3_000);
    expect((await fixture.outbox.summary()).sent).toBe(4);
    expect(bans).toEqual(['ban', null]);
  });

  test('a token that no longer works ends the sending at once and counts no attempt', async () => {
    const channels = Array.from({ length: 20 }, (_, index) => `channel-${index}`);
    subscribe(...channels);
    await fixture.reserve(...channels.map((channel) => remind(channel)));
    const sender = scriptedSender(() => ({ kind: 'credentials', why: '401' }));
    run(sender);
    await pass(2_000);
    expect(gone.length).toBeGreaterThan(0);
    expect(sender.sends.length).toBeLessThanOrEqual(3);
    const open = await fixture.outbox.posts({ channel: null, limit: 100 });
    expect(open.map(({ state, attempts }) => `${state} ${attempts}`)).toEqual(channels.map(() => 'waiting 0'));
  });
});

test('content that is refused is tried once more as plain text', async () => {
  await fixture.reserve(remind('channel'));
  const card: Message['cards'][number] = {
    event: null,
    title: 'Tariff',
    colour: 1,
    description: null,
    fields: [],
    footer: null,
  };
  const sender = scriptedSender(({ message }, nth) =>
    message.cards.length > 0 ? { kind: 'refused', why: '400' } : { kind: 'sent', message: String(nth) },
  );
  const parts = fixture.parts(sender);
  const compose: typeof parts.compose = async (...words) => {
    const composed = await parts.compose(...words);
    if (composed === null || typeof composed === 'string') return composed;
    return { ...composed, message: { ...composed.message, cards: [card] } };
  };
  await fixture.step(sender, { compose });
  expect(sender.sends.map(({ message }) => message.cards.length)).toEqual([1, 0]);
  expect((await fixture.outbox.summary()).sent).toBe(1);
});
