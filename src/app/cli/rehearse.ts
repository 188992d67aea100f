import type { Config } from '../../config/config.ts';
import type { SendBudget } from '../../deliver/send-budget.ts';
import type { Sender } from '../../deliver/sender.ts';
import { makeCatalogue } from '../../engine/catalogue.ts';
import { startEngine } from '../../engine/engine.ts';
import { makeRoster } from '../../engine/roster.ts';
import type { Instant, Zone } from '../../model/date.ts';
import type { EventList } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { GuildSettings, Subscription } from '../../model/subscription.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import { type PublicationStep, publicationSteps } from '../../plan/changes/list-as-known.ts';
import { openMemoryStore } from '../../store/open-store.ts';
import type { Machine } from '../../time/machine.ts';
import { sooner, steppedWorld } from '../../time/world.ts';

/** One message that would be posted, or edited. */
export type RehearsedPost = {
  readonly at: Instant;
  readonly zone: Zone;
  readonly post: ClaimedPost;
  /** As it reads from then on. */
  readonly message: Message;
  /** When the message that this edits was posted; `null` for a new message. */
  readonly edits: Instant | null;
};

/** The span to rehearse and for whom: after `from`, up to and including `to`. */
export type RehearsalRequest = {
  readonly config: Pick<Config, 'defaults' | 'grace'>;
  readonly list: EventList;
  /** True: the list as it became known, publication by publication. False: all of it from the start. */
  readonly asKnown: boolean;
  /** A list that takes its place right after `from`: what changes is notified, as when the file is saved. */
  readonly replacedBy?: EventList;
  readonly from: Instant;
  readonly to: Instant;
  readonly subscriptions: readonly Omit<Subscription, 'since'>[];
  /** Servers' own clocks. */
  readonly guilds: readonly GuildSettings[];
  readonly machine: Machine;
};

/**
 * Runs the real program, with an outbox in memory and no Discord at all, from one due moment to the next, and yields
 * every message as it would be posted. It starts with every earlier moment sent: nothing is added late at `from`.
 */
export async function* rehearse(request: RehearsalRequest): AsyncGenerator<RehearsedPost> {
  const { config, machine } = request;
  const world = steppedWorld(request.from);
  const store = await openMemoryStore({ clock: 'simulated', machine });
  const { sender, arrived } = makeRehearsalSender();
  const postedAt = new Map<string, Instant>();
  const done: RehearsedPost[] = [];
  let failure: unknown = null;
  const { first, later } = listSteps(request);
  let catalogue = makeCatalogue(first);
  const roster = makeRoster(store.registry, config.defaults);
  const engine = await startEngine({
    config,
    world,
    machine,
    outbox: store.outbox,
    registry: store.registry,
    roster,
    sender,
    budget: UNLIMITED,
    catalogue: () => catalogue,
    askDate: async () => 'no date',
    random: () => 0,
    replay: false,
    events: {
      closed: async () => undefined,
      credentialsGone: () => undefined,
      ban: () => undefined,
      failed: (error) => {
        failure = error;
      },
      settled: (post) => {
        const message = arrived(post);
        if (message === null) return;
        if (post.edits === null) postedAt.set(post.nonce, world.now());
        const edits = post.edits === null ? null : (postedAt.get(post.edits) ?? null);
        done.push({ at: world.now(), zone: roster.clock(post.channel).zone, post, message, edits });
      },
    },
  });
  try {
    for (const settings of request.guilds) await store.registry.putGuildSettings(settings, request.from);
    for (const subscription of request.subscriptions) {
      await store.registry.putSubscription({ ...subscription, since: request.from });
    }
    for (let next: Instant | null = request.from; next !== null && next <= request.to; ) {
      world.moveTo(next);
      while (later[0] !== undefined && later[0].at <= next) {
        catalogue = makeCatalogue(later[0].list);
        later.shift();
      }
      const end = await engine.ticker.tick();
      await engine.delivery.idle();
      if (failure !== null) throw failure;
      yield* done.splice(0).sort(byUrgency);
      if (end.kind !== 'ticked') throw new Error(`A rehearsal's tick ended as "${end.kind}".`);
      // Without anything due within the horizon the world moves on by a day and looks again.
      const dayOn = end.at + 24 * 3_600_000;
      const due = end.nextDue ?? (end.at < request.to ? Math.min(dayOn, request.to) : null);
      next = sooner(due, later[0]?.at ?? null);
    }
  } finally {
    await engine.delivery.stop(0);
    await store.close();
  }
}

/** The list in force at `from`, and those that replace it until `to`. */
function listSteps({ list, asKnown, replacedBy, from, to }: RehearsalRequest): {
  first: EventList;
  later: PublicationStep[];
} {
  const [first, ...later] = asKnown ? publicationSteps(list, from, to) : [];
  if (replacedBy !== undefined) return { first: list, later: [{ at: from + 1, list: replacedBy }] };
  return { first: first?.list ?? list, later };
}

function byUrgency(a: RehearsedPost, b: RehearsedPost): number {
  return (
    a.post.urgency - b.post.urgency || a.post.ordinal - b.post.ordinal || (a.post.channel < b.post.channel ? -1 : 1)
  );
}

/** No Discord, so no limit. */
const UNLIMITED: SendBudget = {
  requestsPerSecond: 50,
  take: async (signal) => !signal.aborted,
  closedFor: () => 0,
  pause: () => undefined,
  slowDown: () => undefined,
};

/** Takes Discord's place: every message arrives, and is kept. */
type RehearsalSender = {
  readonly sender: Sender;
  /**
   * The message that arrived for a post: a new one, or the present text of the message that it edits; `null` when none
   * did.
   */
  arrived(post: ClaimedPost): Message | null;
};

/** Makes one. A message's id is its post's nonce, so that the same rehearsal gives the same ids whatever ran first. */
function makeRehearsalSender(): RehearsalSender {
  const messages = new Map<string, Message>();
  const keep = (id: string, message: Message) => {
    messages.set(id, message);
    return { kind: 'sent', message: id } as const;
  };
  return {
    sender: {
      send: async ({ nonce, message }) => keep(nonce, message),
      edit: async ({ edits, message }) => keep(edits, message),
      pin: async ({ message }) => ({ kind: 'sent', message }),
      publish: async ({ message }) => ({ kind: 'sent', message }),
      look: async () => ({ kind: 'absent' }),
      recent: async () => ({ kind: 'read', messages: [] }),
    },
    arrived: (post) => messages.get(post.edits ?? post.nonce) ?? null,
  };
}
