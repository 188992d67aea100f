import type { RawFile, REST } from '@discordjs/rest';
import { type APIInteraction, type InteractionResponseType, Routes } from 'discord-api-types/v10';
import type { Log } from '../../model/log.ts';
import type { Machine } from '../../time/machine.ts';
import { RequestBroken, RequestRefused } from '../rest/request-errors.ts';
import type { DeskWords } from './dispatcher.ts';

/** What answering needs: the client's REST, so that answers never queue behind sends. */
export type AnswerDesk = {
  readonly rest: REST;
  readonly log: Log;
  readonly machine: Machine;
  readonly words: DeskWords;
};

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object */
export type Callback = { readonly type: InteractionResponseType; readonly data?: object };

/** A limit on answers that ends within this is waited for; Discord does meet answers with one now and then. */
const LONGEST_PAUSE_MS = 1_000;

/** One callback, repeated once where that may help: if the first had arrived, the second gets 40060. */
export async function postCallback(
  way: AnswerDesk,
  raw: APIInteraction,
  body: Callback,
  files: RawFile[] = [],
): Promise<void> {
  const route = Routes.interactionCallback(raw.id, raw.token);
  const post = () => way.rest.post(route, { body, auth: false, files });
  try {
    await post();
  } catch (error) {
    const waitMs = repeatAfter(error);
    if (waitMs === null) throw error;
    await way.machine.sleep(waitMs);
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
