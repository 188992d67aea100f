import { randomBytes } from 'node:crypto';
import { type APIDMChannel, Routes } from 'discord-api-types/v10';
import type { Message } from '../../model/message.ts';
import { buildPayload } from '../payload/build-payload.ts';
import { classifyFailure } from './classify-failure.ts';
import { type MayAsk, type RestConnection, withDeadline } from './open-connection.ts';

/**
 * Longer than an answer may take, which is then deferred: after a reminder many may ask at once, two requests each, and
 * a process that has just started sends nothing for a second.
 */
const WITHIN_MS = 3_000;

type Reach = { readonly kind: 'open' | 'closed'; readonly channel: string } | { readonly kind: 'unknown' };

/**
 * Opens direct messages with a person who has just asked for it, and writes `greeting` there: only a message shows
 * whether they are open. `unknown` when Discord does not answer within 3 s; the greeting may then have arrived. Never
 * throws. https://docs.discord.com/developers/resources/user#create-dm
 */
export async function reachPerson(
  rest: RestConnection,
  mayAsk: MayAsk,
  user: string,
  greeting: Message,
): Promise<Reach> {
  const note = (where: string) => rest.log.warn({ where }, 'A greeting was over a limit of Discord and was cut.');
  let channel: string | null = null;
  try {
    return await withDeadline(
      rest,
      async (signal): Promise<Reach> => {
        if (!(await mayAsk(signal))) return { kind: 'unknown' };
        const opened = await rest.sends.post(Routes.userChannels(), { body: { recipient_id: user }, signal });
        const { id } = opened as Partial<APIDMChannel>;
        if (id === undefined) return { kind: 'unknown' };
        channel = id;
        const { body, files } = buildPayload(greeting, true, note);
        const nonce = randomBytes(12).toString('hex');
        const options = { body: { ...body, nonce, enforce_nonce: true }, files, signal };
        if (!(await mayAsk(signal))) return { kind: 'unknown' };
        await rest.sends.post(Routes.channelMessages(id), options);
        return { kind: 'open', channel: id };
      },
      WITHIN_MS,
    );
  } catch (error) {
    const failure = classifyFailure(error);
    if (failure.kind === 'closed' && channel !== null) return { kind: 'closed', channel };
    rest.log.warn({ why: 'why' in failure ? failure.why : failure.kind }, 'Direct messages could not be tried.');
    return { kind: 'unknown' };
  }
}

/**
 * The channel of direct messages with a user, always the same one; `null` when Discord refuses or does not answer.
 * `slot` waits for permission to make the one request; false when there is none.
 * https://docs.discord.com/developers/resources/user#create-dm Meant for one user at a start: Discord blocks bots that
 * open many.
 */
export async function openDm(rest: RestConnection, slot: () => Promise<boolean>, user: string): Promise<string | null> {
  try {
    if (!(await slot())) return null;
    const body = { recipient_id: user };
    const made = await withDeadline(rest, (signal) => rest.sends.post(Routes.userChannels(), { body, signal }));
    return (made as Partial<APIDMChannel>).id ?? null;
  } catch {
    // The log and `/datewatch check` show the messages meant for this person.
    return null;
  }
}
