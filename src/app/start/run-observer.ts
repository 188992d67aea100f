import type { SharedBudget } from '../../deliver/send-budget.ts';
import type { Sender, SendResult } from '../../deliver/sender.ts';
import type { SeenServer } from '../../discord/gateway/read-packet.ts';
import type { InteractionName } from '../../discord/interactions/handle-interaction.ts';
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
};

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
