import type { Config } from '../config/config.ts';
import type { SendBudget } from '../deliver/send-budget.ts';
import type { Sender } from '../deliver/sender.ts';
import type { Instant, Zone } from '../model/date.ts';
import type { EventList } from '../model/event.ts';
import type { Message } from '../model/message.ts';
import type { GuildSettings, Subscription } from '../model/subscription.ts';
import type { ClaimedPost } from '../outbox/outbox.ts';
import { openMemoryStore } from '../store/open-store.ts';
import type { Machine } from '../time/machine.ts';
import { steppedWorld } from '../time/stepped-world.ts';
import { makeCatalogue } from './catalogue.ts';
import { startEngine } from './engine.ts';

/** One message that would be posted. */
export type RehearsedPost = {
  readonly at: Instant;
  readonly zone: Zone;
  readonly post: ClaimedPost;
  readonly message: Message;
};

/** What to rehearse: after `from`, up to and including `to`. */
export type RehearsalWish = {
  readonly config: Pick<Config, 'defaults' | 'grace'>;
  readonly list: EventList;
  readonly from: Instant;
  readonly to: Instant;
  readonly subscriptions: readonly Omit<Subscription, 'since'>[];
  /** Servers' own clocks. */
  readonly guilds: readonly GuildSettings[];
  readonly machine: Machine;
};

/**
 * Runs the real program, with a ledger in memory and no Discord at all, from one due moment to the next, and yields every
 * message as it would be posted. It starts with everything told: nothing is added late at `from`.
 */
export async function* rehearse(wish: RehearsalWish): AsyncGenerator<RehearsedPost> {
  const { config, machine } = wish;
  const world = steppedWorld(wish.from);
  const store = await openMemoryStore({ clock: 'simulated', machine });
  const messages = new Map<string, Message>();
  const done: RehearsedPost[] = [];
  let failure: unknown = null;
  let sent = 0;
  const sender: Sender = {
    async send(order) {
      messages.set(order.nonce, order.message);
      sent += 1;
      return { kind: 'sent', message: String(sent) };
    },
    edit: async ({ edits }) => ({ kind: 'sent', message: edits }),
    look: async () => ({ kind: 'absent' }),
  };
  const catalogue = makeCatalogue(wish.list);
  const engine = await startEngine({
    config,
    world,
    machine,
    outbox: store.outbox,
    registry: store.registry,
    sender,
    budget: UNLIMITED,
    catalogue: () => catalogue,
    otherClock: async () => null,
    random: () => 0,
    replay: false,
    events: {
      closed: async () => undefined,
      credentialsGone: () => undefined,
      failed: (error) => {
        failure = error;
      },
      settled: (post) => {
        const message = messages.get(post.nonce);
        if (message) done.push({ at: world.now(), zone: engine.roster.clock(post.channel).zone, post, message });
      },
    },
  });
  try {
    for (const settings of wish.guilds) await store.registry.putGuildSettings(settings, wish.from);
    for (const subscription of wish.subscriptions) {
      await store.registry.putSubscription({ ...subscription, since: wish.from });
    }
    for (let next: Instant | null = wish.from; next !== null && next <= wish.to; ) {
      world.moveTo(next);
      const end = await engine.ticker.tick();
      await engine.delivery.idle();
      if (failure !== null) throw failure;
      yield* done.splice(0).sort(byUrgency);
      if (end.kind !== 'ticked') throw new Error(`A rehearsal's tick ended as "${end.kind}".`);
      // Without anything due within the horizon the world moves on by a day and looks again.
      const dayOn = end.at + 24 * 3_600_000;
      next = end.nextDue ?? (end.at < wish.to ? Math.min(dayOn, wish.to) : null);
    }
  } finally {
    await engine.delivery.stop(0);
    await store.close();
  }
}

function byUrgency(a: RehearsedPost, b: RehearsedPost): number {
  return (
    a.post.urgency - b.post.urgency || a.post.ordinal - b.post.ordinal || (a.post.channel < b.post.channel ? -1 : 1)
  );
}

/** No Discord, so no limit. */
const UNLIMITED: SendBudget = {
  take: async (signal) => !signal.aborted,
  closedFor: () => 0,
  pause: () => undefined,
  slowDown: () => undefined,
};
