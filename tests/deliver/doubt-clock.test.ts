import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCatalogue } from '../../src/app/catalogue.ts';
import { type Engine, startEngine } from '../../src/app/engine.ts';
import { createSendBudget } from '../../src/deliver/send-budget.ts';
import { DEFAULT_GRACE } from '../../src/plan/judge-lateness.ts';
import { openMemoryStore, type Store } from '../../src/store/open-store.ts';
import type { Machine } from '../../src/time/machine.ts';
import { realWorld } from '../../src/time/real-world.ts';
import { type HandMachine, handMachine } from '../discord/hand-machine.ts';
import { at, buildClaim, buildEvent, buildSubscription, DEFAULTS, leads } from '../plan/build.ts';
import { type ScriptedSender, scriptedSender } from './make-bench.ts';

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
/** What Discord's clock shows; `null` while it cannot be asked. */
let discord: (() => number) | null = null;

/** A real world that stands at 10:58. A date at 12:00 is told an hour before, half an hour before and at its minute. */
beforeEach(async () => {
  clock = settableMachine();
  store = await openMemoryStore({ clock: 'real', machine: { sleep: async () => undefined } });
  const date = { role: 'closes', approximate: false, precision: 'minute', minute: '2026-05-04T12:00' } as const;
  const event = buildEvent('filing', [buildClaim('office', date, { published: '2026-05-01' })], { zone: 'UTC' });
  const list = { version: '1', files: [], events: [event] };
  await store.registry.putSubscription(
    buildSubscription('channel', { leads: leads('1h 30m at'), since: at('2026-05-04T10:00:00Z') }),
  );
  sender = scriptedSender();
  discord = null;
  const { machine } = clock;
  const catalogue = makeCatalogue(list);
  engine = await startEngine({
    config: { defaults: DEFAULTS, grace: DEFAULT_GRACE },
    world: realWorld(machine),
    machine,
    outbox: store.outbox,
    registry: store.registry,
    sender,
    budget: createSendBudget(machine, 50),
    catalogue: () => catalogue,
    otherClock: async () => discord?.() ?? null,
    random: () => 0,
    replay: false,
    events: {
      closed: async () => undefined,
      credentialsGone: () => undefined,
      failed(error) {
        throw error;
      },
      settled: () => undefined,
    },
  });
  await pass(2_000);
});
afterEach(async () => {
  await engine.delivery.stop(0);
  await store.close();
});

/** Lets time pass as it does, a tick each second. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    clock.hand.advance(500);
    if (passed % 1_000 === 0) {
      await engine.ticker.tick();
      engine.delivery.wake();
    }
    for (let turns = 0; turns < 6; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  }
}

const said = () => sender.sends.map(({ message }) => message.content);
const HOUR = 3_600_000;

test('time that passes as it should tells each reminder once, at its minute', async () => {
  await pass(3 * 60_000);
  expect(said()).toEqual([expect.stringContaining('One hour left')]);
});

test('after a forward jump that nobody confirms nothing is sent, and an alarm says so', async () => {
  clock.setBy(HOUR);
  await pass(60_000);
  expect(said()).toEqual([]);
  expect(engine.clock.alarm()).toMatch(/jumped forward/);
});

test('after a forward jump that Discord’s clock confirms, as after a sleep, what is due is told as late', async () => {
  discord = clock.machine.now;
  clock.setBy(40 * 60_000);
  await pass(5_000);
  expect(said()).toEqual([expect.stringMatching(/^Late\. .*(21|22) minutes left/)]);
  expect(engine.clock.alarm()).toBeNull();
});

test('a jump that Discord denies is believed as soon as Discord’s clock has come there', async () => {
  const behind = clock.machine.now;
  discord = () => behind() - HOUR;
  clock.setBy(HOUR);
  await pass(20_000);
  expect(said()).toEqual([]);
  discord = behind;
  await pass(15_000);
  expect(said().length).toBeGreaterThan(0);
  expect(engine.clock.alarm()).toBeNull();
});

test('a clock that is set right again, with nothing sent meanwhile, tells each reminder at its minute after all', async () => {
  clock.setBy(HOUR);
  await pass(10_000);
  clock.setBy(-HOUR);
  await pass(3 * 60_000);
  expect(said()).toEqual([expect.stringContaining('One hour left')]);
  expect(engine.clock.alarm()).toBeNull();
});

test('a clock that is set back tells nothing twice, and goes on with what comes after', async () => {
  await pass(3 * 60_000);
  expect(said()).toHaveLength(1);
  clock.setBy(-10 * 60_000);
  await pass(10 * 60_000 + 60_000);
  expect(said()).toHaveLength(1);
  await pass(29 * 60_000);
  expect(said()).toEqual([expect.stringContaining('One hour left'), expect.stringContaining('30 minutes left')]);
});

test('a sleep across several reminders tells only the nearest, and says since when it was due', async () => {
  discord = clock.machine.now;
  clock.setBy(35 * 60_000);
  await pass(5_000);
  const [only, ...more] = sender.sends;
  expect(more).toEqual([]);
  expect(only?.message.cards[0]?.description).toMatch(/^Late: was due Mon 4 May 2026, 11:30 \(UTC\)/);
  const rows = await store.outbox.moments({ channels: null, events: null });
  expect(rows.map(({ lead, state, reason }) => `${lead} ${state} ${reason}`).sort()).toEqual([
    '1h skipped superseded',
    '30m sent late',
  ]);
});

test('a sleep past the date says nothing that is no longer true', async () => {
  discord = clock.machine.now;
  clock.setBy(90 * 60_000);
  await pass(5_000);
  expect(said()).toEqual([]);
  const rows = await store.outbox.moments({ channels: null, events: null });
  expect(rows.map(({ lead, state, reason }) => `${lead} ${state} ${reason}`).sort()).toEqual([
    '1h skipped superseded',
    '30m skipped superseded',
    'at skipped too late',
  ]);
});
