import { type APIMessage, Routes } from 'discord-api-types/v10';
import type { LookResult, Sender } from '../deliver/sender.ts';
import { classifyFailure } from './classify-failure.ts';
import type { DiscordLine } from './open-line.ts';
import { withDeadline } from './with-deadline.ts';

type Wish = Parameters<Sender['look']>[0];

/** https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** https://docs.discord.com/developers/resources/message#get-channel-messages: at most 100 a page. */
const PAGE = 100;

/** How far it reads after the first attempt: 1,000 messages. */
const PAGES_MAX = 10;

/** The attempt's time is taken this much earlier, for clocks that differ a little. */
const EARLIER_MS = 60_000;

/**
 * Looks for a message of our own with a mark. The newest page comes first: it proves sight, and finds the mark whatever
 * the two clocks say. Only where it does not reach back to the attempt are pages read from there on.
 */
export function makeLookBack(line: DiscordLine): Sender['look'] {
  const read = <T>(route: `/${string}`, query?: Record<string, string>): Promise<T> =>
    withDeadline(line, (signal) =>
      line.sends.get(route, { signal, ...(query ? { query: new URLSearchParams(query) } : {}) }),
    ) as Promise<T>;
  let own: string | null = null;

  const search = async ({ channel, nonce, since, known }: Wish): Promise<LookResult> => {
    own ??= (await read<{ id?: string }>(Routes.user())).id ?? null;
    const page = async (query: Record<string, string>) => {
      const messages = await read<APIMessage[]>(Routes.channelMessages(channel), { limit: String(PAGE), ...query });
      if (own === null || !Array.isArray(messages)) throw new Error('an answer that is not the API’s');
      return messages;
    };
    const find = (messages: readonly APIMessage[]) =>
      messages.find((message) => message.author?.id === own && carriesMark(message, nonce));
    const newest = await page({});
    const hit = find(newest);
    if (hit !== undefined) return { kind: 'found', message: hit.id };
    if (newest.length === 0) return await proveSight(known, (id) => read(Routes.channelMessage(channel, id)));
    let after = snowflakeAt(discordTime(line, since) - EARLIER_MS);
    const reachesBack = newest.length < PAGE || newest.some(({ id }) => BigInt(id) <= after);
    for (let pages = 0; !reachesBack && pages < PAGES_MAX; pages += 1) {
      const messages = await page({ after: String(after) });
      const found = find(messages);
      if (found !== undefined) return { kind: 'found', message: found.id };
      if (messages.length < PAGE) return { kind: 'absent' };
      after = messages.reduce((latest, { id }) => (BigInt(id) > latest ? BigInt(id) : latest), after);
    }
    return reachesBack ? { kind: 'absent' } : { kind: 'blind', why: `more than ${PAGE * PAGES_MAX} messages since` };
  };

  return async (wish) => {
    try {
      return await search(wish);
    } catch (error) {
      return readFailure(error);
    }
  };
}

/** An empty history proves nothing: without "Read Message History" Discord answers with an empty list. */
async function proveSight(known: string | null, fetch: (id: string) => Promise<unknown>): Promise<LookResult> {
  if (known === null) return { kind: 'blind', why: 'the history reads as empty' };
  try {
    await fetch(known);
    return { kind: 'absent' };
  } catch (error) {
    const failure = readFailure(error);
    return failure.kind === 'blind' ? { kind: 'blind', why: `the history reads as empty; ${failure.why}` } : failure;
  }
}

function readFailure(error: unknown): Extract<LookResult, { why: string }> {
  const failure = classifyFailure(error);
  switch (failure.kind) {
    case 'credentials':
      return failure;
    case 'removed':
      return { kind: 'blind', why: 'the message known to be there is gone' };
    case 'closed':
    case 'refused':
      return { kind: 'blind', why: failure.why };
    default:
      return { kind: 'failed', why: failure.why };
  }
}

/** Renderers put the mark behind `~` at the end of every id; Discord may also give the nonce back. */
function carriesMark(message: APIMessage, nonce: string): boolean {
  if (String(message.nonce ?? '') === nonce) return true;
  return (message.components ?? []).some(
    (row) =>
      'components' in row &&
      row.components.some((control) => 'custom_id' in control && control.custom_id.endsWith(`~${nonce}`)),
  );
}

/** The machine's time as Discord's clock has it: a wrong host clock must not hide a message. */
function discordTime(line: DiscordLine, machineMs: number): number {
  const seen = line.lastDate();
  return seen === null ? machineMs : machineMs + seen.discordNow - seen.atMachine;
}

function snowflakeAt(ms: number): bigint {
  const since = BigInt(Math.floor(ms)) - DISCORD_EPOCH_MS;
  return since < 0n ? 0n : since << 22n;
}
