/** Follow-ups and later edits by an interaction's token: https://discord.com/developers/docs/interactions/receiving-and-responding#endpoints */
import { IncomingWebhookRequestPartialSchema, IncomingWebhookUpdateRequestPartialSchema } from 'discord-api-spec/zod';
import { IGNORED_IN_MESSAGES, refuseBody, refuseEmpty } from '../checks/check-body.ts';
import { checkMessage, isEmptyMessage } from '../checks/check-message.ts';
import { checkSchema } from '../checks/check-schema.ts';
import type { Call } from '../core.ts';
import { bodyOf, messagesIn, paramOf } from '../core.ts';
import type { PendingInteraction } from '../people/track-interactions.ts';
import { COMPONENTS_V2, describeMessage, EPHEMERAL } from '../world/describe-message.ts';
import type { Found } from '../world/find-target.ts';
import { editMessage, removeMessage, storeMessage } from '../world/store-message.ts';
import type { StoredMessage } from '../world/world.ts';
import type { Answer } from './answer-request.ts';
import { NO_CONTENT, ok, refuse } from './answer-request.ts';
import { noteRefusal } from './route-interactions.ts';
import { leavesNothing } from './route-messages.ts';

const TOKEN_LIFE_MS = 15 * 60_000;

/** A further message for the interaction, or the first one of a deferred answer. */
export function createFollowUp(call: Call): Answer {
  const body = bodyOf(call);
  const refusal =
    refuseBody(call, [
      ...checkSchema(IncomingWebhookRequestPartialSchema, body, IGNORED_IN_MESSAGES),
      ...checkMessage(body),
    ]) ?? (isEmptyMessage(body) && call.files.length === 0 ? refuseEmpty(call) : undefined);
  return withInteraction(call, (pending) => {
    if (refusal !== undefined) return refusal;
    const channel = call.core.world.channels.get(pending.channelId);
    if (channel === undefined) return refuse('unknown-channel');
    const original = findOf(call, pending, '@original');
    // The first follow-up of a deferred answer takes its place, ephemeral or not as it was deferred.
    if (pending.loading && pending.callbackType === 5 && original !== undefined) {
      pending.loading = false;
      return ok(describeMessage(call.core.world, editMessage(call.core, original, body, call.files)));
    }
    const message = storeMessage(call.core, { body, channel, files: call.files, interaction: pending });
    pending.followUpIds.push(message.id);
    pending.loading = false;
    return ok(describeMessage(call.core.world, message));
  });
}

/** The original answer or a follow-up, ephemeral ones included. */
export function readAnswer(call: Call): Answer {
  return withAnswer(call, (_pending, message) => ok(describeMessage(call.core.world, message)));
}

/** Edits the original answer or a follow-up; fills a deferred one. */
export function editAnswer(call: Call): Answer {
  const body = bodyOf(call);
  const reasons = checkSchema(IncomingWebhookUpdateRequestPartialSchema, body, IGNORED_IN_MESSAGES);
  return withAnswer(call, (pending, message) => {
    const refusal = refuseBody(call, [...reasons, ...checkMessage(body, (message.flags & COMPONENTS_V2) !== 0)]);
    if (refusal !== undefined) return refusal;
    if (leavesNothing(message, call)) return refuseEmpty(call);
    const edited = editMessage(call.core, message, body, call.files);
    if (message.id === pending.originalId) {
      pending.edits += 1;
      pending.loading = false;
    }
    return ok(describeMessage(call.core.world, edited));
  });
}

/** Removes the original answer or a follow-up. */
export function deleteAnswer(call: Call): Answer {
  return withAnswer(call, (pending, message) => {
    removeMessage(call.core, message);
    if (message.id === pending.originalId) pending.loading = false;
    return NO_CONTENT;
  });
}

function withAnswer(call: Call, act: (pending: PendingInteraction, message: StoredMessage) => Answer): Answer {
  return withInteraction(call, (pending) => {
    const message = findOf(call, pending, paramOf(call, 'message'));
    return message === undefined ? refuse('unknown-message') : act(pending, message);
  });
}

function withInteraction(call: Call, act: (pending: PendingInteraction) => Answer): Answer {
  const sought = findInteraction(call);
  if (sought.refused !== undefined) return sought.refused;
  const answer = act(sought.found);
  noteRefusal(sought.found, answer);
  return answer;
}

/** Before the first answer there is no webhook (10015); after 15 minutes its token is worth nothing (50027). */
function findInteraction(call: Call): Found<PendingInteraction> {
  const { core } = call;
  if (paramOf(call, 'application') !== core.world.applicationId) return { refused: refuse('unknown-webhook') };
  const pending = core.interactions.get(paramOf(call, 'token'));
  if (pending === undefined) return { refused: refuse('unknown-webhook') };
  const life = core.options.interactionTokenMs ?? TOKEN_LIFE_MS;
  const refused =
    core.machineNow() - pending.sentMs > life
      ? refuse('webhook-token')
      : pending.acknowledgedMs === undefined
        ? refuse('unknown-webhook')
        : undefined;
  if (refused === undefined) return { found: pending };
  noteRefusal(pending, refused);
  return { refused };
}

function findOf(call: Call, pending: PendingInteraction, id: string): StoredMessage | undefined {
  const wanted = id === '@original' ? pending.originalId : id;
  const message = wanted === undefined ? undefined : messagesIn(call.core.world, pending.channelId).get(wanted);
  const own = wanted === pending.originalId || (wanted !== undefined && pending.followUpIds.includes(wanted));
  // A person's ephemeral message belongs to its own interaction alone.
  return message !== undefined &&
    (own || (message.flags & EPHEMERAL) === 0) &&
    message.authorId === call.core.world.botId
    ? message
    : undefined;
}
