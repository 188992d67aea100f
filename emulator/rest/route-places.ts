/** Servers, channels, members and direct messages, read only but for opening a direct channel. */
import { CreatePrivateChannelRequestSchema } from 'discord-api-spec/zod';
import { refuseBody } from '../checks/check-body.ts';
import { checkSchema } from '../checks/check-schema.ts';
import type { Call } from '../core.ts';
import { bodyOf, paramOf } from '../core.ts';
import { isThread } from '../world/compute-permissions.ts';
import {
  describeChannel,
  describeGuild,
  describeMember,
  describeOwnGuild,
  describeRole,
} from '../world/describe-world.ts';
import { findChannel, findGuild } from '../world/find-target.ts';
import { compareSnowflakes } from '../world/make-snowflake.ts';
import { openDirect } from '../world/open-direct.ts';
import type { Guild } from '../world/world.ts';
import type { Answer } from './answer-request.ts';
import { ok, refuse } from './answer-request.ts';

/** One channel the bot sees; 50001 for others. */
export function readChannel(call: Call): Answer {
  const sought = findChannel(call);
  return sought.refused ?? ok(describeChannel(call.core.world, sought.found));
}

/** One server; 10004 where the bot is not a member. */
export function readGuild(call: Call): Answer {
  return withGuild(call, (guild) => ok(describeGuild(guild)));
}

/** Roles, @everyone first. */
export function listRoles(call: Call): Answer {
  return withGuild(call, (guild) => ok([...guild.roles.values()].map(describeRole)));
}

/** Channels without threads, hidden ones included, as Discord lists them. */
export function listChannels(call: Call): Answer {
  return withGuild(call, (guild) => {
    const channels = [...call.core.world.channels.values()].filter(
      (channel) => channel.guildId === guild.id && !isThread(channel),
    );
    return ok(channels.map((channel) => describeChannel(call.core.world, channel)));
  });
}

/** One member; 10007 for strangers. */
export function readMember(call: Call): Answer {
  return withGuild(call, (guild) => {
    const member = guild.members.get(paramOf(call, 'user'));
    return member === undefined ? refuse('unknown-member') : ok(describeMember(call.core.world, member));
  });
}

/** The servers the bot is in, unpaged. */
export function listOwnGuilds(call: Call): Answer {
  const { world } = call.core;
  const after = BigInt(call.query.get('after') ?? 0);
  const limit = Math.min(200, Number(call.query.get('limit') ?? 200));
  const rest = [...world.guilds.values()].filter(({ id }) => BigInt(id) > after);
  const page = rest.sort((a, b) => compareSnowflakes(a.id, b.id)).slice(0, limit);
  return ok(page.map((guild) => describeOwnGuild(world, guild)));
}

/** `POST /users/@me/channels`: the direct channel with a person, always the same one. */
export function openDirectChannel(call: Call): Answer {
  const { world } = call.core;
  const body = bodyOf(call);
  const refusal = refuseBody(call, checkSchema(CreatePrivateChannelRequestSchema, body));
  if (refusal !== undefined) return refusal;
  const recipient = world.users.get(String(body['recipient_id']));
  if (recipient === undefined) return refuse('unknown-user');
  if (recipient.bot) return refuse('dms-closed');
  return ok(describeChannel(world, openDirect(call.core, recipient)));
}

function withGuild(call: Call, act: (guild: Guild) => Answer): Answer {
  const sought = findGuild(call);
  return sought.refused ?? act(sought.found);
}
