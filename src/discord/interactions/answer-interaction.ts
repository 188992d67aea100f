import { type APIInteraction, InteractionResponseType } from 'discord-api-types/v10';
import type { Choice, FormReply, Reply } from '../../features/call/command.ts';
import { ANSWER_WITHIN_MS, CHOICE_TEXT_MAX, CHOICES_MAX } from '../../model/discord-limits.ts';
import type { Message } from '../../model/message.ts';
import { trimText } from '../payload/build-components.ts';
import { RequestBroken, RequestRefused } from '../rest/request-errors.ts';
import { type AnswerParts, explainError, plainReply } from './dispatcher.ts';
import { answerLate, answerNow, deferral, postCallback, postToAll } from './write-answer.ts';

/**
 * A handler that has not ended by then shows as "thinking…". The other half is for the way to Discord and a busy
 * machine.
 */
const DEFER_AFTER_MS = ANSWER_WITHIN_MS / 2;

/** Too late, or the token is gone: https://docs.discord.com/developers/interactions/receiving-and-responding */
const EXPIRED: ReadonlySet<number> = new Set([10062, 10015, 50027]);
const ALREADY_ANSWERED = 40060;
const INVALID_FORM = 50035;

/**
 * Runs a handler and sends its answer: directly, or deferred after a second and a half. A deferred command is answered
 * in private, because its content is not known yet; a deferred press then changes its message or answers in a new one.
 * 'press' includes a form that was opened from a message.
 */
export async function answerReply(
  parts: AnswerParts,
  raw: APIInteraction,
  entrance: 'command' | 'press',
  run: () => Promise<Reply | FormReply>,
): Promise<void> {
  const handled = run().catch((error: unknown) => explainError(error, raw.id, parts));
  const answered = new AbortController();
  const late = parts.machine.sleep(DEFER_AFTER_MS, answered.signal).then(() => null);
  const reply = await Promise.race([handled, late]);
  answered.abort();
  await guard(parts, raw, async () => {
    if (reply !== null) return await deliver(parts, raw, reply, (said) => answerNow(parts, raw, entrance, said));
    await postCallback(parts, raw, deferral(entrance));
    return await deliver(parts, raw, await handled, (said) =>
      answerLate(parts, raw, entrance, withoutForm(parts, raw, said)),
    );
  });
  const said = await handled;
  const also = 'also' in said ? said.also : undefined;
  if (also !== undefined) await guard(parts, raw, () => postToAll(parts, raw, also));
  // Not waited for: it may take minutes.
  if ('later' in said && said.later !== undefined) void change(parts, raw, entrance, said, said.later);
}

/** Changes an answer that stands into what it becomes. */
async function change(
  parts: AnswerParts,
  raw: APIInteraction,
  entrance: 'command' | 'press',
  reply: Reply,
  later: Promise<Message | null>,
): Promise<void> {
  await guard(parts, raw, async () => {
    const message = await later;
    if (message !== null) await answerLate(parts, raw, entrance, { ...reply, message });
  });
}

/** Sends the answer; one that cannot be built, or that Discord refuses, becomes a plain apology. */
async function deliver(
  parts: AnswerParts,
  raw: APIInteraction,
  reply: Reply | FormReply,
  answer: (reply: Reply | FormReply) => Promise<void>,
): Promise<void> {
  try {
    await answer(reply);
  } catch (error) {
    const refused = error instanceof RequestRefused && error.refusal.code === INVALID_FORM;
    if ((error instanceof RequestRefused || error instanceof RequestBroken) && !refused) throw error;
    parts.log.error({ err: error, interaction: raw.id }, 'An answer could not be shown.');
    await answer(plainReply(parts.words.notShown(raw.id)));
  }
}

/** Sends completions: at most 25. An error gives none; there is nobody to explain it to. */
export async function answerChoices(
  parts: AnswerParts,
  raw: APIInteraction,
  run: () => Promise<readonly Choice[]>,
): Promise<void> {
  const found = await run().catch((error: unknown) => {
    parts.log.error({ err: error, interaction: raw.id }, 'Completing an option failed.');
    return [];
  });
  const fitting = found.filter(({ name, value }) => name.trim() !== '' && value.length <= CHOICE_TEXT_MAX);
  const choices = fitting.slice(0, CHOICES_MAX).map(({ name, value }) => ({
    name: trimText(name, CHOICE_TEXT_MAX, 'choice', () => undefined),
    value,
  }));
  const type = InteractionResponseType.ApplicationCommandAutocompleteResult;
  await guard(parts, raw, () => postCallback(parts, raw, { type, data: { choices } }));
}

/** A form can only be the first answer: https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object-interaction-callback-type */
function withoutForm(parts: AnswerParts, raw: APIInteraction, reply: Reply | FormReply): Reply {
  if (!('form' in reply)) return reply;
  parts.log.error({ interaction: raw.id }, 'A form was ready only after its press had been deferred.');
  return plainReply(parts.words.formTooLate);
}

/** Runs an answer; an error in it goes no further than the log. */
async function guard(parts: AnswerParts, raw: APIInteraction, answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    const code = error instanceof RequestRefused ? error.refusal.code : null;
    const fields = { interaction: raw.id, why: error instanceof Error ? error.message : 'unknown' };
    if (code === ALREADY_ANSWERED) return;
    if (code !== null && EXPIRED.has(code)) parts.log.warn(fields, 'An interaction expired before its answer.');
    else parts.log.error(fields, 'An answer did not reach Discord.');
  }
}
