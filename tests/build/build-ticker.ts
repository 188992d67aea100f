import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { makeTicks } from '../../src/app/start/begin-ticks.ts';
import { keepHealth } from '../../src/app/start/keep-health.ts';
import { createSendBudget } from '../../src/deliver/send-budget.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { startEngine } from '../../src/engine/engine.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { type Machine, realMachine } from '../../src/time/machine.ts';
import { realWorld } from '../../src/time/real-world.ts';
import { scriptedSender } from './build-delivery.ts';
import { engineParts } from './engine-parts.ts';
import { handMachine } from './hand-machine.ts';

/** What the ledger of the fixture says when its disk is full. */
export const FULL = 'The disk with datewatch.sqlite is full: the last change was not saved.';
/** Its words for a failure that may pass. */
export const BROKEN = 'The state could not be read.';

/**
 * The real engine and its watched ticks in a real world on a machine moved by hand, whose clock can be set; the ledger
 * can be made to fail or to hang at each tick.
 */
export async function buildTicker() {
  const hand = handMachine();
  const acts = new Set<() => void>();
  let set = 0;
  let ledger: 'well' | 'full' | 'broken' | 'hung' = 'well';
  const machine: Machine = {
    ...hand,
    now: () => hand.now() + set,
    every(_ms, act) {
      acts.add(act);
      return () => acts.delete(act);
    },
  };
  const store = await openMemoryStore({ clock: 'real', machine: realMachine() });
  const stateFolder = await mkdtemp(join(tmpdir(), 'datewatch-ticks-'));
  const lines: { level: string; msg: string }[] = [];
  const log = pino(
    { formatters: { level: (level) => ({ level }) } },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  const catalogue = makeCatalogue({ version: '1', files: [], events: [] });
  const world = realWorld(machine);
  const reports: string[] = [];
  const engine = await startEngine(
    engineParts(
      store,
      {
        world,
        machine,
        outbox: {
          ...store.outbox,
          async nextHeld(at) {
            if (ledger === 'full') throw new StoreError('full', FULL);
            if (ledger === 'broken') throw new StoreError('failed', BROKEN);
            if (ledger === 'hung') await new Promise(() => undefined);
            return store.outbox.nextHeld(at);
          },
        },
        sender: scriptedSender(),
        budget: createSendBudget(machine, 50),
        catalogue: () => catalogue,
      },
      (error) => {
        throw error;
      },
    ),
  );
  const health = keepHealth(store);
  const watched = makeTicks({
    engine,
    health,
    machine,
    log,
    stateFolder,
    gatewayUp: () => true,
    maintainers: { wrongClock: async (why) => void reports.push(why) },
    rests: { look: async () => undefined },
    publisher: { look: async () => undefined },
    processes: { count: () => 1, follow: async () => undefined },
  });
  return {
    hand,
    world,
    machine,
    engine,
    log,
    watched,
    store,
    /** The reports to the maintainers. */
    reports,
    keepHouse: async () => undefined,
    health,
    /** What was logged, as "level: text". */
    logged: () => lines.map(({ level, msg }) => `${level}: ${msg}`),
    /** Discord's clock, the hand-driven one, is heard as often as makes it known. */
    hearDiscord() {
      const at = hand.monotonic();
      for (let times = 0; times < 3; times += 1) world.hear({ discordNow: hand.now(), asked: at, came: at });
    },
    setBy(ms: number) {
      set += ms;
    },
    ledgerIs(now: typeof ledger) {
      ledger = now;
    },
    /** Five seconds pass, and whoever looks every so often does. */
    look() {
      hand.advance(5_000);
      for (const act of acts) act();
    },
    async close() {
      await engine.delivery.stop(0);
      await store.close();
      await rm(stateFolder, { recursive: true, force: true });
    },
  };
}

export type TickerFixture = Awaited<ReturnType<typeof buildTicker>>;
