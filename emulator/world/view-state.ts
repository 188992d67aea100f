/** The state as the page and a driving process see it over HTTP. */
import type { Core } from '../core.ts';
import type { GatewayRecord, RequestRecord, Violation } from '../emulator.ts';
import type { Json, JsonObject } from '../rest/json.ts';
import { guildPermissions } from './compute-permissions.ts';
import { describeMessage, isEphemeral, LOADING } from './describe-message.ts';
import { compareSnowflakes } from './make-snowflake.ts';
import type { Channel, Guild, StoredMessage } from './world.ts';

/** A message with what the page needs beside Discord's own fields. */
export function viewMessage(core: Core, message: StoredMessage): JsonObject {
  return {
    ...describeMessage(core.world, message),
    pictures: message.attachments.map(({ id }) => id).filter((id) => core.pictures.has(id)),
    createdMs: message.createdMs,
    editedMs: message.editedMs ?? null,
    ephemeral: isEphemeral(message),
    visibleTo: message.visibleTo ?? null,
    loading: (message.flags & LOADING) !== 0,
    pinged: { ...message.pinged },
    nonce: message.nonce ?? null,
    interaction: viewInteraction(core, message),
  };
}

/** The interaction that a message answers: who, by which command or from which message; null once it is forgotten. */
function viewInteraction(core: Core, { interactionId }: StoredMessage): JsonObject | null {
  if (interactionId === undefined) return null;
  const pending = [...core.interactions.values()].findLast(({ id }) => id === interactionId);
  if (pending === undefined) return null;
  return { userId: pending.userId, name: pending.name ?? null, sourceId: pending.sourceMessageId ?? null };
}

/** Places, people, commands and messages: what the page draws. */
export function viewWorld(core: Core): JsonObject {
  const { world } = core;
  const messages = [...world.messages.values()].flatMap((channel) => [...channel.values()]);
  return {
    nowMs: core.now(),
    botId: world.botId,
    applicationId: world.applicationId,
    guilds: [...world.guilds.values()].map(viewGuild),
    channels: [...world.channels.values()].map(viewChannel),
    users: [...world.users.values()].map(({ id, username, bot }) => ({ id, username, bot })),
    commands: [...world.commands.values()],
    messages: messages
      .sort((left, right) => compareSnowflakes(left.id, right.id))
      .map((message) => viewMessage(core, message)),
  };
}

/** The world and the logs, for the assertions of a driving process. */
export function viewState(
  core: Core,
  logs: {
    readonly requests: readonly RequestRecord[];
    readonly gateway: readonly GatewayRecord[];
    readonly invalid: number;
  },
): JsonObject {
  return {
    ...viewWorld(core),
    invalidRequests: logs.invalid,
    violations: core.violations.map(viewViolation),
    requests: logs.requests.map(viewRecord),
    gateway: logs.gateway.map(viewRecord),
  };
}

function viewGuild(guild: Guild): JsonObject {
  return {
    id: guild.id,
    name: guild.name,
    ownerId: guild.ownerId,
    roles: [...guild.roles.values()].map(({ id, name, mentionable }) => ({ id, name, mentionable })),
    members: [...guild.members.keys()],
    people: [...guild.members.values()].map(({ userId, roleIds }) => ({
      id: userId,
      roles: roleIds,
      permissions: guildPermissions(guild, userId).toString(),
    })),
  };
}

function viewChannel(channel: Channel): JsonObject {
  const { id, type, name, archived, locked } = channel;
  const { guildId = null, parentId = null, recipientId = null } = channel;
  return { id, type, name, archived, locked, guildId, parentId, recipientId };
}

function viewViolation({ method, path, reasons, body, atMs }: Violation): JsonObject {
  return { method, path, reasons, body: body ?? null, atMs };
}

function viewRecord(record: RequestRecord | GatewayRecord): JsonObject {
  const entries = Object.entries(record).map(
    ([key, value]: readonly [string, Json | undefined]) => [key, value ?? null] as const,
  );
  return Object.fromEntries(entries);
}
