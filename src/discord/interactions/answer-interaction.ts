import { type APIInteraction, InteractionResponseType, MessageFlags, Routes } from 'discord-api-types/v10';
import type { Choice, FormReply, Reply } from '../../features/call/command.ts';
import { ANSWER_WITHIN_MS, CHOICE_TEXT_MAX, CHOICES_MAX } from '../../model/discord-limits.ts';
import { buildForm } from '../payload/build-form.ts';
import { buildPayload } from '../payload/build-payload.ts';
import { type NoteTrim, trimText } from '../payload/trim-text.ts';
import { explainError, plainReply } from '../rest/explain-error.ts';
import { RequestBroken, RequestRefused } from '../rest/request-errors.ts';
import { type AnswerDesk, type Callback, postCallback } from './post-callback.ts';

/** A handler that has not ended by then shows as "thinking…". As much is left for the way to Discord and a busy machine. */
const DEFER_AFTER_MS = ANSWER_WITHIN_MS / 2;

/** Too late, or the token is gone: https://docs.discord.com/developers/interactions/receiving-and-responding */
const EXPIRED: ReadonlySet<number> = new Set([10062, 10015, 50027]);
const ALREADY_ANSWERED = 40060;
const INVALID_FORM = 50035;
/** A form can only be the first answer: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */

/**
 * Runs a handler and gives its answer: directly, or deferred after a second and a half. A deferred command is answered in private,
 * because what it will say is not known yet; a deferred press then changes its message or answers in a new one. 'press' is
 * also a form that was opened from a message.
 */
export async function answerReply(
  way: AnswerDesk,
  raw: APIInteraction,
  entrance: 'command' | 'press',
  run: () => Promise<Reply | FormReply>,
): Promise<void> {
  const handled = run().catch((error: unknown) => explainError(error, raw.id, way));
  const answered = new AbortController();
  const late = way.machine.sleep(DEFER_AFTER_MS, answered.signal).then(() => null);
  const reply = await Promise.race([handled, late]);
  answered.abort();
  await guard(way, raw, async () => {
    if (reply !== null) return await deliver(way, raw, reply, (said) => answerNow(way, raw, entrance, said));
    await postCallback(way, raw, deferral(entrance));
    return await deliver(way, raw, await handled, (said) =>
      answerLate(way, raw, entrance, withoutForm(way, raw, said)),
    );
  });
}

/** An answer that cannot be built, or that Discord refuses, becomes a plain apology. */
async function deliver(
  way: AnswerDesk,
  raw: APIInteraction,
  reply: Reply | FormReply,
  answer: (reply: Reply | FormReply) => Promise<void>,
): Promise<void> {
  try {
    await answer(reply);
  } catch (error) {
    const refused = error instanceof RequestRefused && error.refusal.code === INVALID_FORM;
    if ((error instanceof RequestRefused || error instanceof RequestBroken) && !refused) throw error;
    way.log.error({ err: error, interaction: raw.id }, 'An answer could not be shown.');
    await answer(plainReply(way.words.notShown(raw.id)));
  }
}

/** Completions: at most 25. An error gives none; there is nobody to explain it to. */
export async function answerChoices(
  way: AnswerDesk,
  raw: APIInteraction,
  run: () => Promise<readonly Choice[]>,
): Promise<void> {
  const found = await run().catch((error: unknown) => {
    way.log.error({ err: error, interaction: raw.id }, 'Completing an option failed.');
    return [];
  });
  const fitting = found.filter(({ name, value }) => name.trim() !== '' && value.length <= CHOICE_TEXT_MAX);
  const choices = fitting.slice(0, CHOICES_MAX).map(({ name, value }) => ({
    name: trimText(name, CHOICE_TEXT_MAX, 'choice', () => undefined),
    value,
  }));
  const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
  await guard(way, raw, () => postCallback(way, raw, { type, data: { choices } }));
}

async function answerNow(
  way: AnswerDesk,
  raw: APIInteraction,
  entrance: 'command' | 'press',
  reply: Reply | FormReply,
): Promise<void> {
  if ('form' in reply) {
    const data = buildForm(reply.form, noteOf(way, raw));
    return await postCallback(way, raw, { type: InteractionResponseType.Modal, data });
  }
  const { body, files } = payloadOf(way, raw, reply);
  const update = entrance === 'press' && changesItsMessage(raw, reply);
  const type = update ? InteractionResponseType.UpdateMessage : InteractionResponseType.ChannelMessageWithSource;
  const flags = reply.private && !update ? { flags: MessageFlags.Ephemeral } : {};
  await postCallback(way, raw, { type, data: { ...body, ...flags } }, files);
}

/**
 * Whether an answer replaces the message that was pressed. One for the presser alone never replaces what a server's channel
 * sees: an id can be made up for any message of the bot.
 */
function changesItsMessage(raw: APIInteraction, { update, private: isPrivate }: Reply): boolean {
  const flags = raw.message?.flags ?? 0;
  const isSeenByOthers = raw.guild_id !== undefined && (flags & MessageFlags.Ephemeral) === 0;
  return update === true && !(isPrivate && isSeenByOthers);
}

function deferral(entrance: 'command' | 'press'): Callback {
  if (entrance === 'press') return { type: InteractionResponseType.DeferredMessageUpdate };
  return { type: InteractionResponseType.DeferredChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } };
}

async function answerLate(
  way: AnswerDesk,
  raw: APIInteraction,
  entrance: 'command' | 'press',
  reply: Reply,
): Promise<void> {
  const { body, files } = payloadOf(way, raw, reply);
  if (entrance === 'command' || changesItsMessage(raw, reply)) {
    await way.rest.patch(Routes.webhookMessage(raw.application_id, raw.token, '@original'), {
      body,
      files,
      auth: false,
    });
    return;
  }
  const flags = reply.private ? { flags: MessageFlags.Ephemeral } : {};
  await way.rest.post(Routes.webhook(raw.application_id, raw.token), {
    body: { ...body, ...flags },
    files,
    auth: false,
  });
}

function withoutForm(way: AnswerDesk, raw: APIInteraction, reply: Reply | FormReply): Reply {
  if (!('form' in reply)) return reply;
  way.log.error({ interaction: raw.id }, 'A form was ready only after its press had been deferred.');
  return plainReply(way.words.formTooLate);
}

function payloadOf(way: AnswerDesk, raw: APIInteraction, reply: Reply) {
  return buildPayload(reply.message, false, noteOf(way, raw));
}

function noteOf(way: AnswerDesk, raw: APIInteraction): NoteTrim {
  return (where) => way.log.warn({ interaction: raw.id, where }, 'An answer was over a limit of Discord and was cut.');
}

/** Nothing that goes wrong with an answer goes further than the log. */
async function guard(way: AnswerDesk, raw: APIInteraction, answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    const code = error instanceof RequestRefused ? error.refusal.code : null;
    const fields = { interaction: raw.id, why: error instanceof Error ? error.message : 'unknown' };
    if (code === ALREADY_ANSWERED) return;
    if (code !== null && EXPIRED.has(code)) way.log.warn(fields, 'An interaction expired before its answer.');
    else way.log.error(fields, 'An answer did not reach Discord.');
  }
}
