import { MessageCreateRequestSchema, MessageEditRequestPartialSchema } from 'discord-api-spec/zod';
import { IGNORED_IN_MESSAGES, refuseBody, refuseEmpty } from '../checks/check-body.ts';
import { checkMessage, isEmptyMessage } from '../checks/check-message.ts';
import { checkSchema } from '../checks/check-schema.ts';
import { bodyOf, type Call, messagesIn } from '../core.ts';
import { pickPage } from '../people/pick-page.ts';
import { PERMISSION } from '../world/compute-permissions.ts';
import { COMPONENTS_V2, describeMessage } from '../world/describe-message.ts';
import { botMay, findChannel, findMessage, findWritable } from '../world/find-target.ts';
import { editMessage, nonceOf, removeMessage, replaceMessage, storeMessage } from '../world/store-message.ts';
import type { Channel, StoredMessage } from '../world/world.ts';
import { answerRateLimited } from './answer-limits.ts';
import { type Answer, NO_CONTENT, ok, refuse, refuseForm } from './answer-request.ts';
import { isObject } from './json.ts';

/** `/channels/:channel/messages`: https://discord.com/developers/docs/resources/message */

const HOUR_MS = 3_600_000;

/** Create Message, with `enforce_nonce`. 10008 means: this nonce's message was deleted since. */
export function createMessage(call: Call): Answer {
  const body = bodyOf(call);
  // The body is judged first, so that a bad one is a violation even where the channel would refuse it anyway.
  const refusal =
    refuseBody(call, [...checkSchema(MessageCreateRequestSchema, body), ...checkMessage(body)]) ??
    (isEmptyMessage(body) && call.files.length === 0 ? refuseEmpty(call) : undefined);
  const sought = findWritable(call);
  if (sought.refused !== undefined) return sought.refused;
  if (refusal !== undefined) return refusal;
  return repeatedByNonce(call) ?? store(call, sought.found);
}

/** The answer to a nonce that already made a message; 10008 where that message was deleted since. */
function repeatedByNonce(call: Call): Answer | undefined {
  const { world, nonces } = call.core;
  const body = bodyOf(call);
  const nonce = nonceOf(body);
  const first = nonce === undefined || body['enforce_nonce'] !== true ? undefined : nonces.find(nonce);
  if (first === undefined) return undefined;
  const message = world.messages.get(first.channelId)?.get(first.messageId);
  return message === undefined ? refuse('unknown-message') : ok(describeMessage(world, message));
}

function store(call: Call, channel: Channel): Answer {
  const { core } = call;
  const body = bodyOf(call);
  // Seen at Discord: a message of embeds alone is refused, beside text they are dropped
  // (https://github.com/discord/discord-api-docs/issues/2601).
  const bare = { ...body, embeds: [] };
  if (!botMay(call, channel, PERMISSION.embedLinks) && isEmptyMessage(bare) && call.files.length === 0) {
    return refuse('missing-permissions');
  }
  if (call.files.length > 0 && !botMay(call, channel, PERMISSION.attachFiles)) return refuse('missing-permissions');
  const reply = isObject(body['message_reference']) ? body['message_reference'] : {};
  const lostReply =
    typeof reply['message_id'] === 'string' && !messagesIn(core.world, channel.id).has(reply['message_id']);
  if (lostReply && reply['type'] !== 1 && reply['fail_if_not_exists'] !== false) {
    // Not a violation: the message may have been deleted while the reply was on its way.
    return refuseForm([{ path: ['message_reference'], code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }]);
  }
  const message = storeMessage(core, { body, channel, files: call.files });
  if (message.nonce !== undefined) core.nonces.remember(message.nonce, channel.id, message.id);
  return ok(describeMessage(core.world, message));
}

/** Newest first; an empty list where the bot may not read history. */
export function readMessages(call: Call): Answer {
  const sought = findChannel(call);
  if (sought.refused !== undefined) return sought.refused;
  // "If the current user is missing READ_MESSAGE_HISTORY, no messages will be returned."
  if (!botMay(call, sought.found, PERMISSION.readMessageHistory)) return ok([]);
  const page = pickPage(messagesIn(call.core.world, sought.found.id), call.query);
  if ('reasons' in page) return refuseBody(call, page.reasons) ?? ok([]);
  return ok(page.messages.map((message) => describeMessage(call.core.world, message)));
}

/** One message; 50001 without the right to read history, as Discord documents it. */
export function readMessage(call: Call): Answer {
  const sought = findMessage(call);
  if (sought.refused !== undefined) return sought.refused;
  if (!botMay(call, sought.found.channel, PERMISSION.readMessageHistory)) return refuse('missing-access');
  return ok(describeMessage(call.core.world, sought.found.message));
}

/** Edit Message. Edits notify nobody, but their mentions are parsed by default. */
export function patchMessage(call: Call): Answer {
  const { core } = call;
  const body = bodyOf(call);
  const sought = findMessage(call);
  const alreadyV2 = sought.refused === undefined && (sought.found.message.flags & COMPONENTS_V2) !== 0;
  const refusal = refuseBody(call, [
    ...checkSchema(MessageEditRequestPartialSchema, body, IGNORED_IN_MESSAGES),
    ...checkMessage(body, alreadyV2),
  ]);
  if (sought.refused !== undefined) return sought.refused;
  const { channel, message } = sought.found;
  if (message.authorId !== core.world.botId) return refuse('not-the-author');
  if (channel.archived) return refuse('thread-archived');
  if (refusal !== undefined) return refusal;
  if (leavesNothing(message, call)) return refuseEmpty(call);
  return countOldEdit(call, message) ?? ok(describeMessage(core.world, editMessage(core, message, body, call.files)));
}

/** Whether an edit removes all visible content of a message. */
export function leavesNothing(message: StoredMessage, call: Call): boolean {
  const { content, embeds, components } = message;
  const files = bodyOf(call)['attachments'] === undefined ? message.attachments.length : 0;
  return isEmptyMessage({ content, embeds, components, ...bodyOf(call) }) && files + call.files.length === 0;
}

/** 30046 once a channel's messages older than an hour were edited as often as the options allow. */
function countOldEdit(call: Call, message: StoredMessage): Answer | undefined {
  const { core } = call;
  const allowed = core.options.oldMessageEdits ?? 'off';
  if (allowed === 'off' || core.now() - message.createdMs <= HOUR_MS) return undefined;
  const done = core.oldEdits.get(message.channelId) ?? 0;
  if (done >= allowed) return { ...refuse('old-edits'), headers: { 'retry-after': '1' } };
  core.oldEdits.set(message.channelId, done + 1);
  return undefined;
}

/** Own messages always, those of others with MANAGE_MESSAGES. */
export function deleteMessage(call: Call): Answer {
  const sought = findMessage(call);
  if (sought.refused !== undefined) return sought.refused;
  const { channel, message } = sought.found;
  const own = message.authorId === call.core.world.botId;
  if (!own && !botMay(call, channel, PERMISSION.manageMessages)) return refuse('missing-permissions');
  removeMessage(call.core, message);
  return NO_CONTENT;
}

/** Not documented; seen by many bots: https://github.com/discordjs/discord.js/issues/4956 */
const PUBLICATIONS_AN_HOUR = 10;

/** Publishes a message of an announcement channel, once, and ten in an hour. */
export function crosspostMessage(call: Call): Answer {
  const sought = findMessage(call);
  if (sought.refused !== undefined) return sought.refused;
  const { channel, message } = sought.found;
  if (channel.type !== 5) return refuse('wrong-channel-type');
  if (!botMay(call, channel, PERMISSION.sendMessages)) return refuse('missing-permissions');
  if (message.crossposted) return refuse('already-crossposted');
  const { core } = call;
  const now = core.machineNow();
  const lately = (core.publications.get(channel.id) ?? []).filter((at) => now - at < HOUR_MS);
  const [oldest = now] = lately;
  if (lately.length >= PUBLICATIONS_AN_HOUR) return answerRateLimited(oldest + HOUR_MS - now, 'shared');
  core.publications.set(channel.id, [...lately, now]);
  const published = { ...message, crossposted: true, flags: message.flags | 1 };
  replaceMessage(core, published);
  return ok(describeMessage(core.world, published));
}

/** Pins, on the old and the newer addresses: https://discord.com/developers/docs/resources/message#pin-message */

/** Discord refuses the 51st pin of a channel with 30003 (250 since the newer routes; the smaller number is the safer test). */
const MAX_PINS = 50;

/** Needs PIN_MESSAGES; MANAGE_MESSAGES, which ruled pins until February 2026, is not enough. Pinning twice changes nothing. */
export function pinMessage(call: Call): Answer {
  return setPinned(call, true);
}

/** The reverse, with the same permissions. */
export function unpinMessage(call: Call): Answer {
  return setPinned(call, false);
}

function setPinned(call: Call, pinned: boolean): Answer {
  const sought = findMessage(call);
  if (sought.refused !== undefined) return sought.refused;
  const { channel, message } = sought.found;
  if (!botMay(call, channel, PERMISSION.pinMessages)) return refuse('missing-permissions');
  if (pinned && !message.pinned && pinsOf(call, channel.id).length >= MAX_PINS) return refuse('too-many-pins');
  if (message.pinned !== pinned) replaceMessage(call.core, { ...message, pinned });
  return NO_CONTENT;
}

/** `GET /channels/:channel/pins`: a bare list. */
export function listPins(call: Call): Answer {
  const sought = findChannel(call);
  if (sought.refused !== undefined) return sought.refused;
  return ok(pinsOf(call, sought.found.id).map((message) => describeMessage(call.core.world, message)));
}

/** `GET /channels/:channel/messages/pins`: with the time of pinning and whether there are more. */
export function listPinPage(call: Call): Answer {
  const sought = findChannel(call);
  if (sought.refused !== undefined) return sought.refused;
  const items = pinsOf(call, sought.found.id).map((message) => ({
    pinned_at: new Date(message.editedMs ?? message.createdMs).toISOString(),
    message: describeMessage(call.core.world, message),
  }));
  return ok({ items, has_more: false });
}

function pinsOf(call: Call, channelId: string): readonly StoredMessage[] {
  return [...messagesIn(call.core.world, channelId).values()].filter(({ pinned }) => pinned).reverse();
}
