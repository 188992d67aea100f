import { type APIThreadChannel, Routes } from 'discord-api-types/v10';
import type { FoundRest } from '../../deliver/sender.ts';
import { classifyFailure } from './classify-failure.ts';
import { makeServerFinder } from './find-server.ts';
import { type MayAsk, type RestConnection, withDeadline } from './open-connection.ts';

/** A slot may be long in coming behind a burst of reminders, and nobody waits for this. */
const WITHIN_MS = 30_000;

/**
 * Asks whether the bot may post in a channel: first the channel alone, which a closed one refuses with one request, then
 * the bot's effective permissions there. A thread that is locked takes nothing. Never throws.
 * https://docs.discord.com/developers/resources/channel#get-channel
 */
export function makeChannelLook(
  rest: RestConnection,
  mayAsk: MayAsk,
): (guild: string, channel: string) => Promise<FoundRest> {
  const findServer = makeServerFinder(rest, mayAsk, WITHIN_MS);
  return async (guild, channel) => {
    try {
      const found = await withDeadline(
        rest,
        async (signal) => {
          if (!(await mayAsk(signal))) return null;
          return (await rest.sends.get(Routes.channel(channel), { signal })) as Partial<APIThreadChannel>;
        },
        WITHIN_MS,
      );
      if (found === null) return 'unknown';
      if (found.thread_metadata?.locked === true) return 'closed';
      const server = await findServer(guild, [channel]);
      const [there] = server?.channels ?? [];
      if (server === null || there === undefined) return 'unknown';
      if (there.channel === null) return 'closed';
      const { kind, botMay } = there.channel;
      if (botMay === null) return 'unknown';
      const needed = kind === 'thread' ? 'SendMessagesInThreads' : 'SendMessages';
      return botMay.has('ViewChannel') && botMay.has(needed) && kind !== 'forum' ? 'open' : 'closed';
    } catch (error) {
      const failure = classifyFailure(error);
      if (failure.kind !== 'closed') return 'unknown';
      return failure.reason === 'unknown channel' ? 'gone' : 'closed';
    }
  };
}
