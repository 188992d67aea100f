import pLimit, { type LimitFunction } from 'p-limit';
import type { UserId } from '../../model/subscription.ts';
import { CommandRefusal } from './command.ts';
import { callText } from './words.ts';

/** One piece may have to wait for Discord for seconds: whoever waited behind more would think that nothing happens. */
const MOST_TURNS = 3;

/** Runs a piece of work of one person. */
export type InTurn = <T>(user: UserId, work: () => Promise<T>) => Promise<T>;

/**
 * Runs work that reads what a person has and writes it anew, one piece after the other for each person: two presses at
 * once would otherwise lose one of their choices. Only one process owns the state. Throws `CommandRefusal` for a fourth piece.
 */
export function makeTurns(): InTurn {
  const people = new Map<UserId, LimitFunction>();
  const countOf = ({ activeCount, pendingCount }: LimitFunction) => activeCount + pendingCount;
  return async (user, work) => {
    const turns = people.get(user) ?? pLimit(1);
    if (countOf(turns) >= MOST_TURNS) throw new CommandRefusal(callText('oneAtATime'));
    people.set(user, turns);
    try {
      return await turns(work);
    } finally {
      if (countOf(turns) === 0) people.delete(user);
    }
  };
}
