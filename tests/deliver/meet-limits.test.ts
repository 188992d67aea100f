import { afterEach, expect, test } from 'vitest';
import { type Delivery, runDelivery } from '../../src/deliver/run-delivery.ts';
import { createSendBudget, type SendBudget } from '../../src/deliver/send-budget.ts';
import type { Sender } from '../../src/deliver/sender.ts';
import { makeSender } from '../../src/discord/rest/make-sender.ts';
import {
  buildDelivery,
  type DeliveryFixture,
  DUE,
  makeMoment,
  makePost,
  scriptedSender,
} from '../build/build-delivery.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';
import { emulateDiscord } from '../build/emulate-discord.ts';

const CHANNELS = Array.from({ length: 40 }, (_, index) => `14290000000000000${String(index).padStart(2, '0')}`);
const GUILD = '1428000000000000001';
let fixture: DeliveryFixture | null = null;
let delivery: Delivery | null = null;

afterEach(async () => {
  await delivery?.stop(0);
  await fixture?.close();
});

/** The real loop, budget and sender before an emulated Discord, all by the fixture's clock; counts how often the budget was slowed. */
async function startBurst() {
  fixture = await buildDelivery();
  const { machine } = fixture;
  const guilds = [{ id: GUILD, name: 'Desk', channels: CHANNELS.map((id) => ({ id, name: `dates-${id.slice(-2)}` })) }];
  const { emulator, rest } = await emulateDiscord({ world: { guilds }, machineNow: machine.now }, machine);
  for (const channel of CHANNELS) fixture.subscriptions.set(channel, buildSubscription(channel));
  await fixture.reserve(...CHANNELS.map((channel) => makePost([makeMoment('tariff', '1h', DUE, channel)])));
  const own = createSendBudget(machine, 50);
  const seen = { slowed: 0, dead: 0 };
  const budget: SendBudget = {
    ...own,
    slowDown() {
      seen.slowed += 1;
      own.slowDown();
    },
  };
  const start = () => {
    if (fixture === null) throw new Error('The fixture is gone.');
    delivery = runDelivery(fixture.parts(makeSender(rest)), budget, {
      async closed() {
        seen.dead += 1;
      },
      credentialsGone: () => undefined,
      ban: () => undefined,
      failed(error) {
        throw error;
      },
      settled: () => undefined,
    });
  };
  const creates = () => emulator.requests.filter(({ route }) => route === 'POST /channels/:channel/messages');
  return { emulator, fixture, seen, start, creates };
}

test.for([
  { scope: 'global', slowed: true },
  { scope: 'user', slowed: false },
] as const)('a 429 of scope $scope that another program has earned fails no post', async ({ scope, slowed }) => {
  const burst = await startBurst();
  burst.emulator.faults.add({
    kind: 'rate-limited',
    retryAfterSeconds: 0.6,
    scope,
    match: { when: () => burst.creates().length >= 5 },
  });
  burst.start();
  while (burst.emulator.messages().length < CHANNELS.length) await pass(burst.fixture, 100);
  await delivery?.idle();
  const refused = burst.creates().findIndex(({ status }) => status === 429);
  expect(refused).toBeGreaterThanOrEqual(5);
  expect(burst.seen).toEqual({ slowed: slowed ? 1 : 0, dead: 0 });
  const { sent, dead, uncertain, waiting } = await burst.fixture.outbox.summary();
  expect({ sent, dead, uncertain, waiting }).toEqual({ sent: CHANNELS.length, dead: 0, uncertain: 0, waiting: 0 });
  // The refused one counts as no attempt, and comes once.
  const posts = await Promise.all(CHANNELS.map((channel) => burst.fixture.outbox.posts({ channel, limit: 2 })));
  expect(posts.flat().map(({ attempts }) => attempts)).toEqual(CHANNELS.map(() => 1));
  // While the limit holds, but for those that were on their way when its answer came.
  const { atMs, tookMs } = burst.creates()[refused] ?? { atMs: 0, tookMs: 0 };
  const meanwhile = burst.creates().filter((one) => one.atMs > atMs + tookMs + 150 && one.atMs < atMs + tookMs + 590);
  if (slowed) expect(meanwhile).toEqual([]);
  else expect(meanwhile).not.toEqual([]);
});

/** The loop on a machine moved by hand. */
function runOn(own: DeliveryFixture, sender: Sender, perSecond = 50): void {
  delivery = runDelivery(own.parts(sender), createSendBudget(own.machine, perSecond), {
    closed: async () => undefined,
    credentialsGone: () => undefined,
    ban: () => undefined,
    failed(error) {
      throw error;
    },
    settled: () => undefined,
  });
}

async function pass(own: DeliveryFixture, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5) {
    own.machine.advance(5);
    for (let turns = 0; turns < 4; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

test.for([
  { perSecond: 50, posts: 200 },
  { perSecond: 200, posts: 800 },
])('at $perSecond a second answers of two seconds cost no pace', async ({ perSecond, posts }) => {
  const own = await buildDelivery();
  fixture = own;
  const channels = Array.from({ length: posts }, (_, index) => `slow-${index}`);
  for (const channel of channels) own.subscriptions.set(channel, buildSubscription(channel));
  await own.reserve(...channels.map((channel) => makePost([makeMoment('tariff', '1h', DUE, channel)])));
  let most = 0;
  let underWay = 0;
  const sender = scriptedSender(async (_, nth) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await own.machine.sleep(2_000);
    underWay -= 1;
    return { kind: 'sent', message: String(nth) };
  });
  runOn(own, sender, perSecond);
  // The pause of a start, and a slot for each; the rest is for the steps of this test.
  await pass(own, 1_000 + (posts * 1_019) / perSecond + 200);
  expect(sender.sends).toHaveLength(posts);
  expect(most).toBeGreaterThan(perSecond * 1.9);
});

test('a long pause hands back what was prepared for its slot, counts no attempt, and stops nothing for good', async () => {
  const own = await buildDelivery();
  fixture = own;
  const channels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  for (const channel of channels) own.subscriptions.set(channel, buildSubscription(channel));
  await own.reserve(...channels.map((channel) => makePost([makeMoment('tariff', '1h', DUE, channel)])));
  const sender = scriptedSender((_, nth) =>
    nth === 1 ? { kind: 'wait', ms: 20_000, scope: 'global', why: '429' } : { kind: 'sent', message: String(nth) },
  );
  runOn(own, sender);
  await pass(own, 1_100);
  const { length: went } = sender.sends;
  expect(went).toBeLessThan(4);
  const open = await own.outbox.posts({ channel: null, limit: 20 });
  const waiting = open.filter(({ state }) => state === 'waiting');
  expect(waiting).toHaveLength(channels.length - went + 1);
  expect(waiting.map(({ attempts }) => attempts)).toEqual(waiting.map(() => 0));
  await pass(own, 22_000);
  expect((await own.outbox.summary()).sent).toBe(channels.length);
});
