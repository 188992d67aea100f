import type { ListEvent } from '../model/event.ts';
import type { RoleId, Subscription } from '../model/subscription.ts';

/**
 * The role a post pings, or `null` (product rules 4 and 14): only the first post of a channel and instant pings, and only
 * where at least one of its events, and that event's date, is as sure as the subscription asks for.
 */
export function decidePing(
  events: readonly ListEvent[],
  subscription: Pick<Subscription, 'role' | 'pingFor'> | null,
  ordinal: number,
): RoleId | null {
  if (subscription === null || subscription.role === null || ordinal > 0) return null;
  const { pingFor } = subscription;
  const sure = ({ certainty, dateCertainty }: ListEvent) =>
    pingFor.includes(certainty) && (dateCertainty === null || pingFor.includes(dateCertainty));
  return events.some(sure) ? subscription.role : null;
}
