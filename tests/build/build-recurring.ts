import type { SendResult } from '../../src/deliver/sender.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import type { ListEvent } from '../../src/model/event.ts';
import type { Message } from '../../src/model/message.ts';
import { boardKey, type Recurring } from '../../src/model/recurring.ts';
import type { Outbox, PostRow } from '../../src/outbox/outbox.ts';
import type { RecurringRow, Registry } from '../../src/outbox/registry.ts';
import { DEFAULT_GRACE } from '../../src/plan/reminders/decide-send.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { type SteppedWorld, steppedWorld, type World } from '../../src/time/world.ts';
import { at } from './build-events.ts';
import { DEFAULTS } from './build-subscriptions.ts';
import { engineParts, freeBudget } from './engine-parts.ts';

/** One request that the program made of Discord. */
export type Request =
  | { readonly what: 'post'; readonly channel: string; readonly id: string; readonly message: Message }
  | { readonly what: 'edit'; readonly channel: string; readonly id: string; readonly message: Message }
  | { readonly what: 'pin'; readonly channel: string; readonly id: string };

/** The real engine over a ledger in memory, with a Discord that answers at once and a world moved by hand. */
export type RecurringFixture = {
  readonly world: World & Pick<SteppedWorld, 'moveTo'>;
  readonly outbox: Outbox;
  readonly registry: Registry;
  readonly requests: Request[];
  /** Messages that somebody has deleted. */
  readonly deleted: Set<string>;
  /** Boards that were given up. */
  readonly gone: RecurringRow[];
  engine(): Engine;
  setList(events: readonly ListEvent[]): void;
  /** What Discord answers to the next requests, in turn, instead of taking them. */
  answer(...results: SendResult[]): void;
  /** Moves the world, ticks, and waits until everything reserved has been tried. Returns what was requested meanwhile. */
  tick(iso: string): Promise<Request[]>;
  /** Ends the process as a crash would, between two steps, and starts the next one over the same ledger. */
  restart(): Promise<void>;
  /** Ticks without letting anything out, then crashes. */
  tickAndCrash(iso: string): Promise<void>;
  boardPost(channel: string, since: number, count: number): Promise<PostRow | null>;
  close(): Promise<void>;
};

export function board(channel: string, since: number, more: Partial<Recurring> = {}): Recurring {
  return { guild: 'guild', channel, kind: 'board', time: null, weekday: null, since, paused: null, ...more };
}

export async function buildRecurring(
  start: string,
  events: readonly ListEvent[],
  world: RecurringFixture['world'] = steppedWorld(at(start)),
): Promise<RecurringFixture> {
  // A tick leaves to the next one what takes it too long; here it takes no time, on a slow machine too.
  const machine = { ...realMachine(), monotonic: () => 0 };
  const store = await openMemoryStore({ clock: world.kind, machine });
  const { outbox, registry } = store;
  const requests: Request[] = [];
  const deleted = new Set<string>();
  const gone: RecurringRow[] = [];
  const answers: SendResult[] = [];
  let count = 0;
  let version = 0;
  let catalogue = makeCatalogue({ version: 'v0', files: [], events });
  let failure: unknown = null;
  let isHeld = false;
  const defaults = { ...DEFAULTS, zone: 'America/New_York' };
  const launch = (): Promise<Engine> =>
    startEngine(
      engineParts(
        store,
        {
          config: { defaults, grace: DEFAULT_GRACE },
          world,
          machine,
          sender: {
            async send({ channel, message }) {
              const answer = answers.shift();
              if (answer !== undefined) return answer;
              count += 1;
              const id = String(count);
              requests.push({ what: 'post', channel, id, message });
              return { kind: 'sent', message: id };
            },
            async edit({ channel, message, edits }) {
              const answer = answers.shift();
              if (answer !== undefined) return answer;
              requests.push({ what: 'edit', channel, id: edits, message });
              return deleted.has(edits) ? { kind: 'removed' } : { kind: 'sent', message: edits };
            },
            async pin({ channel, message }) {
              requests.push({ what: 'pin', channel, id: message });
              return { kind: 'closed', reason: 'missing permission', why: '50013' };
            },
            publish: async () => ({ kind: 'failed', why: 'not in this test' }),
            look: async () => ({ kind: 'absent' }),
            recent: async () => ({ kind: 'read', messages: [] }),
          },
          budget: freeBudget(undefined, () => isHeld),
          catalogue: () => catalogue,
          boardGone: async (row) => void gone.push(row),
          events: {
            closed: async ({ channel }, { reason }) => void (await registry.pauseRecurring(channel, 'board', reason)),
          },
        },
        (error) => {
          failure = error;
        },
      ),
    );
  let engine = await launch();
  const fixture: RecurringFixture = {
    world,
    outbox,
    registry,
    requests,
    deleted,
    gone,
    engine: () => engine,
    setList(next) {
      version += 1;
      catalogue = makeCatalogue({ version: `v${version}`, files: [], events: next });
    },
    answer: (...results) => void answers.push(...results),
    async tick(iso) {
      const before = requests.length;
      world.moveTo(at(iso));
      await engine.ticker.tick();
      await engine.delivery.idle();
      if (failure !== null) throw failure;
      return requests.slice(before);
    },
    async restart() {
      await engine.delivery.stop(0);
      await outbox.releaseDead();
      isHeld = false;
      engine = await launch();
    },
    async tickAndCrash(iso) {
      isHeld = true;
      await engine.delivery.stop(0);
      world.moveTo(at(iso));
      await engine.ticker.tick();
      await fixture.restart();
    },
    boardPost: (channel, since, nth) => outbox.postByKey(boardKey(channel, since, nth)),
    async close() {
      await engine.delivery.stop(0);
      await store.close();
    },
  };
  return fixture;
}
