import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSendBudget } from '../../src/deliver/send-budget.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { settleClock } from '../../src/engine/guard-clock.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { realWorld } from '../../src/time/real-world.ts';
import { scriptedSender } from '../build/build-delivery.ts';
import { at, buildClaim, buildEvent } from '../build/build-events.ts';
import { buildSubscription, leads } from '../build/build-subscriptions.ts';
import { engineParts } from '../build/engine-parts.ts';
import { handMachine } from '../build/hand-machine.ts';
import { storyCount } from '../build/story-count.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const START = at('2026-05-04T11:25:00Z');
const CLOSES = at('2026-05-04T12:00:00Z');
const END = CLOSES + 20 * MINUTE;
/** One channel for each lead, so that none is left out for the sake of a nearer one. */
const LEADS = { '30m': 30, '20m': 20, '10m': 10, at: 0 } as const;
/** World time may be so far from Discord's without a doubt. */
const OFF = 6 * SECOND;
/** A reminder that is later says that it is late. */
const ON_TIME = 2 * MINUTE;
const TICK = 5 * SECOND;

const between = (min: number, max: number) => fc.integer({ min, max });
/** What happens next. Discord's clock goes on through sleeps, and the machine's with it, by as much as it was wrong. */
const STEP = fc.oneof(
  { weight: 5, arbitrary: fc.record({ what: fc.constant('pass' as const), ms: between(TICK, 4 * MINUTE) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('set' as const), ms: between(-240 * HOUR, 240 * HOUR) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('set' as const), ms: between(-4 * MINUTE, 4 * MINUTE) }) },
  { weight: 1, arbitrary: fc.constant({ what: 'set right' as const, ms: 0 }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('sleep' as const), ms: between(2 * SECOND, 15 * MINUTE) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('suspend' as const), ms: between(MINUTE, 15 * MINUTE) }) },
  { weight: 1, arbitrary: fc.constant({ what: 'start anew' as const, ms: 0 }) },
);
type Step = typeof STEP extends fc.Arbitrary<infer Value> ? Value : never;

/** A message with the instant at which Discord got it, by its own clock. */
type Got = { readonly channel: string; readonly content: string; readonly sentAt: number };
type Lived = {
  readonly got: readonly Got[];
  readonly ends: readonly string[];
  /** From when until when the machine slept, by Discord's clock. */
  readonly sleeps: readonly { readonly from: number; readonly to: number }[];
};

/** The real ticker, ledger and delivery on a machine whose clock is `lie` off and then goes as the steps say. */
async function live(firstLie: number, steps: readonly Step[]): Promise<Lived> {
  const hand = handMachine();
  const base = START - hand.now();
  let slept = 0;
  let lie = firstLie;
  const discord = () => hand.now() + base + slept;
  const machine = { ...hand, now: () => discord() + lie };
  const store = await openMemoryStore({ clock: 'real', machine: realMachine() });
  for (const channel of Object.keys(LEADS)) {
    await store.registry.putSubscription(buildSubscription(channel, { leads: leads(channel), since: START - HOUR }));
  }
  const date = { role: 'closes', approximate: false, precision: 'minute', minute: '2026-05-04T12:00' } as const;
  const event = buildEvent('filing', [buildClaim('office', date, { published: '2026-05-01' })], { zone: 'UTC' });
  const catalogue = makeCatalogue({ version: '1', files: [], events: [event] });
  const got: Got[] = [];
  const sleeps: { from: number; to: number }[] = [];
  let failure: unknown = null;
  const sender = scriptedSender(({ channel, message }, nth) => {
    got.push({ channel, content: message.content, sentAt: discord() });
    return { kind: 'sent', message: String(nth) };
  });
  const begin = async (): Promise<Engine> => {
    const world = realWorld(machine);
    const own = { ...machine, now: world.now };
    const askDate = async () => {
      const asked = machine.monotonic();
      world.hear({ discordNow: Math.floor(discord() / SECOND) * SECOND, asked, came: asked });
      return 'date' as const;
    };
    await settleClock(world, askDate);
    const budget = createSendBudget(own, 50);
    return startEngine(
      engineParts(store, { world, machine: own, sender, budget, catalogue: () => catalogue, askDate }, (error) => {
        failure = error;
      }),
    );
  };
  let engine = await begin();
  let comparedAt = hand.monotonic();
  const tick = async (): Promise<void> => {
    await engine.ticker.tick();
    if (hand.monotonic() - comparedAt >= MINUTE) {
      comparedAt = hand.monotonic();
      engine.clock.compare();
    }
    engine.delivery.wake();
    for (let turns = 0; turns < 6; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms && discord() < END; passed += TICK) {
      hand.advance(TICK);
      await tick();
    }
  };
  await pass(TICK);
  for (const { what, ms } of steps) {
    if (what === 'pass') await pass(ms);
    else if (what === 'set') lie += ms;
    else if (what === 'set right') lie = 0;
    else if (what === 'sleep' || what === 'suspend') {
      sleeps.push({ from: discord(), to: discord() + ms });
      slept += ms;
      // Neither clock of a suspended machine has gone on.
      if (what === 'suspend') lie -= ms;
    } else {
      await engine.delivery.stop(0);
      await store.outbox.releaseDead();
      engine = await begin();
    }
    if (what !== 'pass') await pass(TICK);
  }
  await pass(END - discord());
  await engine.delivery.stop(0);
  const rows = await store.outbox.moments({ channels: null, events: null });
  await store.close();
  if (failure !== null) throw failure;
  return { got, sleeps, ends: rows.map(({ channel, state, reason }) => `${channel}: ${state} ${reason}`).sort() };
}

const LATE = /^(?:(?:\d+ (?:hours?|minutes?) ?)+late(?: \(I was offline\))?\. |I was offline\. )/;

/** How many minutes late a message calls itself; `null` where it does not say how many. */
function saidLate(content: string): number | null {
  const [all, hours, minutes] =
    /^(?:(\d+) hours? ?)?(?:(\d+) minutes? )?late(?: \(I was offline\))?\. /.exec(content) ?? [];
  return all === undefined ? null : Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}

/** What a message says of the minutes until the window closes, less than 0 after it; `null` where it counts none. */
function saidMinutes(content: string): number | null {
  // How late a message is stands before what it says.
  const [, minutes, ago] = /\b(\d+) minutes?( ago)?:/.exec(content.replace(LATE, '')) ?? [];
  return minutes === undefined ? null : Number(minutes) * (ago === undefined ? 1 : -1);
}

function judge({ got, ends, sleeps }: Lived): void {
  const story = JSON.stringify({ got, ends, sleeps });
  for (const [channel, minutes] of Object.entries(LEADS)) {
    const due = CLOSES - minutes * MINUTE;
    const mine = got.filter((one) => one.channel === channel);
    const sleptOver = sleeps.some(({ from, to }) => from <= due + OFF && to >= due - OFF);
    // A sleep past the end of a date leaves nothing to say of it; nothing else may silence a reminder.
    const mayMiss = sleptOver && sleeps.some(({ to }) => to >= CLOSES - OFF);
    if (mayMiss) expect(mine.length, story).toBeLessThanOrEqual(1);
    else expect(mine.length, `${channel} ${story}`).toBe(1);
    for (const { content, sentAt } of mine) {
      const lateBy = sentAt - due;
      expect(lateBy, story).toBeGreaterThanOrEqual(-OFF);
      if (!sleptOver) expect(lateBy, `${channel} ${story}`).toBeLessThan(MINUTE + 3 * TICK);
      const saysLate = LATE.test(content);
      if (lateBy > ON_TIME + OFF) expect(saysLate, story).toBe(true);
      if (lateBy < ON_TIME - OFF) expect(saysLate, story).toBe(false);
      const howLate = saidLate(content);
      if (howLate !== null) expect(Math.abs(howLate - lateBy / MINUTE), story).toBeLessThan(1 + OFF / MINUTE);
      const said = saidMinutes(content);
      if (minutes > 0 || saysLate) expect(said, story).not.toBeNull();
      if (said !== null) expect(Math.abs(said - (CLOSES - sentAt) / MINUTE), story).toBeLessThan(1 + OFF / MINUTE);
    }
  }
}

test('a reminder that falls due on a machine that was suspended for a quarter of an hour, both of its clocks standing still, is late and says how much time is left', async () => {
  const due = { what: 'pass', ms: 5 * MINUTE - 2 * TICK } as const;
  const lived = await live(0, [due, { what: 'suspend', ms: 15 * MINUTE }]);
  judge(lived);
  expect(lived.got.map(({ content }) => content)[0]).toMatch(/^I was offline\. .* in 1[45] minutes/);
});

test('however the machine’s clock jumps and lies, each reminder comes once, on time by Discord’s clock or honestly late, and says no false distance', async () => {
  await fc.assert(
    fc.asyncProperty(
      between(-20 * HOUR, 20 * HOUR),
      fc.array(STEP, { minLength: 8, maxLength: 40, size: 'max' }),
      async (lie, steps) => judge(await live(lie, steps)),
    ),
    { numRuns: storyCount({ few: 6, all: 40 }), endOnFailure: true, seed: 20_261_130 },
  );
});
