import type { ListEvent } from '../../model/event.ts';
import type { PingKind, RoleId, Subscription } from '../../model/subscription.ts';

/**
 * The role a post pings, or `null` (product rules 4 and 14): only the first post of a channel and instant pings, and only
 * where at least one of its events, and that event's date, is as sure as the subscription asks for. A kind of message that
 * the subscription wants without pings never does.
 */
export function decidePing(
  events: readonly ListEvent[],
  subscription: Pick<Subscription, 'role' | 'pingFor' | 'pingless'> | null,
  ordinal: number,
  kind: PingKind,
): RoleId | null {
  if (subscription === null || ordinal > 0) return null;
  const { pingFor } = subscription;
  const sure = ({ certainty, dateCertainty }: ListEvent) =>
    pingFor.includes(certainty) && (dateCertainty === null || pingFor.includes(dateCertainty));
  return events.some(sure) ? roleToPing(subscription, kind) : null;
}

/** The role that messages of a kind may ping, where they are sure enough; `null` for none. */
export function roleToPing({ role, pingless }: Pick<Subscription, 'role' | 'pingless'>, kind: PingKind): RoleId | null {
  return pingless?.includes(kind) === true ? null : role;
}
