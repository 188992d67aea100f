/** Messages as Discord's API shows them: https://discord.com/developers/docs/resources/message#message-object */

import type { JsonObject } from '../rest/json.ts';
import { objectsOf } from '../rest/json.ts';
import { describeUser } from './describe-world.ts';
import type { StoredMessage, World } from './world.ts';

/** Flag of a message only one person sees. */
export const EPHEMERAL = 1 << 6;
/** Flag of an answer that is still being thought about. */
export const LOADING = 1 << 7;
/** Flag of a message made of components only. */
export const COMPONENTS_V2 = 1 << 15;

/** Whether only one person sees it. Such messages exist for their interaction's token alone. */
export function isEphemeral(message: StoredMessage): boolean {
  return (message.flags & EPHEMERAL) !== 0;
}

/** The message object. Who is mentioned follows `allowed_mentions`, as in Discord's own answers. */
export function describeMessage(world: World, message: StoredMessage): JsonObject {
  const author = world.users.get(message.authorId);
  const replied =
    message.replyTo === undefined ? undefined : world.messages.get(message.channelId)?.get(message.replyTo);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.replyTo === undefined ? (message.interactionId === undefined ? 0 : 20) : 19,
    author: author === undefined ? {} : describeUser(author),
    content: message.content,
    timestamp: new Date(message.createdMs).toISOString(),
    edited_timestamp: message.editedMs === undefined ? null : new Date(message.editedMs).toISOString(),
    tts: false,
    mention_everyone: message.mentions.everyone,
    mentions: message.mentions.users.flatMap((id) => {
      const user = world.users.get(id);
      return user === undefined ? [] : [describeUser(user)];
    }),
    mention_roles: message.mentions.roles,
    attachments: message.attachments.map((file) => ({
      ...file,
      url: `https://cdn.discordapp.example/attachments/${message.channelId}/${file.id}/${encodeURIComponent(file.filename)}`,
      proxy_url: `https://media.discordapp.example/attachments/${message.channelId}/${file.id}/${encodeURIComponent(file.filename)}`,
    })),
    embeds: message.embeds.map((embed) => ({ type: 'rich', ...embed })),
    components: numberComponents(message.components),
    pinned: message.pinned,
    flags: message.flags,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.authorId === world.botId ? { application_id: world.applicationId } : {}),
    ...(message.replyTo === undefined
      ? {}
      : {
          message_reference: { type: 0, message_id: message.replyTo, channel_id: message.channelId },
          referenced_message: replied === undefined ? null : describeMessage(world, replied),
        }),
  };
}

/** Discord numbers components that came without an `id`. */
function numberComponents(components: readonly JsonObject[]): readonly JsonObject[] {
  let next = 0;
  const number = (component: JsonObject): JsonObject => {
    next += 1;
    const id = component['id'] ?? next;
    const inner =
      component['components'] === undefined ? {} : { components: objectsOf(component['components']).map(number) };
    return { ...component, id, ...inner };
  };
  return components.map(number);
}
