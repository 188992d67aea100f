import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSendBudget } from '../../src/deliver/send-budget.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { occasionName } from '../../src/model/moment.ts';
import type { Store } from '../../src/store/make-store.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { type Machine, realMachine } from '../../src/time/machine.ts';
import { realWorld } from '../../src/time/real-world.ts';
import { type ScriptedSender, scriptedSender } from '../build/build-delivery.ts';
import { at, buildClaim, buildEvent } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { engineParts } from '../build/engine-parts.ts';
import { type HandMachine, handMachine } from '../build/hand-machine.ts';

/** The hand-driven machine with a wall clock that can be set; its monotonic clock never jumps. */
type SettableMachine = { readonly hand: HandMachine; readonly machine: Machine; setBy(ms: number): void };

function settableMachine(): SettableMachine {
  const hand = handMachine();
  let offset = at('2026-05-04T10:58:00Z') - hand.now();
  return {
    hand,
    machine: { ...hand, now: () => hand.now() + offset },
    setBy(ms) {
      offset += ms;
    },
  };
}

let clock: SettableMachine;
let store: Store;
let engine: Engine;
let sender: ScriptedSender;
/** What happens while a message is being sent. */
let answer: () => void = () => undefined;
/** What Discord's clock shows; `null` while it cannot be asked. */
let discord: (() => number) | null = null;

/**
 * A real world that stands at 10:58. A date at 12:00 is announced an hour before, half an hour before and at its
 * minute.
 */
beforeEach(async () => {
  clock = settableMachine();
  store = await openMemoryStore({ clock: 'real', machine: realMachine() });
  await store.registry.putSubscription(
    buildSubscription('channel', { leads: leads('1h 30m at'), since: at('2026-05-04T10:00:00Z') }),
  );
  answer = () => undefined;
  sender = scriptedSender((_, nth) => {
    answer();
    return { kind: 'sent', message: String(nth) };
  });
  discord = clock.machine.now;
  await begin();
  await pass(2_000);
  discord = null;
});

/** As a start of the program does. */
async function begin(): Promise<void> {
  const world = realWorld(clock.machine);
  // As the program does: whatever is stamped for later outlives a clock that is set.
  const machine: Machine = { ...clock.machine, now: world.now };
  const date = { role: 'closes', approximate: false, precision: 'minute', minute: '2026-05-04T12:00' } as const;
  const event = buildEvent('filing', [buildClaim('office', date, { published: '2026-05-01' })], { zone: 'UTC' });
  const catalogue = makeCatalogue({ version: '1', files: [], events: [event] });
  engine = await startEngine(
    engineParts(
      store,
      {
        world,
        machine,
        sender,
        budget: createSendBudget(machine, 50),
        catalogue: () => catalogue,
        async askDate() {
          if (discord === null) return 'no answer';
          const at = machine.monotonic();
          world.hear({ discordNow: Math.floor(discord() / 1_000) * 1_000, asked: at, came: at });
          return 'date';
        },
      },
      (error) => {
        throw error;
      },
    ),
  );
}
afterEach(async () => {
  await engine.delivery.stop(0);
  await store.close();
});

/** Lets everybody do what there is to do at this instant. */
async function settle(): Promise<void> {
  for (let turns = 0; turns < 6; turns += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Lets time pass as it does, a tick each second. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    clock.hand.advance(500);
    if (passed % 1_000 === 0) {
      await engine.ticker.tick();
      engine.delivery.wake();
    }
    await settle();
  }
}

const said = () => sender.sends.map(({ message }) => message.content);
const HOUR = 3_600_000;
const IN_AN_HOUR = 'Filing closes in 1 hour: Mon 4 May, 12:00 UTC.';

test('time that passes as it should sends each reminder once, at its minute', async () => {
  await pass(3 * 60_000);
  expect(said()).toEqual([IN_AN_HOUR]);
});

test('a clock that is wrong at a start decides nothing until Discord has said what time it is', async () => {
  await pass(3 * 60_000);
  expect(said()).toEqual([IN_AN_HOUR]);
  await engine.delivery.stop(0);
  const right = clock.machine.now;
  const ahead = 100 * HOUR;
  clock.setBy(ahead);
  await begin();
  await pass(20_000);
  expect(engine.clock.trusts()).toBe(false);
  const rows = await store.outbox.moments({ channels: null, events: null });
  expect(rows.map((row) => `${occasionName(row)} ${row.state}`)).toEqual(['1h sent']);
  discord = () => right() - ahead;
  await pass(29 * 60_000);
  expect(said()).toEqual([IN_AN_HOUR, 'Filing closes in 30 minutes: Mon 4 May, 12:00 UTC.']);
});

test('after a forward jump that nobody confirms nothing is sent, and the clock is not trusted', async () => {
  clock.setBy(HOUR);
  await pass(60_000);
  expect(said()).toEqual([]);
  expect(engine.clock.trusts()).toBe(false);
});

test('after a forward jump that Discord’s clock confirms, as after a sleep, what is due is sent as late', async () => {
  discord = clock.machine.now;
  clock.setBy(40 * 60_000);
  await pass(15_000);
  expect(said()).toEqual([expect.stringMatching(/^8 minutes late\. Filing closes in (21|22) minutes: /)]);
  expect(engine.clock.trusts()).toBe(true);
});

test('after a jump that Discord denies each reminder comes at its minute by Discord’s clock', async () => {
  const behind = clock.machine.now;
  discord = () => behind() - HOUR;
  clock.setBy(HOUR);
  await pass(3 * 60_000);
  expect(said()).toEqual([IN_AN_HOUR]);
  expect(engine.clock.trusts()).toBe(true);
  expect(engine.clock.look().aheadMs).toBeGreaterThan(HOUR - 1_000);
});

test('a clock that is set right again, with nothing sent meanwhile, sends each reminder at its minute after all', async () => {
  clock.setBy(HOUR);
  await pass(10_000);
  clock.setBy(-HOUR);
  await pass(3 * 60_000);
  expect(said()).toEqual([IN_AN_HOUR]);
  expect(engine.clock.trusts()).toBe(true);
});

test('a clock that is set back sends nothing twice, and goes on with what comes after', async () => {
  await pass(3 * 60_000);
  expect(said()).toHaveLength(1);
  clock.setBy(-10 * 60_000);
  await pass(10 * 60_000 + 60_000);
  expect(said()).toHaveLength(1);
  await pass(29 * 60_000);
  expect(said()).toEqual([IN_AN_HOUR, 'Filing closes in 30 minutes: Mon 4 May, 12:00 UTC.']);
});

test('a sleep across several reminders sends only the nearest, and says since when it was due', async () => {
  discord = clock.machine.now;
  clock.setBy(35 * 60_000);
  await pass(15_000);
  const [only, ...more] = sender.sends;
  expect(more).toEqual([]);
  expect(only?.message.cards[0]?.description).toContain('-# was due Mon 4 May, 11:30 UTC');
  const rows = await store.outbox.moments({ channels: null, events: null });
  expect(rows.map((row) => `${occasionName(row)} ${row.state} ${row.reason}`).sort()).toEqual([
    '1h skipped superseded',
    '30m sent late',
  ]);
});

test('a sleep past the date says nothing that is no longer true', async () => {
  discord = clock.machine.now;
  clock.setBy(90 * 60_000);
  await pass(15_000);
  expect(said()).toEqual([]);
  const rows = await store.outbox.moments({ channels: null, events: null });
  expect(rows.map((row) => `${occasionName(row)} ${row.state} ${row.reason}`).sort()).toEqual([
    '1h skipped superseded',
    '30m skipped superseded',
    'at skipped too late',
  ]);
});

test('a clock that is set on and then back by less sends nothing by what is left of its error', async () => {
  clock.setBy(10 * HOUR);
  await pass(5_000);
  clock.setBy(-9 * HOUR);
  await pass(60_000);
  expect(said()).toEqual([]);
  clock.setBy(-HOUR);
  await pass(2 * 60_000);
  expect(said()).toEqual([IN_AN_HOUR]);
});

/** Posts of other channels, due a minute after 10:58, of which only the first few have left when `then` happens. */
async function reserveMany(then: () => void): Promise<void> {
  for (let nth = 1; nth <= 20; nth += 1) {
    await store.registry.putSubscription(
      buildSubscription(`channel-${nth}`, { leads: leads('1h'), since: at('2026-05-04T10:00:00Z') }),
    );
  }
  answer = () => {
    if (sender.sends.length === 5) then();
  };
  await pass(2 * 60_000);
}

const ends = async () => {
  const rows = await store.outbox.moments({ channels: null, events: null });
  return rows.filter((row) => occasionName(row) === '1h').map(({ state, reason }) => `${state} ${reason}`);
};

test('what was reserved before a false jump is neither sent nor given up by it, and goes out once the clock is right', async () => {
  await reserveMany(() => clock.setBy(3 * HOUR));
  const before = said().length;
  expect(before).toBeLessThan(21);
  expect((await ends()).filter((end) => end.startsWith('skipped'))).toEqual([]);
  await pass(10_000);
  expect(said()).toHaveLength(before);
  clock.setBy(-3 * HOUR);
  await pass(90_000);
  expect(said()).toHaveLength(21);
  expect((await ends()).filter((end) => !end.startsWith('sent'))).toEqual([]);
});

test('the tick that believes the clock again wakes the delivery, which naps meanwhile', async () => {
  await reserveMany(() => clock.setBy(3 * HOUR));
  await pass(2_000);
  const before = said().length;
  clock.setBy(-3 * HOUR);
  clock.hand.advance(100);
  await settle();
  expect(said()).toHaveLength(before);
  await engine.ticker.tick();
  await settle();
  expect(said().length).toBeGreaterThan(before);
});

test('what was reserved before a jump that Discord confirms goes out as late', async () => {
  const right = clock.hand.now;
  const offset = clock.machine.now() - right();
  let slept = 0;
  discord = () => right() + offset + slept;
  await reserveMany(() => {
    slept = 20 * 60_000;
    clock.setBy(slept);
  });
  await pass(10_000);
  expect(said()).toHaveLength(21);
  expect(said().slice(10)).toEqual(
    Array(11).fill('20 minutes late. Filing closes in 40 minutes: Mon 4 May, 12:00 UTC.'),
  );
});

test('what was reserved before the clock is set back goes out all the same, and says how long is left', async () => {
  await reserveMany(() => clock.setBy(-10 * 60_000));
  await pass(5_000);
  expect(said()).toHaveLength(21);
  expect(said()).toEqual(Array(21).fill(IN_AN_HOUR));
});
