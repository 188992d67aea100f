import { type APIDMChannel, Routes } from 'discord-api-types/v10';
import type { DiscordLine } from './open-connection.ts';
import { withDeadline } from './with-deadline.ts';

/**
 * The channel of direct messages with a user, always the same one; `null` when Discord refuses or does not answer.
 * `slot` waits for leave to make the one request; false when there is none.
 * https://docs.discord.com/developers/resources/user#create-dm Meant for one user at a start: Discord blocks bots that
 * open many.
 */
export async function openDm(line: DiscordLine, slot: () => Promise<boolean>, user: string): Promise<string | null> {
  try {
    if (!(await slot())) return null;
    const body = { recipient_id: user };
    const made = await withDeadline(line, (signal) => line.sends.post(Routes.userChannels(), { body, signal }));
    return (made as Partial<APIDMChannel>).id ?? null;
  } catch {
    // The log and `/status` tell what this person would have been told.
    return null;
  }
}
