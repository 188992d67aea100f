import { Client, Options } from 'discord.js';
import type { DiscordLine } from '../rest/open-connection.ts';

/**
 * discord.js without intents and without caches. Interactions belong to no intent, so they always arrive; everything else
 * goes by REST. Memory then stays flat in the number of servers.
 */
export function makeClient(line: DiscordLine): Client {
  return new Client({
    intents: [],
    // As many connections as Discord recommends; one up to 2,500 servers.
    shards: 'auto',
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      ApplicationEmojiManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      DMMessageManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildForumThreadManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: 0,
      GuildMessageManager: 0,
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      GuildTextThreadManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      StageInstanceManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      UserManager: 0,
      VoiceStateManager: 0,
    }),
    rest: line.clientOptions,
  });
}
