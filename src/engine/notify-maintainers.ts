import { createHash } from 'node:crypto';
import type { Instant } from '../model/date.ts';
import { decodeJsonOr, isObject, isTexts } from '../model/decode-json.ts';
import type { Log } from '../model/log.ts';
import { type ClosedChannel, MOST_LISTED, type TroubleBody } from '../model/post.ts';
import { type Problem, problemLine } from '../model/problem.ts';
import type { ChannelId, Owner } from '../model/subscription.ts';
import { type Todo, todoKey } from '../model/todo.ts';
import { makeReservation, type Outbox } from '../outbox/outbox.ts';
import { keyedPost, type Registry } from '../outbox/registry.ts';
import { URGENCY_MS } from '../outbox/urgency.ts';
import { listTodos } from '../plan/changes/list-todos.ts';
import type { Catalogue } from './catalogue.ts';
import type { HeldList } from './list-keeper.ts';

/** Reports to the maintainers (product rule 18). Never throws: a report that could not be written is logged. */
export type Maintainers = {
  started(): Promise<void>;
  stopped(): Promise<void>;
  /** Discord has closed the gateway for good: commands no longer arrive. `why` is a sentence. */
  gatewayClosed(why: string): Promise<void>;
  /** The state that should be in its folder is not. `why` says what is known of it. */
  stateMissing(why: string): Promise<void>;
  /** The machine's clock is wrong, in the words of `why`. Reported once an hour at most. */
  wrongClock(why: string): Promise<void>;
  /** After each reading of the list: the problems of the newest one, empty when it is good; and that one, where it is held back. */
  listRead(problems: readonly Problem[], held: HeldList | null): Promise<void>;
  /** A channel has closed to the bot. `since` is when its subscription was paused. */
  closed(channel: ChannelId, reason: ClosedChannel['reason'], since: Instant): Promise<void>;
  /** A board was deleted twice and rests. `since` is when it was made. */
  boardGone(channel: ChannelId, since: Instant): Promise<void>;
  /** Reports new to-dos; cheap to call at every tick. */
  lookForTodos(): Promise<void>;
};

/** The parts that reports to maintainers need. */
export type MaintainerParts = {
  /** The channel for reports; `null` for log, `/datewatch check` and the log only. */
  readonly channel: ChannelId | null;
  readonly outbox: Pick<Outbox, 'reserve'>;
  readonly registry: Pick<Registry, 'recall' | 'remember' | 'subscription'>;
  readonly log: Pick<Log, 'error'>;
  catalogue(): Catalogue;
  /** Says in a sentence how much is ahead in the list. */
  describeAhead(now: Instant): string;
  now(): Instant;
  /** Signals that a post is ready to be sent. */
  wake(): void;
};

/** To-dos depend on days; an hour's delay does not matter. World time. */
const LOOK_EVERY_MS = 3_600_000;
/** The name of the fact that keeps the last report about the list over a restart. */
const LIST_MEMO = 'list trouble told';
/** The name of the fact that keeps which open to-dos were reported. */
const TODOS_MEMO = 'todos told';
/** More new to-dos at once than this are reported in one message. */
const MOST_SINGLE = 5;

/** Reports each thing once: a post's key is made from its content, and reserving a known key makes nothing. */
export function notifyMaintainers(parts: MaintainerParts): Maintainers {
  const { channel, outbox, registry, now } = parts;
  let looked: { readonly at: Instant; readonly catalogue: Catalogue } | null = null;

  const report = async (said: readonly Word[]): Promise<void> => {
    if (channel === null || said.length === 0) return;
    const owner: Owner = (await registry.subscription(channel))?.owner ?? { kind: 'maintainers' };
    const at = { due: now(), urgency: now() + URGENCY_MS.maintainers };
    const posts = said.map(({ key, body }) =>
      keyedPost({ kind: 'trouble', owner, channel, ...at, key: `maintainers ${key}`, body }),
    );
    const made = await outbox.reserve(makeReservation({ posts }));
    if (made > 0) parts.wake();
  };
  const guarded = async (run: () => Promise<void>): Promise<void> => {
    if (channel === null) return;
    try {
      await run();
    } catch (error) {
      parts.log.error({ err: error }, 'A word to the maintainers could not be written.');
    }
  };

  return {
    started: () =>
      guarded(() => {
        const at = now();
        return report([{ key: `started ${at}`, body: { what: 'started', at, ahead: parts.describeAhead(at) } }]);
      }),
    stopped: () => guarded(() => report([{ key: `stopped ${now()}`, body: { what: 'stopped', at: now() } }])),
    stateMissing: (why) =>
      guarded(() => report([{ key: `state missing ${hashOf([why])}`, body: { what: 'state missing', why } }])),
    gatewayClosed: (why) => guarded(() => report([{ key: `deaf ${now()}`, body: { what: 'deaf', why } }])),
    wrongClock: (why) =>
      guarded(() => {
        const key = `wrong clock ${Math.floor(now() / LOOK_EVERY_MS)}`;
        return report([{ key, body: { what: 'wrong clock', why } }]);
      }),
    listRead: (problems, held) =>
      guarded(async () => {
        const memo = decodeJsonOr(await registry.recall(LIST_MEMO), isListMemo, { hash: null, time: 0 });
        const hash = held !== null ? hashOfHeld(held) : problems.length > 0 ? hashOf(problems.map(problemLine)) : null;
        if (hash === memo.hash) return;
        // Counted, so that the same mistake made again later is reported again.
        const time = memo.time + 1;
        const body: TroubleBody =
          held !== null
            ? shorterList(held)
            : problems.length > 0
              ? { what: 'list broken', problems: problems.slice(0, MOST_LISTED), count: problems.length }
              : { what: 'list well', events: parts.catalogue().list.events.length };
        // A list that was held for its minute only is in order as it was announced: there is nothing more to say.
        const isSaid = body.what === 'list well' && memo.hash?.startsWith(BRIEFLY) === true;
        if (!isSaid) await report([{ key: `${body.what} ${time} ${hash ?? ''}`, body }]);
        await registry.remember(LIST_MEMO, JSON.stringify({ hash, time }));
      }),
    closed: (closed, reason, since) =>
      guarded(async () => {
        if (closed === channel) return;
        await report([{ key: `closed ${closed} ${since}`, body: { what: 'closed', channel: closed, reason } }]);
      }),
    boardGone: (board, since) =>
      guarded(() => report([{ key: `board gone ${board} ${since}`, body: { what: 'board gone', channel: board } }])),
    lookForTodos: () =>
      guarded(async () => {
        const catalogue = parts.catalogue();
        const at = now();
        if (looked !== null && looked.catalogue === catalogue && Math.abs(at - looked.at) < LOOK_EVERY_MS) return;
        looked = { at, catalogue };
        const todos = listTodos(catalogue.dated, at);
        const before = await registry.recall(TODOS_MEMO);
        const reported = new Set(decodeJsonOr(before, isTexts, []));
        const fresh = todos.filter((todo) => !reported.has(todoKey(todo)));
        await report(fresh.length > MOST_SINGLE ? [allInOne(fresh)] : fresh.map(single));
        const known = JSON.stringify(todos.map(todoKey));
        if (known !== (before ?? '[]')) await registry.remember(TODOS_MEMO, known);
      }),
  };
}

type Word = { readonly key: string; readonly body: TroubleBody };

function single(todo: Todo): Word {
  return { key: `todo ${todoKey(todo)}`, body: { what: 'todo', todo } };
}

/** A list that was neglected for long has hundreds of to-dos: they are one message. */
function allInOne(todos: readonly Todo[]): Word {
  const key = `todos ${hashOf(todos.map(todoKey))}`;
  return { key, body: { what: 'todos', todos: todos.slice(0, MOST_LISTED), count: todos.length } };
}

/** How the hash of a list begins that is held for a minute only. */
const BRIEFLY = 'briefly ';

function hashOfHeld({ version, loss }: HeldList): string {
  return `${loss.isLarge ? '' : BRIEFLY}${version}`;
}

function shorterList({ version, loss }: HeldList): TroubleBody {
  const { gone, poorer, of, files, isLarge } = loss;
  const titles = (gone.length > 0 ? gone : poorer).slice(0, MOST_LISTED).map(({ title }) => title);
  const count = { gone: gone.length, poorer: poorer.length, of };
  return { what: 'list shorter', version, titles, ...count, files: files.slice(0, MOST_LISTED), waits: isLarge };
}

type ListMemo = { readonly hash: string | null; readonly time: number };

function isListMemo(value: unknown): value is ListMemo {
  if (!isObject(value)) return false;
  const { hash, time } = value;
  return (hash === null || typeof hash === 'string') && typeof time === 'number';
}

/** Equal for the same lines in the same order. */
function hashOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}
