import type { Defaults, GuildId, GuildSettings, Subscription } from '../model/subscription.ts';
import type { ShownClock } from '../render/answers/settings-answer.ts';
import type { CommandContext } from './context.ts';
import type { Wish } from './preview-reminders.ts';

/** A server's clock in force: what it has set, else the defaults of the settings file. */
export async function readClock(guild: GuildId | null, context: CommandContext): Promise<ShownClock> {
  const all = guild === null ? [] : await context.registry.guildSettings();
  return clockFrom(all.find((settings) => settings.guild === guild) ?? null, context.defaults());
}

/** The same from settings at hand. */
export function clockFrom(settings: GuildSettings | null, defaults: Defaults): ShownClock {
  return {
    zone: settings?.zone ?? defaults.zone,
    postingTime: settings?.postingTime ?? defaults.postingTime,
    ownZone: settings !== null && settings.zone !== null,
    ownPostingTime: settings !== null && settings.postingTime !== null,
  };
}

/** What decides which reminders a subscription brings by that clock. */
export function wishOf(
  subscription: Pick<Subscription, 'filter' | 'leads'>,
  clock: ShownClock,
  defaults: Defaults,
): Wish {
  return {
    filter: subscription.filter,
    clock: { zone: clock.zone, postingTime: clock.postingTime, leads: subscription.leads },
    defaults: defaults.leads,
  };
}
