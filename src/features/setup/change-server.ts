import type { PressCall, Reply } from '../call/command.ts';
import type { CommandContext } from '../call/context.ts';
import { readTime } from '../call/read-times.ts';
import { readZone, zoneLabel } from '../call/read-zone.ts';
import { makeChange } from './save-change.ts';
import type { CardPlace } from './show-card.ts';
import { setupText } from './words.ts';

/** The clock of the whole server, as typed into the form; nothing in a field means the default. */
export async function changeServer(place: CardPlace, call: PressCall, context: CommandContext): Promise<Reply> {
  const field = (name: string): string | null => {
    const typed = (call.fields[name] ?? '').trim();
    return typed === '' ? null : typed;
  };
  const found = await readZone(field('zone'), 'zone', true);
  const postingTime = readTime(field('time'));
  return makeChange(place, call, context, async ({ guild, now }) => {
    const own = await context.settingsOf(guild);
    const zone = found?.zone ?? null;
    if (zone !== (own?.zone ?? null) || postingTime !== (own?.postingTime ?? null)) {
      await context.registry.putGuildSettings({ guild, zone, postingTime }, now);
      context.changed();
    }
    return { note: found === null ? setupText('zoneDefault') : setupText('zoneRead', { zone: zoneLabel(found) }) };
  });
}
