import type { SendResult } from '../../src/deliver/sender.ts';
import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import { askRegistry } from '../../src/features/call/context.ts';
import type { ListEvent } from '../../src/model/event.ts';
import { occasionName } from '../../src/model/moment.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { steppedWorld } from '../../src/time/world.ts';
import { call, press } from './build-calls.ts';
import { at } from './build-events.ts';
import { DEFAULTS } from './build-subscriptions.ts';
import { listAnswers, makeContext } from './command-context.ts';
import { engineParts, freeBudget } from './engine-parts.ts';
import { run, runPress } from './run-command.ts';
import { setServerClock } from './setup-screen.ts';

/** What does not go as it should; left out, all goes well. */
export type Mishaps = {
  /** How the next creates are answered, one after the other; what is `perhaps` has arrived. */
  readonly answers?: SendResult[];
  /** Called before each request: it goes out when this resolves. */
  slot?(): Promise<void>;
};

/** The real engine over a ledger in memory, a world moved by hand, and a reader who notes what arrives when. */
export async function startEngineFixture(start: string, events: readonly ListEvent[], mishaps: Mishaps = {}) {
  const machine = realMachine();
  const world = steppedWorld(at(start));
  const store = await openMemoryStore({ clock: 'simulated', machine });
  let catalogue = makeCatalogue(listOf(events, 0));
  let versions = 0;
  let failure: unknown = null;
  let waiting: ((line: string) => void) | null = null;
  const lines: string[] = [];
  const pings: (string | null)[] = [];
  const arrived = new Set<string>();
  const note = (what: string, content: string) => {
    const line = `${new Date(world.now()).toISOString().slice(0, 16)}Z ${what}: ${content}`;
    lines.push(line);
    waiting?.(line);
  };
  const begin = (): Promise<Engine> =>
    startEngine(
      engineParts(
        store,
        {
          world,
          machine,
          sender: {
            async send({ channel, nonce, message }) {
              const answer = mishaps.answers?.shift() ?? { kind: 'sent', message: nonce };
              if (answer.kind !== 'sent' && answer.kind !== 'perhaps') return answer;
              if (arrived.has(nonce)) return answer;
              arrived.add(nonce);
              pings.push(message.ping);
              note(channel, message.content);
              return answer;
            },
            async edit({ channel, edits, message }) {
              note(`${channel} edited`, message.content);
              return { kind: 'sent', message: edits };
            },
            pin: async ({ message }) => ({ kind: 'sent', message }),
            publish: async ({ message }) => ({ kind: 'sent', message }),
            recent: async () => ({ kind: 'read', messages: [] }),
            look: async ({ nonce }) =>
              arrived.has(nonce)
                ? { kind: 'found', message: nonce, at: machine.now(), events: [], shown: null }
                : { kind: 'absent' },
          },
          budget: freeBudget(async () => mishaps.slot?.()),
          catalogue: () => catalogue,
        },
        (error) => {
          failure = error;
        },
      ),
    );
  let engine = await begin();
  const asManager = async () => {
    const { context } = await makeContext({ now: new Date(world.now()).toISOString() });
    const { outbox, registry } = store;
    return {
      ...context,
      world,
      outbox,
      registry,
      ...askRegistry(registry),
      ...listAnswers(catalogue.list),
      defaults: () => DEFAULTS,
    };
  };
  const fixture = {
    store,
    pings,
    lines,
    engine: () => engine,
    /** The list as it stands from now on. */
    setList(next: readonly ListEvent[]) {
      versions += 1;
      catalogue = makeCatalogue(listOf(next, versions));
    },
    /**
     * Moves the world on, lets one tick pass, waits for the delivery to rest; what arrived. It does not rest while
     * something is to be tried again within `patienceMs`.
     */
    async pass(to: string, patienceMs = 0): Promise<string[]> {
      world.moveTo(at(to));
      const before = lines.length;
      await engine.ticker.tick();
      await engine.delivery.idle(patienceMs);
      if (failure !== null) throw failure;
      return lines.slice(before);
    },
    /** Moves the world on, and nothing else. */
    moveTo: (to: string) => world.moveTo(at(to)),
    /** Moves the world on and ticks without asking the delivery to do anything; the next line that arrives. */
    async nextLine(to: string): Promise<string> {
      world.moveTo(at(to));
      const line = new Promise<string>((resolve) => {
        waiting = resolve;
      });
      await engine.ticker.tick();
      return line;
    },
    /** A command as a manager of the server `guild` gives it. */
    async command(name: string, options: Record<string, string> = {}) {
      return run(name, call(options, { guild: 'guild' }), await asManager());
    },
    /** A press on a control, by the same manager. */
    async press(action: string, args: readonly string[], changes: Parameters<typeof press>[1] = {}) {
      return runPress(action, press(args, { ...changes, guild: 'guild' }), await asManager());
    },
    /** Sets the clock of the server `guild` as its manager does. */
    async setClock(fields: { readonly zone?: string; readonly time?: string }) {
      return setServerClock(await asManager(), fields, { guild: 'guild' });
    },
    /** Ends the process and starts another over the same ledger. */
    async restart() {
      await engine.delivery.stop(0);
      await store.outbox.releaseDead();
      engine = await begin();
    },
    /** Each row of the ledger as "event lead: state (reason)". */
    async rows(): Promise<string[]> {
      const rows = await store.outbox.moments({ channels: null, events: null });
      return rows.map((row) => `${row.event} ${occasionName(row)}: ${row.state} (${row.reason})`).sort();
    },
    async close() {
      await engine.delivery.stop(0);
      await store.close();
    },
  };
  return fixture;
}

function listOf(events: readonly ListEvent[], version: number) {
  return { version: String(version), files: [], events };
}
