import { createHash } from 'node:crypto';
import { drawBoard } from '../deliver/compose/compose-board.ts';
import type { RecurringSeen } from '../deliver/compose/compose-context.ts';
import type { Instant } from '../model/date.ts';
import { isSwitchedOff } from '../model/post.ts';
import { type BoardState, boardKey, DELETED_TWICE, NEW_BOARD } from '../model/recurring.ts';
import { type ChannelId, ofGuild } from '../model/subscription.ts';
import { makeReservation, type Outbox, type PlannedPost } from '../outbox/outbox.ts';
import { keyedPost, type RecurringRow, type Registry } from '../outbox/registry.ts';
import { URGENCY_MS } from '../outbox/urgency.ts';
import { type BoardPost, decideBoard } from '../plan/recurring/decide-board.ts';
import type { Machine } from '../time/machine.ts';
import type { Roster } from './roster.ts';

/** The parts that keeping boards needs. */
export type BoardParts = {
  readonly outbox: Pick<Outbox, 'reserve' | 'postByKey'>;
  readonly registry: Pick<Registry, 'noteBoard' | 'pauseRecurring'>;
  readonly roster: Pick<Roster, 'recurring'>;
  readonly machine: Machine;
  readonly replay: boolean;
  seen(): RecurringSeen;
  /** Called when somebody has deleted a board twice: it is paused, and the managers are notified. */
  gaveUp(row: RecurringRow): Promise<void>;
};

/** The knowledge of one board between two looks. */
type Kept = {
  state: BoardState;
  /** The end of its last post; `undefined` while that is not known. */
  last: BoardPost | null | undefined;
  /** The values at the last look: list, and reader, filter and rest. */
  of: unknown;
  sign: string;
  lookAt: Instant;
  /** How many times in a row its last post was found open. */
  waits: number;
};

/** When the end of a post is looked for, twice as late each time it is still open; world time. */
const RECHECK_MS = 5_000;
const LONGEST_RECHECK_MS = 3_600_000;
/** Longest stretch of drawing before other work gets a turn, and the most of a tick that boards may take. */
const SLICE_MS = 8;
const MOST_MS = 250;

/** The last look at all boards: at what, when, and when the next is needed. */
type Known = {
  readonly rows: unknown;
  readonly list: unknown;
  readonly at: Instant;
  readonly next: Instant | null;
};

/**
 * Makes the function that keeps boards up to date at each tick: it draws a board when the list, its filter or reader has
 * changed, at midnight and when a date on it passes, and reserves an edit where it would read otherwise. Between those
 * instants it compares two numbers. Where very many fall on one instant (midnight) the rest is left to the next tick.
 */
export function makeBoardKeeper(parts: BoardParts): (now: Instant) => Promise<RecurringLook> {
  const { roster, machine } = parts;
  const boards = new Map<ChannelId, Kept & { readonly since: Instant }>();
  let known: Known | null = null;

  const keptOf = (row: RecurringRow, sign: string) => {
    const before = boards.get(row.channel);
    if (before?.since === row.since) return before;
    const state = row.board ?? NEW_BOARD;
    const kept = { since: row.since, state, last: undefined, of: null, sign, lookAt: 0, waits: 0 };
    boards.set(row.channel, kept);
    return kept;
  };
  return async (now) => {
    const rows = roster.recurring();
    const seen = parts.seen();
    const isQuiet = known?.rows === rows && known.list === seen.list && (known.next === null || now < known.next);
    // Time that went back, since the clock was ahead, has other days and dates before it.
    const wentBack = known !== null && now < known.at;
    if (known !== null && isQuiet && !wentBack) return { posts: 0, next: known.next };
    const active = rows.filter((row) => row.kind === 'board' && !isSwitchedOff(row.paused));
    const channels = new Set(active.map(({ channel }) => channel));
    for (const channel of boards.keys()) if (!channels.has(channel)) boards.delete(channel);

    const begun = machine.monotonic();
    let sliceEnd = begun + SLICE_MS;
    let posts = 0;
    let next = Number.POSITIVE_INFINITY;
    for (const row of active) {
      const by = [seen.reader(ofGuild(row.guild)), seen.filter(row.channel)];
      const sign = `${JSON.stringify(by)} ${row.paused}`;
      const kept = keptOf(row, sign);
      if (kept.of !== seen.list || kept.sign !== sign || kept.lookAt <= now || wentBack) {
        if (machine.monotonic() >= begun + MOST_MS) {
          next = now;
          continue;
        }
        kept.of = seen.list;
        kept.sign = sign;
        posts += await lookAfter(row, kept, seen, now, parts);
        if (machine.monotonic() >= sliceEnd) {
          await machine.sleep(0);
          sliceEnd = machine.monotonic() + SLICE_MS;
        }
      }
      next = Math.min(next, kept.lookAt);
    }
    known = { rows, list: seen.list, at: now, next: Number.isFinite(next) ? next : null };
    return { posts, next: known.next };
  };
}

/** Takes one look at one board. Sets when the next one is due, and returns how many posts it reserved. */
async function lookAfter(
  row: RecurringRow,
  kept: Kept,
  seen: RecurringSeen,
  now: Instant,
  parts: BoardParts,
): Promise<number> {
  const { outbox, registry } = parts;
  const { channel, since } = row;
  const { state } = kept;
  if (kept.last === undefined) {
    kept.last = state.count === 0 ? null : await outbox.postByKey(boardKey(channel, since, state.count));
  }
  const drawn = drawBoard(row, seen, { now, replay: parts.replay, possiblyRepeated: false });
  const print = printOf(drawn.message);
  const decision = decideBoard(state, kept.last, print, row.paused !== null);
  kept.waits = decision.act === 'wait' ? kept.waits + 1 : 0;
  kept.lookAt = decision.act === 'rest' ? drawn.changesAt : now + recheckIn(kept.waits);
  if (decision.act === 'rest') return 0;
  kept.last = undefined;
  if (decision.act === 'wait') return 0;
  if (decision.act === 'give up') {
    await registry.pauseRecurring(channel, 'board', DELETED_TWICE);
    await parts.gaveUp(row);
    return 0;
  }
  const count = state.count + 1;
  const made = await outbox.reserve(makeReservation({ posts: [postOf(row, count, print, decision.edits, now)] }));
  // A post of that number already there was reserved before a crash, and nobody knows what it shows.
  kept.state = { count, print: made > 0 ? print : null, remade: decision.remade };
  await registry.noteBoard(channel, kept.state);
  return made;
}

function postOf(row: RecurringRow, count: number, print: string, edits: string | null, now: Instant): PlannedPost {
  return keyedPost({
    kind: 'board',
    owner: ofGuild(row.guild),
    channel: row.channel,
    due: now,
    urgency: now + URGENCY_MS.board,
    key: boardKey(row.channel, row.since, count),
    body: { print },
    edits,
  });
}

/** A channel that does not answer for hours must not cause a read every few seconds, nor hold up a simulated world. */
function recheckIn(waits: number): number {
  return Math.min(RECHECK_MS * 2 ** waits, LONGEST_RECHECK_MS);
}

/** Equal for boards that read the same. */
function printOf(message: unknown): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex').slice(0, 16);
}

/** The number of posts that a look at boards and digests made, and when the next one is needed; `null` when none is. */
export type RecurringLook = { readonly posts: number; readonly next: Instant | null };
