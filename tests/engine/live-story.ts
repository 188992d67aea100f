import { makeCatalogue } from '../../src/engine/catalogue.ts';
import { type Engine, startEngine } from '../../src/engine/engine.ts';
import type { Message } from '../../src/model/message.ts';
import type { Subscription } from '../../src/model/subscription.ts';
import type { ClaimedPost, MomentRow } from '../../src/outbox/outbox.ts';
import { openMemoryStore } from '../../src/store/open-store.ts';
import { realMachine } from '../../src/time/machine.ts';
import { steppedWorld } from '../../src/time/world.ts';
import { buildSubscription } from '../build/build-subscriptions.ts';
import { engineParts } from '../build/engine-parts.ts';
import { applyEdit, FIRST, listOf, START, type Step, type Truth } from './list-story.ts';

/** One new message as it arrived, and the truth at that instant. */
export type Arrival = {
  readonly channel: string;
  readonly id: string;
  readonly at: number;
  readonly truth: Truth;
  readonly message: Message;
};

/** What a channel's reader, and the ledger, know after a tick whose posts have all been sent. */
export type Snapshot = {
  readonly now: number;
  readonly truth: Truth;
  /** Oldest first. */
  readonly arrivals: readonly Arrival[];
  /** Messages as they read now, by id. */
  readonly visible: ReadonlyMap<string, Message>;
  /** The post behind a message, by the message's id. */
  readonly posts: ReadonlyMap<string, ClaimedPost>;
  readonly rows: readonly MomentRow[];
};

/** Plays a story on the real engine over one ledger in memory; `look` sees every snapshot, the last one included. */
export async function liveStory(
  steps: readonly Step[],
  channels: readonly Partial<Subscription>[],
  look: { snapshot(snapshot: Snapshot): void; settled(truth: Truth, now: number): void },
): Promise<void> {
  const machine = realMachine();
  const world = steppedWorld(START);
  const store = await openMemoryStore({ clock: 'simulated', machine });
  const arrivals: Arrival[] = [];
  const visible = new Map<string, Message>();
  const posts = new Map<string, ClaimedPost>();
  let truth = FIRST;
  let catalogue = makeCatalogue(listOf(truth, 0));
  let isStopped = false;
  let failure: unknown = null;
  const start = (): Promise<Engine> =>
    startEngine(
      engineParts(
        store,
        {
          world,
          machine,
          sender: {
            async send({ channel, nonce, message }) {
              arrivals.push({ channel, id: nonce, at: world.now(), truth, message });
              visible.set(nonce, message);
              return { kind: 'sent', message: nonce };
            },
            async edit({ edits, message }) {
              visible.set(edits, message);
              return { kind: 'sent', message: edits };
            },
            pin: async ({ message }) => ({ kind: 'sent', message }),
            publish: async ({ message }) => ({ kind: 'sent', message }),
            recent: async () => ({ kind: 'read', messages: [] }),
            look: async () => ({ kind: 'absent' }),
          },
          catalogue: () => catalogue,
          events: { settled: (post) => void posts.set(post.nonce, post) },
        },
        (error) => {
          failure = error;
        },
      ),
    );
  let engine = await start();
  try {
    for (const [index, more] of channels.entries()) {
      await store.registry.putSubscription(buildSubscription(`c${index}`, { since: START, ...more }));
    }
    await engine.ticker.tick();
    const end: Step = { hours: 24, edits: [], restart: true, tick: true, send: true };
    for (const [index, step] of [...steps, end].entries()) {
      world.moveTo(world.now() + step.hours * 3_600_000);
      truth = step.edits.reduce(applyEdit, truth);
      catalogue = makeCatalogue(listOf(truth, index + 1));
      if (step.restart || isStopped) {
        await engine.delivery.stop(0);
        await store.outbox.releaseDead();
        engine = await start();
      }
      // What such a process reserves waits for the next one, which may have another list.
      isStopped = !step.send;
      if (isStopped) await engine.delivery.stop(0);
      if (step.tick) {
        await engine.ticker.tick();
        look.settled(truth, world.now());
      }
      if (step.tick && step.send) {
        await engine.delivery.idle();
        const rows = await store.outbox.moments({ channels: null, events: null });
        look.snapshot({ now: world.now(), truth, arrivals, visible, posts, rows });
      }
      if (failure !== null) throw failure;
    }
  } finally {
    await engine.delivery.stop(0);
    await store.close();
  }
}
