import { type APIGuild, Routes } from 'discord-api-types/v10';
import { classifyFailure } from './classify-failure.ts';
import type { DiscordLine } from './open-connection.ts';
import { withDeadline } from './with-deadline.ts';

/**
 * The channel in which Discord writes to a server (joins, boosts), where its managers look; `null` when the server has
 * none or Discord does not say. `slot` waits for leave to make the one request; false when there is none.
 * https://docs.discord.com/developers/resources/guild#guild-object
 */
export async function systemChannel(
  line: DiscordLine,
  slot: () => Promise<boolean>,
  guild: string,
): Promise<string | null> {
  try {
    if (!(await slot())) return null;
    const found = await withDeadline(line, (signal) => line.sends.get(Routes.guild(guild), { signal }));
    return (found as Partial<APIGuild> | null)?.system_channel_id ?? null;
  } catch (error) {
    // Not known is as good as none: the log and `/status` tell it then.
    const failure = classifyFailure(error);
    line.log.warn({ guild, why: 'why' in failure ? failure.why : failure.kind }, 'A server could not be asked about.');
    return null;
  }
}
