import type { SharedBudget } from '../../deliver/send-budget.ts';
import type { Sender, SendResult } from '../../deliver/sender.ts';
import type { SeenServer } from '../../discord/gateway/read-packet.ts';
import type { InteractionName } from '../../discord/interactions/handle-interaction.ts';
import { TICK_LEASE } from '../../engine/keep-leases.ts';
import type { Handover, Leases } from '../../outbox/leases.ts';
import type { ClaimedPost } from '../../outbox/outbox.ts';
import type { Settlement } from '../../outbox/settlement.ts';
import type { RunParts } from './describe-run.ts';

/** Takes what happens in a run, to be counted and shown. Nothing waits for it, and it must not throw. */
export type RunObserver = {
  /** The program has begun its work; `parts` are current until the run ends. */
  began(parts: RunParts): void;
  /** The gateway has shown a server. */
  sawServer(server: SeenServer): void;
  /** A post has ended or was handed back; `result` is the answer that this follows from. */
  recorded(post: ClaimedPost, settlement: Settlement, result: SendResult | null): void;
  /** Discord has answered one request of a post, or none came. */
  requested(request: 'send' | 'edit' | 'pin' | 'publish', result: SendResult): void;
  /** One slot of the send budget was given away. */
  slotTaken(): void;
  /** An interaction was answered, so long after it arrived. */
  answered(of: InteractionName, ms: number): void;
  /** A lease was taken, taken from a process that is gone, lost to another one, or given back. */
  lease(kind: LeaseKind, event: LeaseEvent): void;
  /** This process does what another one did, which was last heard of, or gave it back, so long ago. */
  handedOver(kind: LeaseKind, cause: Handover['cause'], ms: number): void;
};

/** Takes nothing: for those who observe a few things only. */
export const BLIND: RunObserver = {
  began: () => undefined,
  sawServer: () => undefined,
  recorded: () => undefined,
  requested: () => undefined,
  slotTaken: () => undefined,
  answered: () => undefined,
  lease: () => undefined,
  handedOver: () => undefined,
};

/** A kind of lease: the right to plan, or to keep a shard. Turns to identify are none. */
export type LeaseKind = 'tick' | 'shard';

/** Taken where nobody had it, or where its holder gave it back; taken over from one that is gone; lost to another. */
export type LeaseEvent = 'taken' | 'taken over' | 'lost' | 'given back';

/** The same sender, whose requests are observed. */
export function observeSender(sender: Sender, observer: Pick<RunObserver, 'requested'>): Sender {
  const observed = async (request: Parameters<RunObserver['requested']>[0], asked: Promise<SendResult>) => {
    const result = await asked;
    observer.requested(request, result);
    return result;
  };
  return {
    ...sender,
    send: (order) => observed('send', sender.send(order)),
    edit: (order) => observed('edit', sender.edit(order)),
    pin: (request) => observed('pin', sender.pin(request)),
    publish: (request) => observed('publish', sender.publish(request)),
  };
}

/** The same budget, whose slots are observed. */
export function observeBudget(budget: SharedBudget, observer: Pick<RunObserver, 'slotTaken'>): SharedBudget {
  return {
    ...budget,
    async take(signal) {
      const given = await budget.take(signal);
      if (given) observer.slotTaken();
      return given;
    },
  };
}

/** The same leases, of which it is observed how they come and go. */
export function observeLeases(leases: Leases, observer: Pick<RunObserver, 'lease' | 'handedOver'>): Leases {
  const own = new Set<string>();
  const note = (name: string, event: LeaseEvent): void => {
    const kind = kindOf(name);
    if (kind !== null) observer.lease(kind, event);
  };
  return {
    ...leases,
    async take(names) {
      const taken = await leases.take(names);
      for (const { name, from } of taken) {
        own.add(name);
        note(name, from?.cause === 'over' ? 'taken over' : 'taken');
        // A shard is handed over once it is up.
        if (name === TICK_LEASE && from !== null) observer.handedOver('tick', from.cause, from.afterMs);
      }
      return taken;
    },
    async renew() {
      const before = [...own];
      const kept = await leases.renew();
      const names = new Set(kept.map(({ name }) => name));
      for (const name of before) if (!names.has(name) && own.delete(name)) note(name, 'lost');
      return kept;
    },
    async release(names) {
      const given = names.filter((name) => own.delete(name));
      await leases.release(names);
      for (const name of given) note(name, 'given back');
    },
  };
}

function kindOf(name: string): LeaseKind | null {
  if (name === TICK_LEASE) return 'tick';
  return name.startsWith('shard ') ? 'shard' : null;
}
