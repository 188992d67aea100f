import { type APIInteraction, InteractionType } from 'discord-api-types/v10';
import { isObject } from '../../model/decode-json.ts';
import type { Claims } from '../../outbox/claims.ts';
import type { RestConnection } from '../rest/open-connection.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { InteractionName } from './handle-interaction.ts';

/** The one entrance for interactions, whichever way they come: by the gateway or over HTTP. */
export type Door = {
  /** Takes an interaction and answers it by the callback endpoint; a second one of the same id is not answered again. */
  take(interaction: APIInteraction): void;
  /** Waits until those that were taken are answered, for at most a second. */
  settle(): Promise<void>;
};

/** Everything that the door needs. */
export type DoorParts<Context> = {
  /** Interactions that arrive before it is ready wait for it. */
  readonly dispatcher: Promise<Dispatcher<Context>>;
  /** Among several processes: who answers what. */
  readonly claims?: Claims | null;
  /** Called with the id of each server that an interaction comes from. */
  readonly seesServer?: (server: string) => void;
  /** Called when an interaction has been answered, with the time since it arrived. */
  readonly answered?: (of: InteractionName, ms: number) => void;
};

/**
 * So long the id of an interaction is remembered: its token lives no longer.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback
 */
const REMEMBERED_MS = 900_000;
const LAST_ANSWERS_MS = 1_000;

/** Opens the door. The code for answers is loaded now, and nothing waits for it but interactions. */
export function openDoor<Context>(
  { answers: rest, log, machine }: Pick<RestConnection, 'answers' | 'log' | 'machine'>,
  parts: DoorParts<Context>,
): Door {
  const handler = parts.dispatcher.then(async (dispatcher) => {
    const { makeInteractionHandler } = await import('./handle-interaction.ts');
    return makeInteractionHandler(dispatcher, { rest, log, machine });
  });
  const open = new Set<Promise<void>>();
  const isNew = rememberIds();
  return {
    take(interaction) {
      const came = machine.monotonic();
      if (!isNew(interaction.id, came)) return;
      if (interaction.guild_id !== undefined) parts.seesServer?.(interaction.guild_id);
      const answered = handler
        .then(async (handle) => {
          // Where nobody can say who has it, an answer is better than none: Discord takes the first one only.
          const isMine = (await parts.claims?.claim(interaction.id).catch(() => true)) ?? true;
          const of = isMine ? await handle(interaction) : null;
          if (of !== null) parts.answered?.(of, machine.monotonic() - came);
        })
        .catch(() => log.warn({ packet: 'an odd interaction' }, 'An interaction was not understood and dropped.'))
        .finally(() => open.delete(answered));
      open.add(answered);
    },
    async settle() {
      const over = new AbortController();
      await Promise.race([Promise.allSettled(open), machine.sleep(LAST_ANSWERS_MS, over.signal)]);
      over.abort();
    },
  };
}

/** Whether an id comes for the first time; `now` is monotonic machine time. */
function rememberIds(): (id: string, now: number) => boolean {
  const cameAt = new Map<string, number>();
  return (id, now) => {
    for (const [old, at] of cameAt) {
      if (now - at <= REMEMBERED_MS) break;
      cameAt.delete(old);
    }
    if (cameAt.has(id)) return false;
    cameAt.set(id, now);
    return true;
  };
}

const ANSWERED: ReadonlySet<unknown> = new Set([
  InteractionType.ApplicationCommand,
  InteractionType.ApplicationCommandAutocomplete,
  InteractionType.MessageComponent,
  InteractionType.ModalSubmit,
]);

/**
 * Whether it is an interaction that can be answered. Whatever else is in it is for its handler, which has an error
 * boundary of its own.
 */
export function isInteraction(data: unknown): data is APIInteraction {
  if (!isObject(data)) return false;
  const { id, application_id, token, type } = data;
  const texts = [id, application_id, token].every((text) => typeof text === 'string' && text !== '');
  return texts && ANSWERED.has(type) && (data['data'] === undefined || isObject(data['data']));
}
