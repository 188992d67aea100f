import { type APIMessage, Routes } from 'discord-api-types/v10';
import type { LookResult, OwnMessage, RecentResult, Sender } from '../../deliver/sender.ts';
import { NEWS, readControlId } from '../../model/control-id.ts';
import { readMessage } from '../payload/read-message.ts';
import { classifyFailure } from './classify-failure.ts';
import { type RestConnection, withDeadline } from './open-connection.ts';

type LookRequest = Parameters<Sender['look']>[0];

/** Makes one request, with a slot of its own. Throws `NoLeave` when there is none. */
type Read = <T>(route: `/${string}`, query?: Record<string, string>) => Promise<T>;

/** https://docs.discord.com/developers/reference#snowflakes */
const DISCORD_EPOCH_MS = 1_420_070_400_000n;

/** https://docs.discord.com/developers/resources/message#get-channel-messages: at most 100 a page. */
const PAGE = 100;

/** Most pages read after the first attempt: 1,000 messages. */
const PAGES_MAX = 10;

/** The attempt's time is taken this much earlier, for clocks that differ a little. */
const EARLIER_MS = 60_000;

/** Thrown out of a look that got no slot for its next request. */
class NoLeave extends Error {
  override readonly name = 'NoLeave';
}

/** Both ways of reading what the bot itself has posted. */
export function makeLookBack(rest: RestConnection): Pick<Sender, 'look' | 'recent'> {
  let own: string | null = null;
  const reader = (slot: () => Promise<boolean>): Read => {
    return async <T>(route: `/${string}`, query?: Record<string, string>): Promise<T> => {
      if (!(await slot())) throw new NoLeave();
      const options = query === undefined ? {} : { query: new URLSearchParams(query) };
      return withDeadline(rest, (signal) => rest.sends.get(route, { signal, ...options })) as Promise<T>;
    };
  };
  const askOwn = async (read: Read): Promise<string> => {
    own ??= (await read<{ id?: string }>(Routes.user())).id ?? null;
    if (own === null) throw new Error('an answer that is not the API’s');
    return own;
  };
  return {
    async look(request) {
      const read = reader(request.slot);
      try {
        return await search(rest, request, await askOwn(read), read);
      } catch (error) {
        return error instanceof NoLeave ? { kind: 'stopping' } : readFailure(error);
      }
    },
    async recent(request) {
      const read = reader(request.slot);
      try {
        return { kind: 'read', messages: await readRecent(request, await askOwn(read), read) };
      } catch (error) {
        return error instanceof NoLeave ? { kind: 'stopping' } : readFailure(error);
      }
    },
  };
}

/** Our own messages with a mark, page by page from the newest on, until one is older than `since`. */
async function readRecent(
  { channel, since }: Parameters<Sender['recent']>[0],
  own: string,
  read: Read,
): Promise<OwnMessage[]> {
  const found: OwnMessage[] = [];
  let before: bigint | null = null;
  for (let pages = 0; pages < PAGES_MAX; pages += 1) {
    const further = before === null ? {} : { before: String(before) };
    const messages = await readPage(read, channel, further);
    found.push(...messages.filter(({ author }) => author?.id === own).flatMap(readOwn));
    before = messages.reduce<bigint | null>((first, { id }) => {
      return first === null || BigInt(id) < first ? BigInt(id) : first;
    }, null);
    if (before === null || messages.length < PAGE || postedAt(String(before)) < since) break;
  }
  return found;
}

async function readPage(read: Read, channel: string, query: Record<string, string>): Promise<APIMessage[]> {
  const messages = await read<APIMessage[]>(Routes.channelMessages(channel), { limit: String(PAGE), ...query });
  if (!Array.isArray(messages)) throw new Error('an answer that is not the API’s');
  return messages;
}

/** The message as a post's; nothing where it carries no mark, as answers to commands do not. */
function readOwn(message: APIMessage): OwnMessage[] {
  const controls = (message.components ?? []).flatMap((row): readonly object[] =>
    'components' in row ? row.components : [],
  );
  const ids = controls.flatMap((control) => {
    if (!('custom_id' in control) || typeof control.custom_id !== 'string') return [];
    const offered = 'options' in control && Array.isArray(control.options) ? control.options : [];
    return [{ ...readControlId(control.custom_id), offered: offered.map((option) => String(option?.value)) }];
  });
  const mark = ids.find((id) => id.mark !== null)?.mark;
  if (mark === undefined || mark === null) return [];
  const events = ids.flatMap(({ args: [event = ''], offered }) => [event, ...offered]).filter((id) => id !== '');
  const isNews = ids.some(({ args }) => args[1] === NEWS);
  const cards = message.embeds.map(({ title, description }) => ({
    title: title ?? '',
    description: description ?? null,
  }));
  const named = [...new Set(events)];
  const shown = readMessage(message, named);
  return [{ id: message.id, mark, at: postedAt(message.id), events: named, isNews, cards, shown }];
}

/**
 * Looks for a message of our own with a mark. The newest page comes first: it proves that the history can be read, and
 * finds the mark whatever the two clocks say. Only where it does not reach back to the attempt are pages read from
 * there on.
 */
async function search(rest: RestConnection, request: LookRequest, own: string, read: Read): Promise<LookResult> {
  const { channel, nonce, since, known } = request;
  const page = (query: Record<string, string>) => readPage(read, channel, query);
  const find = (messages: readonly APIMessage[]): LookResult | null => {
    const hit = messages.find((message) => message.author?.id === own && carriesMark(message, nonce));
    if (hit === undefined) return null;
    const { events = [], shown = null } = readOwn(hit)[0] ?? {};
    return { kind: 'found', message: hit.id, at: postedAt(hit.id), events, shown };
  };
  const newest = await page({});
  const hit = find(newest);
  if (hit !== null) return hit;
  if (newest.length === 0) return await proveSight(known, (id) => read(Routes.channelMessage(channel, id)));
  let after = snowflakeAt(discordTime(rest, since) - EARLIER_MS);
  const reachesBack = newest.length < PAGE || newest.some(({ id }) => BigInt(id) <= after);
  for (let pages = 0; !reachesBack && pages < PAGES_MAX; pages += 1) {
    const messages = await page({ after: String(after) });
    const found = find(messages);
    if (found !== null) return found;
    if (messages.length < PAGE) return { kind: 'absent' };
    after = messages.reduce((latest, { id }) => (BigInt(id) > latest ? BigInt(id) : latest), after);
  }
  return reachesBack ? { kind: 'absent' } : { kind: 'blind', why: `more than ${PAGE * PAGES_MAX} messages since` };
}

/** An empty history proves nothing: without "Read Message History" Discord answers with an empty list. */
async function proveSight(known: string | null, fetch: (id: string) => Promise<unknown>): Promise<LookResult> {
  if (known === null) return { kind: 'blind', why: 'the history reads as empty' };
  try {
    await fetch(known);
    return { kind: 'absent' };
  } catch (error) {
    if (error instanceof NoLeave) throw error;
    const failure = readFailure(error);
    return failure.kind === 'blind' ? { kind: 'blind', why: `the history reads as empty; ${failure.why}` } : failure;
  }
}

function readFailure(error: unknown): Extract<RecentResult, { kind: 'blind' | 'unanswered' }> {
  const failure = classifyFailure(error);
  switch (failure.kind) {
    case 'removed':
      return { kind: 'blind', why: 'the message known to be there is gone' };
    case 'closed':
    case 'refused':
      return { kind: 'blind', why: failure.why };
    case 'perhaps':
      // A look that may have reached Discord has no effect there, so it simply failed.
      return { kind: 'unanswered', result: { kind: 'failed', why: failure.why } };
    default:
      return { kind: 'unanswered', result: failure };
  }
}

/** Renderers put the mark behind `~` at the end of every id; Discord may also return the nonce. */
function carriesMark(message: APIMessage, nonce: string): boolean {
  if (String(message.nonce ?? '') === nonce) return true;
  return (message.components ?? []).some(
    (row) =>
      'components' in row &&
      row.components.some((control) => 'custom_id' in control && readControlId(control.custom_id).mark === nonce),
  );
}

/** Translates the machine's time to Discord's clock: a wrong host clock must not hide a message. */
function discordTime(rest: RestConnection, machineMs: number): number {
  const seen = rest.lastDate();
  return seen === null ? machineMs : machineMs + seen.discordNow - seen.atMachine;
}

function snowflakeAt(ms: number): bigint {
  const since = BigInt(Math.floor(ms)) - DISCORD_EPOCH_MS;
  return since < 0n ? 0n : since << 22n;
}

/** When a message was posted, ms since 1970 by Discord's clock. */
function postedAt(snowflake: string): number {
  return Number((BigInt(snowflake) >> 22n) + DISCORD_EPOCH_MS);
}
