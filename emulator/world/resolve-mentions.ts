/**
 * Whom a message mentions: its text, narrowed by `allowed_mentions`
 * (https://discord.com/developers/docs/resources/message#allowed-mentions-object).
 */

import type { JsonObject } from '../rest/json.ts';
import { isObject, objectsOf } from '../rest/json.ts';
import { channelPermissions, has, PERMISSION } from './compute-permissions.ts';
import type { Channel, StoredMessage, World } from './world.ts';

type Mentions = StoredMessage['mentions'];

/** Nobody is mentioned. */
export const NO_MENTIONS: Mentions = { roles: [], users: [], everyone: false };

/** What is parsed without `allowed_mentions`: all of it in messages, only users in answers to interactions. */
const DEFAULT_PARSE = { message: ['users', 'roles', 'everyone'], interaction: ['users'] } as const;

/** Mentions of a body. Roles and everyone count only where the bot may mention them. */
export function resolveMentions(
  world: World,
  channel: Channel,
  body: JsonObject,
  content: string,
  kind: keyof typeof DEFAULT_PARSE,
): Mentions {
  const allowed = isObject(body['allowed_mentions']) ? body['allowed_mentions'] : { parse: DEFAULT_PARSE[kind] };
  const text = [content, ...displayedText(objectsOf(body['components']))].join('\n');
  const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
  const mayMention = has(channelPermissions(world, channel, world.botId), PERMISSION.mentionEveryone);
  const roles = namedIds(text, /<@&(\d{1,20})>/g, allowed, 'roles').filter((id) => {
    const role = guild?.roles.get(id);
    return role !== undefined && (role.mentionable || mayMention);
  });
  const users = namedIds(text, /<@!?(\d{1,20})>/g, allowed, 'users').filter((id) => world.users.has(id));
  const everyone = listOf(allowed['parse']).includes('everyone') && /@(everyone|here)/.test(text) && mayMention;
  return { roles, users, everyone };
}

function namedIds(text: string, pattern: RegExp, allowed: JsonObject, kind: 'roles' | 'users'): readonly string[] {
  const named = [...new Set([...text.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id])))];
  if (listOf(allowed['parse']).includes(kind)) return named;
  const listed = new Set(listOf(allowed[kind]));
  return named.filter((id) => listed.has(id));
}

/** Text of display components: in messages of components only, that is where mentions stand. */
function displayedText(components: readonly JsonObject[]): readonly string[] {
  return components.flatMap((component) => [
    ...(component['type'] === 10 && typeof component['content'] === 'string' ? [component['content']] : []),
    ...displayedText(objectsOf(component['components'])),
  ]);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
