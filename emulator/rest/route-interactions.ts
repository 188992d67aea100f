/** The first answer to an interaction: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-response-object */
import {
  ApplicationCommandAutocompleteCallbackRequestSchema,
  CreateMessageInteractionCallbackRequestSchema,
  ModalInteractionCallbackRequestSchema,
  UpdateMessageInteractionCallbackRequestSchema,
} from 'discord-api-spec/zod';
import { refuseBody, refuseEmpty } from '../checks/check-body.ts';
import { checkChoices } from '../checks/check-command.ts';
import { checkModal } from '../checks/check-components.ts';
import { checkMessage, isEmptyMessage } from '../checks/check-message.ts';
import { checkSchema } from '../checks/check-schema.ts';
import type { Call } from '../core.ts';
import { bodyOf, messagesIn, paramOf } from '../core.ts';
import type { InteractionKind, PendingInteraction } from '../people/track-interactions.ts';
import { describeMessage, EPHEMERAL } from '../world/describe-message.ts';
import { editMessage, storeMessage } from '../world/store-message.ts';
import type { StoredMessage } from '../world/world.ts';
import type { Answer, Reason } from './answer-request.ts';
import { NO_CONTENT, ok, refuse } from './answer-request.ts';
import type { JsonObject } from './json.ts';
import { isObject, objectsOf } from './json.ts';

const DEADLINE_MS = 3000;

/** Which callback types fit which interaction: commands 4 5 9, components 4 5 6 7 9, autocomplete 8, forms 4 5 6 7. */
const FITTING: Readonly<Record<InteractionKind, readonly number[]>> = {
  2: [4, 5, 9],
  3: [4, 5, 6, 7, 9],
  4: [8],
  5: [4, 5, 6, 7],
};

/** The callback. 10062 for an unknown or overdue interaction, 40060 for a second answer, 50035 for one that does not fit. */
export function answerInteraction(call: Call): Answer {
  const { core } = call;
  const pending = core.interactions.get(paramOf(call, 'token'));
  const type = Number(bodyOf(call)['type']);
  const refusal = refuseBody(call, checkCallback(call, pending, type));
  if (pending === undefined || pending.id !== paramOf(call, 'interaction')) return refuse('unknown-interaction');
  const answer = judge(call, pending) ?? refusal ?? emptyAnswer(call, type) ?? acknowledge(call, pending, type);
  noteRefusal(pending, answer);
  return answer;
}

/** Keeps refusals with the interaction, so that a waiting test learns why nothing came. */
export function noteRefusal(pending: PendingInteraction, answer: Answer): void {
  if (answer.status < 400) return;
  const text = isObject(answer.json) ? JSON.stringify(answer.json) : (answer.text ?? '');
  pending.errors.push({ status: answer.status, code: answer.code ?? 0, message: text });
}

function judge(call: Call, pending: PendingInteraction): Answer | undefined {
  if (pending.acknowledgedMs !== undefined) return refuse('acknowledged');
  const deadline = call.core.options.interactionDeadlineMs ?? DEADLINE_MS;
  return call.core.machineNow() - pending.sentMs > deadline ? refuse('unknown-interaction') : undefined;
}

function checkCallback(call: Call, pending: PendingInteraction | undefined, type: number): readonly Reason[] {
  const body = bodyOf(call);
  const data = isObject(body['data']) ? body['data'] : {};
  if (pending !== undefined && !FITTING[pending.kind].includes(type)) {
    return [
      {
        path: ['type'],
        code: 'INTERACTION_CALLBACK_TYPE',
        message: `Callback type ${type} does not fit an interaction of type ${pending.kind}.`,
      },
    ];
  }
  if (type === 4 || type === 5)
    return [
      ...checkSchema(CreateMessageInteractionCallbackRequestSchema, withoutIgnored(body)),
      ...inData(checkMessage(data)),
    ];
  if (type === 6 || type === 7) {
    return [
      ...checkSchema(UpdateMessageInteractionCallbackRequestSchema, withoutIgnored(body)),
      ...inData(checkMessage(data)),
    ];
  }
  if (type === 8)
    return [
      ...checkSchema(ApplicationCommandAutocompleteCallbackRequestSchema, body),
      ...checkChoices(objectsOf(data['choices']), ['data', 'choices']),
    ];
  if (type === 9) return [...checkSchema(ModalInteractionCallbackRequestSchema, body), ...checkModal(data)];
  return [{ path: ['type'], code: 'BASE_TYPE_CHOICES', message: 'Value must be one of {1, 4, 5, 6, 7, 8, 9, 12}.' }];
}

/** Message data without the fields discord.js always sends and Discord ignores here. */
function withoutIgnored(body: JsonObject): JsonObject {
  if (!isObject(body['data'])) return body;
  const { tts: _tts, nonce: _nonce, enforce_nonce: _enforce, ...data } = body['data'];
  return { ...body, data };
}

function inData(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.map((reason) => ({ ...reason, path: ['data', ...reason.path] }));
}

function emptyAnswer(call: Call, type: number): Answer | undefined {
  const data = bodyOf(call)['data'];
  return type === 4 && call.files.length === 0 && isEmptyMessage(isObject(data) ? data : {})
    ? refuseEmpty(call)
    : undefined;
}

function acknowledge(call: Call, pending: PendingInteraction, type: number): Answer {
  const message = takeEffect(call, pending, type);
  pending.acknowledgedMs = call.core.machineNow();
  pending.callbackType = type;
  if (call.query.get('with_response') !== 'true') return NO_CONTENT;
  return ok({
    interaction: {
      id: pending.id,
      type: pending.kind,
      ...(message === undefined ? {} : { response_message_id: message.id }),
      response_message_loading: pending.loading,
      response_message_ephemeral: pending.ephemeral,
    },
    resource: {
      type,
      ...(message === undefined || type === 5 || type === 6
        ? {}
        : { message: describeMessage(call.core.world, message) }),
    },
  });
}

function takeEffect(call: Call, pending: PendingInteraction, type: number): StoredMessage | undefined {
  const { core } = call;
  const body = bodyOf(call)['data'];
  const data = isObject(body) ? body : {};
  if (type === 8) pending.choices = objectsOf(data['choices']);
  if (type === 9) pending.modal = data;
  if (type === 8 || type === 9) return undefined;
  if (type === 6 || type === 7) return updateSource(call, pending, data, type);
  const channel = core.world.channels.get(pending.channelId);
  if (channel === undefined) return undefined;
  pending.loading = type === 5;
  pending.ephemeral = typeof data['flags'] === 'number' && (data['flags'] & EPHEMERAL) !== 0;
  const message = storeMessage(core, {
    body: data,
    channel,
    files: call.files,
    interaction: pending,
    loading: pending.loading,
  });
  pending.originalId = message.id;
  return message;
}

function updateSource(
  call: Call,
  pending: PendingInteraction,
  data: JsonObject,
  type: number,
): StoredMessage | undefined {
  const source = messagesIn(call.core.world, pending.channelId).get(pending.sourceMessageId ?? '');
  pending.originalId = pending.sourceMessageId;
  pending.loading = type === 6;
  return source === undefined || type === 6 ? source : editMessage(call.core, source, data, call.files);
}
