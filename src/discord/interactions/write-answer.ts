import type { RawFile } from '@discordjs/rest';
import { type APIInteraction, InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import type { FormReply, Reply } from '../../features/call/command.ts';
import type { Message } from '../../model/message.ts';
import type { NoteTrim } from '../payload/build-components.ts';
import { buildForm } from '../payload/build-form.ts';
import { buildPayload } from '../payload/build-payload.ts';
import { RequestBroken, RequestRefused } from '../rest/request-errors.ts';
import type { AnswerParts } from './dispatcher.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object */
export type Callback = { readonly type: InteractionResponseType; readonly data?: object };

/** A limit on answers that ends within this time is waited for; Discord does limit answers now and then. */
const LONGEST_PAUSE_MS = 1_000;

/** The first answer: a message, a form, or a change of the message that was pressed. */
export async function answerNow(
  parts: AnswerParts,
  raw: APIInteraction,
  entrance: 'command' | 'press',
  reply: Reply | FormReply,
): Promise<void> {
  if ('form' in reply) {
    const data = buildForm(reply.form, noteOf(parts, raw));
    return await postCallback(parts, raw, { type: InteractionResponseType.Modal, data });
  }
  const { body, files } = payloadOf(parts, raw, reply);
  const update = entrance === 'press' && changesItsMessage(raw, reply);
  const type = update ? InteractionResponseType.UpdateMessage : InteractionResponseType.ChannelMessageWithSource;
  const flags = reply.private && !update ? { flags: MessageFlags.Ephemeral } : {};
  await postCallback(parts, raw, { type, data: { ...body, ...flags } }, files);
}

/**
 * Whether an answer replaces the message that was pressed. A private one never replaces a message in a server's
 * channel: an id can be made up for any message of the bot.
 */
function changesItsMessage(raw: APIInteraction, { update, private: isPrivate }: Reply): boolean {
  const flags = raw.message?.flags ?? 0;
  const isSeenByOthers = raw.guild_id !== undefined && (flags & MessageFlags.Ephemeral) === 0;
  return update === true && !(isPrivate && isSeenByOthers);
}

/** Shows as "thinking…" until `answerLate`. */
export function deferral(entrance: 'command' | 'press'): Callback {
  if (entrance === 'press') return { type: InteractionResponseType.DeferredMessageUpdate };
  return { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } };
}

/** The answer after a deferral. */
export async function answerLate(
  parts: AnswerParts,
  raw: APIInteraction,
  entrance: 'command' | 'press',
  reply: Reply,
): Promise<void> {
  const { body, files } = payloadOf(parts, raw, reply);
  if (entrance === 'command' || changesItsMessage(raw, reply)) {
    await parts.rest.patch(Routes.webhookMessage(raw.application_id, raw.token, '@original'), {
      body,
      files,
      auth: false,
    });
    return;
  }
  const flags = reply.private ? { flags: MessageFlags.Ephemeral } : {};
  await parts.rest.post(Routes.webhook(raw.application_id, raw.token), {
    body: { ...body, ...flags },
    files,
    auth: false,
  });
}

/** A message besides the answer, which everyone in the channel sees. */
export async function postToAll(parts: AnswerParts, raw: APIInteraction, message: Message): Promise<void> {
  const { body, files } = payloadOf(parts, raw, { message });
  await parts.rest.post(Routes.webhook(raw.application_id, raw.token), { body, files, auth: false });
}

function payloadOf(parts: AnswerParts, raw: APIInteraction, reply: Pick<Reply, 'message'>) {
  return buildPayload(reply.message, false, noteOf(parts, raw));
}

function noteOf(parts: AnswerParts, raw: APIInteraction): NoteTrim {
  return (where) =>
    parts.log.warn({ interaction: raw.id, where }, 'An answer was over a limit of Discord and was cut.');
}

/** Posts one callback, repeated once where that may help: if the first had arrived, the second gets 40060. */
export async function postCallback(
  parts: AnswerParts,
  raw: APIInteraction,
  body: Callback,
  files: RawFile[] = [],
): Promise<void> {
  const route = Routes.interactionCallback(raw.id, raw.token);
  const post = () => parts.rest.post(route, { body, auth: false, files });
  try {
    await post();
  } catch (error) {
    const waitMs = repeatAfter(error);
    if (waitMs === null) throw error;
    await parts.machine.sleep(waitMs);
    await post();
  }
}

/** How long to wait before an answer is tried again, ms; `null` where that is useless or too late. */
function repeatAfter(error: unknown): number | null {
  if (error instanceof RequestBroken) return 0;
  if (!(error instanceof RequestRefused)) return null;
  const { status, retryAfterMs } = error.refusal;
  if (status >= 500) return 0;
  return status === 429 && retryAfterMs !== null && retryAfterMs <= LONGEST_PAUSE_MS ? retryAfterMs : null;
}
