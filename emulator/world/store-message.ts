import { type Core, INTENT, messagesIn, type UploadedFile } from '../core.ts';
import { isObject, type JsonObject, objectsOf, textOf } from '../rest/json.ts';
import { channelPermissions, has, PERMISSION } from './compute-permissions.ts';
import { COMPONENTS_V2, describeMessage, EPHEMERAL, isEphemeral, LOADING } from './describe-message.ts';
import type { Channel, StoredMessage, World } from './world.ts';

/** Writing messages into the world: create, edit, delete, each sent to listeners and gateway sessions. */

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

/** Stores the bot's message and emits it. Notifications go out here and nowhere else. */
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
  dispatch(core, 'MESSAGE_CREATE', message, describeMessage(core.world, message));
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
  dispatch(core, 'MESSAGE_UPDATE', message, describeMessage(core.world, message));
  return message;
}

/** Replaces a stored message after a change that is no edit, such as pinning. */
export function replaceMessage(core: Core, message: StoredMessage): void {
  keep(core, message);
  dispatch(core, 'MESSAGE_UPDATE', message, describeMessage(core.world, message));
}

/** Deletes for everybody. The nonce stays remembered, so that a repeated create answers 10008. */
export function removeMessage(core: Core, message: StoredMessage): void {
  messagesIn(core.world, message.channelId).delete(message.id);
  core.signals.emit('delete', message);
  const { id, channelId: channel_id, guildId } = message;
  dispatch(core, 'MESSAGE_DELETE', message, {
    id,
    channel_id,
    ...(guildId === undefined ? {} : { guild_id: guildId }),
  });
}

/** A message's nonce as text; Discord takes numbers too. */
export function nonceOf(body: JsonObject): string | undefined {
  const nonce = body['nonce'];
  return typeof nonce === 'string' || typeof nonce === 'number' ? String(nonce) : undefined;
}

function keep(core: Core, message: StoredMessage): void {
  messagesIn(core.world, message.channelId).set(message.id, message);
}

function dispatch(core: Core, name: string, message: StoredMessage, data: JsonObject): void {
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
  return files.map(({ index, filename, size, content }) => {
    const entry = described.get(String(index));
    const description = textOf(entry?.['description']);
    const name = textOf(entry?.['filename']) ?? filename;
    const id = core.newId();
    if (PICTURE.test(content.type)) keepPicture(core, id, content);
    return { id, filename: name, size, ...(description === undefined ? {} : { description }) };
  });
}

const PICTURE = /^image\/(?:png|jpeg|gif|webp)$/;
const PICTURES_KEPT = 100;

function keepPicture({ pictures }: Core, id: string, content: Blob): void {
  pictures.set(id, content);
  for (const oldest of pictures.keys()) {
    if (pictures.size <= PICTURES_KEPT) return;
    pictures.delete(oldest);
  }
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/**
 * Whom a message mentions: its text, narrowed by `allowed_mentions`
 * (https://discord.com/developers/docs/resources/message#allowed-mentions-object).
 */

type Mentions = StoredMessage['mentions'];

/** Nobody is mentioned. */
export const NO_MENTIONS: Mentions = { roles: [], users: [], everyone: false };

/**
 * The mentions that are parsed without `allowed_mentions`: all of them in messages, only users in answers to
 * interactions.
 */
const DEFAULT_PARSE = { message: ['users', 'roles', 'everyone'], interaction: ['users'] } as const;

/** Mentions of a body. Roles and everyone count only where the bot may mention them. */
function resolveMentions(
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

/** Text of display components: in messages of components only, mentions are there. */
function displayedText(components: readonly JsonObject[]): readonly string[] {
  return components.flatMap((component) => [
    ...(component['type'] === 10 && typeof component['content'] === 'string' ? [component['content']] : []),
    ...displayedText(objectsOf(component['components'])),
  ]);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
