/** Writing messages into the world: create, edit, delete, each told to listeners and gateway sessions. */

import type { Core, UploadedFile } from '../core.ts';
import { INTENT, messagesIn } from '../core.ts';
import type { JsonObject } from '../rest/json.ts';
import { objectsOf, textOf } from '../rest/json.ts';
import { channelPermissions, has, PERMISSION } from './compute-permissions.ts';
import { COMPONENTS_V2, describeMessage, EPHEMERAL, isEphemeral, LOADING } from './describe-message.ts';
import { NO_MENTIONS, resolveMentions } from './resolve-mentions.ts';
import type { Channel, StoredMessage } from './world.ts';

/** Flags an application may set: SUPPRESS_EMBEDS, EPHEMERAL, SUPPRESS_NOTIFICATIONS, IS_VOICE_MESSAGE, IS_COMPONENTS_V2. */
const SETTABLE_FLAGS = (1 << 2) | EPHEMERAL | (1 << 12) | (1 << 13) | COMPONENTS_V2;

/** A message about to exist; its body has passed the checks. */
export interface Draft {
  readonly body: JsonObject;
  readonly channel: Channel;
  readonly files: readonly UploadedFile[];
  /** Set for answers to interactions. */
  readonly interaction?: { readonly id: string; readonly userId: string } | undefined;
  /** A deferred answer: nothing in it yet. */
  readonly loading?: boolean;
}

/** Stores the bot's message and tells of it. Notifications go out here and nowhere else. */
export function storeMessage(core: Core, draft: Draft): StoredMessage {
  const { body, channel, interaction } = draft;
  const content = textOf(body['content']) ?? '';
  const mentions = resolveMentions(
    core.world,
    channel,
    body,
    content,
    interaction === undefined ? 'message' : 'interaction',
  );
  const flags = (numberOf(body['flags']) & SETTABLE_FLAGS) | (draft.loading === true ? LOADING : 0);
  const reference = body['message_reference'];
  const message: StoredMessage = {
    id: core.newId(),
    channelId: channel.id,
    guildId: channel.guildId,
    authorId: core.world.botId,
    content,
    embeds: shownEmbeds(core, channel, body, interaction !== undefined),
    components: objectsOf(body['components']),
    attachments: keepFiles(core, body, draft.files),
    flags,
    nonce: nonceOf(body),
    payload: body,
    createdMs: core.now(),
    editedMs: undefined,
    pinned: false,
    pinged: draft.loading === true ? NO_MENTIONS : mentions,
    mentions,
    replyTo:
      typeof reference === 'object' && reference !== null ? textOf((reference as JsonObject)['message_id']) : undefined,
    crossposted: false,
    visibleTo: (flags & EPHEMERAL) === 0 ? undefined : interaction?.userId,
    interactionId: interaction?.id,
  };
  keep(core, message);
  channel.lastMessageId = message.id;
  core.signals.emit('message', message);
  tell(core, 'MESSAGE_CREATE', message, describeMessage(core.world, message));
  return message;
}

/** Puts changed fields into a message. A deferred answer that is filled in notifies like a new message. */
export function editMessage(
  core: Core,
  old: StoredMessage,
  body: JsonObject,
  files: readonly UploadedFile[],
): StoredMessage {
  const channel = core.world.channels.get(old.channelId);
  if (channel === undefined) throw new Error(`emulator: message ${old.id} lies in a channel that does not exist`);
  const content = body['content'] === undefined ? old.content : (textOf(body['content']) ?? '');
  const fromInteraction = old.interactionId !== undefined;
  // Discord: without `allowed_mentions` in an edit, its content is parsed with the default allowances.
  const mentions =
    body['content'] === undefined && body['components'] === undefined
      ? old.mentions
      : resolveMentions(core.world, channel, body, content, fromInteraction ? 'interaction' : 'message');
  const wasLoading = (old.flags & LOADING) !== 0;
  const settable =
    body['flags'] === undefined
      ? old.flags & ~LOADING
      : (old.flags & (EPHEMERAL | COMPONENTS_V2)) | (numberOf(body['flags']) & SETTABLE_FLAGS);
  const kept = Array.isArray(body['attachments'])
    ? new Set(objectsOf(body['attachments']).map(({ id }) => String(id)))
    : undefined;
  const message: StoredMessage = {
    ...old,
    content,
    embeds: body['embeds'] === undefined ? old.embeds : shownEmbeds(core, channel, body, fromInteraction),
    components: body['components'] === undefined ? old.components : objectsOf(body['components']),
    attachments: [...old.attachments.filter(({ id }) => kept?.has(id) ?? true), ...keepFiles(core, body, files)],
    flags: settable,
    payload: body,
    editedMs: wasLoading ? undefined : core.now(),
    pinged: wasLoading ? mentions : old.pinged,
    mentions,
  };
  keep(core, message);
  core.signals.emit('edit', message);
  tell(core, 'MESSAGE_UPDATE', message, describeMessage(core.world, message));
  return message;
}

/** Replaces a stored message after a change that is no edit, such as pinning. */
export function replaceMessage(core: Core, message: StoredMessage): void {
  keep(core, message);
  tell(core, 'MESSAGE_UPDATE', message, describeMessage(core.world, message));
}

/** Deletes for everybody. The nonce stays remembered, so that a repeated create answers 10008. */
export function removeMessage(core: Core, message: StoredMessage): void {
  messagesIn(core.world, message.channelId).delete(message.id);
  core.signals.emit('delete', message);
  const { id, channelId: channel_id, guildId } = message;
  tell(core, 'MESSAGE_DELETE', message, { id, channel_id, ...(guildId === undefined ? {} : { guild_id: guildId }) });
}

/** A message's nonce as text; Discord takes numbers too. */
export function nonceOf(body: JsonObject): string | undefined {
  const nonce = body['nonce'];
  return typeof nonce === 'string' || typeof nonce === 'number' ? String(nonce) : undefined;
}

function keep(core: Core, message: StoredMessage): void {
  messagesIn(core.world, message.channelId).set(message.id, message);
}

function tell(core: Core, name: string, message: StoredMessage, data: JsonObject): void {
  if (isEphemeral(message)) return;
  const intent = message.guildId === undefined ? INTENT.directMessages : INTENT.guildMessages;
  const guild = message.guildId === undefined ? {} : { guild_id: message.guildId };
  core.dispatch({ name, data: { ...data, ...guild }, intent, guildId: message.guildId });
}

/** Without EMBED_LINKS the embeds of a message are dropped; answers to interactions keep them. */
function shownEmbeds(core: Core, channel: Channel, body: JsonObject, fromInteraction: boolean): readonly JsonObject[] {
  const may = fromInteraction || has(channelPermissions(core.world, channel, core.world.botId), PERMISSION.embedLinks);
  return may ? objectsOf(body['embeds']) : [];
}

function keepFiles(core: Core, body: JsonObject, files: readonly UploadedFile[]): StoredMessage['attachments'] {
  const described = new Map(objectsOf(body['attachments']).map((entry) => [String(entry['id']), entry]));
  return files.map(({ index, filename, size }) => {
    const entry = described.get(String(index));
    const description = textOf(entry?.['description']);
    const name = textOf(entry?.['filename']) ?? filename;
    return { id: core.newId(), filename: name, size, ...(description === undefined ? {} : { description }) };
  });
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
