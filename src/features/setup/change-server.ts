import type { GuildId, GuildSettings } from '../../model/subscription.ts';
import type { FoundZone } from '../../time/find-zones.ts';
import type { Call, CalledChannel, PressCall, Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readTime } from '../call/read-times.ts';
import { readZone, zoneLabel } from '../call/read-zone.ts';
import { readCard } from './card-state.ts';
import { HOUR_CHOICES, HOURS, type HourChoice } from './hour-choices.ts';
import { openChannel } from './open-channel.ts';
import { makeChange } from './save-change.ts';
import { type CardPlace, showCard } from './show-card.ts';
import { setupText } from './words.ts';

/** The clock of the whole server, as typed into the form on a channel's card. */
export async function changeServer(place: CardPlace, call: PressCall, context: CommandContext): Promise<Reply> {
  const save = await readServerClock(call, context);
  return makeChange(place, call, context, async ({ guild }) => ({ note: await save(guild) }));
}

/**
 * Reads the clock of a server as typed into a form; nothing in a field means the default. Refuses and asks back before
 * anything is written. The function saves it and gives the note that says what was understood.
 */
export async function readServerClock(
  { fields }: Pick<PressCall, 'fields'>,
  context: CommandContext,
): Promise<(guild: GuildId) => Promise<string>> {
  const field = (name: string): string | null => {
    const typed = (fields[name] ?? '').trim();
    return typed === '' ? null : typed;
  };
  const found = await readZone(field('zone'), 'zone', true);
  const postingTime = readTime(field('time'));
  return async (guild) => {
    await saveClock({ guild, zone: found?.zone ?? null, postingTime }, context);
    return zoneNote(found);
  };
}

/**
 * Sets the zone of the whole server, how hours are written in it, or both, and opens the channel's card, or its questions;
 * what is `null` stays, and so does the time of day.
 */
export async function openWithClock(
  guild: GuildId,
  channel: CalledChannel,
  { found, clock }: { readonly found: FoundZone | null; readonly clock: HourChoice | null },
  call: Call,
  context: CommandContext,
): Promise<Reply> {
  return context.inTurn(call.user, async () => {
    const before = await readCard(guild, channel.id, context);
    const own = await context.settingsOf(guild);
    const zone = found?.zone ?? own?.zone ?? null;
    const hours = clock === null ? {} : { hours: HOURS[clock] };
    await saveClock({ guild, zone, postingTime: own?.postingTime ?? null, ...hours }, context);
    const note = [found === null ? [] : zoneNote(found), clock === null ? [] : hoursNote(clock)].flat().join(' ');
    if (before === null) return openChannel(guild, channel, false, call, context);
    return showCard({ guild, channel: channel.id }, call, context, { before, note });
  });
}

/** How hours are written in the whole server, chosen from a select; zone and time of day stay. */
export async function chooseHours(place: CardPlace, call: PressCall, context: CommandContext): Promise<Reply> {
  const clock = HOUR_CHOICES.find((one) => one === call.values[0]) ?? 'automatic';
  return makeChange(place, call, context, async ({ guild }) => {
    const own = await context.settingsOf(guild);
    const { zone = null, postingTime = null } = own ?? {};
    await saveClock({ guild, zone, postingTime, hours: HOURS[clock] }, context);
    return { note: hoursNote(clock) };
  });
}

function hoursNote(clock: HourChoice): string {
  return setupText('hoursRead', { how: setupText(`clock-${clock}`) });
}

/** The zone of the whole server, chosen from a select; the time of day stays. */
export async function chooseZone(place: CardPlace, call: PressCall, context: CommandContext): Promise<Reply> {
  const found = await readZone(call.values[0] ?? '', 'zone', true);
  return makeChange(place, call, context, async ({ guild }) => {
    const postingTime = (await context.settingsOf(guild))?.postingTime ?? null;
    await saveClock({ guild, zone: found?.zone ?? null, postingTime }, context);
    return { note: zoneNote(found) };
  });
}

function zoneNote(found: FoundZone | null): string {
  return found === null ? setupText('zoneDefault') : setupText('zoneRead', { zone: zoneLabel(found) });
}

async function saveClock(wanted: GuildSettings, context: CommandContext): Promise<void> {
  const own = await context.settingsOf(wanted.guild);
  // Writing equal settings would begin every window anew.
  const isSame = wanted.zone === (own?.zone ?? null) && wanted.postingTime === (own?.postingTime ?? null);
  if (isSame && (wanted.hours === undefined || wanted.hours === (own?.hours ?? null))) return;
  await context.registry.putGuildSettings(wanted, context.world.now(), own);
  context.changed();
}
