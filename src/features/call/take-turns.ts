import type { UserId } from '../../model/subscription.ts';
import { CommandRefusal } from './command.ts';
import { callText } from './words.ts';

/** Under way and waiting, by the state it is about and by person. */
const TURNS = new WeakMap<object, Map<UserId, { last: Promise<unknown>; count: number }>>();

/** One piece may have to wait for Discord for seconds: whoever waited behind more would think that nothing happens. */
const MOST_TURNS = 3;

/**
 * Runs work that reads what a person has and writes it anew, one piece after the other for each person: two presses at
 * once would otherwise lose one of their choices. Only one process owns the state. Throws `CommandRefusal` for a fourth piece.
 */
export async function inTurn<T>(state: object, user: UserId, work: () => Promise<T>): Promise<T> {
  const people = TURNS.get(state) ?? new Map<UserId, { last: Promise<unknown>; count: number }>();
  TURNS.set(state, people);
  const turns = people.get(user) ?? { last: Promise.resolve(), count: 0 };
  if (turns.count >= MOST_TURNS) throw new CommandRefusal(callText('oneAtATime'));
  const mine = turns.last.then(work, work);
  turns.last = mine;
  turns.count += 1;
  people.set(user, turns);
  try {
    return await mine;
  } finally {
    turns.count -= 1;
    if (turns.count === 0) people.delete(user);
  }
}
