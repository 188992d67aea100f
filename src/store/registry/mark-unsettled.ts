import type { Subscription } from '../../model/subscription.ts';
import type { SubscriptionRow, Unsettled } from '../../outbox/registry.ts';

/**
 * Returns what the next tick has to settle for a subscription that was `before` and becomes `next`. A resumed one
 * counts as created, whatever was open about it: it posts nothing for the past.
 */
export function markUnsettled(before: SubscriptionRow | null, next: Subscription): Unsettled {
  if (before === null) return { cause: 'created' };
  if (before.paused !== null && next.paused === null) return { cause: 'created' };
  return before.unsettled ?? { cause: 'changed', before: before.filter };
}
