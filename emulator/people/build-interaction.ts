/** Interactions as the gateway sends them: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object */

import type { JsonObject } from '../rest/json.ts';
import { channelPermissions, isThread } from '../world/compute-permissions.ts';
import { describeChannel, describeMember, describeRole, describeUser } from '../world/describe-world.ts';
import type { Channel, World } from '../world/world.ts';
import type { PickedCommand } from './pick-options.ts';
import type { PendingInteraction } from './track-interactions.ts';

/** 10 MiB, what a server without boosts allows. */
const ATTACHMENT_LIMIT = 10_485_760;

/** The payload of INTERACTION_CREATE; `data` and `message` are the parts that differ by kind. */
export function buildInteraction(
  world: World,
  pending: PendingInteraction,
  channel: Channel,
  locale: string,
  parts: { readonly data: JsonObject; readonly message?: JsonObject },
): JsonObject {
  const user = world.users.get(pending.userId);
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const member = guild?.members.get(pending.userId);
  return {
    id: pending.id,
    application_id: world.applicationId,
    type: pending.kind,
    token: pending.token,
    version: 1,
    channel_id: channel.id,
    channel: {
      ...describeChannel(world, channel),
      permissions: channelPermissions(world, channel, pending.userId).toString(),
    },
    app_permissions: channelPermissions(world, channel, world.botId).toString(),
    locale,
    entitlements: [],
    entitlement_sku_ids: [],
    attachment_size_limit: ATTACHMENT_LIMIT,
    context: guild === undefined ? 1 : 0,
    authorizing_integration_owners: { '0': guild?.id ?? '0' },
    ...(guild === undefined || member === undefined
      ? { user: user === undefined ? {} : describeUser(user) }
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
          member: {
            ...describeMember(world, member),
            permissions: channelPermissions(world, channel, pending.userId).toString(),
          },
        }),
    ...parts,
  };
}

/** `data` of a command or of an autocomplete, with what its options name. */
export function buildCommandData(
  world: World,
  picked: PickedCommand,
  guildId: string | undefined,
  userId: string,
): JsonObject {
  const { command, options } = picked;
  const resolved = resolve(world, picked.named, guildId, userId);
  return {
    id: command['id'],
    name: command['name'],
    type: command['type'] ?? 1,
    ...(options.length === 0 ? {} : { options }),
    ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
  };
}

/**
 * Returns the objects that were chosen, with the permissions that the member and (since July 2026) the application have
 * in a chosen channel.
 */
export function resolve(
  world: World,
  named: PickedCommand['named'],
  guildId: string | undefined,
  userId: string,
): JsonObject {
  const guild = guildId === undefined ? undefined : world.guilds.get(guildId);
  const entries = {
    users: byId(named.users, (id) => {
      const user = world.users.get(id);
      return user === undefined ? undefined : describeUser(user);
    }),
    members: byId(named.users, (id) => {
      const member = guild?.members.get(id);
      return member === undefined ? undefined : withoutUser(describeMember(world, member));
    }),
    roles: byId(named.roles, (id) => {
      const role = guild?.roles.get(id);
      return role === undefined ? undefined : describeRole(role);
    }),
    channels: byId(named.channels, (id) => {
      const channel = world.channels.get(id);
      return channel === undefined || channel.guildId !== guildId ? undefined : describeChosen(world, channel, userId);
    }),
  };
  return Object.fromEntries(Object.entries(entries).filter(([, found]) => Object.keys(found).length > 0));
}

function byId(ids: readonly string[], describe: (id: string) => JsonObject | undefined): JsonObject {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const described = describe(id);
      return described === undefined ? [] : [[id, described] as const];
    }),
  );
}

function withoutUser({ user: _user, deaf: _deaf, mute: _mute, ...member }: JsonObject): JsonObject {
  return member;
}

function describeChosen(world: World, channel: Channel, userId: string): JsonObject {
  const full = describeChannel(world, channel);
  const kept = [
    'id',
    'name',
    'type',
    'guild_id',
    'parent_id',
    'last_message_id',
    'rate_limit_per_user',
    'flags',
    'position',
    'nsfw',
    'topic',
  ];
  return {
    ...Object.fromEntries(kept.filter((key) => full[key] !== undefined).map((key) => [key, full[key]])),
    ...(isThread(channel) ? { thread_metadata: full['thread_metadata'] } : {}),
    permissions: channelPermissions(world, channel, userId).toString(),
    app_permissions: channelPermissions(world, channel, world.botId).toString(),
  };
}
