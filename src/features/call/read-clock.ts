import type { Instant, LocalTime, Zone } from '../../model/date.ts';
import type { Defaults, EventFilter, GuildId, GuildSettings, Hours, Subscriber } from '../../model/subscription.ts';
import { clockIn, type TimedSubscription } from '../../plan/reminders/group-clocks.ts';
import { type Reader, readerIn } from '../../time/reader.ts';
import type { CommandContext } from './context.ts';
import type { ReminderQuery } from './preview-reminders.ts';

/** A server's clock in force: its own settings, else the defaults of the settings file. */
export type ShownClock = {
  readonly zone: Zone;
  readonly postingTime: LocalTime;
  /** By whose calendar and clock answers are written. */
  readonly reader: Reader;
  /** How hours are written, where a manager chose it; `null`: automatic. */
  readonly hours: Hours | null;
  readonly ownZone: boolean;
  readonly ownPostingTime: boolean;
  /** When the server's pause ends, or ended; `null` where it has none. */
  readonly pausedUntil: Instant | null;
};

/** Reads a server's clock. */
export async function readClock(guild: GuildId | null, context: CommandContext): Promise<ShownClock> {
  return clockFrom(guild === null ? null : await context.settingsOf(guild), context.defaults());
}

/** Reads the clock of a subscription's owner. */
export async function readOwnerClock(owner: Subscriber, context: CommandContext): Promise<ShownClock> {
  if (owner.kind === 'guild') return readClock(owner.guild, context);
  return clockFrom(await context.personSettingsOf(owner.user), context.defaults());
}

/** Makes the clock from settings already read. */
export function clockFrom(settings: Omit<GuildSettings, 'guild'> | null, defaults: Defaults): ShownClock {
  const zone = settings?.zone ?? defaults.zone;
  return {
    zone,
    reader: readerIn(zone, settings),
    hours: settings?.hours ?? null,
    postingTime: settings?.postingTime ?? defaults.postingTime,
    ownZone: settings !== null && settings.zone !== null,
    ownPostingTime: settings !== null && settings.postingTime !== null,
    pausedUntil: settings?.pausedUntil ?? null,
  };
}

/** Everything that decides which reminders a subscription brings by that clock. */
export function queryFor(
  subscription: TimedSubscription & { readonly filter: EventFilter },
  clock: ShownClock,
  defaults: Defaults,
): ReminderQuery {
  return {
    filter: subscription.filter,
    clock: clockIn(subscription, clock.zone, clock.postingTime),
    defaults: defaults.leads,
    pausedUntil: clock.pausedUntil,
  };
}
