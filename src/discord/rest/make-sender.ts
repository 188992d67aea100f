import type { RawFile } from '@discordjs/rest';
import { type APIMessage, Routes } from 'discord-api-types/v10';
import type { Sender, SendOrder, SendResult } from '../../deliver/sender.ts';
import { buildPayload } from '../payload/build-payload.ts';
import { classifyFailure } from './classify-failure.ts';
import { makeLookBack } from './find-own-message.ts';
import { type RestConnection, withDeadline } from './open-connection.ts';
import { RequestRefused } from './request-errors.ts';

/** This message has already been crossposted. */
const ALREADY_PUBLISHED = 40_033;

/**
 * Makes the `Sender` over the REST instance for sends: it needs no gateway, makes each request once, never throws.
 * https://docs.discord.com/developers/resources/message#create-message
 */
export function makeSender(rest: RestConnection): Sender {
  return {
    send: ({ nonce, ...order }) =>
      request(rest, { ...order, mayPing: true }, (body, options) =>
        rest.sends.post(Routes.channelMessages(order.channel), {
          ...options,
          body: { ...body, nonce, enforce_nonce: true },
        }),
      ),
    edit: ({ edits, ...order }) =>
      request(rest, { ...order, mayPing: false }, (body, options) =>
        rest.sends.patch(Routes.channelMessage(order.channel, edits), { ...options, body }),
      ),
    async pin({ channel, message }) {
      try {
        // https://docs.discord.com/developers/resources/message#pin-message needs "Pin Messages".
        await withDeadline(rest, (signal) => rest.sends.put(Routes.channelMessagesPin(channel, message), { signal }));
        return { kind: 'sent', message };
      } catch (error) {
        return classifyFailure(error);
      }
    },
    async publish({ channel, message }) {
      try {
        // https://docs.discord.com/developers/resources/message#crosspost-message needs "Send Messages" for own messages.
        const route = Routes.channelMessageCrosspost(channel, message);
        await withDeadline(rest, (signal) => rest.sends.post(route, { signal }));
        return { kind: 'sent', message };
      } catch (error) {
        const isPublished = error instanceof RequestRefused && error.refusal.code === ALREADY_PUBLISHED;
        return isPublished ? { kind: 'sent', message } : classifyFailure(error);
      }
    },
    ...makeLookBack(rest),
  };
}

type Options = { readonly files: RawFile[]; readonly signal: AbortSignal };

async function request(
  rest: RestConnection,
  {
    channel,
    message,
    mayPing,
    mayLeave,
  }: Pick<SendOrder, 'channel' | 'message' | 'mayLeave'> & { readonly mayPing: boolean },
  make: (body: object, options: Options) => Promise<unknown>,
): Promise<SendResult> {
  const note = (where: string) =>
    rest.log.warn({ channel, where }, 'A message was over a limit of Discord and was cut.');
  const { body, files } = buildPayload(message, mayPing, note);
  try {
    const asked = () =>
      withDeadline(rest, (signal) => make(body, { files, signal })).catch((error: unknown) => {
        // A channel may be open to words and closed to files: what was refused for a picture goes without it.
        if (files.length === 0 || classifyFailure(error).kind !== 'closed') throw error;
        rest.log.info({ channel }, 'A picture was refused: the bot may not attach files there.');
        return withDeadline(rest, (signal) => make({ ...body, attachments: [] }, { files: [], signal }));
      });
    const answer = await (mayLeave === undefined ? asked() : rest.onlyIf(mayLeave, asked));
    const id = (answer as Partial<APIMessage> | null)?.id;
    return typeof id === 'string' ? { kind: 'sent', message: id } : { kind: 'perhaps', why: 'an answer without an id' };
  } catch (error) {
    return classifyFailure(error);
  }
}
