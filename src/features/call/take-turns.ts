import pLimit, { type LimitFunction } from 'p-limit';
import type { UserId } from '../../model/subscription.ts';
import { OvertakenError } from '../../outbox/registry.ts';
import { CommandRefusal } from './command.ts';
import { callText } from './words.ts';

/** A task may have to wait seconds for Discord: anyone queued behind more of them would think that nothing happens. */
const MOST_TURNS = 3;
/** How often a task is begun where others, or the same person by another process, change the same meanwhile. */
const MOST_TRIES = 5;

/** Runs a task of one person. */
export type InTurn = <T>(user: UserId, work: () => Promise<T>) => Promise<T>;

/**
 * Makes a queue for each person, for tasks that read what a person has and write it anew: of two presses at once, one
 * choice would be lost otherwise. Each process has its own queues; a task whose write finds that somebody else was faster
 * (`OvertakenError`) is done again from its beginning. Throws `CommandRefusal` for a fourth task.
 */
export function makeTurns(): InTurn {
  const people = new Map<UserId, LimitFunction>();
  const countOf = ({ activeCount, pendingCount }: LimitFunction) => activeCount + pendingCount;
  return async (user, work) => {
    const turns = people.get(user) ?? pLimit(1);
    if (countOf(turns) >= MOST_TURNS) throw new CommandRefusal(callText('oneAtATime'));
    people.set(user, turns);
    try {
      return await turns(() => untilUndisturbed(work));
    } finally {
      if (countOf(turns) === 0) people.delete(user);
    }
  };
}

async function untilUndisturbed<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OvertakenError)) throw error;
    }
  }
  throw new CommandRefusal(callText('oneAtATime'));
}
