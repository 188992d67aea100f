import { type APIGuild, Routes } from 'discord-api-types/v10';
import type { DiscordLine } from './open-line.ts';
import { withDeadline } from './with-deadline.ts';

/**
 * The channel in which Discord writes to a server (joins, boosts), where its managers look; `null` when the server has
 * none or Discord does not say. https://docs.discord.com/developers/resources/guild#guild-object
 */
export async function systemChannel(line: DiscordLine, guild: string): Promise<string | null> {
  try {
    const found = await withDeadline(line, (signal) => line.sends.get(Routes.guild(guild), { signal }));
    return (found as Partial<APIGuild>).system_channel_id ?? null;
  } catch {
    // Not known is as good as none: the log and `/status` tell it then.
    return null;
  }
}
