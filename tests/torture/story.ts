import type { MadeEvent } from './made-events.ts';
import { type WorldLine, worldOf } from './world-clock.ts';

/** One child's life, in machine ms. The list is what it read when it started. */
export type Life = {
  readonly list: readonly MadeEvent[];
  readonly spawned: number;
  /** When it said that it runs; `null` when it was killed before. */
  running: number | null;
  ended: number;
};

/** What was in force for one channel from `from` on, in machine ms, until the next one. */
export type Epoch = {
  /** The earliest instant at which it may have been in force. */
  readonly from: number;
  /** Surely in force from here on. */
  surely: number;
  /** `created` posts nothing for the past; `changed` (list, leads) makes up for the nearest lead that was missed. */
  readonly cause: 'created' | 'changed';
  /** False while the channel cannot be posted to, or a command may or may not have taken effect: nothing is owed then. */
  readonly sure: boolean;
  readonly list: readonly MadeEvent[];
  readonly leads: readonly string[];
  readonly zone: string;
  readonly postingTime: string;
};

/** One create or edit that reached Discord, in machine ms. `status` 0: no answer was sent. */
export type RequestSeen = {
  readonly channel: string;
  /** The nonce of a create, the message of an edit: by these one post is recognised in all its tries. */
  readonly of: string;
  readonly at: number;
  readonly tookMs: number;
  readonly status: number;
};

/** The list of the life in which something came at world time `at`; a request under way outlives its sender by a moment. */
export function listAt(lives: readonly Life[], line: WorldLine, at: number): Life['list'] {
  return lives.findLast(({ spawned }) => worldOf(line, spawned) < at)?.list ?? [];
}

/** Ticks keep the watermark of idle seconds to themselves for so long, machine ms, and one is under way at a kill. */
const IDLE_WATERMARK_MS = 11_000;
/** By then a program that runs has ended its first tick, which writes the watermark down. Machine ms. */
const FIRST_TICK_MS = 1_500;

/**
 * Up to when, in machine ms, the state that a change of `from` finds has surely looked at what was due: a killed program
 * leaves a watermark of a little before, and a restored copy the one of its own time, which knows nothing of the change
 * even where a life had taken it in.
 */
export function lookedUpTo({ lives, forgotten }: Pick<Story, 'lives' | 'forgotten'>, from: number): number {
  const restored = forgotten.filter((gap) => gap.from <= from && from <= gap.to).map((gap) => gap.from);
  const at = Math.min(from, ...restored);
  const last = lives.findLast(
    ({ running, ended }) => running !== null && Math.min(ended, at) - running >= FIRST_TICK_MS,
  );
  if (last?.running == null) return 0;
  return last.ended > at ? at - FIRST_TICK_MS : Math.max(last.running, last.ended - IDLE_WATERMARK_MS);
}

/**
 * By when, in machine ms, a change of `from` that a restored copy of the state had forgotten was surely in force again; minus
 * infinity where none had.
 */
export function takenAgainBy({ lives, forgotten }: Pick<Story, 'lives' | 'forgotten'>, from: number): number {
  const gap = forgotten.findLast((one) => one.from <= from && from <= one.to);
  if (gap === undefined) return Number.NEGATIVE_INFINITY;
  const life = lives.find(
    ({ running, ended }) => running !== null && running >= gap.to && ended - running >= FIRST_TICK_MS,
  );
  return life?.running == null ? Number.POSITIVE_INFINITY : life.running + FIRST_TICK_MS;
}

/** Everything the parent did and saw: the oracle knows nothing else. */
export type Story = {
  readonly lives: Life[];
  readonly epochs: Map<string, Epoch[]>;
  readonly creates: RequestSeen[];
  readonly edits: RequestSeen[];
  /** Channels in which nothing has arrived since their rights were given back. */
  readonly away: string[];
  /** Stretches of machine time of which a restored copy of the state knew nothing. */
  readonly forgotten: { readonly from: number; readonly to: number }[];
};
