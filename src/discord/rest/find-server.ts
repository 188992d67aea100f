import {
  type APIApplication,
  type APIGuild,
  type APIGuildChannel,
  type APIGuildMember,
  type APIOverwrite,
  type APIUser,
  ChannelType,
  type GuildChannelType,
  Routes,
} from 'discord-api-types/v10';
import type { CalledChannel, CalledRole } from '../../features/call/command.ts';
import { channelKind } from '../interactions/read-call.ts';
import { effectivePermissions, type MemberInServer, permissionNames } from './effective-permissions.ts';
import { type MayAsk, type RestConnection, withDeadline } from './open-connection.ts';

/** A handler that waits for this still answers in time, without a "thinking…" first. */
const WITHIN_MS = 1_200;

/** Threads are not in a server's list of channels and are asked for one by one: most of them. */
const SINGLE_MAX = 20;

/** The `Date` header has whole seconds: on average it is this much behind. */
const HALF_SECOND_MS = 500;

/** The fields that are read here; a thread has no overwrites of its own, a hidden channel is described all the same. */
type AnyChannel = Pick<APIGuildChannel<GuildChannelType>, 'id' | 'type'> & {
  readonly name?: string | null;
  readonly guild_id?: string;
  readonly parent_id?: string | null;
  readonly permission_overwrites?: APIOverwrite[];
};

const THREADS: ReadonlySet<ChannelType> = new Set([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);

/** A server as Discord describes it now. A channel is `null` where it is gone, or in another server. */
type FoundServer = {
  readonly channels: readonly { readonly id: string; readonly channel: CalledChannel | null }[];
  readonly roles: readonly CalledRole[];
  /**
   * How far the program's time is ahead of Discord's, ms, to about half a second; `null` when Discord did not say.
   */
  readonly clockAheadMs: number | null;
  /** Whether anybody can add the bot to a server; left out when Discord did not say. */
  readonly isPublic?: boolean;
};

/**
 * Asks Discord about a server, and about the bot's permissions in these channels; in a channel that it does not see it
 * has none. `null` when Discord does not answer within `withinMs`, by default 1.2 s, or the bot is not there. Never throws.
 */
export function makeServerFinder(
  rest: RestConnection,
  mayAsk: MayAsk,
  withinMs = WITHIN_MS,
): (server: string, channels: readonly string[]) => Promise<FoundServer | null> {
  let own: string | null = null;
  return async (server, channels) => {
    try {
      return await withDeadline(
        rest,
        async (signal) => {
          const get = async <T>(route: `/${string}`): Promise<T> => {
            if (!(await mayAsk(signal))) throw new Error('there is no slot for a question');
            return (await rest.sends.get(route, { signal })) as T;
          };
          own ??= (await get<APIUser>(Routes.user())).id;
          const [guild, member, listed, application] = await Promise.all([
            get<APIGuild>(Routes.guild(server)),
            get<APIGuildMember>(Routes.guildMember(server, own)),
            get<AnyChannel[]>(Routes.guildChannels(server)),
            get<Partial<APIApplication>>(Routes.currentApplication()).catch(() => null),
          ]);
          const who = { server, user: own, isOwner: guild.owner_id === own, member, roles: guild.roles };
          const known = new Map(listed.map((channel) => [channel.id, channel]));
          const missing = channels.filter((id) => !known.has(id)).slice(0, SINGLE_MAX);
          // An unknown channel counts as gone: a thread that has been deleted, or a channel of another server.
          const single = await Promise.all(missing.map((id) => get<AnyChannel>(Routes.channel(id)).catch(() => null)));
          for (const channel of single) if (channel?.guild_id === server) known.set(channel.id, channel);
          return {
            channels: channels.map((id) => ({ id, channel: describe(id, known, who, rest.machine.now()) })),
            roles: guild.roles.map(({ id, name, mentionable }) => ({ id, name, mentionable, everyone: id === server })),
            clockAheadMs: clockAhead(rest),
            ...(application?.bot_public === undefined ? {} : { isPublic: application.bot_public }),
          };
        },
        withinMs,
      );
    } catch {
      // Not known: the answer says that Discord did not report it.
      return null;
    }
  };
}

function describe(
  id: string,
  known: ReadonlyMap<string, AnyChannel>,
  who: MemberInServer,
  now: number,
): CalledChannel | null {
  const channel = known.get(id);
  if (channel === undefined) return null;
  const isThread = THREADS.has(channel.type);
  const ruling = isThread ? known.get(channel.parent_id ?? '') : channel;
  const bits = ruling && effectivePermissions(who, ruling.permission_overwrites ?? [], { isThread, now });
  return {
    id,
    name: channel.name ?? null,
    kind: channelKind(channel.type),
    botMay: permissionNames(bits),
    callerMay: null,
  };
}

function clockAhead(rest: RestConnection): number | null {
  const seen = rest.lastDate();
  return seen === null ? null : seen.atMachine - seen.discordNow - HALF_SECOND_MS;
}
