import { type APIMessage, Routes } from 'discord-api-types/v10';
import type { Sender, SendOrder, SendResult } from '../deliver/sender.ts';
import { buildPayload } from './build-payload.ts';
import { classifyFailure } from './classify-failure.ts';
import { makeLookBack } from './look-back.ts';
import type { DiscordLine } from './open-line.ts';
import { withDeadline } from './with-deadline.ts';

/**
 * The `Sender` over the line's own REST instance: needs no gateway, makes each request once, never throws.
 * https://docs.discord.com/developers/resources/message#create-message
 */
export function makeSender(line: DiscordLine): Sender {
  return { send: (order) => send(line, order), look: makeLookBack(line) };
}

async function send(line: DiscordLine, order: SendOrder): Promise<SendResult> {
  const { channel, message, nonce } = order;
  const note = (where: string) =>
    line.log.warn({ channel, where }, 'A message was over a limit of Discord and was cut.');
  const { body, files } = buildPayload(message, true, note);
  try {
    const answer = await withDeadline(line, (signal) =>
      line.sends.post(Routes.channelMessages(channel), {
        body: { ...body, nonce, enforce_nonce: true },
        files,
        signal,
      }),
    );
    const id = (answer as Partial<APIMessage> | null)?.id;
    return typeof id === 'string' ? { kind: 'sent', message: id } : { kind: 'perhaps', why: 'an answer without an id' };
  } catch (error) {
    return classifyFailure(error);
  }
}
