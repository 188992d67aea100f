import type { RawFile } from '@discordjs/rest';
import { type APIMessage, Routes } from 'discord-api-types/v10';
import type { Sender, SendResult } from '../../deliver/sender.ts';
import type { Message } from '../../model/message.ts';
import { buildPayload } from '../payload/build-payload.ts';
import { classifyFailure } from './classify-failure.ts';
import { makeLookBack } from './find-own-message.ts';
import type { DiscordLine } from './open-connection.ts';
import { withDeadline } from './open-connection.ts';

/**
 * Makes the `Sender` over the REST instance for sends: it needs no gateway, makes each request once, never throws.
 * https://docs.discord.com/developers/resources/message#create-message
 */
export function makeSender(line: DiscordLine): Sender {
  return {
    send: ({ channel, message, nonce }) =>
      request(line, channel, message, true, (body, options) =>
        line.sends.post(Routes.channelMessages(channel), {
          ...options,
          body: { ...body, nonce, enforce_nonce: true },
        }),
      ),
    edit: ({ channel, message, edits }) =>
      request(line, channel, message, false, (body, options) =>
        line.sends.patch(Routes.channelMessage(channel, edits), { ...options, body }),
      ),
    async pin({ channel, message }) {
      try {
        // https://docs.discord.com/developers/resources/message#pin-message needs "Pin Messages".
        await withDeadline(line, (signal) => line.sends.put(Routes.channelMessagesPin(channel, message), { signal }));
        return { kind: 'sent', message };
      } catch (error) {
        return classifyFailure(error);
      }
    },
    look: makeLookBack(line),
  };
}

type Options = { readonly files: RawFile[]; readonly signal: AbortSignal };

async function request(
  line: DiscordLine,
  channel: string,
  message: Message,
  mayPing: boolean,
  make: (body: object, options: Options) => Promise<unknown>,
): Promise<SendResult> {
  const note = (where: string) =>
    line.log.warn({ channel, where }, 'A message was over a limit of Discord and was cut.');
  const { body, files } = buildPayload(message, mayPing, note);
  try {
    const answer = await withDeadline(line, (signal) => make(body, { files, signal }));
    const id = (answer as Partial<APIMessage> | null)?.id;
    return typeof id === 'string' ? { kind: 'sent', message: id } : { kind: 'perhaps', why: 'an answer without an id' };
  } catch (error) {
    return classifyFailure(error);
  }
}
