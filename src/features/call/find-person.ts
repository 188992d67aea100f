import type { EventId } from '../../model/event.ts';
import type { Lead } from '../../model/lead.ts';
import { personGuild, type SubscriptionClock, type UserId } from '../../model/subscription.ts';
import type { SubscriptionRow } from '../../outbox/registry.ts';
import type { CommandCall } from './command.ts';
import type { CommandContext } from './context.ts';
import { clockFrom } from './read-clock.ts';
import type { ShownClock } from './settings-answer.ts';

/** A person's own subscription; `null` when they have asked for nothing. */
export async function findPerson(user: UserId, context: CommandContext): Promise<SubscriptionRow | null> {
  const rows = await context.registry.subscriptions();
  return rows.find((row) => row.person?.user === user) ?? null;
}

/** What they have chosen for each event. */
export function chosenLeads(row: Pick<SubscriptionRow, 'leadsByEvent'> | null): ReadonlyMap<EventId, readonly Lead[]> {
  return new Map(Object.entries(row?.leadsByEvent ?? {}));
}

/**
 * A person's clock: what they have set themselves; until then that of the server in which they ask, since "the morning"
 * is the one they share there; else the defaults of the settings file.
 */
export async function readPersonClock(
  call: Pick<CommandCall, 'user' | 'guild'>,
  context: CommandContext,
): Promise<ShownClock> {
  const all = await context.registry.guildSettings();
  const own = all.find(({ guild }) => guild === personGuild(call.user)) ?? null;
  const server = all.find(({ guild }) => guild === call.guild) ?? null;
  const clock = clockFrom(own ?? server, context.defaults());
  return own === null ? { ...clock, ownZone: false, ownPostingTime: false } : clock;
}

/** That clock for deriving instants. The leads come by event. */
export function derivingClock({ zone, postingTime }: ShownClock): SubscriptionClock {
  return { zone, postingTime, leads: [] };
}
